//! Implementations next to Rust's types that make a value of values of their fields.

use model::Span;
use syntax::{ConstructibleType, ConstructibleVariant};

use super::rust::ALLOWED;
use super::rust_values::values;

const STD: &str = "crate::makegood_prove::std";

/// What is written behind each of `types` that has such a value.
pub(super) fn edits(types: &[ConstructibleType]) -> impl Iterator<Item = (Span, String)> {
    types.iter().filter_map(|of| Some((Span::new(of.span.end, of.span.end), implementation(of)?)))
}

fn implementation(of: &ConstructibleType) -> Option<String> {
    // The simplest first; behind one that always works no other is asked for.
    let mut variants: Vec<&ConstructibleVariant> = of.variants.iter().collect();
    variants.sort_by_key(|variant| (!variant.conditions.is_empty(), variant.fields.len()));
    let simple = variants.iter().position(|variant| variant.conditions.is_empty() && variant.fields.is_empty());
    variants.truncate(simple.map_or(variants.len(), |at| at + 1));
    let ways: Vec<String> = variants.into_iter().filter_map(way).collect();
    let (ConstructibleType { head, name, bounds, conditions, .. }, ways) = (of, ways.concat());
    let code = format!(
        " {conditions} {ALLOWED}impl{head} crate::makegood_values::Neutral for {name} {bounds} \
         {{ fn neutral(id: u32) -> {STD}::option::Option<Self> {{{ways} {STD}::option::Option::None }} }}"
    );
    // Bodies keep their lines.
    (!ways.is_empty()).then(|| code.replace('\n', " "))
}

fn way(variant: &ConstructibleVariant) -> Option<String> {
    let some = format!("{STD}::option::Option::Some");
    let mut fields = String::new();
    for field in &variant.fields {
        let made = values(&field.type_text).ok()?.into_iter().next().filter(|made| !made.replaces)?;
        fields += &format!("{} {}: {{ {} }}?, ", field.conditions, field.name, made.optional("id"));
    }
    let (conditions, path) = (&variant.conditions, &variant.path);
    Some(format!(
        " {conditions} {{ let made = (|| -> {STD}::option::Option<Self> {{ {some}({path} {{ {fields} }}) }})(); \
         if let {some}(made) = made {{ return {some}(made); }} }}"
    ))
}
