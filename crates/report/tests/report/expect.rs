//! Rendered reports against the files of their case.

use std::path::{Path, PathBuf};

use report::{Format, Style, Verbosity, render};
use snapbox::{Data, assert_data_eq};

use crate::builder::Case;

/// The folder of the case `name`.
pub fn folder(name: &str) -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("fixtures/report").join(name)
}

/// What `format` makes of `case`, as text.
pub fn rendered(case: &Case, format: Format, style: &Style) -> String {
    String::from_utf8(render(&case.rendering(), format, style)).expect("every format is UTF-8")
}

/// Compares `text` with the file `file` of the case `name`. Escape characters are compared, and written, as `␛`.
pub fn assert_is(text: &str, name: &str, file: &str) {
    let folder = folder(name);
    assert!(folder.join("README.md").is_file(), "{} has no README.md that says why it exists", folder.display());
    let expected = Data::read_from(&folder.join(file), Some(snapbox::data::DataFormat::Text)).raw();
    assert_data_eq!(Data::text(text.replace('\x1b', "␛")).raw(), expected);
}

/// Compares the human format of `case` with `human-<width><more>.txt`. Quiet lines are for programs too, so they are
/// never wrapped; all others fit the width.
pub fn assert_human(case: &Case, name: &str, style: Style) {
    let more = match style {
        Style { verbosity: Verbosity::Quiet, color: false, .. } => "-quiet",
        Style { verbosity: Verbosity::Verbose, .. } => "-verbose",
        Style { color: true, .. } => "-color",
        Style { unicode: false, .. } => "-ascii",
        _ => "",
    };
    let text = rendered(case, Format::Human, &style);
    if style.verbosity != Verbosity::Quiet {
        assert_fits(&text, style.width);
    }
    assert_is(&text, name, &format!("human-{}{more}.txt", style.width));
}

/// No line is wider than the terminal, unless it holds a path, which stays in one piece to be copied.
fn assert_fits(text: &str, width: usize) {
    for line in text.lines().filter(|line| !line.contains("a-path-that-is-too-long")) {
        let columns = textwrap::core::display_width(line);
        assert!(columns <= width, "{columns} columns are more than {width}: {line}");
    }
}
