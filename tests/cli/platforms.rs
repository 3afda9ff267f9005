//! Functions of which a build takes the version of one file and leaves that of another.

use crate::scratch::Scratch;

const REAL: &str = "pub fn memory(device: &Device) -> Result<u64, Error> {\n    read_total(device.path())\n}\n\nimpl Calls for Sys {\n    \
     fn remap(&self, size: usize) -> Result<usize, Errno> {\n        self.call(REMAP, size)\n    }\n}\n";
const ABSENT: &str = "pub fn memory(_device: &Device) -> Result<u64, Error> {\n    Err(Error::NotImplemented)\n}\n\nimpl Calls for Sys {\n    \
     fn remap(&self, _size: usize) -> Result<usize, Errno> {\n        Err(Errno::ENOSYS)\n    }\n}\n";
const UNFINISHED: &str = "pub fn memory(_device: &Device) -> Result<u64, Error> {\n    // TODO: ask the driver\n    Err(Error::NotImplemented)\n}\n";

/// What is found in a crate whose `lib.rs` begins with `head`.
fn found(head: &str, files: &[(&str, &str)]) -> String {
    let scratch = Scratch::repository();
    scratch.write("src/lib.rs", head);
    for (path, text) in files {
        scratch.write(path, text);
    }
    let output = scratch.makegood(&["check", "--all", "-q"]).output().expect("runs");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn a_fallback_in_the_file_for_another_platform_is_spared() {
    let beside = "#[cfg(unix)]\nmod unix;\n#[cfg(windows)]\nmod windows;\n";
    assert_eq!(found(beside, &[("src/unix.rs", REAL), ("src/windows.rs", ABSENT)]), "");
    assert_eq!(found(beside, &[("src/unix/mod.rs", REAL), ("src/windows.rs", ABSENT)]), "");
    assert_eq!(found(beside, &[("src/unix/gpu.rs", REAL), ("src/windows/gpu.rs", ABSENT)]), "");
    assert_eq!(found(beside, &[("src/unix/gpu.rs", REAL), ("src/windows.rs", ABSENT)]), "");
    assert_eq!(found(beside, &[("src/unix/mod.rs", REAL), ("src/windows/card/gpu.rs", ABSENT)]), "");
    let chosen = "cfg_if! {\n    if #[cfg(unix)] {\n        mod unix;\n    } else {\n        mod other;\n    }\n}\n";
    assert_eq!(found(chosen, &[("src/unix.rs", REAL), ("src/other.rs", ABSENT)]), "");
    let placed =
        "#[cfg_attr(windows, path = \"impl_win.rs\")]\n#[cfg_attr(unix, path = \"impl_unix.rs\")]\nmod r#impl;\n";
    assert_eq!(found(placed, &[("src/impl_unix.rs", REAL), ("src/impl_win.rs", ABSENT)]), "");
    let placed = "#[cfg(unix)]\nmod sys;\n#[cfg(windows)]\n#[path = \"win/mod.rs\"]\nmod sys;\n";
    assert_eq!(found(placed, &[("src/sys.rs", REAL), ("src/win/mod.rs", ABSENT)]), "");
}

#[test]
fn a_placeholder_in_the_file_for_all_other_platforms_is_spared() {
    let beside = "#[cfg(target_os = \"none\")]\nmod bare;\n#[cfg(not(target_os = \"none\"))]\nmod host;\n";
    let put_off = "pub fn memory(_device: &Device) -> Result<u64, Error> {\n    todo!()\n}\n";
    assert_eq!(found(beside, &[("src/bare/card.rs", REAL), ("src/host.rs", put_off)]), "");
    let own = found(beside, &[("src/bare.rs", put_off), ("src/host.rs", REAL)]);
    assert!(own.starts_with("src/bare.rs:2:") && own.lines().count() == 1, "{own}");
    let both = found(beside, &[("src/bare.rs", put_off), ("src/host.rs", put_off)]);
    assert_eq!(both.lines().count(), 2, "{both}");
}

#[test]
fn a_function_of_the_same_name_in_a_file_of_the_same_build_is_no_version_of_it() {
    let both = "mod cards;\nmod disks;\n";
    let both = found(both, &[("src/cards.rs", REAL), ("src/disks.rs", ABSENT)]);
    assert_eq!(both.lines().count(), 2, "{both}");
    let one = found("mod cards;\n#[cfg(windows)]\nmod disks;\n", &[("src/cards.rs", REAL), ("src/disks.rs", ABSENT)]);
    assert_eq!(one.lines().count(), 2, "{one}");
    let apart = "#[cfg(unix)]\nmod unix;\n#[cfg(windows)]\nmod windows;\n";
    let apart = found(apart, &[("src/unix/gpu.rs", REAL), ("src/windows/disk.rs", ABSENT)]);
    assert_eq!(apart.lines().count(), 2, "{apart}");
    let under = "#[cfg(unix)]\nmod cards;\n#[cfg(unix)]\nmod disks;\n";
    let same = found(under, &[("src/cards.rs", REAL), ("src/disks.rs", ABSENT)]);
    assert_eq!(same.lines().count(), 2, "{same}");
}

#[test]
fn a_version_that_says_that_it_is_unfinished_is_a_stub() {
    let beside = "#[cfg(unix)]\nmod unix;\n#[cfg(windows)]\nmod windows;\n";
    let unfinished = found(beside, &[("src/unix.rs", REAL), ("src/windows.rs", UNFINISHED)]);
    assert!(unfinished.starts_with("src/windows.rs:3:"), "{unfinished}");
    let neither = found(beside, &[("src/unix.rs", ABSENT), ("src/windows.rs", ABSENT)]);
    assert_eq!(neither.lines().count(), 4, "{neither}");
}

#[test]
fn each_program_of_c_has_a_main_of_its_own() {
    let pack = "int main(int argc, char **argv)\n{\n    return pack_all(argc, argv);\n}\n";
    let list =
        "int main(int argc, char **argv)\n{\n    fprintf(stderr, \"not yet implemented\\n\");\n    return 2;\n}\n";
    let all = found("", &[("tools/pack.c", pack), ("tools/list.c", list)]);
    assert!(all.starts_with("tools/list.c:3:") && all.lines().count() == 1, "{all}");
}
