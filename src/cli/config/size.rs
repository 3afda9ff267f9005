//! Sizes of files: `"4MiB"`, `"500kB"`, or bytes.

use bytesize::ByteSize;
use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer};

/// A size as it may be written.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Written {
    /// Bytes.
    Bytes(u64),
    /// A number and its unit: `4MiB`, `500kB`.
    Text(String),
}

/// Reads a size, and says what one looks like where it cannot.
pub fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<ByteSize>, D::Error> {
    let expected = &"a size such as \"4MiB\", \"500kB\" or a number of bytes";
    match Written::deserialize(deserializer) {
        Ok(Written::Bytes(bytes)) => Ok(Some(ByteSize::b(bytes))),
        Ok(Written::Text(text)) => {
            text.parse().map(Some).map_err(|_| D::Error::invalid_value(Unexpected::Str(&text), expected))
        }
        Err(_) => Err(D::Error::invalid_type(Unexpected::Other("something else"), expected)),
    }
}
