//! How many items a request reads.

/// How many more to read than are wanted, at the least, where some may be left out.
const SLACK: usize = 20;

/// How much more each further request reads, so that many that are left out take few requests.
const GROWTH: usize = 4;

/// How many of the items that are read are those asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Share {
    All,
    /// Not the expired, those of other types, and those just outside of the range.
    Most,
    /// As many as a filter of the connection leaves.
    Unknown,
}

/// What a read asks of its requests.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limit {
    pub(super) page_size: Option<u32>,
    /// How many items are wanted; `None` for all.
    pub(super) wanted: Option<usize>,
    pub(super) share: Share,
    /// How many partitions are read side by side, any of which may have all that are wanted.
    pub(super) partitions: usize,
}

impl Limit {
    /// The `Limit` of a request, after so many others to the same partition; `None` for a full page.
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
    fn what_is_all_asked_for_is_counted_out() {
        assert_eq!([0, 1, 5].map(|requests| limit(7, Share::All).after(requests)), [Some(7); 3]);
    }

    #[test]
    fn what_may_be_left_out_grows_with_each_request() {
        assert_eq!([0, 1, 2].map(|requests| limit(1, Share::Most).after(requests)), [21, 84, 336].map(Some));
        assert_eq!(limit(100, Share::Most).after(0), Some(200));
        assert_eq!(limit(usize::MAX, Share::Most).after(u32::MAX), Some(i32::MAX));
    }

    #[test]
    fn the_shards_have_the_slack_together() {
        let limit = |wanted, partitions| Limit { partitions, ..limit(wanted, Share::Most) };
        assert_eq!(limit(20, 8).after(0), Some(23));
        assert_eq!(limit(1_000, 8).after(0), Some(1_000), "one of them may have all");
    }

    #[test]
    fn a_filter_is_given_full_pages_and_a_page_size_is_the_most() {
        assert_eq!(limit(7, Share::Unknown).after(0), None);
        for share in [Share::All, Share::Most, Share::Unknown] {
            assert_eq!(Limit { page_size: Some(5), ..limit(7, share) }.after(3), Some(5));
        }
        assert_eq!(Limit { wanted: None, ..limit(7, Share::Most) }.after(0), None);
    }
}
