//! The number of items that a request reads.

/// The least number of items to read besides the wanted ones, where many may be left out.
const SLACK: usize = 20;

/// Growth of `Limit` per request, so that heavily filtered reads need few requests.
const GROWTH: usize = 4;

/// The share of the items in the range that is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Share {
    All,
    /// All but those just outside of the range.
    Inside,
    /// All but the expired ones, and those just outside of the range.
    Unexpired,
    /// Those of some types.
    OfTypes,
    /// The items that a condition of the caller leaves.
    Unknown,
}

/// The items that a read wants of its requests.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limit {
    pub(super) page_size: Option<u32>,
    /// The number of wanted items; `None` for all.
    pub(super) wanted: Option<usize>,
    pub(super) share: Share,
    /// The number of partitions that are read side by side. Any of them may have all wanted items.
    pub(super) partitions: usize,
}

/// The requests to a partition so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Progress {
    pub(super) requests: u32,
    /// The number of items that the last request read.
    pub(super) read: usize,
    /// The number of wanted items among those.
    pub(super) found: usize,
}

impl Limit {
    /// Returns the `Limit` of the next request to a partition; `None` for a full page.
    pub(super) fn after(self, progress: Progress) -> Option<i32> {
        let page_size = self.page_size.map(|size| usize::try_from(size).unwrap_or(usize::MAX));
        let enough = self.wanted.and_then(|wanted| self.enough(wanted, progress));
        let limit = page_size.into_iter().chain(enough).min()?;
        Some(i32::try_from(limit).unwrap_or(i32::MAX))
    }

    fn enough(self, wanted: usize, progress: Progress) -> Option<usize> {
        match self.share {
            Share::All => Some(wanted),
            // The first items are most likely wanted, and reading on costs as much later.
            Share::Inside | Share::Unexpired if progress.is_complete() => Some(wanted),
            Share::Inside => Some(wanted.saturating_mul(progress.growth())),
            Share::Unexpired => Some(self.unexpired(wanted, progress)),
            Share::OfTypes => Some(self.most(wanted, progress)),
            Share::Unknown => None,
        }
    }

    /// Expects as many expired items as the last request has met. If it met no others, a long run of them is likely.
    fn unexpired(self, wanted: usize, progress: Progress) -> usize {
        let most = self.most(wanted, progress);
        let in_proportion = wanted.saturating_mul(progress.read).div_ceil(progress.found.max(1));
        let doubled = wanted.saturating_mul(2_usize.saturating_pow(progress.requests.saturating_sub(1)));
        if progress.found == 0 { most } else { in_proportion.max(doubled).min(most) }
    }

    fn most(self, wanted: usize, progress: Progress) -> usize {
        let each = with_slack(wanted.div_ceil(self.partitions.max(1)));
        each.max(wanted).saturating_mul(progress.growth())
    }
}

impl Progress {
    /// Returns `true` if no item was left out that the last request read.
    fn is_complete(self) -> bool {
        self.read == self.found
    }

    fn growth(self) -> usize {
        GROWTH.saturating_pow(self.requests)
    }
}

fn with_slack(wanted: usize) -> usize {
    wanted.saturating_mul(2).max(wanted.saturating_add(SLACK))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(wanted: usize, share: Share) -> Limit {
        Limit { page_size: None, wanted: Some(wanted), share, partitions: 1 }
    }

    fn after(requests: u32, read: usize, found: usize) -> Progress {
        Progress { requests, read, found }
    }

    const START: Progress = Progress { requests: 0, read: 0, found: 0 };

    #[test]
    fn limit_is_the_wanted_number_if_all_items_are_wanted() {
        let progress = [START, after(1, 7, 7), after(5, 7, 0)];
        assert_eq!(progress.map(|progress| limit(7, Share::All).after(progress)), [Some(7); 3]);
    }

    #[test]
    fn limit_is_the_wanted_number_until_an_item_is_left_out() {
        for share in [Share::Inside, Share::Unexpired] {
            assert_eq!(limit(7, share).after(START), Some(7));
            assert_eq!(limit(3, share).after(after(9, 100, 100)), Some(3), "the last response was cut");
        }
        assert_eq!(
            [1, 2].map(|requests| limit(1, Share::Inside).after(after(requests, 1, 0))),
            [4, 16].map(Some)
        );
    }

    #[test]
    fn limit_follows_the_share_of_expired_items() {
        let unexpired = |wanted, progress| limit(wanted, Share::Unexpired).after(progress);
        assert_eq!(unexpired(1, after(1, 5, 4)), Some(2));
        assert_eq!(unexpired(50, after(1, 100, 50)), Some(100));
        assert_eq!(unexpired(50, after(3, 100, 99)), Some(200), "each further request doubles it");
        assert_eq!(unexpired(5, after(1, 5, 0)), Some(100));
        assert_eq!(unexpired(5, after(2, 100, 0)), Some(400));
        assert_eq!(unexpired(5, after(2, 100, 1)), Some(400), "and never exceeds that");
    }

    #[test]
    fn limit_grows_with_each_request_if_items_of_other_types_may_be_left_out() {
        let after = |requests| limit(1, Share::OfTypes).after(after(requests, 9, 0));
        assert_eq!([0, 1, 2].map(after), [21, 84, 336].map(Some));
        assert_eq!(limit(100, Share::OfTypes).after(START), Some(200));
        assert_eq!(limit(usize::MAX, Share::OfTypes).after(self::after(u32::MAX, 1, 0)), Some(i32::MAX));
        assert_eq!(limit(usize::MAX, Share::Unexpired).after(self::after(u32::MAX, 9, 1)), Some(i32::MAX));
    }

    #[test]
    fn shards_share_the_slack() {
        let limit = |wanted, partitions| Limit { partitions, ..limit(wanted, Share::OfTypes) };
        assert_eq!(limit(20, 8).after(START), Some(23));
        assert_eq!(limit(1_000, 8).after(START), Some(1_000), "one of them may have all");
    }

    #[test]
    fn filtered_reads_take_full_pages_up_to_the_page_size() {
        assert_eq!(limit(7, Share::Unknown).after(START), None);
        for share in [Share::All, Share::Unexpired, Share::OfTypes, Share::Unknown] {
            assert_eq!(Limit { page_size: Some(5), ..limit(7, share) }.after(after(3, 5, 5)), Some(5));
        }
        assert_eq!(Limit { wanted: None, ..limit(7, Share::OfTypes) }.after(START), None);
    }
}
