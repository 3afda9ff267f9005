//! Everything by which a function admits that it is unfinished, with its carrier and its place.

use super::hints::{self, HINT_REACH};
use super::lexicon::Lexicon;
use super::reads::{Met, each_in_block, spoken_in};
use super::senses::{CallKind, Senses};
use super::walk::{self, Walk, WalkedExit};
use super::words::last_part;
use super::{admission_text, fields, marked, note_position, notes};
use model::{Admission, AdmissionKind, Carrier, Comment, LanguageId, Place, SourceText, Span, Yield, name_words};
use syntax::ir::{Block, Expr, ExprKind, Function, Statement, StatementKind};

/// Everything by which the function admits that it is unfinished.
pub(super) fn admissions(
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
    found.extend(
        walks.iter().flat_map(|(walk, _)| &walk.exits).filter_map(|exit| in_result(exit, function, source, lexicon)),
    );
    let long = function.head.extent.end - function.head.extent.start > HINT_REACH;
    found.retain(|admission| !long || admission.kind != AdmissionKind::Hint);
    found.sort_by_key(|admission| (admission.span, admission.kind));
    found.dedup();
    found
}

/// A text as the result of a function with arguments: "TODO", "not implemented".
fn in_result(exit: &WalkedExit, function: &Function, source: &SourceText, lexicon: &Lexicon) -> Option<Admission> {
    let asked = function.head.params.iter().any(|param| param.name != "self");
    let marker = || lexicon.markers.contains(&exit.value);
    let says = exit.exit.yields == Yield::Canned && asked && (marker() || lexicon.stub_phrases.within(&exit.value));
    let text = || admission_text::shortened(&exit.value);
    says.then(|| admission(source, Carrier::Log, AdmissionKind::Hint, text(), exit.exit.span, exit.exit.place))
}

fn in_comment(
    comment: &Comment,
    function: &Function,
    source: &SourceText,
    walks: &[(Walk, Vec<String>)],
    language: LanguageId,
    lexicon: &Lexicon,
) -> Option<Admission> {
    let admitted = admission_text::in_comment(comment, lexicon)?;
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
            if (hints::asks_for_code(&comment.text, lexicon) || lexicon.stub_phrases.within(&comment.text))
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
                && admission_text::deferral(source, comment.span).is_none()
                && notes::asks_for_behaviour(&admitted.text)
                && note_position::stands_for_code(
                    comment.span,
                    function,
                    source,
                    admission_text::holds_code(&comment.text) || is_above_code(comment, function, source),
                    language,
                ) =>
        {
            AdmissionKind::Omission
        }
        kind => kind,
    };
    Some(admission(source, carrier, kind, admitted.text, comment.span, place))
}

/// Whether the comment behind `comment`, with nothing between them, is commented-out code.
fn is_above_code(comment: &Comment, function: &Function, source: &SourceText) -> bool {
    let next = function.comments.iter().find(|other| other.span.start >= comment.span.end);
    next.is_some_and(|next| {
        source.slice(Span::new(comment.span.end, next.span.start)).trim().is_empty()
            && admission_text::looks_like_code(&next.text)
    })
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
    Admission { carrier, kind, text, span, place, deferral: admission_text::deferral(source, span) }
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
    let shown = || admission_text::shortened(&format!("{name}(\"{}\")", texts.join(" ").trim_end_matches("\\n")));
    if lexicon.marks_stub(call, whole) {
        return Some((Carrier::Name, AdmissionKind::Stub, shown()));
    }
    if whole.say(Senses::ADMITS) {
        return Some((Carrier::Log, admission_text::in_admitting_call(&texts.join(" "), lexicon), shown()));
    }
    let senses = lexicon.senses(name);
    let admits = texts.iter().find_map(|text| admission_text::in_text(text, lexicon));
    let pretends = || texts.iter().any(|text| hints::pretends_in(text, lexicon)).then_some(AdmissionKind::Hint);
    let kind = admits.or_else(pretends)?;
    // Rust's `Err(..)` hands an error out; the same word in the name of a call reports one.
    let logs = lexicon.kind(call, senses) == CallKind::Log || lexicon.is_report(call);
    if logs && call.callee != "Err" {
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
