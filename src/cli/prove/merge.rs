//! The parts of a shared run, put together.

use std::collections::BTreeMap;
use std::path::PathBuf;

use model::{ProofReport, ProofStatus, Report};

use crate::cli::failure::{Failure, because};
use crate::cli::run_root::shown;
use verdict::judge::proofs::Proofs;

/// What the reports in `files` say together.
///
/// # Errors
/// If one cannot be read or is no report of `prove`, or if they are not about the same functions.
pub fn parts(files: &[PathBuf]) -> miette::Result<Proofs> {
    let reports = files.iter().map(read).collect::<miette::Result<Vec<Report>>>()?;
    let mut merged: BTreeMap<(String, String, usize), ProofReport> = BTreeMap::new();
    for (file, report) in files.iter().zip(&reports) {
        if report.proofs.len() != reports[0].proofs.len() {
            let what = format!("{} and {} are not parts of the same run", shown(&files[0]), shown(file));
            return Err(Failure::new(what, "hand in what each part wrote, with the same functions asked for").into());
        }
        for proof in &report.proofs {
            let key = (proof.path.clone(), proof.function.clone(), proof.line);
            let kept = merged.entry(key).or_insert_with(|| proof.clone());
            if kept.status == ProofStatus::Pending {
                *kept = proof.clone();
            }
        }
    }
    let constant = reports.first().and_then(|report| report.totals.proofs).map_or(0, |totals| totals.constant);
    let gaps = reports.first().map(|report| report.gaps.clone()).unwrap_or_default();
    Ok(Proofs { proofs: merged.into_values().collect(), constant, gaps })
}

fn read(file: &PathBuf) -> miette::Result<Report> {
    let text = std::fs::read_to_string(file).map_err(|error| because(error, format!("cannot read {}", shown(file))))?;
    let report: Report = serde_json::from_str(&text)
        .map_err(|error| because(error, format!("{} is no report of makegood", shown(file))))?;
    match report.totals.proofs {
        Some(totals) if totals.complete => Ok(report),
        _ => Err(Failure::new(
            format!("{} is no whole report of `makegood prove`", shown(file)),
            "write each part with `makegood prove --shard K/N --format json --output FILE`",
        )
        .into()),
    }
}
