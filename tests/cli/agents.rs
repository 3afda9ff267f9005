//! `makegood hook claude|codex|gemini`: what an agent that wants to stop is answered.

use std::fs;
use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use snapbox::cmd::OutputAssert;
use snapbox::str;

use crate::scratch::Scratch;

const STUB: &str = "int later(int question) { return -E_NOT_IMPLEMENTED; }\n";

impl Scratch {
    /// A repository whose change holds a stub.
    fn with_stub() -> Self {
        let scratch = Self::repository();
        scratch.write("a.c", "int twice(int number) { return number * 2; }\n").git(&["add", "a.c"]);
        scratch.git(&["commit", "--quiet", "-m", "Begin"]);
        scratch.write("later.c", STUB);
        scratch
    }

    fn ask(&self, agent: &str, event: &str) -> OutputAssert {
        self.makegood(&["hook", agent]).stdin(event.to_owned()).assert()
    }

    /// The answer to a stop event of `session`.
    fn stop(&self, agent: &str, session: &str, active: bool) -> Value {
        let event = stop(agent, &self.root().display().to_string(), session, active);
        let said = self.ask(agent, &event).success();
        serde_json::from_slice(&said.get_output().stdout).expect("one JSON document")
    }

    /// The answer to another event of `session`.
    fn tell(&self, name: &str, session: &str) -> Value {
        let cwd = self.root().display().to_string();
        let event = json!({"session_id": session, "cwd": cwd, "hook_event_name": name, "prompt": "go on"});
        let said = self.ask("claude", &event.to_string()).success();
        serde_json::from_slice(&said.get_output().stdout).expect("one JSON document")
    }

    /// Lets a minute go by since all refusals.
    fn a_minute_later(&self) {
        for path in self.records() {
            let mut record: Value = serde_json::from_slice(&fs::read(&path).expect("a record")).expect("JSON");
            record["refused_at"] = json!([]);
            fs::write(&path, record.to_string()).expect("a file");
        }
    }

    fn records(&self) -> Vec<std::path::PathBuf> {
        let entries = fs::read_dir(self.root().join(".git/makegood/stops"));
        entries.map(|entries| entries.flatten().map(|entry| entry.path()).collect()).unwrap_or_default()
    }
}

fn stop(agent: &str, cwd: &str, session: &str, active: bool) -> String {
    let name = if agent == "gemini" { "AfterAgent" } else { "Stop" };
    json!({
        "session_id": session, "transcript_path": "t.jsonl", "cwd": cwd, "hook_event_name": name,
        "stop_hook_active": active, "something_new": {"later": true}
    })
    .to_string()
}

#[test]
fn an_agent_may_not_stop_over_a_stub() {
    for (agent, word) in [("claude", "block"), ("codex", "block"), ("gemini", "deny")] {
        let scratch = Scratch::with_stub();
        let answer = scratch.stop(agent, "one", false);
        assert_eq!(answer["decision"], word, "{agent}");
        assert_eq!(answer.as_object().expect("an object").len(), 2, "{agent}: {answer}");
        let reason = answer["reason"].as_str().expect("a reason").to_owned();
        snapbox::assert_data_eq!(
            reason,
            str![[r#"
The work is not done: makegood finds 1 finding in this change.
- later.c:1: `later` is not implemented: `E_NOT_IMPLEMENTED` [not-implemented]
  Implement it, or remove it together with the slots, declarations and callers that offer it. If the operation makes no sense for this object or platform, return an error that means "not supported"

Finish what is named here, or take it out together with everything that promises it, and say what is left to do. `makegood check` shows it again; `makegood explain not-implemented` says why it matters.
"#]]
        );
    }
}

#[test]
fn an_agent_whose_work_is_done_stops() {
    let scratch = Scratch::with_stub();
    scratch.write("later.c", "int later(int question) { return question + 1; }\n");
    for agent in ["claude", "codex", "gemini"] {
        assert_eq!(scratch.stop(agent, "one", false), json!({}), "{agent}");
    }
}

#[test]
fn the_third_time_it_is_let_go_and_the_user_is_told() {
    let scratch = Scratch::with_stub();
    assert_eq!(scratch.stop("claude", "one", false)["decision"], "block");
    assert_eq!(scratch.stop("claude", "one", true)["decision"], "block");
    let answer = scratch.stop("claude", "one", true);
    assert_eq!(answer.get("decision"), None);
    let told = answer["systemMessage"].as_str().expect("a message").to_owned();
    snapbox::assert_data_eq!(
        told,
        "makegood: the agent is let go with 1 finding open, for it was refused twice for the same reason: later.c:1: `later` \
         is not implemented: `E_NOT_IMPLEMENTED` [not-implemented]"
    );
    assert_eq!(scratch.stop("claude", "another", false)["decision"], "block", "another session is counted on its own");
    scratch.a_minute_later();
    scratch.write("more.c", "int more(int question) { return -E_NOT_IMPLEMENTED; }\n");
    assert_eq!(scratch.stop("claude", "one", true)["decision"], "block", "another finding is counted on its own");
}

#[test]
fn a_stub_that_is_only_rewritten_each_time_does_not_hold_it_for_ever() {
    let scratch = Scratch::with_stub();
    let asked = (0..10).map(|round| {
        scratch.write("later.c", &format!("int later(int question) {{ (void){round}; return -E_NOT_IMPLEMENTED; }}\n"));
        scratch.a_minute_later();
        scratch.stop("codex", "one", round > 0).get("decision").is_some()
    });
    let asked: Vec<bool> = asked.collect();
    assert_eq!(asked.iter().take_while(|refused| **refused).count(), 6, "{asked:?}");
}

#[test]
fn without_a_session_it_is_refused_once() {
    let scratch = Scratch::with_stub();
    scratch.ask("claude", r#"{"stop_hook_active": false}"#).success().stdout_eq("{\"decision\":\"block\",[..]\n");
    scratch.ask("claude", r#"{"stop_hook_active": true}"#).success().stdout_eq("{\"systemMessage\":[..]\n");
    assert!(scratch.records().is_empty());
}

#[test]
fn what_is_remembered_stays_out_of_the_working_tree_and_goes_away() {
    let scratch = Scratch::with_stub();
    scratch.stop("claude", "../../../escape", false);
    let records = scratch.records();
    assert_eq!(records.len(), 1, "{records:?}");
    let old = SystemTime::now() - Duration::from_secs(30 * 24 * 60 * 60);
    fs::File::options().write(true).open(&records[0]).and_then(|file| file.set_modified(old)).expect("a date");
    scratch.stop("claude", "two", false);
    let left = scratch.records();
    assert!(left.len() == 1 && left != records, "{left:?}");
    let status = scratch.command(std::path::Path::new("git")).args(["status", "--porcelain"]).output().expect("runs");
    assert_eq!(String::from_utf8_lossy(&status.stdout), "?? later.c\n");
}

#[test]
fn a_damaged_record_does_not_hold_it() {
    let scratch = Scratch::with_stub();
    scratch.stop("claude", "one", false);
    fs::write(&scratch.records()[0], "{").expect("a file");
    assert!(scratch.stop("claude", "one", true).get("systemMessage").is_some());
}

#[test]
fn the_event_says_where_to_look() {
    let scratch = Scratch::with_stub();
    let elsewhere = Scratch::plain();
    let event = stop("codex", &scratch.root().display().to_string(), "one", false);
    elsewhere.ask("codex", &event).success().stdout_eq("{\"decision\":\"block\",[..]\n");
}

#[test]
fn outside_of_git_there_is_nothing_to_look_at() {
    let scratch = Scratch::plain();
    let event = stop("claude", &scratch.root().display().to_string(), "one", false);
    let asked = scratch.makegood(&["hook", "claude"]).stdin(event).assert();
    asked
        .success()
        .stdout_eq("{}\n")
        .stderr_eq("makegood: this is no git repository, so there is no change to look at\n");
}

/// Exit code 2 and any document on standard output could be taken for a refusal.
#[test]
fn its_own_errors_never_look_like_a_refusal() {
    let scratch = Scratch::with_stub();
    let gone = stop("claude", "/no/such/folder", "one", false);
    let other = r#"{"hook_event_name": "PreToolUse", "session_id": "one"}"#;
    for event in ["", " \n", "{", "[]", "null", r#"{"session_id": 7}"#, other, &gone] {
        let said = scratch.ask("claude", event).code(1).stdout_eq("");
        assert!(!said.get_output().stderr.is_empty(), "nothing is said of {event:?}");
    }
    scratch.write("makegood.toml", "[check]\nfail-on = \"never\"\n");
    scratch.ask("claude", r#"{"session_id": "one"}"#).code(1).stdout_eq("");
    for arguments in
        [&["hook", "claude", "--no-such-option"][..], &["hook", "clod"], &["-C", "/no/such", "hook", "codex"]]
    {
        scratch.makegood(arguments).stdin("{}").assert().code(1).stdout_eq("");
    }
    scratch.makegood(&["hook", "install", "--no-such-option"]).assert().code(2);
}

#[test]
fn an_event_of_another_kind_is_told() {
    let scratch = Scratch::with_stub();
    scratch.ask("gemini", r#"{"hook_event_name": "AfterTool"}"#).code(1).stderr_eq(str![[r#"
  × the event `AfterTool` is none at which Gemini CLI stops
  help: configure makegood for the event `AfterAgent`, as docs/agents.md shows

"#]]);
}

#[test]
fn a_task_that_is_not_delivered_speaks_against_stopping() {
    let scratch = Scratch::repository();
    let spec = "# A doubler\n\n## Functions to implement\n\n- `doubled()`\n";
    scratch.write("tasks/doubler.md", spec).git(&["add", "--all"]);
    scratch.git(&["commit", "--quiet", "-m", "first"]);
    let root = scratch.root();
    let event = stop("claude", &root.to_string_lossy(), "s", false);
    let asked = scratch.makegood(&["hook", "claude", "--task", "doubler.md"]).stdin(event).assert().code(0);
    let answer: Value = serde_json::from_slice(&asked.get_output().stdout).expect("JSON");
    assert_eq!(answer["decision"], "block");
    assert!(answer["reason"].as_str().expect("a reason").contains("doubled is nowhere defined"), "{answer:#}");
}

/// A session that begins where the tree holds a stub already, committed and not.
fn begun() -> Scratch {
    let scratch = Scratch::with_stub();
    scratch.git(&["add", "--all"]);
    scratch.git(&["commit", "--quiet", "-m", "a stub of somebody else"]);
    scratch.write("old.c", "int old(int question) { return -E_NOT_IMPLEMENTED; }\n");
    assert_eq!(scratch.tell("SessionStart", "one"), json!({}));
    scratch
}

#[test]
fn a_turn_that_only_reads_is_not_refused() {
    let scratch = begun();
    assert_eq!(scratch.tell("UserPromptSubmit", "one"), json!({}));
    assert_eq!(scratch.stop("claude", "one", false), json!({}));
    scratch.write("new.c", "int newer(int question) { return -E_NOT_IMPLEMENTED; }\n");
    assert_eq!(scratch.stop("claude", "one", false)["decision"], "block");
    assert_eq!(scratch.tell("UserPromptSubmit", "one"), json!({}));
    assert_eq!(scratch.stop("claude", "one", false), json!({}), "the next turn changed nothing");
}

#[test]
fn all_of_the_session_is_judged_whether_it_is_committed_or_not_and_nothing_else() {
    let scratch = begun();
    scratch.write("new.c", "int newer(int question) { return -E_NOT_IMPLEMENTED; }\n").git(&["add", "new.c"]);
    scratch.git(&["commit", "--quiet", "-m", "Implement newer"]);
    scratch.write("more.c", "int more(int question) { return question + 2; }\n").git(&["add", "more.c"]);
    scratch.git(&["commit", "--quiet", "-m", "Implement more"]);
    let reason = scratch.stop("claude", "one", false)["reason"].as_str().expect("a reason").to_owned();
    assert!(reason.contains("new.c:1") && !reason.contains("later.c") && !reason.contains("old.c"), "{reason}");
}

#[test]
fn one_refusal_and_a_false_word_of_being_done_do_not_let_it_go() {
    let scratch = Scratch::with_stub();
    assert_eq!(scratch.stop("claude", "one", false)["decision"], "block");
    assert_eq!(scratch.stop("claude", "one", true)["decision"], "block", "nothing was done since");
    let let_go = scratch.stop("claude", "one", true);
    assert!(let_go.get("decision").is_none() && let_go["systemMessage"].is_string(), "{let_go}");
}

#[test]
fn it_is_not_refused_three_times_a_minute() {
    let scratch = Scratch::with_stub();
    let refused = (0..3).map(|round| {
        scratch.write("later.c", &format!("int later(int question) {{ (void){round}; return -E_NOT_IMPLEMENTED; }}\n"));
        scratch.stop("claude", "one", round > 0)
    });
    let answers: Vec<Value> = refused.collect();
    assert_eq!((&answers[0]["decision"], &answers[1]["decision"]), (&json!("block"), &json!("block")));
    assert!(answers[2]["systemMessage"].as_str().is_some_and(|text| text.contains("within a minute")), "{answers:?}");
}

#[test]
fn work_in_progress_is_not_refused() {
    let scratch = Scratch::with_stub();
    let stop = |more: Value| {
        let mut event = json!({"session_id": more.to_string(), "hook_event_name": "Stop"});
        event.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        let said = scratch.ask("claude", &event.to_string()).success();
        serde_json::from_slice::<Value>(&said.get_output().stdout).expect("JSON")
    };
    let asks = stop(json!({"last_assistant_message": "Which of the two formats shall it read?"}));
    assert!(asks["systemMessage"].as_str().is_some_and(|text| text.contains("waits")), "{asks}");
    assert!(stop(json!({"background_tasks": [{"id": 1}]}))["systemMessage"].is_string());
    assert_eq!(stop(json!({"last_assistant_message": "All done. Anything else?"}))["decision"], "block");
    assert_eq!(stop(json!({"last_assistant_message": "I wrote it."}))["decision"], "block");
}

#[test]
fn a_judgement_that_takes_too_long_is_told() {
    let scratch = Scratch::with_stub();
    let event = stop("claude", &scratch.root().display().to_string(), "one", false);
    let asked = scratch.makegood(&["hook", "claude", "--time-limit", "0"]).stdin(event).assert();
    asked.success().stdout_eq("{\"systemMessage\":\"makegood: nothing was judged[..]\n");
}

#[test]
fn what_could_not_be_read_speaks_against_stopping() {
    let scratch = Scratch::with_stub();
    scratch.write("later.c", "int later(int question) { return question; }\n\0");
    let reason = scratch.stop("claude", "one", false)["reason"].as_str().expect("a reason").to_owned();
    assert!(reason.contains("later.c:1: it could not be read: it holds a NUL byte"), "{reason}");
}

#[test]
fn a_suppression_of_the_agent_itself_does_not_count() {
    let scratch = Scratch::with_stub();
    let allow = "// makegood: allow(not-implemented) reason=\"comes later\"\n";
    scratch.write("later.c", &format!("{allow}{STUB}"));
    assert_eq!(scratch.stop("claude", "one", false)["decision"], "block");
    scratch.makegood(&["check", "--base", "HEAD"]).assert().success();
    scratch.git(&["add", "--all"]);
    scratch.git(&["commit", "--quiet", "-m", "a suppression that people agreed to"]);
    assert_eq!(scratch.tell("SessionStart", "two"), json!({}));
    scratch.write("later.c", &format!("{allow}{}", STUB.replace("return", "(void)1; return")));
    assert_eq!(scratch.stop("claude", "two", false), json!({}));
}
