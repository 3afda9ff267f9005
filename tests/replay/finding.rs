//! The one finding of a report, as programs see it.

use serde_json::Value;

use crate::history::History;

/// A finding in the repository in which it was made.
pub struct TheFinding<'h> {
    history: &'h History,
    /// The state that was judged.
    state: &'h str,
    json: Value,
}

impl<'h> TheFinding<'h> {
    /// The finding of `report`, which judged `state`: an error, and the only finding of any severity.
    pub fn of(report: &Value, history: &'h History, state: &'h str) -> Self {
        assert_eq!((&report["verdict"], &report["ok"]), (&"findings".into(), &false.into()), "{report:#}");
        let findings = report["findings"].as_array().expect("a list");
        let [json] = findings.as_slice() else { panic!("not one finding: {findings:#?}") };
        assert_eq!((&json["severity"], &json["suppressed"]), (&"error".into(), &Value::Null), "{json:#}");
        Self { history, state, json: json.clone() }
    }

    /// It is about `function`, which does nothing at all.
    pub fn is_a_stub(&self, function: &str) -> &Self {
        assert_eq!(self.json["rule"], "not-implemented");
        assert_eq!(self.json["function"]["name"], function);
        self
    }

    /// What the change under judgement did to the function.
    pub fn is_change(&self, change: &str) -> &Self {
        assert_eq!(self.json["change"], change);
        self
    }

    /// It points at a line that holds `text`, and says `message` there.
    pub fn points_at(&self, text: &str, message: &str) -> &Self {
        let related = self.json["related"].as_array().expect("a list");
        let found = related.iter().find(|related| related["message"] == message);
        let found = found.unwrap_or_else(|| panic!("nothing says `{message}`: {related:#?}"));
        let (path, line) = (found["path"].as_str().expect("a path"), found["line"].as_u64().expect("a line"));
        let shown = self.history.line(self.state, path, usize::try_from(line).expect("a line"));
        assert!(shown.contains(text), "{path}:{line} does not hold `{text}`: {shown}");
        self
    }

    /// It points at `count` places.
    pub fn points_at_places(&self, count: usize) -> &Self {
        assert_eq!(self.json["related"].as_array().map(Vec::len), Some(count), "{:#}", self.json["related"]);
        self
    }
}

/// There is no finding of any severity.
pub fn assert_clean(report: &Value) {
    assert_eq!((&report["verdict"], &report["ok"]), (&"clean".into(), &true.into()), "{report:#}");
    assert_eq!(report["findings"].as_array().map(Vec::len), Some(0), "{report:#}");
    assert!(report["totals"]["functions"].as_u64().is_some_and(|functions| functions > 0), "nothing was looked at");
}
