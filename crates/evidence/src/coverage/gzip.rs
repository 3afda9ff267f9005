//! Reports packed with gzip, as gcov writes its JSON.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::MultiGzDecoder;

use super::super::{EvidenceError, Flaw};

/// What every report may unpack to, in bytes.
const FREE_BYTES: u64 = 16 << 20;

/// How often its own size a report may unpack to beyond that. Reports reach 30 times; what is made to fill the memory, 1,000.
const MOST_GROWTH: u64 = 100;

/// No report is larger.
const MOST_BYTES: u64 = 1 << 30;

/// `bytes`, unpacked where they begin like a file of gzip.
///
/// # Errors
/// Where what is packed is damaged, cut off, or larger than any report.
pub fn unpacked<'a>(name: &str, bytes: &'a [u8]) -> Result<Cow<'a, [u8]>, EvidenceError> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(bytes.into());
    }
    let mut unpacked = Vec::new();
    let most = (FREE_BYTES + MOST_GROWTH * bytes.len() as u64).min(MOST_BYTES);
    let read = MultiGzDecoder::new(bytes).take(most + 1).read_to_end(&mut unpacked);
    if let Err(error) = read {
        return Err(damaged(name, &error));
    }
    if unpacked.len() as u64 > most {
        let what = format!("the report unpacks to more than {} MiB, which no report of its size does", most >> 20);
        return Err(EvidenceError::new(Flaw::TooLarge, name, what, "hand in the reports one by one"));
    }
    Ok(unpacked.into())
}

fn damaged(name: &str, error: &std::io::Error) -> EvidenceError {
    let cut_off = error.kind() == std::io::ErrorKind::UnexpectedEof;
    let flaw = if cut_off { Flaw::Truncated } else { Flaw::Malformed };
    EvidenceError::new(flaw, name, format!("the report cannot be unpacked: {error}"), "make the report again")
}
