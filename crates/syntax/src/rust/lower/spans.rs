//! Where a piece of syn's tree stands in the file.

use proc_macro2::extra::DelimSpan;
use syn::spanned::Spanned;

use super::Lower;
use model::Span;

impl Lower<'_, '_> {
    /// The place of a single token.
    pub(crate) fn at(&self, span: proc_macro2::Span) -> Span {
        let range = span.byte_range();
        Span::new(self.base + range.start, self.base + range.end)
    }

    /// From the opening to the closing bracket.
    pub(super) fn brackets(&self, span: DelimSpan) -> Span {
        self.at(span.open()).cover(self.at(span.close()))
    }

    /// The place of a whole node. It prints the node to find out, so it is for small ones.
    pub(super) fn whole(&self, node: &impl Spanned) -> Span {
        self.at(node.span())
    }

    /// From the first segment of a path to its last.
    pub(super) fn path_span(&self, path: &syn::Path) -> Span {
        let first = path.segments.first().map(|segment| segment.ident.span());
        let Some((first, last)) = first.zip(path.segments.last()) else { return Span::default() };
        let start = path.leading_colon.map_or(first, |colon| colon.spans[0]);
        let end = if last.arguments.is_empty() { last.ident.span() } else { last.arguments.span() };
        self.at(start).cover(self.at(end))
    }

    /// The text at `span`, comments left out and white space folded.
    pub(super) fn text(&self, span: Span) -> String {
        self.tokens.folded_span(span)
    }
}

/// A path's segments without generic arguments.
pub(crate) fn path_text(path: &syn::Path) -> String {
    let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let leading = if path.leading_colon.is_some() { "::" } else { "" };
    format!("{leading}{}", names.join("::"))
}

/// The last segment of a path.
pub(super) fn last_name(path: &syn::Path) -> String {
    path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default()
}
