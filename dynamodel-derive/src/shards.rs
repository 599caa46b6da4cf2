//! `shards = 8`: a partition that is spread over several, told apart by the `{shard}` of its template.

use syn::Meta;

use crate::ctxt::Ctxt;
use crate::words;

/// The placeholder of a shard's number.
pub(crate) const NAME: &str = "shard";

/// One shard is none. A partition takes 1,000 write units a second, so that 256 take more than six times what a table
/// has by default; and each page of a query asks every shard.
const COUNTS: std::ops::RangeInclusive<u16> = 2..=256;

/// How many shards there are.
#[derive(Clone)]
pub(crate) struct Shards {
    /// Where it stands.
    pub(crate) meta: Meta,
    pub(crate) count: u16,
}

impl Shards {
    /// The number of `shards = 8`.
    pub(crate) fn parse(ctxt: &Ctxt, meta: &Meta) -> Self {
        let (least, most) = (COUNTS.start(), COUNTS.end());
        let count = words::integer(meta);
        let count = match count.as_ref().map(|literal| (literal, literal.base10_parse::<u16>())) {
            Some((_, Ok(count))) if COUNTS.contains(&count) => count,
            Some((literal, _)) => {
                let message = match literal.base10_digits() {
                    "0" | "1" => format!(
                        "a partition is spread over at least {least} shards: for one, remove `shards`, and `{{shard}}` \
                         from `pk`"
                    ),
                    _ => format!(
                        "a partition has at most {most} shards, as each page of a query asks all of them: write a lower \
                         number"
                    ),
                };
                ctxt.error(literal, message);
                *least
            }
            None => {
                ctxt.error(meta, "expected a number, as in `shards = 8`");
                *least
            }
        };
        Self { meta: meta.clone(), count }
    }
}
