//! Ralph: `prd.json` with `userStories`, each with criteria and `passes` as its mark.
//!
//! The form is that of <https://github.com/snarktank/ralph>. Order alone says what comes before what; notes are written
//! afterwards.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::record::{Field, add_text, missing, place, syntax_error};
use super::{Beside, Format, SpecError, checklist};
use model::{SourceText, Span, Task, TaskState};

/// The format.
pub struct Ralph;

#[derive(Deserialize)]
struct Requirements<'a> {
    #[serde(borrow, rename = "userStories")]
    stories: Vec<Story<'a>>,
}

#[derive(Deserialize)]
#[serde(expecting = "a story")]
struct Story<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    #[serde(borrow)]
    title: Option<&'a RawValue>,
    #[serde(borrow, rename = "acceptanceCriteria")]
    criteria: Option<Vec<&'a RawValue>>,
    /// `true` where it is done; tools write other values, too.
    #[serde(default)]
    passes: serde_json::Value,
}

impl Format for Ralph {
    fn id(&self) -> &'static str {
        "ralph"
    }

    fn recognises(&self, spec: &SourceText) -> bool {
        spec.path.ends_with(".json") && spec.as_str().contains("\"userStories\"")
    }

    fn read(&self, spec: &SourceText, _: &Beside) -> Result<Vec<Task>, SpecError> {
        let text = spec.as_str().trim_start_matches('\u{feff}');
        let offset = spec.as_str().len() - text.len();
        let document: Requirements =
            serde_json::from_str(text).map_err(|error| syntax_error(spec, offset, text, &error))?;
        let tasks = document.stories.iter().map(|story| task(spec, story));
        let mut tasks = tasks.collect::<Result<Vec<_>, _>>()?;
        checklist::drop_foreign(spec, &mut tasks);
        Ok(tasks)
    }
}

fn task(spec: &SourceText, story: &Story) -> Result<Task, SpecError> {
    let span = story.title.map_or(Span::new(0, 1), |raw| place(spec, raw));
    let id = story.id.map(|raw| Field::of(spec, raw, "id")).transpose()?.flatten();
    let id = id.ok_or_else(|| missing(spec, span, "story"))?;
    let title = story.title.map(|raw| Field::of(spec, raw, "title")).transpose()?.flatten();
    let mut task = Task {
        path: spec.path.clone(),
        id: id.text,
        title: title.as_ref().map(|field| checklist::shown(&field.text)).unwrap_or_default(),
        line: spec.line(id.span.start),
        state: if story.passes == true { TaskState::Done } else { TaskState::Open },
        ..Task::default()
    };
    if let Some(title) = &title {
        add_text(&mut task, spec, title, checklist::TASK)?;
    }
    for raw in story.criteria.iter().flatten() {
        if let Some(field) = Field::of(spec, raw, "acceptanceCriteria")? {
            add_text(&mut task, spec, &field, checklist::DETAIL)?;
        }
    }
    checklist::finish(&mut task);
    Ok(task)
}
