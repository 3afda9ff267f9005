//! Tasks and errors as text for people who compare it.

use model::Task;
use specs::SpecError;

/// One line for everything that a task holds.
pub fn task(task: &Task) -> String {
    let mut lines: Vec<(usize, String)> = Vec::new();
    let promises = task.promises.iter();
    lines.extend(promises.map(|p| (p.line, format!("{} {:?} {:?} ({})", p.id, p.tier, p.what, p.why))));
    lines.extend(task.depends_on.iter().map(|d| (d.line, format!("depends on {}", d.target))));
    lines.extend(task.uses.iter().map(|u| (u.line, format!("uses {:?} of {:?}", u.what, u.task))));
    lines.extend(task.excludes.iter().map(|x| (x.line, format!("excludes {}", x.what))));
    lines.extend(task.defers.iter().map(|d| (d.line, format!("leaves {} to {}", d.symbol, d.to))));
    lines.sort_by_key(|(line, _)| *line);
    lines.iter().map(|(line, text)| format!("{line}: {text}\n")).collect()
}

/// What is wrong, the line with a mark under the place, and what to do.
pub fn error(error: &SpecError) -> String {
    let region = error.spec.region(error.span);
    let line = error.spec.line_text(region.start.line).unwrap_or("");
    let one_line = region.end.line == region.start.line;
    let width = if one_line { region.end.column - region.start.column } else { 1 };
    let mark = " ".repeat(region.start.column - 1) + &"^".repeat(width);
    format!(
        "{error}\n{}: {line}\n{}: {mark} {}\nnext: {}\n",
        region.start.line, region.start.line, error.label, error.next
    )
}
