//! Reports packed with gzip, as gcov writes its JSON.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::MultiGzDecoder;

use super::super::{EvidenceError, Flaw};

/// No report is larger; what unpacks to more is made to fill the memory.
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
    let read = MultiGzDecoder::new(bytes).take(MOST_BYTES).read_to_end(&mut unpacked);
    if let Err(error) = read {
        return Err(damaged(name, &error));
    }
    if unpacked.len() as u64 == MOST_BYTES {
        let what = "the report unpacks to a gigabyte or more";
        return Err(EvidenceError::new(Flaw::TooLarge, name, what, "hand in the reports one by one"));
    }
    Ok(unpacked.into())
}

fn damaged(name: &str, error: &std::io::Error) -> EvidenceError {
    let cut_off = error.kind() == std::io::ErrorKind::UnexpectedEof;
    let flaw = if cut_off { Flaw::Truncated } else { Flaw::Malformed };
    EvidenceError::new(flaw, name, format!("the report cannot be unpacked: {error}"), "make the report again")
}
