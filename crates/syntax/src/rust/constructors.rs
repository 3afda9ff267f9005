//! How values of a file's own types are made from values of their fields.

use syn::{Fields, GenericParam, Item};

use super::item_walk::Noted;
use super::items::ItemKind;
use super::parse::{parse, with_enough_stack};
use super::tokens::Tokens;
use crate::constructible::{ConstructibleField, ConstructibleType, ConstructibleVariant};
use model::Span;

/// The structures and enumerations among `items`.
pub(super) fn constructors(tokens: &Tokens, items: &[Noted]) -> Vec<ConstructibleType> {
    items.iter().filter(|noted| !noted.is_member && !noted.is_test).filter_map(|noted| of_item(tokens, noted)).collect()
}

fn of_item(tokens: &Tokens, noted: &Noted) -> Option<ConstructibleType> {
    let ItemKind::Named { name } = noted.item.kind else { return None };
    let keyword = name.checked_sub(1)?;
    if !tokens.is_word(keyword, "struct") && !tokens.is_word(keyword, "enum") {
        return None;
    }
    let range = noted.item.tokens.clone();
    let span = tokens.extent(&range);
    let conditions: String = attributes(tokens, noted).filter(is_cfg).collect();
    let read = with_enough_stack(tokens.longest_way(range), || {
        let text = &tokens.text[span.start..span.end];
        let item = parse::<Item>(text).ok();
        let made = item.and_then(|item| Reader { text }.constructible(&item, span, conditions));
        proc_macro2::extra::invalidate_current_thread_spans();
        made
    });
    read.ok().flatten()
}

fn attributes<'t>(tokens: &'t Tokens, noted: &'t Noted) -> impl Iterator<Item = &'t str> {
    noted.item.attributes.iter().map(|attribute| {
        let span = tokens.extent(&attribute.tokens);
        &tokens.text[span.start..span.end]
    })
}

fn is_cfg(attribute: &&str) -> bool {
    attribute.trim_start_matches(['#', '[', ' ']).starts_with("cfg")
}

/// Reads the item that stands in `text`.
struct Reader<'t> {
    text: &'t str,
}

impl Reader<'_> {
    fn constructible(&self, item: &Item, span: Span, conditions: String) -> Option<ConstructibleType> {
        let (ident, generics, variants) = match item {
            Item::Struct(of) => (&of.ident, &of.generics, vec![self.variant("Self".to_owned(), &[], &of.fields)]),
            Item::Enum(of) => {
                let variant =
                    |one: &syn::Variant| self.variant(format!("Self::{}", one.ident), &one.attrs, &one.fields);
                (&of.ident, &of.generics, of.variants.iter().map(variant).collect())
            }
            _ => return None,
        };
        let parameters: Vec<String> = generics.params.iter().map(|parameter| self.parameter(parameter)).collect();
        let names: Vec<String> = generics.params.iter().map(name).collect();
        let bounds = generics.where_clause.as_ref().map(|bounds| self.slice(bounds)).unwrap_or_default();
        Some(ConstructibleType {
            span,
            head: format!("<{}>", parameters.join(", ")),
            name: format!("{ident}<{}>", names.join(", ")),
            bounds,
            conditions,
            variants,
        })
    }

    fn variant(&self, path: String, attributes: &[syn::Attribute], fields: &Fields) -> ConstructibleVariant {
        let field = |(at, field): (usize, &syn::Field)| ConstructibleField {
            name: field.ident.as_ref().map_or_else(|| at.to_string(), ToString::to_string),
            type_text: self.slice(&field.ty),
            conditions: self.conditions(&field.attrs),
        };
        let fields = fields.iter().enumerate().map(field).collect();
        ConstructibleVariant { path, conditions: self.conditions(attributes), fields }
    }

    /// A parameter without its default.
    fn parameter(&self, parameter: &GenericParam) -> String {
        match parameter {
            GenericParam::Lifetime(lifetime) => self.slice(lifetime),
            GenericParam::Const(constant) => format!("const {}: {}", constant.ident, self.slice(&constant.ty)),
            GenericParam::Type(of) => {
                let bounds: Vec<String> = of.bounds.iter().map(|bound| self.slice(bound)).collect();
                format!("{}: {}", of.ident, bounds.join(" + "))
            }
        }
    }

    fn conditions(&self, attributes: &[syn::Attribute]) -> String {
        let texts: Vec<String> = attributes.iter().map(|attribute| self.slice(attribute)).collect();
        texts.iter().map(String::as_str).filter(is_cfg).collect()
    }

    fn slice(&self, node: &impl syn::spanned::Spanned) -> String {
        self.text.get(node.span().byte_range()).unwrap_or_default().to_owned()
    }
}

fn name(parameter: &GenericParam) -> String {
    match parameter {
        GenericParam::Lifetime(lifetime) => lifetime.lifetime.to_string(),
        GenericParam::Const(constant) => constant.ident.to_string(),
        GenericParam::Type(of) => of.ident.to_string(),
    }
}
