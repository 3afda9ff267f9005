//! syn behind a guard: no text makes it overflow the stack.

use syn::parse::Parse;

/// Up to this many tokens on one way into a text, the stack of any thread is enough.
const PLAIN: usize = 100;

/// Beyond this many tokens on one way, a text is not read. Code written by people stays far below.
const LONGEST: usize = 3000;

/// The stack that is enough for [`LONGEST`], in bytes; only what is used of it takes memory.
const STACK: usize = 128 << 20;

/// Parses `text`, or tells why it cannot be.
pub(super) fn parse<T: Parse>(text: &str) -> Result<T, String> {
    let tokens: proc_macro2::TokenStream =
        text.parse().map_err(|_| "a bracket or a literal in it has no end".to_owned())?;
    syn::parse2(tokens).map_err(|error| error.to_string())
}

/// Runs `read` with a stack that is enough for a text with `longest_way` tokens on its longest way.
pub(super) fn with_enough_stack<T: Send>(longest_way: usize, read: impl FnOnce() -> T + Send) -> Result<T, String> {
    if longest_way <= PLAIN {
        Ok(read())
    } else if longest_way <= LONGEST {
        on_own_thread(read)
    } else {
        Err("it is nested too deeply".to_owned())
    }
}

fn on_own_thread<T: Send>(read: impl FnOnce() -> T + Send) -> Result<T, String> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, read);
        let thread = thread.map_err(|error| format!("no thread to read it on: {error}"))?;
        thread.join().map_err(|_| "the parser failed".to_owned())
    })
}
