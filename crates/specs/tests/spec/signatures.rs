//! Declarations in C and Rust as specs show them.

use std::fmt::Write;

use snapbox::{assert_data_eq, str};
use specs::signature::{CodeLanguage, Declared, read};

fn declared(language: CodeLanguage, code: &str) -> String {
    let snippet = read(code, language);
    let mut out = String::new();
    for declaration in snippet.declarations {
        let line = match declaration.what {
            Declared::Function { name, arity, lone_method, test, body } => {
                let marks = [(lone_method, " lone method"), (test, " test"), (body, " body")];
                let marks: String = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark).collect();
                format!("function {name} {arity:?}{marks}")
            }
            Declared::Slot { name, of, arity } => format!("slot {name} of {of:?} {arity:?}"),
            Declared::Type { name } => format!("type {name}"),
            Declared::Symbol { name, kind, of } => {
                format!("{} {name}{}", kind.word(), of.map(|of| format!(" of {of}")).unwrap_or_default())
            }
        };
        writeln!(out, "{line}").expect("memory");
    }
    snippet.member_calls.iter().for_each(|(name, _)| writeln!(out, "calls {name}").expect("memory"));
    if snippet.caller {
        out.push_str("a caller's snippet\n");
    }
    out
}

#[test]
fn c_declarations_are_read_in_all_their_shapes() {
    let code = r#"
extern "C" {
#define WRAP(x) \
    wrap(x)
typedef struct node node_t;
typedef int (*compare_fn)(const void *a, const void *b);
enum color { RED, GREEN };
struct ops { int count; void *(*alloc)(void *ctx, size_t size); int (*const flags)[4]; };
static inline unsigned long long hash(const char *text, size_t length) { return mix(text, length); }
char **split(const char *text, char by, void (*each)(const char *part, void *user), void *user);
int printf_like(const char *format, ...) __attribute__((format(printf, 1, 2)));
int elided(...);
void none(void), *other;
node_t *table[4];
}
"#;
    assert_data_eq!(
        declared(CodeLanguage::C, code),
        str![[r#"
macro WRAP
type node_t
type compare_fn
type color
variant RED of color
variant GREEN of color
type ops
field count of ops
slot alloc of Some("ops") Some(2)
function hash Some(2) body
function split Some(4)
function printf_like None
function elided None
function none Some(0)

"#]]
    );
}

#[test]
fn c_of_a_caller_declares_nothing() {
    for code in [
        "provider->vt->start(provider->ctx, &request);",
        "result_t started = provider->vt->start(provider->ctx);",
        "int f(void);\nif (f()) { done(); }",
        "init(&state);",
    ] {
        assert!(declared(CodeLanguage::C, code).ends_with("a caller's snippet\n"), "{code}");
    }
}

#[test]
fn rust_items_are_read_in_all_their_shapes() {
    let code = r"
use std::io;
pub(crate) const LIMIT: usize = 4;
#[derive(Debug)]
pub struct Unit;
pub enum Either<L, R> { Left(L), Right(R) }
pub type Answer<T> = Result<T, Error>;
pub unsafe trait Store<K: Ord>: Send where K: Clone {
    type Key;
    const MOST: usize;
    fn get<'a>(&'a self, key: &K) -> Option<&'a [u8]>;
    fn all() -> Vec<K> { Vec::new() }
}
impl<K> Store<K> for fs::Disk<K> { fn get(&self, key: &K) -> Option<&[u8]> { None } }
impl<T> Either<T, T> { pub async fn either(self) -> T; }
mod inner { pub fn inside(pairs: HashMap<String, (u8, u8)>, each: impl Fn(u8, u8) -> u8) {} }
pub const fn free(a: u8, b: [u8; 4],) -> u8
pub fn next_without_end(...)
fn method(&mut self, by: usize) -> usize;
#[tokio::test]
async fn it_works() { }
";
    assert_data_eq!(
        declared(CodeLanguage::Rust, code),
        str![[r#"
constant LIMIT
type Unit
type Either
variant Left of Either
variant Right of Either
type Answer
type Store
constant MOST of Store
slot get of Some("Store") Some(2)
slot all of Some("Store") Some(0)
function <Disk as Store>::get Some(2) body
function Either::either Some(1)
function inside Some(2) body
function free Some(2)
function next_without_end None
function method Some(2) lone method
function it_works Some(0) test body

"#]]
    );
}

#[test]
fn rust_of_a_caller_declares_nothing() {
    let code = "let events = provider.start_stream(\"x\")?;\nfor event in events { seen.push(event); }";
    assert!(declared(CodeLanguage::Rust, code).contains("calls start_stream\n"));
    assert!(declared(CodeLanguage::Rust, code).ends_with("a caller's snippet\n"));
}
