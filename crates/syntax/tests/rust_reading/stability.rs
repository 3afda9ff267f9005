//! What may change in a text without changing a function's hashes, and what may not.

use model::{FunctionHead, SourceText};
use syntax::language_of;

fn heads(source: &str) -> Vec<FunctionHead> {
    let text = SourceText::new("input.rs", source.as_bytes().to_vec());
    language_of("input.rs").expect("Rust is read").read(&text, &|_, _| false).heads
}

fn only(source: &str) -> FunctionHead {
    let mut heads = heads(source);
    assert_eq!(heads.len(), 1);
    heads.remove(0)
}

#[test]
fn white_space_and_comments_do_not_count() {
    let plain = only("fn f(x: u8) -> u8 { x + 1 }");
    let other = only("/// Doc.\n#[inline]\nfn f( x: u8 /* in */ ) -> u8\n{\n    // why\n    x+1 }\n");
    assert_eq!(plain.token_hash, other.token_hash);
    assert_eq!(plain.body_hash, other.body_hash);
}

#[test]
fn tokens_count() {
    let plain = only("fn f() { g(\"a b\") }");
    assert_ne!(plain.token_hash, only("fn f() { g(\"a  b\") }").token_hash);
    assert_ne!(plain.token_hash, only("fn f() { h(\"a b\") }").token_hash);
}

#[test]
fn a_rename_keeps_the_body() {
    let (before, after) = (only("fn f() { g() }"), only("fn renamed() { g() }"));
    assert_ne!(before.token_hash, after.token_hash);
    assert_eq!(before.body_hash, after.body_hash);
}

#[test]
fn hashes_are_the_same_in_every_run() {
    assert_eq!(only("fn f() {}").body_hash, 0xf68b_7258_91c7_85bb);
}

#[test]
fn only_wanted_functions_are_read() {
    let text = SourceText::new("input.rs", b"/// todo\nfn a() {}\nfn b() {}\n".to_vec());
    let rust = language_of("input.rs").expect("Rust is read");
    let reading = rust.read(&text, &|head, extent| head.name == "a" && extent.contains("todo"));
    assert_eq!(reading.heads.len(), 2);
    assert_eq!(reading.functions.iter().map(|function| function.head.name.as_str()).collect::<Vec<_>>(), ["a"]);
}

#[test]
fn a_byte_order_mark_and_a_shebang_do_not_shift_places() {
    let source = "\u{feff}#!/usr/bin/env run\nfn f() { todo!() }\n";
    let text = SourceText::new("input.rs", source.as_bytes().to_vec());
    let reading = language_of("input.rs").expect("Rust is read").read(&text, &|_, _| true);
    let body = &reading.functions[0].variants[0].body;
    assert_eq!(text.slice(body.span), "{ todo!() }");
    assert_eq!(text.slice(body.statements[0].span), "todo!()");
}
