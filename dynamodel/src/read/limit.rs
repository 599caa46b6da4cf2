//! The number of items that a request reads.

/// The least number of items to read besides the wanted ones, where some may be left out.
const SLACK: usize = 20;

/// Growth of `Limit` per request, so that heavily filtered reads need few requests.
const GROWTH: usize = 4;

/// The share of the items in the range that is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Share {
    All,
    /// All but the expired ones, those of other types, and those just outside of the range.
    Most,
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

impl Limit {
    /// Returns the `Limit` of a request, after so many others to the same partition; `None` for a full page.
    pub(super) fn after(self, requests: u32) -> Option<i32> {
        let page_size = self.page_size.map(|size| usize::try_from(size).unwrap_or(usize::MAX));
        let enough = self.wanted.and_then(|wanted| self.enough(wanted, requests));
        let limit = page_size.into_iter().chain(enough).min()?;
        Some(i32::try_from(limit).unwrap_or(i32::MAX))
    }

    fn enough(self, wanted: usize, requests: u32) -> Option<usize> {
        match self.share {
            Share::All => Some(wanted),
            Share::Most => {
                let each = with_slack(wanted.div_ceil(self.partitions.max(1)));
                Some(each.max(wanted).saturating_mul(GROWTH.saturating_pow(requests)))
            }
            Share::Unknown => None,
        }
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

    #[test]
    fn limit_is_the_wanted_number_if_all_items_are_wanted() {
        assert_eq!([0, 1, 5].map(|requests| limit(7, Share::All).after(requests)), [Some(7); 3]);
    }

    #[test]
    fn limit_grows_with_each_request_if_items_may_be_left_out() {
        assert_eq!([0, 1, 2].map(|requests| limit(1, Share::Most).after(requests)), [21, 84, 336].map(Some));
        assert_eq!(limit(100, Share::Most).after(0), Some(200));
        assert_eq!(limit(usize::MAX, Share::Most).after(u32::MAX), Some(i32::MAX));
    }

    #[test]
    fn shards_share_the_slack() {
        let limit = |wanted, partitions| Limit { partitions, ..limit(wanted, Share::Most) };
        assert_eq!(limit(20, 8).after(0), Some(23));
        assert_eq!(limit(1_000, 8).after(0), Some(1_000), "one of them may have all");
    }

    #[test]
    fn filtered_reads_take_full_pages_up_to_the_page_size() {
        assert_eq!(limit(7, Share::Unknown).after(0), None);
        for share in [Share::All, Share::Most, Share::Unknown] {
            assert_eq!(Limit { page_size: Some(5), ..limit(7, share) }.after(3), Some(5));
        }
        assert_eq!(Limit { wanted: None, ..limit(7, Share::Most) }.after(0), None);
    }
}
