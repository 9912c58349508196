//! Text from an input made harmless for a terminal, and closed sets of words.

use std::borrow::Cow;

/// Declares a closed set of words: an enum, all of its values, the stable kebab-case name of each and a line on what it
/// means, which is its documentation too.
macro_rules! words {
    ($(#[$doc:meta])* $type:ident { $($variant:ident, $name:literal, $summary:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $type {
            $(#[doc = $summary] $variant,)+
        }

        impl $type {
            /// Every value, in the order of the list.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The kebab-case name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// One line on what it means.
            #[must_use]
            pub const fn summary(self) -> &'static str {
                match self { $(Self::$variant => $summary),+ }
            }
        }
    };
}
pub(crate) use words;

/// The text with each control, bidirectional and line-breaking character written as `\u{…}`, and no `::` or `##[` left, by
/// which a line of a CI log becomes a command.
#[must_use]
pub fn escape_controls(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~') && !matches!(byte, b':' | b'#')) {
        return Cow::Borrowed(text);
    }
    let is_command = text.contains("::") || text.contains("##[");
    if !is_command && !text.chars().any(is_hazard) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len().saturating_mul(2));
    for c in text.chars() {
        if is_hazard(c) || begins_command(&escaped, c) {
            escaped.extend(c.escape_unicode());
        } else {
            escaped.push(c);
        }
    }
    Cow::Owned(escaped)
}

/// True for a character that, behind this text, would make a command to a CI log: `::` or `##[`.
pub fn begins_command(before: &str, c: char) -> bool {
    (c == ':' && before.ends_with(':')) || (c == '[' && before.ends_with("##"))
}

/// True for a character that may move the cursor, reorder text or end a line.
pub fn is_hazard(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || matches!(c, '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::escape_controls;

    #[test]
    fn control_and_bidirectional_characters_are_written_out() {
        assert_eq!(escape_controls("a\u{1b}[31m\u{202e}b"), "a\\u{1b}[31m\\u{202e}b");
        assert_eq!(escape_controls("::a:::b: c:d ##[e] #[f]"), ":\\u{3a}a:\\u{3a}:b: c:d ##\\u{5b}e] #[f]");
        assert_eq!(escape_controls("Café ☕ 株式会社"), "Café ☕ 株式会社");
    }
}
