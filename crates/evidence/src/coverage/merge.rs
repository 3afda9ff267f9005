//! Several reports as one, for totals over all of them.

use std::collections::BTreeMap;

use super::builder::add;
use model::{Coverage, MeasuredFile};

/// The reports as one: counts of the same line and of the same function add up. Merge what is placed.
pub fn merge(reports: Vec<Coverage>) -> Coverage {
    let mut files: BTreeMap<String, MeasuredFile> = BTreeMap::new();
    let mut merged = Coverage::default();
    for mut report in reports {
        merged.warnings.append(&mut report.warnings);
        merged.report =
            if merged.report.is_empty() { report.report } else { format!("{}, {}", merged.report, report.report) };
        merged.format =
            if matches!(merged.format, "") || merged.format == report.format { report.format } else { "several" };
        for file in report.files {
            let known = files
                .entry(file.path.clone())
                .or_insert_with(|| MeasuredFile { path: file.path, ..MeasuredFile::default() });
            add(known, &mut file.lines.iter().collect(), file.functions);
        }
    }
    merged.files = files.into_values().collect();
    merged
}
