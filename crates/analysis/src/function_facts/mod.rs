//! What a function does, told from the shared syntax: the same for every language.

mod admission;
mod allowance;
mod codes;
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
    Admission, AdmissionKind, CallFact, Carrier, Comment, CoverageExclusion, Exit, FunctionFacts, FunctionHead,
    LanguageId, Outcome, Param, Place, Role, Sign, SignKind, SourceText, Span, VariantFacts, Yield, name_words,
};
use reads::{Met, all_calls, each_in_block, spoken_in};
use syntax::ir::{Block, Expr, ExprKind, Function, Statement, StatementKind, Variant};
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
    let mut admissions = admissions(&function, source, &walks, language, lexicon);
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

/// `fn typetag_deserialize(&self) { unimplemented!("typetag_deserialize") }`: a method without arguments and result that another
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

/// Everything by which the function admits that it is unfinished.
fn admissions(
    function: &Function,
    source: &SourceText,
    walks: &[(Walk, Vec<String>)],
    language: LanguageId,
    lexicon: &Lexicon,
) -> Vec<Admission> {
    let mut found: Vec<Admission> = function
        .comments
        .iter()
        .filter_map(|comment| in_comment(comment, function, source, walks, language, lexicon))
        .collect();
    mark_values(&mut found, function, source);
    for variant in &function.variants {
        each_in_block(&variant.body, &mut |met| {
            let (span, said) = match met {
                Met::Expr(expr) => (expr.span, in_call(expr, lexicon)),
                Met::Statement(statement) => (statement.span, in_statement(statement, function, language, lexicon)),
            };
            if let Some((carrier, kind, text)) = said {
                found.push(admission(source, carrier, kind, text, span, place_of(span, walks)));
            }
        });
    }
    let long = function.head.extent.end - function.head.extent.start > HINT_REACH;
    found.retain(|admission| !long || admission.kind != AdmissionKind::Hint);
    found.sort_by_key(|admission| (admission.span, admission.kind));
    found.dedup();
    found
}

fn in_comment(
    comment: &Comment,
    function: &Function,
    source: &SourceText,
    walks: &[(Walk, Vec<String>)],
    language: LanguageId,
    lexicon: &Lexicon,
) -> Option<Admission> {
    let admitted = admission::in_comment(comment, lexicon)?;
    let carrier = if comment.above { Carrier::Doc } else { Carrier::Comment };
    let place = if comment.above { Place::Spine } else { place_of(comment.span, walks) };
    let kind = match admitted.kind {
        AdmissionKind::Improvement if !comment.above && admitted.text.ends_with('?') => AdmissionKind::Question,
        AdmissionKind::Improvement if names_the_job(&admitted.text, &function.head.name) => AdmissionKind::MissingPiece,
        AdmissionKind::Marker if notes::names_the_verb(&admitted.text, &function.head.name) => {
            AdmissionKind::MissingPiece
        }
        AdmissionKind::Marker if !comment.above && note_position::fills_a_block(comment.span, function) => {
            AdmissionKind::Omission
        }
        AdmissionKind::Hint
            if hints::asks_for_code(&comment.text, lexicon)
                && !comment.above
                && note_position::fills_a_block(comment.span, function) =>
        {
            AdmissionKind::Omission
        }
        AdmissionKind::Marker if checks(function, lexicon) && notes::asks_to_examine(&admitted.text, lexicon) => {
            AdmissionKind::Omission
        }
        AdmissionKind::Marker
            if !comment.above
                && admission::deferral(source, comment.span).is_none()
                && notes::asks_for_behaviour(&admitted.text)
                && note_position::stands_for_code(
                    comment.span,
                    function,
                    source,
                    admission::holds_code(&comment.text),
                    language,
                ) =>
        {
            AdmissionKind::Omission
        }
        kind => kind,
    };
    Some(admission(source, carrier, kind, admitted.text, comment.span, place))
}

/// Whether the function, by its name, is there to check something.
fn checks(function: &Function, lexicon: &Lexicon) -> bool {
    lexicon.senses(&function.head.name).kind() == CallKind::Check
}

/// "TODO: optimize" in `optimize`: what is put off there is no later idea, it is what the function is there for.
fn names_the_job(text: &str, name: &str) -> bool {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.clone().count() == 1 && words.into_iter().all(|word| name_words(name) == name_words(word))
}

/// Markers at the fields of a struct, bare or with what is to be done, speak of that field, not of the function; those behind a value that is left
/// empty, of that value.
fn mark_values(found: &mut [Admission], function: &Function, source: &SourceText) {
    let bare = |admission: &Admission| {
        admission.kind == AdmissionKind::Marker
            && admission.carrier == Carrier::Comment
            && (admission.text == "TODO" || notes::names_a_value(&admission.text))
    };
    let markers: Vec<Span> = found.iter().filter(|admission| bare(admission)).map(|admission| admission.span).collect();
    for admission in found.iter_mut().filter(|admission| markers.contains(&admission.span)) {
        if let Some((kind, place)) = fields::marked_field(admission.span, function, &markers, source) {
            (admission.kind, admission.place) = (kind, place);
        } else if marked::marks_a_gap(admission.span, function, source) {
            admission.kind = AdmissionKind::Omission;
        }
    }
}

fn admission(
    source: &SourceText,
    carrier: Carrier,
    kind: AdmissionKind,
    text: String,
    span: Span,
    place: Place,
) -> Admission {
    Admission { carrier, kind, text, span, place, deferral: admission::deferral(source, span) }
}

/// What a statement admits that only says "not implemented", by its name; in one conditional arm of several it is there for
/// those who lack something.
fn in_statement(
    statement: &Statement,
    function: &Function,
    language: LanguageId,
    lexicon: &Lexicon,
) -> Option<(Carrier, AdmissionKind, String)> {
    let StatementKind::Expr(value) = &statement.kind else { return None };
    let sign = walk::announcement(value, language, lexicon)?;
    let everywhere = function.variants.iter().all(|variant| holds(&variant.body, statement.span));
    everywhere.then_some((Carrier::Name, AdmissionKind::Stub, sign.text))
}

/// Whether `block` holds a statement at `span`.
fn holds(block: &Block, span: Span) -> bool {
    let mut held = false;
    each_in_block(block, &mut |met| held |= matches!(met, Met::Statement(statement) if statement.span == span));
    held
}

/// What a log call, a stub macro or a panic admits.
fn in_call(expr: &Expr, lexicon: &Lexicon) -> Option<(Carrier, AdmissionKind, String)> {
    let ExprKind::Call(call) = &expr.kind else { return None };
    let name = last_part(&call.callee);
    let whole = lexicon.senses_of_whole(name);
    let texts: Vec<&str> = call.arguments.iter().flat_map(spoken_in).collect();
    let shown = || admission::shortened(&format!("{name}(\"{}\")", texts.join(" ").trim_end_matches("\\n")));
    if lexicon.marks_stub(call, whole) {
        return Some((Carrier::Name, AdmissionKind::Stub, shown()));
    }
    if whole.say(Senses::ADMITS) {
        return Some((Carrier::Log, admission::in_admitting_call(&texts.join(" "), lexicon), shown()));
    }
    let senses = lexicon.senses(name);
    let admits = texts.iter().find_map(|text| admission::in_text(text, lexicon));
    let pretends = || texts.iter().any(|text| hints::pretends_in(text, lexicon)).then_some(AdmissionKind::Hint);
    let kind = admits.or_else(pretends)?;
    // Rust's `Err(..)` hands an error out; the same word in the name of a call reports one.
    if lexicon.kind(call, senses) == CallKind::Log && call.callee != "Err" {
        return Some((Carrier::Log, kind, shown()));
    }
    let errs = senses.say(Senses::ERRS) || senses.say(Senses::PANICS) || lexicon.says_not_implemented(name);
    (errs && kind != AdmissionKind::Hint).then(|| (Carrier::Error, kind, shown()))
}

/// On which way the text at `span` stands: in a branch, or on the way of every call.
fn place_of(span: Span, walks: &[(Walk, Vec<String>)]) -> Place {
    let mut branches = walks.iter().flat_map(|(walk, _)| &walk.branches).filter(|walked| walked.reach().contains(span));
    match branches.next() {
        None => Place::Spine,
        Some(walked) if walked.guard => Place::Guard,
        Some(_) => Place::Branch,
    }
}
