//! What could have been meant by a name that is not there.

use model::{Delivered, NamedPlace};

/// From which likeness on, from 0 to 1, a name is worth suggesting.
const ALIKE: f64 = 0.75;

/// The most alike name that is defined in the files at hand.
pub(super) fn nearest<'a>(name: &str, delivered: &'a Delivered) -> Option<&'a NamedPlace> {
    let plain = name.rsplit("::").next().unwrap_or(name);
    let likeness = |place: &NamedPlace| {
        let same_words = words(&place.name) == words(plain);
        if same_words { 1.0 } else { strsim::normalized_damerau_levenshtein(&place.name, plain) }
    };
    let scored = delivered.neighbours.iter().map(|place| (likeness(place), place));
    let best = scored.max_by(|one, other| one.0.total_cmp(&other.0))?;
    (best.0 >= ALIKE).then_some(best.1)
}

/// The letters of a name: `parseChunk` and `parse_chunk` have the same.
fn words(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
