//! By whose rules a function is a test.

use crate::rust::attributes::Attribute;
use crate::rust::tokens::Tokens;
use model::FailureWay;

/// A framework, and the way in which its tests can fail without an assertion of their own.
pub(super) struct Framework {
    pub(super) name: &'static str,
    pub(super) failure: Option<FailureWay>,
}

impl Framework {
    fn plain(name: &'static str) -> Option<Self> {
        Some(Self { name, failure: None })
    }

    fn property(name: &'static str) -> Option<Self> {
        Some(Self { name, failure: Some(FailureWay::Property) })
    }
}

/// The framework of a function with these attributes, inside of the macro `around`; `None` where it is no test.
pub(super) fn framework(tokens: &Tokens, attributes: &[Attribute], around: Option<&str>) -> Option<Framework> {
    if attributes.iter().any(|attribute| attribute.is(tokens, "template") || attribute.is(tokens, "fixture")) {
        return None;
    }
    let by_attribute = attributes.iter().filter_map(|attribute| of_attribute(tokens, attribute));
    // `#[test]` beside `#[rstest]` or `#[test_case]` says less than they do.
    let best = by_attribute.max_by_key(|framework| framework.name != "libtest");
    match (best, around) {
        (Some(_), Some("proptest")) => Framework::property("proptest"),
        (None, Some("quickcheck")) => Framework::property("quickcheck"),
        (best, _) => best,
    }
}

fn of_attribute(tokens: &Tokens, attribute: &Attribute) -> Option<Framework> {
    let name = attribute.last_name(tokens);
    match (attribute.first_name(tokens), name) {
        (_, "bench" | "cfg_test") => None,
        ("tokio", "test") => Framework::plain("tokio"),
        ("async_std", "test") => Framework::plain("async-std"),
        ("actix_rt" | "actix_web" | "actix", "test") => Framework::plain("actix"),
        (_, "test") => Framework::plain("libtest"),
        (_, "rstest") => Framework::plain("rstest"),
        (_, "test_case" | "test_matrix") => Framework::plain("test-case"),
        (_, "wasm_bindgen_test") => Framework::plain("wasm-bindgen"),
        (_, "quickcheck") => Framework::property("quickcheck"),
        (_, "proptest") => Framework::property("proptest"),
        (_, "gtest") => Framework::plain("googletest"),
        ("cfg_attr", _) => under_condition(tokens, attribute),
        (_, name) if name.ends_with("_test") => Framework::plain("attribute"),
        _ => None,
    }
}

/// `#[cfg_attr(not(miri), test)]`
fn under_condition(tokens: &Tokens, attribute: &Attribute) -> Option<Framework> {
    let arguments = attribute.arguments(tokens, "cfg_attr")?;
    let last = arguments.end.checked_sub(1)?;
    let alone = tokens.is_punct(last - 1, b',') || tokens.is_punct(last - 1, b':');
    if tokens.is_word(last, "test") && alone { Framework::plain("libtest") } else { None }
}
