//! Reports shortened to what a model can take in. What is left out is counted, and can be asked for by its place.

use serde_json::{Map, Value, json};

/// The most bytes of an answer. JSON takes three to four bytes of a model's token, so that this is far below 10,000.
const MOST_BYTES: usize = 24_000;

/// The most characters of one text in an answer.
const LONGEST_TEXT: usize = 600;

/// The most places that one finding names besides its own.
const MOST_RELATED: usize = 5;

/// The lists of a report, most telling first; `.` leads into an object.
const LISTS: [&str; 9] = [
    "blocked_by",
    "findings",
    "promises",
    "proofs",
    "tasks",
    "gaps",
    "moved_bars",
    "policy_changes",
    "evidence.functions",
];

/// Which part of a report is asked for.
#[derive(Debug, Clone, Default)]
pub struct Part {
    /// The list; all of them where it is not said.
    pub list: Option<String>,
    /// Its first item, counted from 0.
    pub offset: usize,
}

/// The part of `report` that is asked for, within the limit.
pub fn of_report(report: &Value, exit_code: i32, part: &Part) -> Result<String, String> {
    let lists: Vec<&str> = match &part.list {
        None => LISTS.to_vec(),
        Some(list) if LISTS.contains(&list.as_str()) => vec![list.as_str()],
        Some(list) => return Err(format!("there is no list `{list}`; there are {}", LISTS.join(", "))),
    };
    let mut answer = Map::new();
    answer.insert("exit_code".to_owned(), exit_code.into());
    for key in ["command", "verdict", "ok", "reason", "next", "escalate", "totals"] {
        answer.extend(report.get(key).map(|value| (key.to_owned(), shortened(value))));
    }
    if part.list.is_none() {
        answer.extend(counts(report).map(|counts| ("tests".to_owned(), counts)));
    }
    let mut left = MOST_BYTES.saturating_sub(Value::Object(answer.clone()).to_string().len() + 1_000);
    let mut more = Map::new();
    for list in lists {
        let items: Vec<&Value> = items(report, list).into_iter().filter(counts_for_reader).collect();
        let taken = take(&items, part.offset, &mut left);
        let next = part.offset + taken.len();
        if next < items.len() {
            more.insert(list.to_owned(), json!({"total": items.len(), "next_offset": next}));
        }
        if !taken.is_empty() {
            answer.insert(list.to_owned(), taken.into());
        }
    }
    if !more.is_empty() {
        answer.insert("more".to_owned(), more.into());
    }
    Ok(Value::Object(answer).to_string())
}

fn counts(report: &Value) -> Option<Value> {
    report.pointer("/evidence/tests").filter(|tests| !tests.is_null()).cloned()
}

fn items<'r>(report: &'r Value, list: &str) -> Vec<&'r Value> {
    let pointer = format!("/{}", list.replace('.', "/"));
    report.pointer(&pointer).and_then(Value::as_array).into_iter().flatten().collect()
}

/// What is suppressed, with a reason, is not to be worked on.
fn counts_for_reader(item: &&Value) -> bool {
    item.get("suppressed").is_none_or(Value::is_null)
}

/// The items from `offset` on that fit into the bytes that are `left`.
fn take(items: &[&Value], offset: usize, left: &mut usize) -> Vec<Value> {
    let mut taken = Vec::new();
    for item in items.iter().skip(offset) {
        let item = shortened(item);
        let length = item.to_string().len() + 1;
        if length > *left {
            *left = 0;
            break;
        }
        *left -= length;
        taken.push(item);
    }
    taken
}

/// `value` without what says nothing, its long texts cut.
fn shortened(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let kept = map.iter().filter(|(key, value)| *key != "fingerprint" && !is_empty(value));
            kept.map(|(key, value)| (key.clone(), shortened(value))).collect::<Map<_, _>>().into()
        }
        Value::Array(items) => items.iter().take(MOST_RELATED).map(shortened).collect(),
        Value::String(text) => cut(text, LONGEST_TEXT).into(),
        other => other.clone(),
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        Value::String(text) => text.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// The part of `page` that begins with the line `first`, counted from 0, and which line comes next if there is more.
pub fn of_page(page: &str, first: usize) -> String {
    let mut text = String::new();
    for (number, line) in page.lines().enumerate().skip(first) {
        if text.len() + line.len() > MOST_BYTES - 200 {
            return text + &format!("\n(the page goes on: ask again with \"offset\": {number})\n");
        }
        text += &cut(line, LONGEST_TEXT);
        text.push('\n');
    }
    text
}

/// What is wrong, within the limit.
pub fn of_failure(what: &str) -> String {
    cut(what, MOST_BYTES / 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(findings: usize) -> Value {
        let finding = |number: usize| {
            json!({
                "rule": "not-implemented", "message": format!("function {number}"), "help": "x".repeat(2_000),
                "fingerprint": "0", "suppressed": null, "related": vec![json!({"line": number}); 40],
            })
        };
        let findings: Vec<Value> = (0..findings).map(finding).collect();
        json!({"verdict": "findings", "ok": false, "findings": findings, "promises": [], "gaps": []})
    }

    #[test]
    fn a_long_report_is_cut_and_its_rest_can_be_asked_for() {
        let report = report(500);
        let (mut offset, mut seen, mut answers) = (0, 0, 0);
        loop {
            let part = Part { list: Some("findings".to_owned()), offset };
            let text = of_report(&report, 1, &part).expect("a list");
            assert!(text.len() <= MOST_BYTES, "{} bytes", text.len());
            let answer: Value = serde_json::from_str(&text).expect("JSON");
            seen += answer["findings"].as_array().expect("a list").len();
            answers += 1;
            match answer.pointer("/more/findings/next_offset").and_then(Value::as_u64) {
                Some(next) => offset = usize::try_from(next).expect("small"),
                None => break,
            }
        }
        assert_eq!(seen, 500);
        assert!(answers > 5, "{answers}");
    }

    #[test]
    fn a_short_report_is_whole() {
        let text = of_report(&report(2), 1, &Part::default()).expect("all lists");
        assert!(text.contains("function 0") && text.contains("function 1"), "{text}");
        assert!(!text.contains("more\"") && !text.contains("fingerprint"), "{text}");
    }

    #[test]
    fn a_list_that_does_not_exist_is_refused() {
        let part = Part { list: Some("finding".to_owned()), offset: 0 };
        assert!(of_report(&report(1), 1, &part).expect_err("no such list").contains("findings, promises"));
    }

    #[test]
    fn a_long_page_goes_on_where_it_was_cut() {
        let page: String = (0..3_000).map(|number| format!("line {number} {}\n", "x".repeat(20))).collect();
        let first = of_page(&page, 0);
        assert!(first.len() <= MOST_BYTES, "{} bytes", first.len());
        let next = first.rsplit("\"offset\": ").next().and_then(|rest| rest.split(')').next()).expect("goes on");
        let second = of_page(&page, next.parse().expect("a number"));
        assert!(second.starts_with(&format!("line {next} ")), "{second}");
    }
}
