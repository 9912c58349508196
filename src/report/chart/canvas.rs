//! A plot in a terminal: dots that are drawn as braille or as letters.

/// How a plot is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strokes {
    /// Eight dots a character, in braille.
    Braille,
    /// Letters and marks of ASCII alone.
    Ascii,
}

impl Strokes {
    /// The dots of a character, across and up.
    pub const fn dots(self) -> (usize, usize) {
        match self {
            Self::Braille => (2, 4),
            Self::Ascii => (1, 2),
        }
    }

    /// The characters of an axis: up, the corner, along, a tick, an arm of the axis upwards.
    pub const fn axis(self) -> [char; 5] {
        match self {
            Self::Braille => ['│', '└', '─', '┬', '┤'],
            Self::Ascii => ['|', '+', '-', '+', '+'],
        }
    }
}

/// What a dot belongs to; of several in one character the last one gives it its look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ink {
    /// The balance, filled from nothing up.
    Balance,
    /// The cash if not accepted, a broken line.
    Without,
    /// The cash, a whole line.
    Cash,
}

impl Ink {
    /// The colour in a terminal, which carries nothing alone.
    const fn color(self) -> &'static str {
        match self {
            Self::Balance => "\u{1b}[36m",
            Self::Without => "\u{1b}[35m",
            Self::Cash => "\u{1b}[33m",
        }
    }

    /// What a legend shows of it.
    pub const fn sample(self, strokes: Strokes) -> &'static str {
        match (strokes, self) {
            (Strokes::Braille, Self::Balance) => "⣿⣿⣿",
            (Strokes::Braille, Self::Without) => "⠒ ⠒",
            (Strokes::Braille, Self::Cash) => "⠒⠒⠒",
            (Strokes::Ascii, Self::Balance) => ":::",
            (Strokes::Ascii, Self::Without) => "ooo",
            (Strokes::Ascii, Self::Cash) => "***",
        }
    }

    /// The text in the colour, where there is one.
    pub fn painted(self, text: &str, is_colored: bool) -> String {
        if is_colored { format!("{}{text}\u{1b}[0m", self.color()) } else { text.to_owned() }
    }
}

/// The dots of a plot, in characters from the lowest row up.
pub struct Canvas {
    strokes: Strokes,
    columns: usize,
    cells: Vec<Option<(Ink, u8)>>,
}

impl Canvas {
    /// An empty plot of so many characters.
    pub fn new(strokes: Strokes, columns: usize, rows: usize) -> Self {
        Self { strokes, columns, cells: vec![None; columns.saturating_mul(rows)] }
    }

    /// Fills each column of dots from nothing up to its level.
    pub fn fill(&mut self, levels: &[usize], ink: Ink) {
        for (x, level) in levels.iter().enumerate() {
            (0..*level).for_each(|y| self.dot(x, y, ink));
        }
    }

    /// Draws a line along the tops of the levels; nothing where a level is nothing.
    pub fn line(&mut self, levels: &[usize], ink: Ink) {
        let mut before = levels.first().copied().unwrap_or(0);
        for (x, level) in levels.iter().copied().enumerate() {
            let (low, high) = if before < level { (before, level) } else { (level.saturating_sub(1), before) };
            let is_gap = ink == Ink::Without && self.is_broken(x);
            let from = if before == level { level.saturating_sub(1) } else { low };
            (from..high).filter(|_| !is_gap).for_each(|y| self.dot(x, y, ink));
            before = level;
        }
    }

    /// True where a broken line has no dots: in every second character of braille.
    fn is_broken(&self, x: usize) -> bool {
        self.strokes == Strokes::Braille && x & 2 != 0
    }

    fn dot(&mut self, x: usize, y: usize, ink: Ink) {
        let (across, up) = self.strokes.dots();
        let (column, row) = (x.checked_div(across).unwrap_or(0), y.checked_div(up).unwrap_or(0));
        let at = row.saturating_mul(self.columns).saturating_add(column);
        let bit = match self.strokes {
            // Braille numbers its dots down the left, then down the right, the lowest two last.
            Strokes::Braille => match (x & 1, y & 3) {
                (0, 0) => 0x40,
                (0, 1) => 0x04,
                (0, 2) => 0x02,
                (0, _) => 0x01,
                (_, 0) => 0x80,
                (_, 1) => 0x20,
                (_, 2) => 0x10,
                (_, _) => 0x08,
            },
            Strokes::Ascii => 1 << (y & 1),
        };
        if let Some(cell) = self.cells.get_mut(at) {
            let (top, dots) = cell.unwrap_or((ink, 0));
            *cell = Some((top.max(ink), dots | bit));
        }
    }

    /// A row of characters, the lowest being 0, without blanks at its end.
    pub fn row(&self, row: usize, is_colored: bool) -> String {
        let cells = self.cells.iter().skip(row.saturating_mul(self.columns)).take(self.columns);
        let mut text = String::new();
        let mut run: Option<(Ink, String)> = None;
        let mut blanks = String::new();
        for cell in cells {
            let Some((ink, dots)) = cell else {
                blanks.push(' ');
                continue;
            };
            match &mut run {
                Some((same, run)) if same == ink && blanks.is_empty() => run.push(self.glyph(*ink, *dots)),
                _ => {
                    text.extend(run.take().map(|(ink, run)| ink.painted(&run, is_colored)));
                    text.push_str(&std::mem::take(&mut blanks));
                    run = Some((*ink, self.glyph(*ink, *dots).to_string()));
                }
            }
        }
        text.extend(run.map(|(ink, run)| ink.painted(&run, is_colored)));
        text
    }

    fn glyph(&self, ink: Ink, dots: u8) -> char {
        match (self.strokes, ink) {
            (Strokes::Braille, _) => char::from_u32(0x2800_u32.saturating_add(u32::from(dots))).unwrap_or(' '),
            (Strokes::Ascii, Ink::Balance) => {
                if dots & 2 == 0 {
                    '.'
                } else {
                    ':'
                }
            }
            (Strokes::Ascii, Ink::Without) => 'o',
            (Strokes::Ascii, Ink::Cash) => '*',
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(canvas: &Canvas, count: usize) -> Vec<String> {
        (0..count).rev().map(|row| canvas.row(row, false)).collect()
    }

    #[test]
    fn dots_fill_from_the_bottom_and_a_line_joins_its_levels() {
        let mut canvas = Canvas::new(Strokes::Braille, 3, 2);
        canvas.fill(&[8, 4, 0, 1, 2, 3], Ink::Balance);
        assert_eq!(rows(&canvas, 2), ["⡇", "⣿⢀⣴"]);
        let mut canvas = Canvas::new(Strokes::Ascii, 4, 3);
        canvas.line(&[0, 1, 1, 5], Ink::Cash);
        assert_eq!(rows(&canvas, 3), ["   *", "   *", " ***"]);
    }

    #[test]
    fn a_whole_line_shows_over_a_broken_one_and_colour_wraps_the_runs() {
        let mut canvas = Canvas::new(Strokes::Ascii, 3, 1);
        canvas.line(&[1, 1, 1], Ink::Without);
        canvas.line(&[0, 1, 0], Ink::Cash);
        assert_eq!(canvas.row(0, false), "o**");
        assert_eq!(canvas.row(0, true), "\u{1b}[35mo\u{1b}[0m\u{1b}[33m**\u{1b}[0m");
        let mut canvas = Canvas::new(Strokes::Braille, 4, 1);
        canvas.line(&[1; 8], Ink::Without);
        assert_eq!(canvas.row(0, false), "⣀ ⣀");
    }
}
