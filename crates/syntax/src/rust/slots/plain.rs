//! Which expressions are, as a whole, one function.

use syn::{Expr, ExprPath, Stmt};

/// Constructors that only wrap what they are given.
const WRAPPERS: &[&str] =
    &["Some", "Ok", "Err", "Box::new", "Rc::new", "Arc::new", "Box::pin", "Cell::new", "RefCell::new", "Mutex::new"];

/// The path of the function that `expr` is, behind wrappers, references, casts and a closure that only calls it.
pub(super) fn plain_function(expr: &Expr) -> Option<&ExprPath> {
    match expr {
        Expr::Path(path) => Some(path),
        Expr::Paren(inner) => plain_function(&inner.expr),
        Expr::Group(inner) => plain_function(&inner.expr),
        Expr::Reference(inner) => plain_function(&inner.expr),
        Expr::Cast(inner) => plain_function(&inner.expr),
        Expr::Closure(closure) => only_call(&closure.body),
        Expr::Call(call) if is_wrapper(call) => plain_function(call.args.first()?),
        _ => None,
    }
}

/// Whether `call` only wraps its one argument.
pub(super) fn is_wrapper(call: &syn::ExprCall) -> bool {
    let Expr::Path(path) = &*call.func else { return false };
    let text = crate::rust::lower::path_text(&path.path);
    let known = |wrapper: &&str| text == **wrapper || text.ends_with(&format!("::{wrapper}"));
    call.args.len() == 1 && WRAPPERS.iter().any(known)
}

/// The function whose call `expr` is as a whole.
fn only_call(expr: &Expr) -> Option<&ExprPath> {
    match expr {
        Expr::Call(call) if is_wrapper(call) => only_call(call.args.first()?),
        Expr::Call(call) => match &*call.func {
            Expr::Path(path) => Some(path),
            _ => None,
        },
        Expr::Paren(inner) => only_call(&inner.expr),
        Expr::Await(inner) => only_call(&inner.base),
        Expr::Block(inner) => only_statement(&inner.block),
        Expr::Async(inner) => only_statement(&inner.block),
        Expr::Unsafe(inner) => only_statement(&inner.block),
        _ => None,
    }
}

fn only_statement(block: &syn::Block) -> Option<&ExprPath> {
    match block.stmts.as_slice() {
        [Stmt::Expr(expr, _)] => only_call(expr),
        _ => None,
    }
}
