//! `makegood promises`.

mod text;

use super::args::{Global, PromisesArgs};
use super::console::Console;
use super::delivery;
use super::exit::Exit;
use super::failure::Failure;
use super::{files, plan, verify};
use crate::cli::task_run::Inquiry;
use model::{Report, Task, Tier};
use report::Format;
use specs::contract::Contract;
use vcs::{self, Selection};
use verdict::judge;

/// Shows what was read out of a task's spec, and what was not.
pub fn run(typed: &PromisesArgs, global: &Global, console: &Console) -> miette::Result<Exit> {
    let inquiry = Inquiry::new(&typed.reading, None, global)?;
    let selection = everything(&inquiry)?;
    let plan = inquiry.plan(&selection)?;
    if typed.write_contract {
        let task = plan::find(&typed.task, &selection.head, &plan, &inquiry.settings)?;
        let report = judge::promises_read(std::slice::from_ref(&task));
        return write_contract(&task, &report, console);
    }
    let tasks = plan::select(&typed.task, &selection.head, &plan, &inquiry.settings)?;
    let report = judge::promises_read(&tasks);
    match (typed.output.format, &typed.output.output) {
        (Format::Human, None) => console.answer(text::all(&tasks, &report, console).as_bytes())?,
        _ => {
            let fail_on = inquiry.settings.fail_on;
            delivery::deliver(&typed.output, fail_on, &inquiry.engine, &report, &delivery::Sources::new(), console)?;
        }
    }
    Ok(verify::exit(&report))
}

/// The block alone, so that it can be piped into the spec.
fn write_contract(task: &Task, report: &Report, console: &Console) -> miette::Result<Exit> {
    let block = Contract::of(task).to_text();
    if block.is_empty() {
        console.complain(&format!("{}: nothing of it can be said in a contract", report.reason));
        return Ok(Exit::NothingVerified);
    }
    console.answer(format!("```makegood\n{block}```\n").as_bytes())?;
    let mentioned =
        task.promises.iter().filter(|promise| promise.tier == Tier::Mentioned && promise.what.is_checkable());
    match mentioned.count() {
        0 => {}
        count => {
            console.tell(&format!("left out: {count} that the spec only mentions; `makegood promises` lists them"));
        }
    }
    Ok(verify::exit(report))
}

/// The tree as it is on disk, so that specs can be looked at outside of git, too.
fn everything(inquiry: &Inquiry) -> miette::Result<Selection> {
    // What is too large to be judged as code can still be a spec.
    let limits = vcs::Limits { max_bytes: u64::MAX };
    let request = vcs::Request { scope: vcs::Scope::All, limits, ..files::request(&inquiry.settings) };
    vcs::select(&request, &files::is_source()).map_err(|error| Failure::of(&error).into())
}
