//! Functions outside of the project that are known to have no effect of their own: the standard libraries of both languages, and
//! macros that only make values. Everything else is open, and counts as work until its summary says otherwise.

use model::{LanguageId, name_words};
use syntax::ir::{Call, CallForm};

/// Rust: functions and macros that only make a value of their arguments, by their last segment.
const RUST_VALUES: &[&str] = &[
    "Ok",
    "Some",
    "Err",
    "Box",
    "Rc",
    "Arc",
    "Cow",
    "Left",
    "Right",
    "Ready",
    "format",
    "vec",
    "matches",
    "concat",
    "stringify",
    "cfg",
    "from",
    "new",
    "default",
    "with_capacity",
    "from_str",
    "empty",
    "once",
    "null",
    "null_mut",
    "ready",
    "pending",
    "size_of",
    "zeroed",
    "json",
    "env",
    "line",
    "file",
    "column",
    "module_path",
    "type_name",
    "from_static",
    "pin",
    "format_args",
    "min",
    "max",
    "identity",
];

/// Rust: methods that only read their receiver.
const RUST_READS: &[&str] = &[
    "clone",
    "cloned",
    "copied",
    "to_string",
    "to_owned",
    "to_vec",
    "into",
    "try_into",
    "as_ref",
    "as_mut",
    "as_str",
    "as_bytes",
    "as_slice",
    "as_deref",
    "as_path",
    "len",
    "is_empty",
    "iter",
    "into_iter",
    "iter_mut",
    "chars",
    "bytes",
    "lines",
    "map",
    "map_err",
    "and_then",
    "or_else",
    "filter",
    "filter_map",
    "flat_map",
    "fold",
    "sum",
    "count",
    "min",
    "max",
    "min_by_key",
    "max_by_key",
    "rev",
    "zip",
    "enumerate",
    "skip",
    "take_while",
    "collect",
    "unwrap",
    "unwrap_or",
    "unwrap_or_default",
    "unwrap_or_else",
    "expect",
    "ok",
    "err",
    "ok_or",
    "ok_or_else",
    "is_some",
    "is_none",
    "is_ok",
    "is_err",
    "is_some_and",
    "get",
    "first",
    "last",
    "contains",
    "contains_key",
    "starts_with",
    "ends_with",
    "trim",
    "split",
    "split_whitespace",
    "parse",
    "to_lowercase",
    "to_uppercase",
    "eq",
    "ne",
    "cmp",
    "partial_cmp",
    "abs",
    "pow",
    "sqrt",
    "any",
    "all",
    "find",
    "position",
    "keys",
    "values",
    "join",
    "display",
    "borrow",
    "deref",
    "boxed",
    "context",
    "with_context",
    "saturating_add",
    "saturating_sub",
    "wrapping_add",
    "wrapping_sub",
    "checked_add",
    "checked_sub",
    "elapsed",
    "as_secs",
    "as_millis",
    "hash",
];

/// C: functions that only compute a value of what they are given.
const C_VALUES: &[&str] = &[
    "sizeof",
    "offsetof",
    "strlen",
    "strcmp",
    "strncmp",
    "strcasecmp",
    "strchr",
    "strrchr",
    "strstr",
    "memcmp",
    "abs",
    "labs",
    "fabs",
    "sqrt",
    "sin",
    "cos",
    "tan",
    "pow",
    "floor",
    "ceil",
    "atoi",
    "atol",
    "strtol",
    "strtoul",
    "strtod",
    "isdigit",
    "isalpha",
    "isspace",
    "toupper",
    "tolower",
    "htons",
    "htonl",
    "ntohs",
    "ntohl",
    "min",
    "max",
    "MIN",
    "MAX",
    "container_of",
    "ARRAY_SIZE",
];

/// C: functions that make an object.
const C_MAKERS: &[&str] = &["malloc", "calloc", "strdup", "alloca"];

/// Functions that take time, read the clock or draw a number, and have no effect of their own.
const CLOCKS: &[&str] = &[
    "sleep",
    "usleep",
    "nanosleep",
    "Sleep",
    "now",
    "time",
    "clock",
    "gettimeofday",
    "rand",
    "random",
    "rand_r",
    "srand",
    "gen_range",
    "yield_now",
    "spin_loop",
    "sched_yield",
    "thread_rng",
];

/// What is known of a function of a library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// It computes a value of its arguments.
    Value,
    /// It makes a new object.
    Maker,
    /// It reads the world without changing it: its value comes from outside.
    Clock,
}

/// What is known of what `call` calls; `name` is the last segment of its path.
pub(super) fn known(call: &Call, name: &str, language: LanguageId) -> Option<Known> {
    let is = |list: &[&str]| list.contains(&name);
    if is(CLOCKS) && call.form != CallForm::Macro {
        return Some(Known::Clock);
    }
    match (language, call.form) {
        (LanguageId::C, _) if is(C_VALUES) => Some(Known::Value),
        (LanguageId::C, _) if is(C_MAKERS) => Some(Known::Maker),
        (LanguageId::C, _) if makes_result(name) => Some(Known::Value),
        (LanguageId::C, _) => None,
        (LanguageId::Rust, CallForm::Method) => is(RUST_READS).then_some(Known::Value),
        (LanguageId::Rust, _) => {
            (is(RUST_VALUES) || makes_variant(name) || converts(call, name)).then_some(Known::Value)
        }
    }
}

/// `Number::Float(0.0)`: a tuple struct or a variant, by the spelling that Rust's style asks for.
fn makes_variant(name: &str) -> bool {
    name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase)
}

/// `Duration::from_millis(10)`: a conversion, by the name that Rust's guidelines give them (C-CONV).
fn converts(call: &Call, name: &str) -> bool {
    let of_type = call.callee.rsplit("::").nth(1).is_some_and(|of| of.starts_with(char::is_uppercase));
    of_type && name.starts_with("from_")
}

/// `reply_new(REPLY_OK, NULL)`: the constructor of a result only holds what it is given.
fn makes_result(name: &str) -> bool {
    let words = name_words(name);
    let any = |list: &[&str]| list.iter().any(|word| words.contains(word));
    any(&[" reply ", " response ", " result "]) && any(&[" new ", " make ", " create "])
}

/// C: functions that set memory to a constant, by the index of the place that they fill.
pub(super) fn fills(name: &str) -> bool {
    matches!(name, "memset" | "bzero" | "ZeroMemory" | "explicit_bzero")
}
