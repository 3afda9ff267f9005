//! The reports that the tests render. The texts stand in the case's folder where they are plain enough for a file.

use model::*;

use crate::builder::{Case, FindingExt, finding, region};
use crate::expect::folder;

/// The text `file` of the case `name`.
fn text(name: &str, file: &str) -> String {
    let path = folder(name).join(file);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn not_implemented(case: Case) -> Case {
    case.rule(
        "not-implemented",
        "Yields a not-implemented result",
        Severity::Error,
        "Callers reach the function and get an error instead of its work.",
        "Implement the function, or take it out of reach of its callers.",
    )
}

fn hollow_body(case: Case) -> Case {
    case.rule(
        "hollow-body",
        "Does nothing, and says that it should",
        Severity::Warning,
        "A body without effect passes every test that only calls it.",
        "Do the work, or say why there is none to do.",
    )
}

/// A stub behind a vtable, deferred to a task that its comment names.
pub fn slot() -> Case {
    let (path, name) = ("src/providers/openai.c", "openai_start_stream");
    let case = not_implemented(Case::new()).source(path, &text("slot", "openai.c"));
    let (start, end) = (case.line(path, "static res_t openai_start_stream"), case.line(path, "return result") + 1);
    let stub = finding(
        "not-implemented",
        Severity::Error,
        path,
        case.region(path, "ERR(tmp, NOT_IMPLEMENTED, \"openai_start_stream not yet implemented\")"),
        "`openai_start_stream` always returns NOT_IMPLEMENTED",
    )
    .help("implement `openai_start_stream`, or leave its slot empty and say so in the task")
    .function(name, start, end)
    .change(ChangeStatus::Added)
    .related(path, case.line(path, "// Stub:"), "defers the work to openai-streaming.md")
    .related(path, case.line(path, ".start_stream"), "fills slot start_stream of openai_vtable")
    .related("src/client.c", 88, "calls slot start_stream");
    case.finding(stub)
        .gap("src/providers/legacy.c", Some(region((12, 1), (40, 2))), "syntax error", false)
        .looked_at(14, 5)
        .skipped("generated", 1)
        .skipped("vendored", 1)
}

/// Nothing to report.
pub fn clean() -> Case {
    not_implemented(Case::new()).looked_at(14, 5).skipped("generated", 1)
}

/// Every severity and every kind of note.
pub fn everything() -> Case {
    let (rust, c) = ("src/store.rs", "src/disk.c");
    let case = hollow_body(not_implemented(Case::new()));
    let case = case.source(rust, &text("everything", "store.rs")).source(c, &text("everything", "disk.c"));
    let hollow = finding("hollow-body", Severity::Warning, c, case.region(c, "{\n    (void)disk;"), "x");
    let hollow_span = Region { start: hollow.span.start, end: Position::at(hollow.span.start.line + 4, 2) };
    let hollow =
        Finding { span: hollow_span, message: "`disk_trim` does nothing, and says that it should".into(), ..hollow }
            .function("disk_trim", hollow_span.start.line - 1, hollow_span.end.line)
            .change(ChangeStatus::Modified)
            .related(c, hollow_span.start.line + 2, "says that the work is missing");
    let todo = finding(
        "not-implemented",
        Severity::Error,
        rust,
        case.region(rust, "todo!(\"merge\")"),
        "`Store::merge` panics with a placeholder",
    )
    .function("Store::merge", 8, 10)
    .change(ChangeStatus::Wired)
    .related("src/main.rs", 31, "is newly called as the whole of `merge_all`");
    let note = finding(
        "admitted-placeholder",
        Severity::Note,
        rust,
        case.region(rust, "// for now"),
        "`Store::len` admits to be a placeholder",
    )
    .function("Store::len", 12, 15)
    .help("");
    let old = finding("not-implemented", Severity::Error, c, region((1, 1), (1, 2)), "`disk_format` is a stub")
        .function("disk_format", 1, 2);
    let device = Finding { path: rust.into(), ..old.clone() }.suppressed(
        SuppressionKind::Comment,
        "the device has no such command, and the manual says that there will be none",
        Some("2027-01-31"),
        Some("device-commands"),
    );
    case.finding(hollow)
        .finding(old.suppressed(SuppressionKind::Baseline, "was there before makegood", None, None))
        .finding(todo)
        .finding(note)
        .finding(device)
        .gap("src/table.c", Some(region((3, 5), (3, 9))), "a macro that is not a statement", true)
        .gap("src/old.c", None, "larger than the limit of 4 MiB", false)
        .moved("makegood.toml", Some(7), "severity of hollow-body lowered from error to warning")
        .moved(".makegood/baseline.json", None, "2 entries added")
        .looked_at(3, 2)
        .skipped("binary", 3)
        .skipped("vendored", 120)
}

/// A run that could not read what the change touches.
pub fn unread() -> Case {
    not_implemented(Case::new())
        .verdict(Verdict::Unverifiable, "the only changed file could not be read", Next::Rework)
        .gap("src/broken.rs", None, "syntax error: expected `;`", true)
        .looked_at(0, 0)
}

/// Text that breaks careless renderers.
pub fn awkward() -> Case {
    let long = format!("\u{feff}int a(void) {{ {}return todo(); {}}}\r\n", "x = y; ".repeat(60), "z++; ".repeat(60));
    let tabs = "fn 漢字() {\r\n\t\tlet s = \"漢字\";\ttodo!()\u{1b}[2J // \u{202e}hidden\r\n}\r\n";
    let case =
        Case::new().source("src/long.c", &long).source("src/wide.rs", tabs).source("src/end.c", "int e(void)\n{");
    let long_span = case.region("src/long.c", "todo()");
    let wide_span = case.region("src/wide.rs", "todo!()");
    let error = |path: &str, span, message: &str| finding("not-implemented", Severity::Error, path, span, message);
    case.finding(error("src/end.c", region((2, 2), (2, 2)), "a place at the end of the file").function("e", 1, 2))
        .finding(error("src/end.c", region((9, 1), (9, 4)), "a place past the end of the file"))
        .finding(error(
            "src/gone\u{1b}]0;owned\u{7}.c",
            region((1, 1), (1, 4)),
            "a file whose text\nis \u{1b}[31mnot\u{1b}[0m at hand",
        ))
        .finding(error("src/long.c", long_span, "a place far to the right").function("a", 1, 1))
        .finding(
            error("src/wide.rs", wide_span, "a place after tabs and wide characters")
                .function("漢字", 1, 3)
                .change(ChangeStatus::Added)
                .related("src/wide.rs", 1, "is called by nothing that is\u{1b}[8m hidden")
                .related(&format!("src/a-path-that-is-too-long/{}.rs", "deep/".repeat(30)), 7, "calls it"),
        )
        .looked_at(5, 4)
}

/// More than GitHub shows, the worst not first, and the same function twice.
pub fn many() -> Case {
    let severities = [Severity::Note, Severity::Warning, Severity::Error];
    let at = |line: usize| region((line, 5), (line, 12));
    let numbered = |number: usize| {
        let message = format!("function {number} of 13, 100% of it: missing, really\nin two lines");
        finding("hollow-body", severities[number % 3], "src/odd, 50%:name.c", at(10 * number), &message).related(
            "src/table.c",
            100,
            "puts it [here](https://example.org) | <b>there</b>",
        )
    };
    let case = (1..=13).map(numbered).fold(hollow_body(Case::new()), Case::finding);
    let twin = case.report.findings[0].clone();
    case.finding(twin).looked_at(20, 1)
}

/// A task that did not deliver what it promised.
pub fn incomplete() -> Case {
    let mut case =
        slot().verdict(Verdict::Incomplete, "1 of 3 promises broken: openai_start_stream is a stub", Next::Rework);
    let promise = |id: &str, kind: &str, text: &str, tier, line, status, evidence: Vec<Related>| PromiseReport {
        task: None,
        id: id.into(),
        kind: kind.into(),
        text: text.into(),
        tier,
        source: SourceLine { path: "tasks/openai-streaming-chat.md".into(), line },
        status,
        evidence,
    };
    let at = |line, message: &str| Related { path: "src/providers/openai.c".into(), line, message: message.into() };
    case.report.command = "verify".into();
    case.report.promises = vec![
        promise(
            "p1",
            "function",
            "openai_close",
            Tier::Contract,
            12,
            PromiseStatus::Kept,
            vec![at(23, "is defined here")],
        ),
        promise(
            "p2",
            "slot",
            "start_stream",
            Tier::Declared,
            99,
            PromiseStatus::Broken,
            vec![at(18, "always returns NOT_IMPLEMENTED")],
        ),
        promise("p3", "tests", "the stream is tested", Tier::Mentioned, 120, PromiseStatus::Unproven, vec![]),
    ];
    case.report.totals.promises = PromiseTotals { kept: 1, broken: 1, unproven: 1, drifted: 0 };
    case.report.evidence.tests = Some(TestCounts { base: 18, head: 18, added: 0, removed: 0 });
    case
}

/// A task that cannot be worked on before another one is mended.
pub fn blocked() -> Case {
    let mut case =
        Case::new().verdict(Verdict::Blocked, "openai-streaming-chat.md was not delivered", Next::FixDependency);
    case.report.command = "ready".into();
    case.report.blocked_by.push(Blocker {
        task: "openai-streaming-chat.md".into(),
        function: "openai_start_stream".into(),
        path: "src/providers/openai.c".into(),
        line: 3,
        reason: "always returns NOT_IMPLEMENTED".into(),
    });
    case.looked_at(1, 1)
}

/// A task whose functions are reached in all the ways that there are.
pub fn proven() -> Case {
    let reason = "`stream_job_new` is promised, and was measured and never ran";
    let mut case = Case::new().verdict(Verdict::Incomplete, reason, Next::Rework);
    let test = "tests/test_chat_stream.c::usage_counts_reasoning_tokens_of_every_choice";
    let function = |name: &str, promised: bool, tests: usize, reach| FunctionEvidence {
        name: name.into(),
        path: "src/providers/openai/stream_job.c".into(),
        line: 40,
        end_line: 58,
        promise: promised.then(|| "p1".to_owned()),
        change: Some(ChangeStatus::Added),
        tests,
        tested_by: vec![test.into(); tests.min(5)],
        reach,
        proof: None,
    };
    case.report.command = "verify".into();
    case.report.evidence.tests = Some(TestCounts { base: 18, head: 26, added: 9, removed: 1 });
    case.report.evidence.coverage = Some(CoverageShare { base: Some(81.44), head: 83.0 });
    case.report.evidence.functions = vec![
        function("chat_stream_feed", true, 32, Some(Reach::Reached)),
        function("stream_job_new", true, 0, Some(Reach::Unreached)),
        function("chat_stream_free", true, 1, None),
        function("forward", false, 0, Some(Reach::Excluded)),
        function("on_body", false, 2, Some(Reach::NotCompiled)),
        function("on_end", false, 0, Some(Reach::Unmeasured)),
        function("report_error", false, 1, Some(Reach::Reached)),
    ];
    case.looked_at(7, 2)
}

/// All of them.
pub fn all() -> Vec<Case> {
    vec![slot(), clean(), everything(), unread(), awkward(), many(), incomplete(), blocked(), proven()]
}
