//! A promised file: there, gone, changed or left alone.

use super::{Answer, Culprit, OwnLine};
use model::{Delivered, FileFate, Related, file_name, is_path_end};

/// What became of the file at `path`; for [`FileFate::Untouched`], of the files that the glob `path` matches.
pub(super) fn answer(path: &str, fate: FileFate, delivered: &Delivered, own_line: &OwnLine) -> Answer {
    if let Some(answer) = ambiguous(path, delivered, own_line).filter(|_| fate != FileFate::Untouched) {
        return answer;
    }
    match fate {
        FileFate::Created => created(path, delivered, own_line),
        FileFate::Modified => modified(path, delivered, own_line),
        FileFate::Deleted => deleted(path, delivered, own_line),
        FileFate::Untouched => untouched(path, delivered, own_line),
    }
}

fn created(path: &str, delivered: &Delivered, own_line: &OwnLine) -> Answer {
    let Some(found) = find(path, delivered) else { return missing(path, delivered, own_line) };
    if delivered.sizes.get(found) == Some(&0) && !is_empty_by_custom(path) {
        return Answer::broken(
            vec![at(found, "the file is empty")],
            Culprit { path: found.to_owned(), line: 1, ..Culprit::nowhere(path, "is empty") },
        );
    }
    let was_there = delivered.change.as_ref().is_some_and(|change| change.before.contains(found));
    Answer::kept(vec![at(
        found,
        if was_there { "the file is there, and was there before" } else { "the file is there" },
    )])
}

/// A bare name that several files of the change have, none of them at that path: which is meant is not said.
fn ambiguous(path: &str, delivered: &Delivered, own_line: &OwnLine) -> Option<Answer> {
    let change = delivered.change.as_ref().filter(|_| exact(path, delivered).is_none())?;
    let touched = || delivered.files.iter().filter(|found| is_path_end(found, path) && change.touched.contains(*found));
    let said = format!("there is no {path} in the root, and the change touches several files of that name");
    (touched().count() > 1).then(|| Answer::unproven(vec![own_line(said)]))
}

/// Files whose mere presence says something.
fn is_empty_by_custom(path: &str) -> bool {
    matches!(file_name(path), "__init__.py" | ".gitkeep" | ".keep" | "py.typed" | ".nojekyll")
}

fn modified(path: &str, delivered: &Delivered, own_line: &OwnLine) -> Answer {
    let Some(found) = find(path, delivered) else { return missing(path, delivered, own_line) };
    match &delivered.change {
        // Without a base nothing can be asked but that it is there.
        None => created(path, delivered, own_line),
        Some(change) if change.touched.contains(found) => Answer::kept(vec![at(found, "the file is changed")]),
        Some(_) => {
            let culprit = Culprit { path: found.to_owned(), line: 1, ..Culprit::nowhere(path, "is not changed") };
            Answer::broken(vec![at(found, "the file is as it was")], culprit)
        }
    }
}

fn deleted(path: &str, delivered: &Delivered, own_line: &OwnLine) -> Answer {
    match exact(path, delivered) {
        None => Answer::kept(vec![own_line(format!("{path} is gone"))]),
        Some(found) => {
            let culprit = Culprit { path: found.to_owned(), line: 1, ..Culprit::nowhere(path, "is still there") };
            Answer::broken(vec![at(found, "the file is still there")], culprit)
        }
    }
}

fn untouched(glob: &str, delivered: &Delivered, own_line: &OwnLine) -> Answer {
    let Some(change) = &delivered.change else {
        return Answer::unproven(vec![own_line("what was changed cannot be told without a base".to_owned())]);
    };
    let Some(pattern) = pattern(glob) else {
        return Answer::unproven(vec![own_line(format!("`{glob}` is no pattern that can be read"))]);
    };
    let matches = |path: &&String| pattern.matched_path_or_any_parents(path, false).is_ignore();
    match change.touched.iter().find(matches) {
        None => Answer::kept(vec![own_line(format!("nothing under `{glob}` is changed"))]),
        Some(path) => {
            let culprit = Culprit { path: path.clone(), line: 1, ..Culprit::nowhere(path, "was to be left alone") };
            Answer::broken(vec![at(path, "the file is changed, and was to be left alone")], culprit)
        }
    }
}

/// Globs are written as in `.gitignore`, from the root.
fn pattern(glob: &str) -> Option<ignore::gitignore::Gitignore> {
    let mut builder = ignore::gitignore::GitignoreBuilder::new("");
    builder.add_line(None, glob).ok()?;
    builder.build().ok()
}

fn missing(path: &str, delivered: &Delivered, own_line: &OwnLine) -> Answer {
    let mut evidence = vec![own_line(format!("there is no file {path}"))];
    let same_name = delivered.files.iter().find(|found| file_name(found) == file_name(path));
    evidence.extend(same_name.map(|found| at(found, "a file of that name is here; was it meant?")));
    Answer::broken(evidence, Culprit::nowhere(path, "is not there"))
}

/// A bare name, or the last parts of a path, as specs of a crate or a library write it: the file that the change touches,
/// else the only one.
fn find<'a>(path: &str, delivered: &'a Delivered) -> Option<&'a str> {
    exact(path, delivered).or_else(|| {
        let ends = delivered.files.iter().filter(|found| is_path_end(found, path));
        let touched = |found: &&String| delivered.change.as_ref().is_some_and(|change| change.touched.contains(*found));
        let only = (ends.clone().count() == 1 || !path.contains('/')).then(|| ends.clone().next()).flatten();
        ends.clone().find(touched).or(only).map(String::as_str)
    })
}

/// The file, or the folder of that name.
fn exact<'a>(path: &str, delivered: &'a Delivered) -> Option<&'a str> {
    let path = path.trim_start_matches("./");
    let folder = format!("{}/", path.trim_end_matches('/'));
    let file = delivered.files.get(path);
    file.or_else(|| delivered.files.range(folder.clone()..).next().filter(|found| found.starts_with(&folder)))
        .map(String::as_str)
}

fn at(path: &str, message: &str) -> Related {
    Related { path: path.to_owned(), line: 1, message: message.to_owned() }
}
