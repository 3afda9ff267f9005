//! Looking beyond what changed: any file of either side, and who mentions a name.

use vcs::{Scope, Tree};

use crate::repository::{Repository, between, read, since};

fn paths(tree: &Tree) -> String {
    tree.paths().unwrap_or_else(|error| panic!("{error}")).join(" ")
}

fn mentioning(tree: &Tree, names: &[&str], near: &[&str]) -> String {
    let owned = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
    tree.mentioning(&owned(names), &owned(near)).unwrap_or_else(|error| panic!("{error}")).join(" ")
}

fn three_versions() -> Repository {
    let repository =
        Repository::with(&[("a.c", "committed"), ("gone.c", "gone"), ("note.md", "note"), (".gitignore", "*.o.c")]);
    repository.write("a.c", "staged");
    repository.git("add a.c");
    repository.write("a.c", "on disk");
    repository.remove("gone.c");
    repository.write("new.c", "new");
    repository.write("x.o.c", "ignored");
    repository
}

#[test]
fn either_side_can_be_read_and_listed() {
    let repository = three_versions();
    let selection = repository.select(since("HEAD"));
    assert_eq!(paths(&selection.head), ".gitignore a.c new.c note.md");
    assert_eq!(paths(&selection.base), ".gitignore a.c gone.c note.md");
    assert_eq!(["a.c", "gone.c", "new.c"].map(|path| read(&selection.head, path)), ["on disk", "absent", "new"]);
    assert_eq!(["a.c", "gone.c", "new.c"].map(|path| read(&selection.base, path)), ["committed", "gone", "absent"]);
}

#[test]
fn the_index_and_a_revision_are_sides_too() {
    let repository = three_versions();
    let staged = repository.select(Scope::Staged);
    assert_eq!(paths(&staged.head), ".gitignore a.c gone.c note.md");
    assert_eq!(["a.c", "gone.c", "new.c"].map(|path| read(&staged.head, path)), ["staged", "gone", "absent"]);
    let committed = repository.select(between("main", "main"));
    assert_eq!(["a.c", "gone.c", "new.c"].map(|path| read(&committed.head, path)), ["committed", "gone", "absent"]);
}

#[test]
fn before_the_first_commit_the_base_is_empty() {
    let repository = Repository::empty();
    repository.write("a.c", "new");
    let selection = repository.select(Scope::Default);
    assert_eq!((paths(&selection.base).as_str(), read(&selection.base, "a.c").as_str()), ("", "absent"));
    assert_eq!(paths(&selection.head), "a.c");
}

#[test]
fn a_directory_is_no_file() {
    let repository = Repository::with(&[("sub/a.c", "a")]);
    for scope in [since("HEAD"), Scope::Staged, Scope::All, between("main", "main")] {
        assert_eq!(read(&repository.select(scope).head, "sub"), "absent");
    }
}

#[test]
fn what_leads_out_of_the_tree_is_not_there() {
    let repository = Repository::with(&[("sub/a.c", "a")]);
    repository.write("../outside.c", "outside");
    let outside = repository.beside("outside.c");
    let absolute = outside.to_str().expect("UTF-8");
    for scope in [since("HEAD"), Scope::Staged, Scope::All, between("main", "main")] {
        let head = repository.select(scope).head;
        for path in ["../outside.c", absolute, "sub/../../outside.c", "./sub/a.c", "sub//a.c", "", "/", "sub/"] {
            assert_eq!(read(&head, path), "absent", "{path:?}");
        }
        assert_eq!(read(&head, "sub/a.c"), "a");
    }
}

#[test]
fn names_that_git_could_read_as_something_else() {
    let repository = Repository::with(&[("0:a.c", "zero"), ("a.c", "plain"), ("^{tree}", "braces"), ("@{0}", "at")]);
    for scope in [since("HEAD"), Scope::Staged, between("main", "main")] {
        let head = repository.select(scope).head;
        let texts = ["0:a.c", "a.c", "^{tree}", "@{0}"].map(|path| read(&head, path));
        assert_eq!(texts, ["zero", "plain", "braces", "at"]);
    }
}

#[test]
fn files_that_mention_a_name_as_a_word_are_found_near_ones_first() {
    let files = [
        ("a/one.c", "x.start = start_now;"),
        ("b/two.c", "start_now();"),
        ("b/three.c", "restart_now(); start_nowhere;"),
        ("c/four.md", "start_now"),
        ("vendor/five.c", "start_now"),
        ("z.c", "stop|start_now"),
    ];
    let repository = Repository::with(&files);
    repository.write("b/untracked.c", "start_now");
    let names = ["start_now", "absent"];
    assert_eq!(
        mentioning(&repository.select(since("HEAD")).head, &names, &["b/x.c"]),
        "b/two.c b/untracked.c a/one.c z.c"
    );
    assert_eq!(
        mentioning(&repository.select(Scope::All).head, &names, &["b/x.c"]),
        "b/two.c b/untracked.c a/one.c z.c"
    );
    assert_eq!(mentioning(&repository.select(Scope::Staged).head, &names, &["z.c"]), "z.c a/one.c b/two.c");
    assert_eq!(mentioning(&repository.select(between("main", "main")).head, &names, &[]), "a/one.c b/two.c z.c");
    assert_eq!(mentioning(&repository.select(since("HEAD")).head, &[], &["b/x.c"]), "");
}

#[test]
fn the_index_is_searched_and_not_the_disk() {
    let repository = three_versions();
    let staged = repository.select(Scope::Staged);
    assert_eq!(mentioning(&staged.head, &["staged"], &[]), "a.c");
    assert_eq!(mentioning(&staged.head, &["disk", "new"], &[]), "");
}

#[test]
fn configuration_that_the_change_moved_has_both_texts() {
    let repository = Repository::with(&[("makegood.toml", "old"), ("other.toml", "old"), ("a.c", "")]);
    repository.write("makegood.toml", "new");
    repository.write(".makegood/rules/x.toml", "new");
    repository.write("other.toml", "new");
    let selection = repository.select(since("HEAD"));
    let moved = selection.changed_where(|path| path == "makegood.toml" || path.starts_with(".makegood/"));
    let moved = moved.unwrap_or_else(|error| panic!("{error}"));
    let told: Vec<_> = moved
        .iter()
        .map(|file| {
            (file.path.as_str(), [&file.base, &file.head].map(|side| side.as_ref().map_or("-", |text| text.as_str())))
        })
        .collect();
    assert_eq!(told, [(".makegood/rules/x.toml", ["-", "new"]), ("makegood.toml", ["old", "new"])]);
}
