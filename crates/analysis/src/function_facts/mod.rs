//! What a function does, told from the shared syntax: the same for every language.

mod admission_text;
mod admissions;
mod allowance;
mod codes;
mod endings;
mod fields;
mod file_header;
mod hints;
mod lexicon;
mod marked;
mod note_position;
mod notes;
mod reads;
mod senses;
mod shortfall;
mod summary;
mod walk;
mod words;
mod yields;

pub(crate) use codes::says_no_error;
pub use file_header::header_admission;
pub use hints::HINT_REACH;
pub use lexicon::{Lexicon, hint_trigger};
pub(crate) use reads::{call_fact, root_name};
pub(crate) use senses::{CallKind, Senses};
pub(crate) use words::last_part;

use crate::data_flow::data_flow;
use model::{
    AdmissionKind, CallFact, Comment, CoverageExclusion, Exit, FunctionFacts, FunctionHead, LanguageId, Outcome, Param,
    Place, Role, Sign, SignKind, SourceText, Span, VariantFacts, Yield,
};
use reads::all_calls;
use syntax::ir::{Expr, ExprKind, Function, Statement, StatementKind, Variant};
use walk::Walk;

/// The facts of `function`, which stands in `source`; `exclusions` are those of the whole file.
pub fn facts(
    function: Function,
    source: &SourceText,
    language: LanguageId,
    exclusions: &[CoverageExclusion],
    lexicon: &Lexicon,
) -> FunctionFacts {
    let never = is_named_placeholder(&function)
        || function.comments.iter().any(|comment| !comment.above && lexicon.says_never(&comment.text));
    let walks: Vec<(Walk, Vec<String>)> = function
        .variants
        .iter()
        .map(|variant| (walk(variant, &function, language, lexicon, never), selection(variant)))
        .collect();
    let mut admissions = admissions::admissions(&function, source, &walks, language, lexicon);
    let all_read = function.unread.is_empty();
    let summaries: Vec<_> = walks
        .iter()
        .zip(&function.variants)
        .map(|((walk, selection), variant)| {
            let guards = refusals(walk);
            let flow = data_flow(&variant.body, &function.head, language, lexicon, &guards);
            summary::summary(walk, selection.clone(), &admissions, all_read, flow)
        })
        .collect();
    let is_read = |name: &str| summaries.iter().any(|summary| summary.reads.contains(name));
    let params_used = function.head.params.iter().map(|param| is_read(&param.name)).collect();
    if admissions.iter().any(|admission| admission.kind == AdmissionKind::Marker) {
        notes::miss_params(&mut admissions, &unread_params(&function, &walks, language));
    }
    let variants: Vec<VariantFacts> = summaries.into_iter().map(|summary| summary.facts).collect();
    let constant = all_read && is_hollow(&variants, &|_| false);
    let hollow = constant && has_inputs(&function.head);
    FunctionFacts {
        outcome: variants
            .iter()
            .map(|variant| variant.outcome)
            .max_by_key(|outcome| doing(*outcome))
            .unwrap_or(Outcome::Nothing),
        signs: common_signs(&variants),
        params_used,
        hollow,
        constant,
        variants,
        admissions,
        allowances: function.comments.iter().flat_map(|comment| allowance::in_comment(comment, source)).collect(),
        calls: function.variants.iter().flat_map(|variant| all_calls(&variant.body)).collect(),
        exclusions: exclusions.iter().filter(|hidden| hidden.span.overlaps(function.head.span)).cloned().collect(),
        unread: function.unread,
        head: function.head,
    }
}

/// `fn load_hook(&self) { unimplemented!("load_hook") }`: a method without arguments and result that another
/// mechanism asks for, and that panics with nothing but its own name. There is nothing that it could compute.
fn is_named_placeholder(function: &Function) -> bool {
    let head = &function.head;
    let no_values = head.return_type.is_empty() && head.params.iter().all(|param| param.name == "self");
    let hook = matches!(head.role, Role::TraitImpl { .. }) && no_values;
    hook && function.variants.iter().all(|variant| match variant.body.statements.as_slice() {
        [Statement { kind: StatementKind::Expr(only) | StatementKind::Value(only), .. }] => match &only.kind {
            ExprKind::Call(call) => {
                call.callee == "unimplemented"
                    && matches!(call.arguments.as_slice(), [Expr { kind: ExprKind::Text(text), .. }] if *text == head.name)
            }
            _ => false,
        },
        _ => false,
    })
}

/// The ways out of `walk` that only refuse arguments. Where all ways look like refusals, to choose between them is the job.
fn refusals(walk: &Walk) -> Vec<Span> {
    let refuses = |exit: &Exit| exit.place == Place::Guard && matches!(exit.yields, Yield::Failure | Yield::Refusal);
    let (refusals, others): (Vec<&Exit>, Vec<&Exit>) =
        walk.exits.iter().map(|walked| &walked.exit).partition(|exit| refuses(exit));
    if others.is_empty() { Vec::new() } else { refusals.into_iter().map(|exit| exit.span).collect() }
}

/// Whether a body is hollow under every selection of its conditional arms, if the open calls for which `is_inert` holds do nothing
/// and return a constant.
pub fn is_hollow(variants: &[VariantFacts], is_inert: &dyn Fn(&CallFact) -> bool) -> bool {
    !variants.is_empty() && variants.iter().all(|variant| variant.flow.is_hollow(is_inert))
}

/// Whether there is anything that a function could depend on. One that never returns, by its type, has no result to compute.
pub fn has_inputs(head: &FunctionHead) -> bool {
    let is_input = |param: &Param| param.type_text != "void" && !param.name.is_empty();
    head.params.iter().any(is_input) && head.return_type != "!"
}

/// Whether `comment` of `source` can admit or suppress anything: a function none of whose comments can has no admission in a
/// comment, and no allowance.
pub fn is_telling(comment: &Comment, source: &SourceText, lexicon: &Lexicon) -> bool {
    lexicon.may_admit(&comment.text) || allowance::may_stand_in(source.slice(comment.span))
}

/// The walk through `variant`. A placeholder that is `never` reached, by a comment beside it, refuses: there is nothing to
/// be written.
fn walk<'f>(
    variant: &'f Variant,
    function: &'f Function,
    language: LanguageId,
    lexicon: &'f Lexicon,
    never: bool,
) -> Walk<'f> {
    let mut walk = Walk::through(&variant.body, &function.head, language, lexicon);
    if walk.exits.iter().any(|walked| walked.exit.yields == Yield::NotImplemented) {
        walk.refuse_for_others(&all_calls(&variant.body));
    }
    let placeholder = |exit: &Exit| exit.sign.as_ref().is_some_and(|sign| sign.kind == SignKind::Placeholder);
    for walked in walk.exits.iter_mut().filter(|walked| never && placeholder(&walked.exit)) {
        if walked.exit.place == Place::Spine {
            (walked.exit.yields, walked.exit.sign) = (Yield::Refusal, None);
        }
    }
    walk
}

/// The names of the parameters on which nothing depends that the function does, as far as all of it could be read.
fn unread_params<'f>(function: &'f Function, walks: &[(Walk, Vec<String>)], language: LanguageId) -> Vec<&'f str> {
    if !function.unread.is_empty() {
        return Vec::new();
    }
    let names = function.head.params.iter().map(|param| param.name.as_str());
    let unread = names.filter(|name| !walks.iter().any(|(walk, _)| walk.depends_on(name)));
    let plain = |name: &'f str| if language == LanguageId::Rust { name.trim_start_matches('_') } else { name };
    unread.map(plain).collect()
}

fn selection(variant: &Variant) -> Vec<String> {
    let written = |negated: bool, text: &str| if negated { format!("!({text})") } else { text.to_owned() };
    variant.conditions.iter().map(|condition| written(condition.negated, &condition.text)).collect()
}

/// How much a function with this outcome does: the arm that does most tells what the function is.
fn doing(outcome: Outcome) -> usize {
    match outcome {
        Outcome::NotImplemented => 0,
        Outcome::Nothing => 1,
        Outcome::Refuses => 2,
        Outcome::Canned => 3,
        Outcome::Stored => 4,
        Outcome::NotImplementedAfterWork => 5,
        Outcome::PartlyNotImplemented => 6,
        Outcome::Real => 7,
    }
}

/// The signs that stand under every variant: one that an `#else` arm alone has is a fallback's.
fn common_signs(variants: &[VariantFacts]) -> Vec<Sign> {
    let of =
        |variant: &VariantFacts| -> Vec<Sign> { variant.exits.iter().filter_map(|exit| exit.sign.clone()).collect() };
    let Some((first, others)) = variants.split_first() else { return Vec::new() };
    let everywhere = others.iter().all(|variant| variant.exits.iter().any(|exit| exit.yields == Yield::NotImplemented));
    let all_missing = variants.iter().all(|variant| variant.outcome == Outcome::NotImplemented);
    let mut signs: Vec<Sign> = of(first)
        .into_iter()
        .filter(|sign| all_missing || (everywhere && others.iter().all(|variant| of(variant).contains(sign))))
        .collect();
    signs.sort_by_key(|sign| (sign.kind, sign.span));
    signs.dedup();
    signs
}
