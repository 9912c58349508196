//! Labels above a plot, each with a line down into it, so that no label lies on another or on a line.

use super::px::Px;

/// The lane of each label, 0 the lowest; `labels` are their left ends, in rising order, with their widths.
///
/// Every label extends to the right of its line. So a label that would lie over the lines of others goes above them all,
/// and their lines end below it.
pub fn lanes(labels: &[(Px, Px)]) -> Vec<usize> {
    let mut lanes: Vec<usize> = Vec::new();
    // From the right to the left; those that are placed lie behind in `labels` and before in `lanes`.
    for (at, (left, width)) in labels.iter().enumerate().rev() {
        let behind = labels.iter().skip(at.saturating_add(1)).zip(lanes.iter().rev());
        let under = behind.filter(|((other, _), _)| *other <= *left + *width).map(|(_, lane)| lane.saturating_add(1));
        lanes.push(under.max().unwrap_or(0));
    }
    lanes.reverse();
    lanes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_lies_above_every_line_that_it_covers() {
        assert_eq!(lanes(&[(Px(0), Px(50)), (Px(20), Px(50)), (Px(60), Px(50)), (Px(200), Px(50))]), [2, 1, 0, 0]);
        assert_eq!(lanes(&[(Px(0), Px(9)), (Px(0), Px(9)), (Px(10), Px(9))]), [1, 0, 0]);
        assert_eq!(lanes(&[]), Vec::<usize>::new());
    }
}
