//! The specified part of a sort key.

use std::ops::Bound;

use super::{Interval, Region};
use crate::error::Error;
use crate::key::{KeyPrefix, KeyWriter};
use crate::schema::attribute::KeyAttribute;
use crate::schema::template::{Part, Template};

/// The specified part of a sort key, as queries write it.
#[derive(Debug)]
pub(crate) struct SortRange {
    /// The template of the form that queries write.
    queried: &'static Template,
    /// The template of the form of the index's own attribute.
    own: &'static Template,
    specified: Specified,
}

/// The first segments, or a range that ends the sort key.
#[derive(Debug)]
enum Specified {
    Prefix(Box<KeyWriter>),
    Region(Box<Regions>),
}

/// A range of the sort key.
#[derive(Debug)]
struct Regions {
    /// In the form that queries write.
    queried: Result<Region, Error>,
    /// In the form of the index's own attribute, if that is another.
    own: Option<Result<Region, Error>>,
}

/// The specified part of a sort key, as it is stored.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "a query has one or a few, which are soon converted")]
pub(crate) enum StoredRange {
    Prefix(KeyWriter),
    Region(Region),
}

impl SortRange {
    /// Nothing more is specified than what `writer` has written, in the form of `queried`.
    pub(crate) fn new(writer: KeyWriter, queried: &'static Template, own: &'static Template) -> Self {
        Self { queried, own, specified: Specified::Prefix(Box::new(writer)) }
    }

    /// Specifies the next segments of the sort key.
    pub(crate) fn prefix<Open, V: KeyPrefix<Open>>(&mut self, values: &V) {
        if let Specified::Prefix(writer) = &mut self.specified {
            values.write(writer);
            writer.push_literal();
        }
    }

    /// Specifies a range of the next segments, which ends the sort key.
    pub(crate) fn range<Open, E: KeyPrefix<Open>>(&mut self, (start, end): &(Bound<E>, Bound<E>)) {
        self.restrict(|writer| Ok(Region::range(writer, start.as_ref(), end.as_ref())?));
    }

    /// Specifies the start of the next segment, as it is stored.
    pub(crate) fn starts_with_raw(&mut self, text: &str) {
        self.restrict(|writer| Ok(Region::raw_prefix(writer.clone(), text)?));
    }

    fn restrict(&mut self, region: impl Fn(&KeyWriter) -> Result<Region, Error>) {
        let has_two_forms = !std::ptr::eq(self.own, self.queried);
        let regions = match &self.specified {
            Specified::Prefix(writer) => Regions {
                queried: region(writer),
                own: has_two_forms.then(|| region(&KeyWriter::clone(writer).in_form(self.queried, self.own))),
            },
            Specified::Region(_) => Regions { queried: Ok(Region::nothing()), own: None },
        };
        self.specified = Specified::Region(Box::new(regions));
    }

    /// Returns what is stored: by `stored`, which gives keys the form of their attribute, and whether that attribute belongs
    /// to the index.
    pub(crate) fn stored(
        self,
        stored: impl FnOnce(KeyWriter) -> KeyWriter,
        is_own: bool,
    ) -> Result<StoredRange, Error> {
        Ok(match self.specified {
            Specified::Prefix(writer) => StoredRange::Prefix(stored(*writer)),
            Specified::Region(regions) => StoredRange::Region(match regions.own.filter(|_| is_own) {
                Some(own) => own?,
                None => regions.queried?,
            }),
        })
    }
}

impl StoredRange {
    /// Returns the keys that are read.
    pub(crate) fn region(self) -> Result<Region, Error> {
        match self {
            Self::Prefix(writer) => Ok(Region::prefix(writer)?),
            Self::Region(region) => Ok(region),
        }
    }

    /// Returns the interval of one attribute, with the unspecified parts of the template if the keys are those with a prefix.
    pub(super) fn interval(
        mut self,
        attribute: Option<&KeyAttribute>,
    ) -> Result<(Interval, Option<&'static [Part]>), Error> {
        let rest = match &mut self {
            Self::Prefix(writer) => {
                writer.push_literal();
                Some(writer.rest_behind_head())
            }
            Self::Region(_) => None,
        };
        Ok((self.region()?.interval(attribute)?, rest))
    }
}
