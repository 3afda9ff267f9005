//! Fingerprints: the name of a finding that stays the same when lines move.

use sha2::{Digest, Sha256};

use model::FunctionHead;

/// The fingerprint of the finding of `rule` on the function with `head`: 32 hexadecimal digits, made of the rule,
/// the qualified name and the tokens of the body.
pub(crate) fn function_fingerprint(rule: &str, head: &FunctionHead) -> String {
    digest(&[rule, &head.qualified, &format!("{:016x}", head.body_hash)])
}

/// The fingerprint of a finding that is about a text and no function.
pub fn text_fingerprint(rule: &str, path: &str, text: &str) -> String {
    digest(&[rule, path, text])
}

fn digest(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update([0]);
    }
    hasher.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
