//! Texts kept as git notes of commits, and found again.

use vcs::{GitProgram, SourceError, read_note, save_note};

use crate::repository::{Repository, since};

fn program(repository: &Repository) -> GitProgram {
    repository.request(since("HEAD")).git
}

fn save(repository: &Repository, commit: &str, text: &str) -> Result<(), SourceError> {
    save_note(&program(repository), repository.top(), commit, text)
}

fn read(repository: &Repository, commit: &str) -> Result<Option<String>, SourceError> {
    read_note(&program(repository), repository.top(), commit)
}

#[test]
fn a_note_is_read_back_as_it_was_saved() {
    let repository = Repository::with(&[("a.c", "int a;\n")]);
    assert_eq!(read(&repository, "HEAD").expect("no error"), None);
    let text = "{\n  \"name\": \"größe  \",\n  \"#\": 1\n}\n";
    save(&repository, "HEAD", text).expect("saved");
    assert_eq!(read(&repository, "HEAD").expect("read").as_deref(), Some(text));
    assert_eq!(repository.git("for-each-ref --format=%(refname) refs/notes"), "refs/notes/makegood");
    assert_eq!(repository.git("status --short"), "");
}

#[test]
fn a_note_is_replaced_and_belongs_to_its_commit() {
    let repository = Repository::with(&[("a.c", "int a;\n")]);
    save(&repository, "HEAD", "first\n").expect("saved");
    save(&repository, "HEAD", "second\n").expect("saved");
    repository.commit("another");
    assert_eq!(read(&repository, "HEAD").expect("no error"), None);
    assert_eq!(read(&repository, "HEAD~1").expect("read").as_deref(), Some("second\n"));
}

#[test]
fn a_note_needs_no_name_of_a_writer() {
    let repository = Repository::with(&[("a.c", "int a;\n")]);
    repository.git("config user.useConfigOnly true");
    let mut program = program(&repository);
    for variable in ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"] {
        program.environment.push((variable.into(), None));
    }
    save_note(&program, repository.top(), "HEAD", "text\n").expect("saved");
    assert_eq!(read(&repository, "HEAD").expect("read").as_deref(), Some("text\n"));
    assert_eq!(repository.git("log -1 --format=%an refs/notes/makegood"), "makegood");
}

#[test]
fn a_commit_that_is_not_there_has_no_note() {
    let repository = Repository::with(&[("a.c", "int a;\n")]);
    for error in
        [save(&repository, "gone", "text").expect_err("no commit"), read(&repository, "gone").expect_err("none")]
    {
        assert!(error.to_string().starts_with("`gone` names no commit of this repository\n"), "{error}");
    }
    let nowhere = Repository::none();
    assert!(matches!(read(&nowhere, "HEAD"), Err(SourceError::NotARepository { .. })));
}
