//! The day of a run.

use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds of a day; POSIX time knows no leap seconds.
const DAY: u64 = 24 * 60 * 60;

/// The day of the run as `YYYY-MM-DD`, in UTC: a suppression runs out at the same moment on every machine.
pub fn today() -> String {
    // A clock before 1970 is wrong, and no suppression runs out by it.
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    date(since.as_secs() / DAY)
}

/// The date of the day `days` after 1970-01-01, in the Gregorian calendar.
///
/// Years are counted from March, so that the leap day is the last of its year.
fn date(days: u64) -> String {
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn days_are_dates() {
        let dates = [(0, "1970-01-01"), (11_016, "2000-02-29"), (11_017, "2000-03-01"), (19_722, "2023-12-31")];
        for (days, expected) in
            dates.into_iter().chain([(20_786, "2026-11-29"), (47_540, "2100-02-28"), (47_541, "2100-03-01")])
        {
            assert_eq!(date(days), expected);
        }
    }
}
