//! Shards of partitions.

use sha2::{Digest, Sha256};

use super::KeyValue;
use crate::schema::bytes::ByteSet;
use crate::schema::shape::Native;
use crate::schema::shape::Shape;
use crate::schema::template::{Part, Segment};

/// The placeholder of the shard in a template.
const NAME: &str = "shard";
/// The maximum digits of a shard's number.
const MAX_DIGITS: usize = 5;

/// The shape of the numbers of `COUNT` shards: from 0, padded to the digits of the greatest.
struct Numbers<const COUNT: u16>;

impl<const COUNT: u16> Numbers<COUNT> {
    const GREATEST: u16 = COUNT.saturating_sub(1);
    const SETS: &'static [ByteSet] = {
        let all: &'static [ByteSet; MAX_DIGITS] = &sets(Self::GREATEST);
        all.split_at(MAX_DIGITS - width(Self::GREATEST)).1
    };
}

/// The bytes at each of the last positions of the numbers up to `greatest`.
const fn sets(greatest: u16) -> [ByteSet; MAX_DIGITS] {
    let mut sets = [ByteSet::DIGIT; MAX_DIGITS];
    let mut rest = greatest;
    let mut at = MAX_DIGITS;
    while at > 0 {
        at -= 1;
        if rest < 10 {
            sets[at] = ByteSet::range(b'0', b"0123456789"[rest as usize]);
            return sets;
        }
        rest /= 10;
    }
    sets
}

const fn width(greatest: u16) -> usize {
    let mut rest = greatest / 10;
    let mut width = 1;
    while rest > 0 {
        rest /= 10;
        width += 1;
    }
    width
}

/// The segment of the number of one of `COUNT` shards.
pub(crate) const fn place<const COUNT: u16>() -> Part {
    Part::Segment(Segment {
        field: NAME,
        shape: Shape::Fixed(Numbers::<COUNT>::SETS),
        lossless: true,
        descending: false,
        native: Native::None,
        shards: Some(COUNT),
        only: &[],
    })
}

/// The shard of the item with this key: the first 8 bytes of the SHA-256 of its parts, as a big-endian number, modulo the
/// number of shards. Each part ends with a zero byte.
pub(crate) fn number(pk: &str, sk: Option<&str>, shards: u16) -> u16 {
    let mut hash = Sha256::new();
    for part in [Some(pk), sk].into_iter().flatten() {
        hash.update(part);
        hash.update([0]);
    }
    let first =
        hash.finalize().into_iter().take(8).fold(0, |number: u64, byte| number << 8 | u64::from(byte));
    // The remainder is less than the divisor.
    u16::try_from(first % u64::from(shards.max(1))).unwrap_or_default()
}

/// The number in a key.
fn text(number: u16, shards: u16) -> String {
    format!("{number:0width$}", width = width(shards.saturating_sub(1)))
}

/// The position of the shard's number in a key. The number is inserted once the whole primary key is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct ShardPosition {
    at: usize,
    shards: u16,
}

impl ShardPosition {
    pub(super) fn new(at: usize, shards: u16) -> Self {
        Self { at, shards }
    }

    /// The bytes that the number will add.
    pub(super) fn width(self) -> usize {
        width(self.shards.saturating_sub(1))
    }
}

impl KeyValue {
    /// Inserts the shard of the item with this primary key, if the key has shards.
    pub(crate) fn assign_shard(&mut self, pk: &str, sk: Option<&str>) {
        if let Some(ShardPosition { shards, .. }) = self.shard {
            self.fill(number(pk, sk, shards));
        }
    }

    /// The key in each shard, or the key itself if it has no shards.
    pub(crate) fn in_each_shard(self) -> Vec<Self> {
        let Some(ShardPosition { shards, .. }) = self.shard else { return vec![self] };
        let each = (0..shards).map(|number| {
            let mut key = self.clone();
            key.fill(number);
            key
        });
        each.collect()
    }

    fn fill(&mut self, number: u16) {
        if let Some(ShardPosition { at, shards }) = self.shard.take() {
            self.text.insert_str(at, &text(number, shards));
        }
    }
}

/// Returns `true` if the text is the number of one of these shards.
pub(crate) fn is_number(text: &str, shards: u16) -> bool {
    text.parse().is_ok_and(|number: u16| number < shards)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(part: Part) -> Vec<ByteSet> {
        match part {
            Part::Segment(Segment { shape: Shape::Fixed(sets), .. }) => sets.to_vec(),
            other => panic!("{other:?}"),
        }
    }

    fn check<const COUNT: u16>() {
        let sets = shape(place::<COUNT>());
        for number in 0..COUNT {
            let text = text(number, COUNT);
            assert_eq!(text.len(), sets.len(), "{text} of {COUNT}");
            assert!(sets.iter().zip(text.bytes()).all(|(set, byte)| set.has(byte)), "{text} of {COUNT}");
            assert!(is_number(&text, COUNT));
        }
        assert!(!is_number(&text(COUNT, COUNT), COUNT));
    }

    #[test]
    fn each_number_has_the_shape() {
        check::<2>();
        check::<8>();
        check::<10>();
        check::<11>();
        check::<16>();
        check::<100>();
        check::<101>();
        check::<256>();
        assert_eq!(shape(place::<8>()), [ByteSet::range(b'0', b'7')]);
        assert_eq!(shape(place::<16>()), [ByteSet::range(b'0', b'1'), ByteSet::DIGIT]);
    }

    /// Stored keys depend on these numbers.
    #[test]
    fn the_number_of_a_key_never_changes() {
        let numbers = |shards| {
            [
                ("DAY#2020-01-01#", Some("a")),
                ("DAY#2020-01-01#", Some("b")),
                ("user-1", None),
                ("", Some("x")),
            ]
            .map(|(pk, sk)| number(pk, sk, shards))
        };
        assert_eq!((numbers(8), numbers(256)), ([4, 2, 2, 5], [188, 58, 202, 53]));
    }

    #[test]
    fn keys_spread_evenly() {
        let mut counts = [0; 8];
        for id in 0..8_000 {
            counts[usize::from(number("DAY#2020-01-01#", Some(&id.to_string()), 8))] += 1;
        }
        assert!(counts.iter().all(|count| (850..1_150).contains(count)), "{counts:?}");
    }
}
