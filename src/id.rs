//! Ids: one type for each kind of thing, so that a gate is never taken for a grant.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {
        $(
            $(#[$doc])*
            ///
            /// Ids compare as bytes. Cloning one is cheap.
            #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $name(Arc<str>);

            impl $name {
                /// The id as written.
                #[must_use]
                pub fn as_str(&self) -> &str {
                    &self.0
                }
            }

            impl From<&str> for $name {
                fn from(text: &str) -> Self {
                    Self(text.into())
                }
            }

            impl From<String> for $name {
                fn from(text: String) -> Self {
                    Self(text.into())
                }
            }

            impl Borrow<str> for $name {
                fn borrow(&self) -> &str {
                    &self.0
                }
            }

            impl PartialEq<str> for $name {
                fn eq(&self, other: &str) -> bool {
                    &*self.0 == other
                }
            }

            impl fmt::Display for $name {
                fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                    out.pad(&self.0)
                }
            }
        )+
    };
}

ids! {
    /// A service that money is spent on, such as `infrastructure`.
    ServiceId;
    /// Whoever bills a service and whose credits pay for it.
    ProviderId;
    /// One credit on an account.
    GrantId;
    /// A milestone that releases a tranche.
    GateId;
    /// A size of award.
    TierId;
    /// A conflict between statements of the program's source.
    ConflictId;
}
