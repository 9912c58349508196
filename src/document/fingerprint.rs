//! What tells one file from another: SHA-256 of its text.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

use sha2::{Digest, Sha256};

use super::hex;

/// SHA-256 of a text, in hexadecimal with small letters; worked out when it is first looked at.
#[derive(Clone)]
pub struct Fingerprint {
    text: Cow<'static, str>,
    digest: OnceLock<String>,
}

impl Fingerprint {
    /// The fingerprint of a text.
    pub fn of(text: impl Into<Cow<'static, str>>) -> Self {
        Self { text: text.into(), digest: OnceLock::new() }
    }
}

impl Deref for Fingerprint {
    type Target = str;

    fn deref(&self) -> &str {
        self.digest.get_or_init(|| hex(&Sha256::digest(self.text.as_bytes())))
    }
}

impl PartialEq for Fingerprint {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(out)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self)
    }
}
