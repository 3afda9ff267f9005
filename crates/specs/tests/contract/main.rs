//! The contract block: what is read out of it, what is refused and where, and what is written.

use model::{SourceText, Span, Task, Tier};
use snapbox::{assert_data_eq, str};
use specs::SpecError;
use specs::contract::Contract;

mod limits;
mod refused;
mod show;

/// The text in a spec, as the inside of a fenced block that begins in line 3.
fn read(text: &str) -> Result<Contract, SpecError> {
    let (spec, block) = fenced(text);
    Contract::read(&spec, block)
}

fn fenced(text: &str) -> (SourceText, Span) {
    let before = "# Ünit\n```makegood\n";
    let spec = SourceText::new("tasks/a.md", format!("{before}{text}```\n").into_bytes());
    (spec, Span::new(before.len(), before.len() + text.len()))
}

/// What the contract adds to a task without a text.
fn task(text: &str) -> String {
    let mut task = Task::default();
    read(text).expect("a contract").add_to(&mut task);
    show::task(&task)
}

fn error(text: &str) -> String {
    show::error(&read(text).expect_err("no contract"))
}

const WHOLE: &str = r#"requires:
  - sse-parser.md
  - task: openai-response-chat.md
    symbols: [start_request, response_t]
provides:
  functions:
    - chat_stream_new
    - {name: "Stream::feed", in: src/stream.rs}
    - {name: openai_start_stream, in: src/openai.c, slot: provider_vtable.start_stream}
    - {slot: on_event}
  types:
    - chat_stream
    - {name: Stream, in: src/stream.rs}
files:
  create: [src/stream.rs, ./src/openai.c]
  modify: include/provider.h
  delete:
    - src/old.c
  untouched: ["src/vendor/**", "*.lock"]
tests:
  - {min: 8, in: tests/test_chat_stream.c, names: [test_text, test_done]}
  - total: 18
excludes: [retries, src/providers/google/]
defers:
  - {symbol: start_response_stream, to: openai-streaming-responses.md}
"#;

#[test]
fn every_key_says_something() {
    assert_data_eq!(
        task(WHOLE),
        str![[r#"
4: depends on sse-parser.md
5: depends on openai-response-chat.md
6: uses Symbol("start_request") of Some("openai-response-chat.md")
6: uses Symbol("response_t") of Some("openai-response-chat.md")
9: function:chat_stream_new Contract Function { name: "chat_stream_new", file: None, arity: None, slot: None } (`provides.functions` of the contract)
10: function:Stream::feed Contract Function { name: "Stream::feed", file: Some("src/stream.rs"), arity: None, slot: None } (`provides.functions` of the contract)
11: function:openai_start_stream Contract Function { name: "openai_start_stream", file: Some("src/openai.c"), arity: None, slot: Some("start_stream") } (`provides.functions` of the contract)
12: slot:on_event Contract Slot { name: "on_event", of: None, arity: None } (`provides.functions` of the contract)
14: type:chat_stream Contract Type { name: "chat_stream", file: None } (`provides.types` of the contract)
15: type:Stream Contract Type { name: "Stream", file: Some("src/stream.rs") } (`provides.types` of the contract)
17: file-created:src/stream.rs Contract File { path: "src/stream.rs", fate: Created } (`files` of the contract)
17: file-created:src/openai.c Contract File { path: "src/openai.c", fate: Created } (`files` of the contract)
18: file-modified:include/provider.h Contract File { path: "include/provider.h", fate: Modified } (`files` of the contract)
20: file-deleted:src/old.c Contract File { path: "src/old.c", fate: Deleted } (`files` of the contract)
21: file-untouched:src/vendor/** Contract File { path: "src/vendor/**", fate: Untouched } (`files` of the contract)
21: file-untouched:*.lock Contract File { path: "*.lock", fate: Untouched } (`files` of the contract)
23: tests:tests/test_chat_stream.c Contract Tests { at_least: 8, added: true, files: ["tests/test_chat_stream.c"] } (`tests` of the contract)
23: test:test_text Contract Test { name: "test_text", file: Some("tests/test_chat_stream.c") } (`tests.names` of the contract)
23: test:test_done Contract Test { name: "test_done", file: Some("tests/test_chat_stream.c") } (`tests.names` of the contract)
24: tests Contract Tests { at_least: 18, added: false, files: [] } (`tests` of the contract)
25: excludes retries
25: excludes src/providers/google/
27: leaves start_response_stream to openai-streaming-responses.md

"#]]
    );
}

#[test]
fn a_contract_comes_back_from_its_own_text() {
    let text = read(WHOLE).expect("a contract").to_text();
    assert_data_eq!(
        &text,
        str![[r#"
requires:
  - sse-parser.md
  - task: openai-response-chat.md
    symbols: [start_request, response_t]
provides:
  functions:
    - chat_stream_new
    - {name: "Stream::feed", in: src/stream.rs}
    - {name: openai_start_stream, in: src/openai.c, slot: provider_vtable.start_stream}
    - {slot: on_event}
  types:
    - chat_stream
    - {name: Stream, in: src/stream.rs}
files:
  create:
    - src/stream.rs
    - src/openai.c
  modify:
    - include/provider.h
  delete:
    - src/old.c
  untouched:
    - "src/vendor/**"
    - "*.lock"
tests:
  - min: 8
    in: tests/test_chat_stream.c
    names: [test_text, test_done]
  - total: 18
excludes:
  - retries
  - src/providers/google/
defers:
  - {symbol: start_response_stream, to: openai-streaming-responses.md}

"#]]
    );
    assert_eq!(read(&text).expect("a contract").to_text(), text);
}

#[test]
fn a_contract_is_written_from_a_task() {
    let mut task = Task::default();
    let contract = read(WHOLE).expect("a contract");
    contract.add_to(&mut task);
    let written = Contract::of(&task).to_text();
    let mut again = Task::default();
    read(&written).expect("a contract").add_to(&mut again);
    let said = |task: &Task| {
        let mut said: Vec<_> = task.promises.iter().map(|promise| format!("{:?}", promise.what)).collect();
        said.sort();
        said
    };
    assert_eq!(said(&task), said(&again), "{written}");
    assert!(again.promises.iter().all(|promise| promise.tier == Tier::Contract));
}

#[test]
fn names_that_yaml_would_read_as_something_else_are_quoted() {
    let text = "provides:\n  functions: [\"null\", \"yes\", \"<A as B>::f\"]\nfiles:\n  untouched: [\"*.c\"]\n";
    assert_data_eq!(
        read(text).expect("a contract").to_text(),
        str![[r#"
provides:
  functions:
    - "null"
    - "yes"
    - "<A as B>::f"
files:
  untouched:
    - "*.c"

"#]]
    );
}
