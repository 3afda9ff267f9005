//! The hash of a body, as text.

use std::fmt;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The hash of a body's tokens. Written as 16 hexadecimal digits, as numbers of this size do not survive every reader
/// of JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BodyHash(pub u64);

impl fmt::Display for BodyHash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:016x}", self.0)
    }
}

impl Serialize for BodyHash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for BodyHash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let digits = String::deserialize(deserializer)?;
        let plain = digits.len() == 16 && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let value = u64::from_str_radix(&digits, 16).ok().filter(|_| plain);
        value.map(Self).ok_or_else(|| D::Error::custom(format!("`{digits}` is not 16 hexadecimal digits")))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for BodyHash {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "BodyHash".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "pattern": "^[0-9a-f]{16}$", "description": "The hash of a body's tokens."})
    }
}
