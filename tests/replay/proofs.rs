//! `makegood prove` on the task that was announced and not delivered: what its tests notice in each state.

use crate::history::History;

/// `function status` of each promised function in each state.
fn proofs(history: &History, task: &str, command: &[&str]) -> String {
    let of_state = |state: &&str| {
        history.git(&["checkout", "--quiet", "--detach", state]);
        let report = history.proofs(task, command);
        let proofs = report["proofs"].as_array().expect("proofs");
        let line =
            |proof: &serde_json::Value| format!("  {} {}\n", proof["function"], proof["status"]).replace('"', "");
        format!("{state}: {}\n{}", report["verdict"], proofs.iter().map(line).collect::<String>())
    };
    ["delivered", "announced", "complete"].iter().map(of_state).collect()
}

#[test]
fn in_rust_the_stub_is_told_then_unreached_then_proven() {
    let history = History::of("streaming-provider-rust");
    let said = proofs(&history, "streamed-answers", &["cargo", "test", "--offline"]);
    snapbox::assert_data_eq!(
        said,
        snapbox::str![[r#"
delivered: "unproven"
  <HttpProvider as Provider>::start_stream already_stub
  SseParser::new proven
  SseParser::feed proven
  SseParser::is_cut_off proven
announced: "unproven"
  <HttpProvider as Provider>::start_stream unreached
  SseParser::new unreached
  SseParser::feed unreached
  SseParser::is_cut_off unreached
complete: "proven"
  <HttpProvider as Provider>::start_stream proven
  SseParser::new proven
  SseParser::feed proven
  SseParser::is_cut_off proven

"#]]
    );
}

#[test]
#[ignore = "needs libcurl, jansson and check, and half a minute"]
fn in_c_the_stub_is_told_then_unreached_then_proven() {
    let history = History::of("streaming-provider");
    let said = proofs(&history, "openai-streaming-chat", &["make", "check"]);
    let of_stub: Vec<&str> = said.lines().filter(|line| line.contains("openai_start_stream")).collect();
    let expected = ["already_stub", "unreached", "proven"].map(|status| format!("  openai_start_stream {status}"));
    assert_eq!(of_stub, expected, "{said}");
    assert!(said.contains("complete: \"proven\""), "{said}");
}
