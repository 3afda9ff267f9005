//! What both projects went through, step by step: the stub is found where it was, and nowhere else.

use serde_json::Value;

use crate::finding::{TheFinding, assert_clean};
use crate::history::History;

/// How the stub of a project is told in the report on one of its states.
pub type TheStub = for<'h> fn(&Value, &'h History, &'h str) -> TheFinding<'h>;

pub fn before_holds_no_stub(history: &History) {
    history.git(&["checkout", "--quiet", "--detach", "before"]);
    history.assert_expected(&history.check(&["--all"]).code(0), "before");
    assert_clean(&history.check_json(&["--all"]));
}

pub fn delivered_is_not_delivered(history: &History, the_stub: TheStub) {
    history.assert_expected(&history.check_step("before", "delivered").code(1), "delivered");
    let report = history.check_json(&["--base", "before", "--head", "delivered"]);
    the_stub(&report, history, "delivered").is_change("added").points_at_places(2);
}

pub fn a_stub_that_is_hidden_is_found(history: &History, the_stub: TheStub) {
    history.assert_expected(&history.check_step("delivered", "hidden").code(1), "hidden");
    let report = history.check_json(&["--base", "delivered", "--head", "hidden"]);
    the_stub(&report, history, "hidden")
        .is_change("modified")
        .points_at("LCOV_EXCL_START", "newly hidden from coverage by LCOV_EXCL_START")
        .points_at_places(3);
}

pub fn announced_holds_no_stub(history: &History) {
    history.assert_expected(&history.check_step("hidden", "announced").code(0), "announced");
    assert_clean(&history.check_json(&["--base", "hidden", "--head", "announced"]));
}

pub fn complete_holds_no_stub(history: &History) {
    history.assert_expected(&history.check_step("announced", "complete").code(0), "complete");
    assert_clean(&history.check_json(&["--base", "announced", "--head", "complete"]));
    assert_clean(&history.check_json(&["--base", "before", "--head", "complete"]));
}

pub fn a_look_at_everything_finds_the_same(history: &History, the_stub: TheStub) {
    for state in ["delivered", "hidden"] {
        history.git(&["checkout", "--quiet", "--detach", state]);
        the_stub(&history.check_json(&["--all"]), history, state).points_at_places(2);
    }
    for state in ["announced", "complete"] {
        history.git(&["checkout", "--quiet", "--detach", state]);
        assert_clean(&history.check_json(&["--all"]));
    }
}

/// The tests of these steps for the project with `history` and `the_stub`.
macro_rules! steps {
    ($history:path, $the_stub:path) => {
        #[test]
        fn before_holds_no_stub() {
            crate::steps::before_holds_no_stub(&$history());
        }

        #[test]
        fn delivered_is_not_delivered() {
            crate::steps::delivered_is_not_delivered(&$history(), $the_stub);
        }

        #[test]
        fn a_stub_that_is_hidden_is_found() {
            crate::steps::a_stub_that_is_hidden_is_found(&$history(), $the_stub);
        }

        #[test]
        fn announced_holds_no_stub() {
            crate::steps::announced_holds_no_stub(&$history());
        }

        #[test]
        fn complete_holds_no_stub() {
            crate::steps::complete_holds_no_stub(&$history());
        }

        #[test]
        fn a_look_at_everything_finds_the_same() {
            crate::steps::a_look_at_everything_finds_the_same(&$history(), $the_stub);
        }
    };
}
pub(crate) use steps;
