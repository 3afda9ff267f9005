//! Files that were renamed so that nobody compiles them.

use syntax::language_of;

/// Endings that take a file out of a build.
const ENDINGS: &[&str] = &["disabled", "off", "bak", "old", "orig", "skip", "broken", "txt"];

/// The name that the file at `path` had before it was renamed away: `foo_test.c` of `foo_test.c.disabled`, of
/// `foo_test.c_disabled` and of `foo_test_disabled.c`. `None` for files that are compiled as they are.
pub fn live_name(path: &str) -> Option<String> {
    let is_source = |path: &&str| language_of(path).is_some();
    let by_ending = ENDINGS.iter().find_map(|ending| {
        let live = path.strip_suffix(ending)?.strip_suffix(['.', '_', '-'])?;
        Some(live).filter(is_source)
    });
    let by_stem = || {
        let (stem, ending) = path.rsplit_once('.')?;
        let live = stem.strip_suffix("_disabled").or_else(|| stem.strip_suffix(".disabled"))?;
        Some(format!("{live}.{ending}")).filter(|live| language_of(live).is_some())
    };
    by_ending.map(str::to_owned).or_else(by_stem)
}
