//! How many lines and characters lie before a byte, so that the places of many mistakes cost no more than the text.

use std::sync::OnceLock;

/// A mark is set so many bytes apart: what lies between two is counted when a place is asked for.
const APART: usize = 1 << 10;

/// What lies before a byte.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mark {
    /// Line breaks.
    pub lines: usize,
    /// Characters.
    pub characters: usize,
    /// The first byte of the line.
    pub line_start: usize,
}

/// The marks of one text, set when the first place in it is asked for. They follow from the text, so any two are equal.
#[derive(Debug, Clone, Default)]
pub struct Marks(OnceLock<Vec<Mark>>);

impl PartialEq for Marks {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Marks {}

impl Marks {
    /// What lies before a byte of `text`, which is the same text at every call; all of it behind its end.
    pub fn at(&self, text: &str, at: usize) -> Mark {
        let bytes = text.as_bytes();
        let at = at.min(bytes.len());
        let marks = self.0.get_or_init(|| {
            let mut mark = Mark::default();
            let mut marks = vec![mark];
            for (number, part) in (0..).zip(bytes.chunks(APART)) {
                mark = mark.after(part, APART.saturating_mul(number));
                marks.push(mark);
            }
            marks
        });
        let number = at / APART;
        let from = number.saturating_mul(APART);
        let mark = marks.get(number).copied().unwrap_or_default();
        mark.after(bytes.get(from..at).unwrap_or_default(), from)
    }
}

impl Mark {
    /// Behind these bytes too, of which the first is at `from`.
    fn after(self, bytes: &[u8], from: usize) -> Self {
        // A byte that goes on with a character begins with the bits 10.
        let characters = bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count();
        let last = memchr::memrchr(b'\n', bytes).map(|at| from.saturating_add(at).saturating_add(1));
        Self {
            lines: self.lines.saturating_add(memchr::memchr_iter(b'\n', bytes).count()),
            characters: self.characters.saturating_add(characters),
            line_start: last.unwrap_or(self.line_start),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Mark, Marks};

    #[test]
    fn what_lies_before_a_byte_is_what_counting_from_the_start_finds() {
        let text = ["Zürich\r\n", "", "€", "\n\n", &"long ".repeat(500), "\n", &"é\n".repeat(700)].concat();
        let marks = Marks::default();
        for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let before = &text[..at];
            let line_start = before.rfind('\n').map_or(0, |last| last + 1);
            let wanted = Mark { lines: before.matches('\n').count(), characters: before.chars().count(), line_start };
            assert_eq!(marks.at(&text, at), wanted, "{at}");
        }
        assert_eq!(marks.at(&text, text.len() + 5), marks.at(&text, text.len()));
    }
}
