//! Whom a call means, as far as names tell.

use super::entry::Entry;
use model::{CallFact, LanguageId, Role, Twin};

/// Whether the call `call`, made as the whole of `caller`, can only mean `target`.
pub(super) fn means(call: &CallFact, caller: &Entry, target: &Entry) -> bool {
    if call.name != target.name() || caller.language != target.language || is_same(caller, target) {
        return false;
    }
    match target.language {
        LanguageId::C => !call.method && (caller.path == target.path || is_reached(caller, target)),
        LanguageId::Rust => means_in_rust(call, caller, target),
    }
}

/// A function of another file is meant only where the caller's own file defines none of that name, and no third file defines
/// one that does the job: which of them is linked is not told.
fn is_reached(caller: &Entry, target: &Entry) -> bool {
    target.is_visible() && !caller.calls_neighbour && target.twin != Twin::Real
}

fn is_same(caller: &Entry, target: &Entry) -> bool {
    caller.path == target.path && caller.facts.head.span == target.facts.head.span
}

fn means_in_rust(call: &CallFact, caller: &Entry, target: &Entry) -> bool {
    let own_type = caller.type_name().is_some() && caller.type_name() == target.type_name();
    if call.method {
        return call.on_self && own_type;
    }
    match call.callee.rsplit_once("::").map(|(before, _)| before.rsplit("::").next().unwrap_or(before)) {
        Some("Self") => own_type,
        Some(module) => target.type_name() == Some(module) || (is_free(target) && in_module(target, module)),
        None => is_free(target) && caller.path == target.path,
    }
}

fn is_free(target: &Entry) -> bool {
    target.facts.head.role == Role::Free
}

/// Whether a free function stands in the module of this name: by its qualified name or its file's.
fn in_module(target: &Entry, module: &str) -> bool {
    let file = target.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs");
    let folder = target.path.rsplit('/').nth(1).unwrap_or_default();
    let inline = target.facts.head.qualified.rsplit("::").nth(1);
    inline == Some(module)
        || file == module
        || (file == "mod" && folder == module)
        || matches!(module, "super" | "crate" | "self")
}
