//! Names of result codes: which are errors, which say that there was none.

use super::words::last_part;
use model::{SignKind, name_words};

/// What a name that says "not implemented" is: a code where it is written in capitals.
pub(super) fn code_or_constructor(name: &str) -> SignKind {
    let code = last_part(name).chars().all(|letter| !letter.is_lowercase());
    if code { SignKind::Code } else { SignKind::Constructor }
}

/// `noErr`, `ERR_OK`, `ERROR_SUCCESS`: a code of the family of errors that says that there was none.
pub(crate) fn says_no_error(name: &str) -> bool {
    let words = name_words(name);
    [" no err ", " no error ", " ok ", " success ", " none "].iter().any(|said| words.contains(said))
}

/// `EINVAL` and kin, `CURLE_BAD`, names that begin with `E_` or `ERR`.
pub(super) fn is_error_code(name: &str) -> bool {
    let upper = !name.is_empty()
        && name.chars().all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit() || letter == '_');
    upper
        && (name.starts_with("E_")
            || name.starts_with("ERR")
            || (name.starts_with('E') && !name.contains('_') && name.len() > 3))
}
