//! A promised type.

use super::nearest::nearest;
use super::{Answer, Culprit, Fault, OwnLine};
use model::{Delivered, NamedPlace, Related, is_path_end};

/// What became of the type `name`.
pub(super) fn answer(name: &str, file: Option<&str>, delivered: &Delivered, own_line: &OwnLine) -> Answer {
    let plain = name.rsplit("::").next().unwrap_or(name);
    let named: Vec<&NamedPlace> = delivered.types.iter().filter(|place| place.name == plain).collect();
    let there = named.iter().find(|place| file.is_none_or(|file| is_path_end(&place.path, file)));
    match (there, named.first()) {
        (Some(place), _) => Answer::kept(vec![at(place, format!("`{name}` is defined"))]),
        (None, Some(place)) if named.len() == 1 && is_new(place, delivered) => {
            let file = file.unwrap_or_default();
            let said = format!("`{name}` is defined here, and not in {file}");
            Answer::drifted(vec![at(place, said)], in_another(name, place, file))
        }
        (None, Some(place)) => {
            let file = file.unwrap_or_default();
            let said = format!("`{name}` is defined here, and not in {file}");
            Answer::broken(vec![at(place, said)], in_another(name, place, file))
        }
        (None, None) if is_variant(name, delivered) => {
            Answer::unproven(vec![own_line(format!("`{name}` is a variant, and variants are not looked up"))])
        }
        (None, None) => {
            let mut evidence = vec![own_line(format!("no type `{name}` is defined"))];
            evidence.extend(
                nearest(name, delivered)
                    .map(|place| at(place, format!("`{}` is defined here; was it meant?", place.name))),
            );
            Answer::broken(evidence, Culprit::nowhere(name, "is nowhere defined"))
        }
    }
}

/// `Command::Script`: a part of a type that is defined.
fn is_variant(name: &str, delivered: &Delivered) -> bool {
    let of = name.rsplit_once("::").map(|(of, _)| of.rsplit("::").next().unwrap_or(of));
    of.is_some_and(|of| of.starts_with(char::is_uppercase) && delivered.types.iter().any(|place| place.name == of))
}

/// Whether the change touches the file; without a change, it may have come with any.
fn is_new(place: &NamedPlace, delivered: &Delivered) -> bool {
    delivered.change.as_ref().is_none_or(|change| change.touched.contains(&place.path))
}

fn in_another(name: &str, place: &NamedPlace, file: &str) -> Culprit {
    Culprit {
        name: name.to_owned(),
        path: place.path.clone(),
        line: place.line,
        fault: Fault::Other(format!("is not in {file}")),
    }
}

fn at(place: &NamedPlace, message: String) -> Related {
    Related { path: place.path.clone(), line: place.line, message }
}
