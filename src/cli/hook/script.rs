//! The text of a hook: our block in it, between two marker lines.

const BEGIN: &str = "# >>> makegood >>>";
const END: &str = "# <<< makegood <<<";

/// POSIX shell that runs makegood with `arguments`. It names no variable that the rest of a hook could know, and reads
/// nothing of its input.
fn block(arguments: &str) -> String {
    format!(
        r#"# >>> makegood >>>
# Written by `makegood hook install`; `makegood hook uninstall` takes it out again.
if command -v makegood >/dev/null 2>&1; then
    makegood {arguments} </dev/null || exit $?
elif [ -x "${{CARGO_HOME:-${{HOME:-}}/.cargo}}/bin/makegood" ]; then
    "${{CARGO_HOME:-${{HOME:-}}/.cargo}}/bin/makegood" {arguments} </dev/null || exit $?
else
    echo "makegood: not found on PATH, so this commit was not checked and is stopped." >&2
    echo "  Install it (cargo install --path <its source>) or add its folder to PATH." >&2
    echo "  To commit this once without any hook: git commit --no-verify" >&2
    exit 2
fi
# <<< makegood <<<
"#
    )
}

/// What a hook's file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// There is no file.
    Absent,
    /// Our block and nothing else.
    Ours,
    /// Our block and something else.
    Chained,
    /// Something else.
    Foreign,
}

/// A hook that is ours alone.
pub fn alone(arguments: &str) -> String {
    format!("#!/bin/sh\n{}", block(arguments))
}

/// What `text` holds; `None` where one of the marker lines is missing.
pub fn state(text: &str) -> Option<State> {
    match (text.contains(BEGIN), text.contains(END), parts(text)) {
        (false, false, _) => Some(State::Foreign),
        (_, _, Some((before, after))) if is_bare(before) && is_bare(after) => Some(State::Ours),
        (_, _, Some(_)) => Some(State::Chained),
        (_, _, None) => None,
    }
}

/// `text` with our block right behind the first line, so that no `exit` and no `exec` further down skips it;
/// `None` where it is not run by a shell.
pub fn with_block(text: &str, arguments: &str) -> Option<String> {
    let (first, rest) = match text.split_once('\n') {
        Some((first, rest)) if first.starts_with("#!") => (format!("{first}\n"), rest),
        // Git hands a script without a first line of this kind to the shell.
        _ => (String::new(), text),
    };
    (first.is_empty() || is_shell(&first)).then(|| format!("{first}{}{rest}", block(arguments)))
}

/// `text`, which holds our block, with the block as it is today.
pub fn refreshed(text: &str, arguments: &str) -> String {
    parts(text).map_or_else(|| text.to_owned(), |(before, after)| format!("{before}{}{after}", block(arguments)))
}

/// `text`, which holds our block, without it.
pub fn without_block(text: &str) -> String {
    parts(text).map_or_else(|| text.to_owned(), |(before, after)| format!("{before}{after}"))
}

/// The hook manager that wrote `text`.
pub fn manager(text: &str) -> Option<&'static str> {
    let marks = [("pre-commit.com", "pre-commit"), ("lefthook", "lefthook"), ("husky", "husky")];
    marks.into_iter().find(|(mark, _)| text.contains(mark)).map(|(_, name)| name)
}

/// What stands before and after our block.
fn parts(text: &str) -> Option<(&str, &str)> {
    let (before, block_on) = text.split_once(BEGIN)?;
    let (_, after) = block_on.split_once(END)?;
    Some((before, after.strip_prefix('\n').unwrap_or(after)))
}

/// Nothing that would be missed.
fn is_bare(text: &str) -> bool {
    text.lines().all(|line| line.trim().is_empty() || line.starts_with("#!"))
}

/// Whether the first line of a script names a shell that understands POSIX.
fn is_shell(first: &str) -> bool {
    let words = first.trim_start_matches("#!").split_whitespace();
    let programs = words.filter_map(|word| word.rsplit('/').next());
    let mut programs = programs.filter(|program| *program != "env" && !program.starts_with('-'));
    programs.next().is_some_and(|program| ["sh", "bash", "dash", "ash", "ksh", "zsh"].contains(&program))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUN: &str = "check --staged";

    #[test]
    fn a_hook_of_ours_alone_is_told_from_a_chained_one() {
        assert_eq!(state(&alone(RUN)), Some(State::Ours));
        assert_eq!(state(&format!("{}echo more\n", alone(RUN))), Some(State::Chained));
        assert_eq!(state("#!/bin/sh\necho theirs\n"), Some(State::Foreign));
        assert_eq!(state(&alone(RUN).replace(END, "")), None);
    }

    #[test]
    fn the_block_goes_in_front_and_out_without_a_trace() {
        for theirs in ["#!/bin/sh\nexit 0\n", "#!/usr/bin/env bash\nset -eu\nexec other\n", "echo no first line\n"] {
            let chained = with_block(theirs, RUN).expect("a shell script");
            assert!(chained.find(BEGIN) < chained.find("ex").or(chained.find("echo no")), "{chained}");
            assert_eq!(without_block(&chained), theirs);
            assert_eq!(refreshed(&chained, RUN), chained);
        }
    }

    #[test]
    fn an_old_block_is_brought_up_to_date() {
        let old = format!("#!/bin/sh\n{BEGIN}\nmakegood old\n{END}\nrest\n");
        assert_eq!(refreshed(&old, RUN), format!("#!/bin/sh\n{}rest\n", block(RUN)));
    }

    #[test]
    fn only_shells_take_the_block() {
        for first in ["#!/usr/bin/env python3", "#!/usr/bin/node", "#!/usr/bin/fish", "#!/usr/bin/env -S ruby -w"] {
            assert_eq!(with_block(&format!("{first}\nx\n"), RUN), None, "{first}");
        }
        assert!(with_block("#!/bin/sh -e\nx\n", RUN).is_some());
    }
}
