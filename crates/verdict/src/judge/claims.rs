//! Claims of a commit message held against what the commit holds. Only what is certain is an error: a false accusation is
//! worse than a missed one.

use crate::judge::{Answer, answer};
use model::{Claim, Claimed, Finding, Gap, Holding, Related, Report, Severity, SourceText, Substance, Totals, Verdict};
use rules::Policy;
use rules::text_fingerprint;

/// The rule that all findings on messages belong to.
pub const CLAIM_BROKEN: &str = "claim-broken";

/// What is said of a claim, and how much it weighs.
struct Said {
    severity: Severity,
    message: String,
    help: &'static str,
    related: Vec<Related>,
}

/// What is to be said of `claims`, which the message `text` makes of a commit that holds `holding`.
pub fn hold(claims: &[Claim], holding: &Holding, text: &SourceText, policy: &Policy) -> Vec<Finding> {
    let said = claims.iter().filter_map(|claim| Some((claim, said(&claim.what, holding)?)));
    said.filter_map(|(claim, said)| finding(claim, said, text, policy)).collect()
}

/// What of `claims` holds, in words.
pub fn held<'c>(claims: &'c [Claim], holding: &'c Holding) -> impl Iterator<Item = String> + 'c {
    claims.iter().filter_map(|claim| match &claim.what {
        Claimed::Function { name, .. } if holding.real.contains(name) => Some(format!("`{name}` is implemented")),
        Claimed::TestCount(count) if holding.tests_added.is_some_and(|added| added >= *count) => {
            Some(format!("{count} tests are added"))
        }
        Claimed::TestsAdded if holding.tests_added.is_some() => Some("tests are added".to_owned()),
        _ => None,
    })
}

/// What came of verifying a task; reasons are sentences without a full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verified {
    /// It is delivered.
    Delivered,
    /// It is not.
    Incomplete {
        /// Why.
        reason: String,
        /// Where it shows.
        places: Vec<Related>,
    },
    /// Something that it depends on is not.
    Blocked {
        /// Why.
        reason: String,
    },
    /// It could not be told.
    Untold {
        /// Why.
        reason: String,
    },
}

/// What is to be said of `claim`, that `task` is finished.
pub fn of_task(claim: &Claim, task: &str, verified: Verified, text: &SourceText, policy: &Policy) -> Option<Finding> {
    let finished = format!("the message says that {task} is finished");
    let help = "Do the rest of the task, or leave it open in the message.";
    let said = match verified {
        Verified::Delivered => return None,
        Verified::Incomplete { reason, places } => {
            Said { related: places, ..Said::error(format!("{finished}, and it is not: {reason}"), help) }
        }
        Verified::Blocked { reason } => Said::warning(format!("{finished}, and it is blocked: {reason}"), help),
        Verified::Untold { reason } => Said::note(format!("not checked: whether {task} is delivered: {reason}")),
    };
    finding(claim, said, text, policy)
}

/// What messages came to.
#[derive(Debug, Default)]
pub struct Messages {
    /// How many there were.
    pub number: usize,
    /// How many claims they make that could be broken.
    pub claims: usize,
    /// What of that holds, in words.
    pub held: Vec<String>,
}

/// How many claims that hold are named.
const NAMED: usize = 5;

impl Messages {
    /// In words, where nothing is broken.
    fn unbroken(&self) -> String {
        let place = if self.number == 1 { "1 message".to_owned() } else { format!("{} messages", self.number) };
        match (self.claims, self.held.len()) {
            (0, _) => format!("no claim was recognised in {place}"),
            (_, 0) => format!("no claim is broken in {place}"),
            (_, held) => {
                let more = if held > NAMED { format!(" and {} more", held - NAMED) } else { String::new() };
                format!("the claims hold: {}{more}", self.held[..held.min(NAMED)].join(", "))
            }
        }
    }
}

/// The report on `messages`; `gaps` is what of the commits could not be read.
pub fn report(
    findings: Vec<Finding>,
    gaps: Vec<Gap>,
    totals: Totals,
    messages: &Messages,
    fail_on: Severity,
) -> Report {
    let unbroken = || messages.unbroken();
    let report = answer(Answer { findings, totals, ..Answer::default() }, fail_on, &unbroken);
    let reason = if report.findings.is_empty() { unbroken() } else { report.reason.clone() };
    // A message without a claim asks for no file.
    let verdict = if report.verdict == Verdict::NothingChecked { Verdict::Clean } else { report.verdict };
    Report { command: "commit-msg".to_owned(), reason, verdict, ok: verdict == Verdict::Clean, gaps, ..report }
}

impl Said {
    fn note(message: String) -> Self {
        Self { severity: Severity::Note, message, help: "", related: Vec::new() }
    }

    fn warning(message: String, help: &'static str) -> Self {
        Self { severity: Severity::Warning, message, help, related: Vec::new() }
    }

    fn error(message: String, help: &'static str) -> Self {
        Self { severity: Severity::Error, message, help, related: Vec::new() }
    }
}

fn said(claimed: &Claimed, holding: &Holding) -> Option<Said> {
    match claimed {
        Claimed::Function { name, certain } => function(name, *certain, holding),
        Claimed::TestsAdded => no_tests(holding),
        Claimed::TestCount(count) => no_tests(holding).or_else(|| fewer_tests(*count, holding)),
        Claimed::Behaviour { kind } => only_words(kind, holding),
        Claimed::Tested => Some(Said::note(tested(holding))),
        Claimed::NoBehaviour if holding.substance == Substance::Code => {
            Some(Said::note("not checked: whether the program does what it did before".to_owned()))
        }
        Claimed::NoBehaviour | Claimed::Task { .. } => None,
    }
}

/// Whether the claim is one of what the commit holds, and not of what kind of commit it is.
pub fn is_of_content(claim: &Claim) -> bool {
    !matches!(claim.what, Claimed::Behaviour { .. } | Claimed::NoBehaviour)
}

fn function(name: &str, certain: bool, holding: &Holding) -> Option<Said> {
    if let Some(stub) = holding.stubs.get(name) {
        let message = format!("the message says that `{name}` was implemented or added, and it is a stub");
        let place = Related { path: stub.path.clone(), line: stub.span.start.line, message: stub.message.clone() };
        let help = "Implement it, or say in the message that it is a stub.";
        return Some(Said { related: vec![place], ..Said::error(message, help) });
    }
    if !certain || !holding.absent.contains(name) || holding.is_opaque || holding.is_empty {
        return None;
    }
    if let Some(similar) = holding.similar.get(name) {
        let message = format!("`{name}` stands nowhere in the tree; `{similar}` is near");
        return Some(Said::note(message));
    }
    let message = format!("the message says that `{name}` was implemented or added, and it stands nowhere in the tree");
    Some(Said::error(message, "Commit it, or name what the commit really adds."))
}

fn no_tests(holding: &Holding) -> Option<Said> {
    let certain = !holding.touches_tests && !holding.is_opaque && !holding.is_empty;
    certain.then(|| {
        let message = "the message says that tests were added, and the commit adds none".to_owned();
        Said::error(message, "Commit the tests, or take them out of the message.")
    })
}

fn fewer_tests(count: usize, holding: &Holding) -> Option<Said> {
    let added = holding.tests_added.filter(|&added| added < count && !holding.is_opaque)?;
    let message = format!("the message says that {count} tests were added, and the commit adds {added}");
    Some(Said::warning(message, "Add the others, or say how many there are."))
}

fn only_words(kind: &str, holding: &Holding) -> Option<Said> {
    let what = match holding.substance {
        Substance::Code => return None,
        Substance::Comments => "comments and white space",
        Substance::Documentation => "documentation",
        Substance::Words => "documentation, comments and white space",
    };
    let message = format!("`{kind}:` stands for a change of what the program does, and the commit changes only {what}");
    Some(Said::warning(message, "Commit the change, or use a type that fits: `docs`, `style`."))
}

/// What a static look can say of tests that pass: never that they do.
fn tested(holding: &Holding) -> String {
    let unread = "not checked: whether tests pass, for none was run";
    if holding.touches_tests || holding.is_opaque || holding.is_empty {
        return unread.to_owned();
    }
    format!("{unread}; nothing in the commit has to do with tests")
}

/// The finding; `None` where policy turns the rule off. A configured severity is the most that a finding weighs.
fn finding(claim: &Claim, said: Said, text: &SourceText, policy: &Policy) -> Option<Finding> {
    let most = policy.severity(CLAIM_BROKEN, Severity::Error)?;
    Some(Finding {
        rule: CLAIM_BROKEN.to_owned(),
        severity: said.severity.min(most),
        fingerprint: text_fingerprint(CLAIM_BROKEN, &text.path, &said.message),
        message: said.message,
        help: said.help.to_owned(),
        path: text.path.clone(),
        span: text.region(claim.span),
        function: None,
        change: None,
        related: said.related,
        suppressed: None,
    })
}
