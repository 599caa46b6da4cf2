//! `shards = 8`: a partition that is divided into shards, whose number is the `{shard}` of the template.

use syn::Meta;

use crate::ctxt::Ctxt;
use crate::meta;

/// The placeholder of the shard number.
pub(crate) const NAME: &str = "shard";

/// A partition takes 1,000 write units a second, so 256 shards take more than six times the default quota of a table; and
/// each page of a query reads every shard.
const COUNTS: std::ops::RangeInclusive<u16> = 2..=256;

/// The number of shards.
#[derive(Clone)]
pub(crate) struct Shards {
    /// The attribute that errors underline.
    pub(crate) meta: Meta,
    pub(crate) count: u16,
}

impl Shards {
    /// Reads `shards = 8`.
    pub(crate) fn parse(ctxt: &Ctxt, meta: &Meta) -> Self {
        let (least, most) = (COUNTS.start(), COUNTS.end());
        let count = meta::integer(meta);
        let count = match count.as_ref().map(|literal| (literal, literal.base10_parse::<u16>())) {
            Some((_, Ok(count))) if COUNTS.contains(&count) => count,
            Some((literal, _)) => {
                ctxt.at(literal).error(match literal.base10_digits() {
                    "0" | "1" => format!(
                        "a partition must have at least {least} shards: write a greater number, or remove `shards`, and \
                         `{{shard}}` from `pk`"
                    ),
                    _ => format!(
                        "a partition must have at most {most} shards, because each page of a query reads all of them: \
                         write a smaller number"
                    ),
                });
                *least
            }
            None => {
                ctxt.at(meta).error("expected a number, as in `shards = 8`");
                *least
            }
        };
        Self { meta: meta.clone(), count }
    }
}
