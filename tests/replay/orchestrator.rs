//! The example of an orchestrator, on the history of the streaming provider: `examples/orchestrate/`.

use std::path::Path;
use std::process::Command;

use snapbox::cmd::cargo_bin;
use snapbox::{assert_data_eq, str};

#[test]
fn no_attempt_is_spent_on_a_task_that_is_blocked() {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/orchestrate/demo.sh");
    let output = Command::new(demo)
        .arg(cargo_bin!("makegood"))
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env_remove("GIT_DIR")
        .env_remove("GIT_INDEX_FILE")
        .output()
        .expect("the demonstration runs; it needs Python 3");
    let said = String::from_utf8(output.stdout).expect("text");
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert_data_eq!(
        said,
        str![[r#"
tests-openai-streaming.md: ready: blocked: Dependency incomplete: openai_start_stream is stubbed at src/providers/openai/openai.c:122 (slot start_stream, promised by openai-streaming-chat.md)
tests-openai-streaming.md: waits for openai-streaming-chat.md; no attempt is spent on it
openai-streaming-chat.md: ready: ready: all 2 tasks that it depends on are delivered
openai-streaming-chat.md: attempt 1, by a worker of level 1
    worker of level 1: "Stabilise the tests of streaming and restore coverage"
openai-streaming-chat.md: verify: incomplete: 2 of 13 promises broken: openai_start_stream is a stub and 1 more
openai-streaming-chat.md: attempt 2, by a worker of level 2
    worker of level 2: "Complete streaming through the table of functions"
openai-streaming-chat.md: verify: incomplete: 1 of 13 promises broken: tests/test_chat_stream.c has 0 of 8 tests
openai-streaming-chat.md: attempt 3, by a worker of level 3
    worker of level 3: "Test streams from end to end and mend what that showed"
openai-streaming-chat.md: verify: delivered: all 13 promises kept
tests-openai-streaming.md: attempt 1, by a worker of level 1
    worker of level 1: "Test streams from end to end and mend what that showed"
tests-openai-streaming.md: verify: delivered: all 4 promises kept

openai-streaming-chat.md: accepted after 3 attempts
tests-openai-streaming.md: accepted after 1 attempt
attempts spent on a blocked task: 0

"#]]
    );
}
