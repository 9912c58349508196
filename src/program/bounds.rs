//! How far the values of a program file may reach.

/// The last line number that a citation may name.
pub const LAST_LINE: i64 = 1_000_000;
/// The longest wait that a program may state, in days.
pub const LONGEST_DAYS: i64 = 3_660;
/// The longest life of a grant, in months.
pub const LONGEST_MONTHS: i64 = 1_200;
/// The most tranches that a program may plan.
pub const MOST_TRANCHES: i64 = 100;
/// The most monthly values that a profile holds.
pub const MOST_VALUES: i64 = 1_000;
/// Decimals of a share.
pub const SHARE_DECIMALS: u32 = 9;
