//! The signals that a profile gives, and their scales.

use std::fmt;

/// One fact derived from a profile, on an ordered scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Signal {
    /// The funding stage.
    Stage,
    /// How much of the product is foundation models.
    Product,
    /// The founding team's AI/ML background.
    Team,
    /// The investors.
    Backing,
    /// Bedrock as the inference path.
    Commitment,
    /// The Bedrock proof of concept.
    Poc,
    /// Users, revenue, letters of intent.
    Traction,
    /// The projected Bedrock spend.
    Projection,
    /// Work with the Bedrock team: a count, which supports and never decides.
    Engagement,
}

impl Signal {
    /// Every signal, in the order of every output.
    pub const ALL: [Self; 9] = [
        Self::Stage,
        Self::Product,
        Self::Team,
        Self::Backing,
        Self::Commitment,
        Self::Poc,
        Self::Traction,
        Self::Projection,
        Self::Engagement,
    ];

    /// The signal's name in programs and outputs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stage => "stage",
            Self::Product => "product",
            Self::Team => "team",
            Self::Backing => "backing",
            Self::Commitment => "commitment",
            Self::Poc => "poc",
            Self::Traction => "traction",
            Self::Projection => "projection",
            Self::Engagement => "engagement",
        }
    }

    /// The signal's scale, low to high.
    #[must_use]
    pub const fn scale(self) -> &'static [&'static str] {
        match self {
            Self::Stage => &["pre-seed", "seed", "series-a", "series-b-plus"],
            Self::Product => &["ai-augmented", "ai-component", "ai-first", "model-native"],
            Self::Team => &["none", "credible"],
            Self::Backing => &["none", "named", "tier-1"],
            Self::Commitment => &["none", "partial", "primary"],
            Self::Poc => &["none", "planned", "demonstrated", "production"],
            Self::Traction => &["none", "early", "commercial", "scale"],
            Self::Projection => &["none", "vague", "documented", "platform"],
            Self::Engagement => &["0", "1", "2", "3", "4"],
        }
    }

    /// True where the levels are a count.
    #[must_use]
    pub const fn is_count(self) -> bool {
        matches!(self, Self::Engagement)
    }

    /// The lowest level of the scale.
    #[must_use]
    pub const fn lowest(self) -> Level {
        Level { signal: self, rank: 0 }
    }

    /// The highest level of the scale.
    #[must_use]
    pub fn highest(self) -> Level {
        let top = self.scale().len().saturating_sub(1);
        Level { signal: self, rank: u8::try_from(top).unwrap_or(u8::MAX) }
    }

    /// The level at `rank`, counted from 0; the highest where the scale is shorter.
    #[must_use]
    pub fn level(self, rank: u8) -> Level {
        Level { signal: self, rank: rank.min(self.highest().rank) }
    }

    /// Each word of the scale with its level, for reading.
    #[must_use]
    pub fn choices(self) -> Vec<(&'static str, Level)> {
        self.scale().iter().zip(0..).map(|(word, rank)| (*word, self.level(rank))).collect()
    }
}

impl fmt::Display for Signal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.name())
    }
}

/// A place on a signal's scale. Levels of one signal are ordered; of two signals, by signal first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Level {
    signal: Signal,
    rank: u8,
}

impl Level {
    /// The signal on whose scale this is.
    #[must_use]
    pub const fn signal(self) -> Signal {
        self.signal
    }

    /// The place on the scale, from 0.
    #[must_use]
    pub const fn rank(self) -> u8 {
        self.rank
    }

    /// The level's word.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.signal.scale().get(usize::from(self.rank)).copied().unwrap_or("")
    }
}

impl fmt::Display for Level {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.name())
    }
}
