//! Places in files.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Value, json};

use model::Region;

/// The name of the directory that paths are relative to (3.14.14).
pub const ROOT: &str = "%SRCROOT%";

/// What may not stand in the path of a relative reference (RFC 3986, 3.3); a colon may not in its first part.
const RESERVED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b':')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A place in the file `path` (3.29.3); the whole file without a `span`.
pub fn physical(path: &str, span: Option<Region>) -> Value {
    let uri = utf8_percent_encode(path, RESERVED).to_string();
    let mut physical = json!({"artifactLocation": {"uri": uri, "uriBaseId": ROOT}});
    if let Some(span) = span {
        physical["region"] = region(span);
    }
    physical
}

/// A whole line of the file `path`.
pub fn line(path: &str, line: usize) -> Value {
    let mut physical = physical(path, None);
    physical["region"] = json!({"startLine": line.max(1)});
    physical
}

/// Both count from 1 and end after the last character (3.30.5 to 3.30.8).
fn region(span: Region) -> Value {
    let (start, end) = (span.start, span.end.max(span.start));
    json!({
        "startLine": start.line.max(1),
        "startColumn": start.column.max(1),
        "endLine": end.line.max(1),
        "endColumn": end.column.max(1),
    })
}
