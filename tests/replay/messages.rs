//! What the messages of the history claim: they name no function and no tests that could be looked for, but tasks that they
//! say are finished; and that tests pass, which no one checked.

use snapbox::{assert_data_eq, str};

use crate::history::History;

#[test]
fn the_messages_of_the_streaming_provider_are_not_taken_for_true() {
    let history = History::of("streaming-provider");
    assert_data_eq!(
        history.messages("before..complete"),
        str![[r#"
announced:3: note: not checked: whether tests pass, for none was run
announced:4: note: not checked: whether tests pass, for none was run
delivered:7: note: not checked: whether tests pass, for none was run
delivered:7: note: not checked: whether sse-parser.md is delivered: `openai_start_stream` is not implemented: `NOT_IMPLEMENTED`, deferred to openai-streaming.md
delivered:7: error: the message says that openai-streaming-chat.md is finished, and it is not: 1 of 13 promises broken: openai_start_stream is a stub

"#]]
    );
}
