//! The walk over conditional directives.

use super::Splitter;
use super::state::{Frame, State};
use crate::c::directives::DirectiveKind;
use crate::c::scan::Directive;

impl Splitter<'_, '_> {
    /// Follows the walk over a directive.
    pub(super) fn directive(&mut self, directive: &Directive) {
        match directive.kind {
            DirectiveKind::If => self.enter_group(directive),
            DirectiveKind::Elif | DirectiveKind::Else => self.next_arm(directive),
            DirectiveKind::Endif => self.leave_group(directive),
            DirectiveKind::Define | DirectiveKind::Other => {}
        }
    }

    fn enter_group(&mut self, directive: &Directive) {
        let way = self.assumptions.choose(&self.scan.groups[directive.group], |_| true);
        let before = self.state.clone();
        self.frames.push(Frame { group: directive.group, way, arm: 0, before, after: None, others: Vec::new() });
    }

    fn next_arm(&mut self, directive: &Directive) {
        let Some(frame) = self.frames.last_mut().filter(|frame| frame.group == directive.group) else { return };
        let state = std::mem::replace(&mut self.state, frame.before.clone());
        frame.end_arm(state, directive.arm);
    }

    fn leave_group(&mut self, directive: &Directive) {
        let Some(mut frame) = self.frames.pop_if(|frame| frame.group == directive.group) else { return };
        let state = std::mem::replace(&mut self.state, State::new());
        frame.end_arm(state, directive.arm);
        self.state = frame.merged();
    }
}
