//! Which items of the input are ours to do.

/// Every so-many-th item of the input, without those that are done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// Which share, from 0.
    index: u64,
    /// How many shares there are, at least 1.
    count: u64,
    /// How many items of the share are done.
    done: u64,
}

impl Default for Share {
    /// Every item.
    fn default() -> Self {
        Self { index: 0, count: 1, done: 0 }
    }
}

impl Share {
    /// The share written `K/N`: item i, counted over the whole input from 0, belongs to share i mod N + 1. `None` for
    /// another form, or K outside 1 to N.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (number, count) = text.split_once('/')?;
        let (number, count): (u64, u64) = (number.parse().ok()?, count.parse().ok()?);
        let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'/');
        let index = number.checked_sub(1)?;
        (is_plain && index < count).then_some(Self { index, count, done: 0 })
    }

    /// The share without its first items.
    #[must_use]
    pub const fn after(self, done: u64) -> Self {
        Self { done, ..self }
    }

    /// The number of an item among those of the share, from 0; `None` where it is another's or done.
    #[must_use]
    pub fn place(self, item: u64) -> Option<u64> {
        let is_ours = item.checked_rem(self.count) == Some(self.index);
        item.checked_div(self.count).filter(|place| is_ours && *place >= self.done)
    }

    /// True for an item of the share that is done.
    #[must_use]
    pub fn is_done(self, item: u64) -> bool {
        let is_ours = item.checked_rem(self.count) == Some(self.index);
        is_ours && item.checked_div(self.count).is_some_and(|place| place < self.done)
    }

    /// The number in the whole input of the last item that is done.
    #[must_use]
    pub fn last_done(self) -> Option<u64> {
        let place = self.done.checked_sub(1)?;
        Some(place.saturating_mul(self.count).saturating_add(self.index))
    }
}

#[cfg(test)]
mod tests {
    use super::Share;

    #[test]
    fn each_item_is_in_one_share() {
        let shares = ["1/3", "2/3", "3/3"].map(|text| Share::parse(text).unwrap());
        for item in 0..20 {
            let places: Vec<u64> = shares.iter().filter_map(|share| share.place(item)).collect();
            assert_eq!(places, [item / 3]);
        }
        let half_done = shares[1].after(2);
        assert_eq!([1, 4, 7, 8, 10].map(|item| half_done.place(item)), [None, None, Some(2), None, Some(3)]);
        assert_eq!([0, 1, 4, 5, 7].map(|item| half_done.is_done(item)), [false, true, true, false, false]);
        assert_eq!((shares[1].last_done(), half_done.last_done()), (None, Some(4)));
    }

    #[test]
    fn only_shares_from_one_to_their_number_are_read() {
        for bad in ["", "1", "0/3", "4/3", "1/0", "+1/3", "1/3/3", "a/b", "-1/3", "1/ 3"] {
            assert_eq!(Share::parse(bad), None, "{bad}");
        }
    }
}
