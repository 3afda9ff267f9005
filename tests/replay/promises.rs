//! What the specs of both projects promise, held against each state.

use snapbox::{assert_data_eq, str};

use crate::history::History;

const STATES: &[&str] = &["delivered", "hidden", "announced", "complete"];

#[test]
fn the_task_of_streaming_is_delivered_only_when_it_is() {
    let history = History::of("streaming-provider");
    assert_data_eq!(
        history.answers("verify", "openai-streaming-chat.md", STATES),
        str![[r#"
delivered: 1 incomplete, rework: 1 of 13 promises broken: openai_start_stream is a stub
hidden: 1 incomplete, rework: 2 of 13 promises broken: openai_start_stream is a stub and 1 more
announced: 1 incomplete, rework: 1 of 13 promises broken: tests/test_chat_stream.c has 0 of 8 tests
complete: 0 delivered, accept: all 13 promises kept

"#]]
    );
}

#[test]
fn the_tests_of_streaming_wait_for_it() {
    let history = History::of("streaming-provider");
    assert_data_eq!(
        history.answers("ready", "tests-openai-streaming.md", STATES),
        str![[r#"
delivered: 3 blocked, fix-dependency: Dependency incomplete: openai_start_stream is stubbed at src/providers/openai/openai.c:122 (slot start_stream, promised by openai-streaming-chat.md)
hidden: 3 blocked, fix-dependency: Dependency incomplete: openai_start_stream is stubbed at src/providers/openai/openai.c:123 (slot start_stream, promised by openai-streaming-chat.md); and 1 more
announced: 3 blocked, fix-dependency: Dependency incomplete: tests/test_chat_stream.c has 0 of 8 tests (promised by openai-streaming-chat.md)
complete: 0 ready, accept: all 4 tasks that it depends on are delivered

"#]]
    );
}

#[test]
fn the_stub_is_shown_with_its_slot_and_with_the_task_that_is_not_there() {
    let history = History::of("streaming-provider");
    history.git(&["checkout", "--quiet", "--detach", "delivered"]);
    let report = history.task_json("verify", "openai-streaming-chat.md");
    let promises = report["promises"].as_array().expect("a list");
    let broken: Vec<String> = promises
        .iter()
        .filter(|promise| promise["status"] == "broken")
        .flat_map(|promise| promise["evidence"].as_array().expect("a list"))
        .map(|place| format!("{}:{}: {}\n", place["path"], place["line"], place["message"]))
        .collect();
    assert_data_eq!(
        broken.concat(),
        str![[r#"
"src/providers/openai/openai.c":122: "`openai_start_stream` is not implemented: `NOT_IMPLEMENTED`, deferred to openai-streaming.md"
"src/providers/openai/openai.c":136: "defers the work to openai-streaming.md, which does not exist"
"src/providers/openai/openai.c":149: "fills slot start_stream of openai_vtable"

"#]]
    );
}

#[test]
fn a_blocked_task_is_never_escalated() {
    let history = History::of("streaming-provider");
    history.git(&["checkout", "--quiet", "--detach", "delivered"]);
    let report = history.task_json("ready", "tests-openai-streaming.md");
    assert_eq!(report["escalate"], false);
    let blocker = &report["blocked_by"][0];
    assert_eq!(
        (&blocker["task"], &blocker["function"]),
        (&"openai-streaming-chat.md".into(), &"openai_start_stream".into())
    );
    let line = usize::try_from(blocker["line"].as_u64().expect("a line")).expect("a line");
    let path = blocker["path"].as_str().expect("a path");
    assert!(history.line("delivered", path, line).contains("openai_start_stream"));
}

#[test]
fn the_twin_in_rust_is_judged_alike() {
    let history = History::of("streaming-provider-rust");
    assert_data_eq!(
        history.answers("verify", "streamed-answers.md", STATES),
        str![[r#"
delivered: 1 incomplete, rework: 1 of 5 promises broken: <HttpProvider as Provider>::start_stream is a stub
hidden: 1 incomplete, rework: 2 of 5 promises broken: <HttpProvider as Provider>::start_stream is a stub and 1 more
announced: 1 incomplete, rework: 1 of 5 promises broken: the project has 4 of 10 tests
complete: 0 delivered, accept: all 5 promises kept

"#]]
    );
    assert_data_eq!(
        history.answers("ready", "tests-streamed-answers.md", STATES),
        str![[r#"
delivered: 3 blocked, fix-dependency: Dependency incomplete: <HttpProvider as Provider>::start_stream is stubbed at src/http_provider.rs:27 (slot start_stream, promised by streamed-answers.md)
hidden: 3 blocked, fix-dependency: Dependency incomplete: tests/sse.rs has 0 of 10 tests (promised by sse-parser.md); and 2 more
announced: 3 blocked, fix-dependency: Dependency incomplete: tests/sse.rs has 0 of 10 tests (promised by sse-parser.md); and 1 more
complete: 0 ready, accept: all 3 tasks that it depends on are delivered

"#]]
    );
}

/// The commit that is to deliver streaming holds the parser alone: the stub is older than its parent.
#[test]
fn a_stub_that_an_earlier_commit_put_in_is_found_by_the_promise() {
    let history = History::stub_first("streaming-provider");
    history.git(&["checkout", "--quiet", "delivered"]);
    let by_the_change = history.check_json(&["--base", "events", "--head", "delivered"]);
    assert_eq!((&by_the_change["verdict"], &by_the_change["findings"]), (&"clean".into(), &serde_json::json!([])));
    let with_its_task = ["--base", "events", "--head", "delivered", "--task", "openai-streaming-chat.md"];
    let by_the_task = history.check_json(&with_its_task);
    let said = |report: &serde_json::Value| format!("check --task: {}: {}\n", report["verdict"], report["reason"]);
    let [chat, next] = ["openai-streaming-chat.md", "tests-openai-streaming.md"];
    assert_data_eq!(
        [
            said(&by_the_task),
            history.answers("verify", chat, &["delivered"]),
            history.answers("ready", next, &["delivered"]),
            history.messages("events..delivered"),
        ]
        .concat(),
        str![[r#"
check --task: "findings": "openai_start_stream is a stub"
delivered: 1 incomplete, rework: 1 of 13 promises broken: openai_start_stream is a stub
delivered: 3 blocked, fix-dependency: Dependency incomplete: openai_start_stream is stubbed at src/providers/openai/openai.c:122 (slot start_stream, promised by openai-streaming-chat.md)
delivered:6: note: not checked: whether tests pass, for none was run
delivered:6: error: the message says that openai-streaming-chat.md is finished, and it is not: 1 of 13 promises broken: openai_start_stream is a stub

"#]]
    );
}
