//! What C's words are: keywords, types, storage classes, and the shapes of macro names.

/// Whether `word` begins or belongs to a statement, or does so in C++: it can name no function.
pub(super) fn is_control(word: &str) -> bool {
    is_statement(word) || matches!(word, "catch" | "try" | "throw" | "new" | "delete")
}

/// Whether `word` begins or belongs to a statement of C.
pub(super) fn is_statement(word: &str) -> bool {
    matches!(
        word,
        "if" | "else"
            | "for"
            | "while"
            | "do"
            | "switch"
            | "case"
            | "default"
            | "return"
            | "goto"
            | "break"
            | "continue"
    )
}

/// Whether `word` is an operator or a checking construct that looks like a call.
pub(super) fn is_operator(word: &str) -> bool {
    is_measure(word) || matches!(word, "_Static_assert" | "static_assert")
}

/// Whether `word` is an operator that looks like a call and asks for something of a type or an expression.
pub(super) fn is_measure(word: &str) -> bool {
    matches!(
        word,
        "sizeof"
            | "_Alignof"
            | "alignof"
            | "_alignof"
            | "__alignof"
            | "__alignof__"
            | "defined"
            | "_Generic"
            | "offsetof"
    )
}

/// Whether `word` is followed by parentheses that belong to a type or an attribute, and not to a call.
pub(super) fn is_attribute_call(word: &str) -> bool {
    matches!(
        word,
        "__attribute__"
            | "__attribute"
            | "__declspec"
            | "_Alignas"
            | "alignas"
            | "__asm__"
            | "__asm"
            | "asm"
            | "_Pragma"
            | "__pragma"
            | "__aligned"
    ) || is_typeof(word)
}

/// Whether `word` makes a type of an expression.
pub(super) fn is_typeof(word: &str) -> bool {
    matches!(word, "typeof" | "__typeof__" | "__typeof" | "typeof_unqual" | "_Atomic" | "_BitInt")
}

/// Whether `word` is a type of the language itself, or a part of one.
pub(super) fn is_basic_type(word: &str) -> bool {
    matches!(
        word,
        "void"
            | "char"
            | "short"
            | "int"
            | "long"
            | "float"
            | "double"
            | "signed"
            | "unsigned"
            | "bool"
            | "_Bool"
            | "_Complex"
            | "complex"
            | "__int8"
            | "__int16"
            | "__int32"
            | "__int64"
            | "__int128"
            | "__signed__"
            | "_Float16"
            | "__float128"
    )
}

/// Whether `word` is followed by the name of a type.
pub(super) fn is_tag(word: &str) -> bool {
    matches!(word, "struct" | "union" | "enum")
}

/// Whether `word` qualifies a type.
pub(super) fn is_qualifier(word: &str) -> bool {
    matches!(word, "const" | "volatile" | "restrict" | "__restrict" | "__restrict__" | "__const" | "__volatile__")
}

/// Whether `word` tells how a function is linked or compiled, and is no part of its type.
pub(super) fn is_storage(word: &str) -> bool {
    matches!(
        word,
        "static"
            | "extern"
            | "inline"
            | "__inline"
            | "__inline__"
            | "__forceinline"
            | "_Noreturn"
            | "noreturn"
            | "register"
            | "auto"
            | "constexpr"
            | "_Thread_local"
            | "thread_local"
            | "__thread"
            | "__extension__"
            | "STATIC"
            | "INLINE"
    )
}

/// Whether `word` can be part of a declaration's beginning but never a variable's or function's name.
pub(super) fn is_declaration_word(word: &str) -> bool {
    is_basic_type(word) || is_tag(word) || is_qualifier(word) || is_storage(word) || word == "typedef"
}

/// Whether `word` is written the way macros are: in capitals, or beginning with `DEFINE_` and the like.
pub(super) fn is_shouted(word: &str) -> bool {
    let capitals = word.bytes().any(|byte| byte.is_ascii_uppercase());
    let small = word.bytes().any(|byte| byte.is_ascii_lowercase());
    capitals && (!small || word.starts_with("DEFINE_") || word.starts_with("DECLARE_"))
}

/// Whether `word` is a macro that ends what stands before it: `END_TEST`, `TEST_END`.
pub(super) fn is_closing(word: &str) -> bool {
    is_shouted(word) && (word.starts_with("END_") || word.ends_with("_END"))
}

/// Whether `word` is a calling convention or another attribute-like macro by its well-known form.
pub(super) fn is_attribute_word(word: &str) -> bool {
    const CONVENTIONS: &[&str] = &[
        "WINAPI",
        "WINAPIV",
        "CALLBACK",
        "APIENTRY",
        "CDECL",
        "NTAPI",
        "PASCAL",
        "STDCALL",
        "FASTCALL",
        "THISCALL",
        "STDMETHODCALLTYPE",
        "WINE_UNUSED",
        "HOTPATCH",
        "EXPORT",
        "NORETURN",
        "NOINLINE",
        "UNUSED",
        "WEAK",
        "hidden",
        "JNICALL",
        "JNIEXPORT",
    ];
    const ENDINGS: &[&str] = &["_API", "_EXPORT", "_EXTERN", "_INLINE", "_WEAK", "_UNUSED"];
    CONVENTIONS.contains(&word)
        || word.starts_with("DECLSPEC_")
        || ENDINGS.iter().any(|ending| word.ends_with(ending))
        || (word.starts_with("__") && !is_reserved_type(word))
}

/// Whether `word` begins with two underscores and is a type all the same: `__u32`, `__le16`, `__m128i`, `__foo_t`.
fn is_reserved_type(word: &str) -> bool {
    is_basic_type(word)
        || word.ends_with("_t")
        || word.ends_with("_type")
        || word.starts_with("__builtin_va_list")
        || (word.bytes().any(|byte| byte.is_ascii_digit()) && word.len() <= 10)
}

/// Whether one of the parts of `word`, which `_` or a capital letter begins, is `part` (small letters).
pub(super) fn has_part(word: &str, part: &str) -> bool {
    word.split('_').any(|piece| piece.eq_ignore_ascii_case(part) || begins_part(piece, part))
}

/// `piece` begins with the capitalized `part` and goes on with another capital letter or a digit: `TestCase`.
fn begins_part(piece: &str, part: &str) -> bool {
    let Some((head, tail)) = piece.split_at_checked(part.len()) else { return false };
    let ends = tail.bytes().next().is_some_and(|byte| !byte.is_ascii_lowercase());
    head.eq_ignore_ascii_case(part) && head.bytes().skip(1).all(|byte| byte.is_ascii_lowercase()) && ends
}
