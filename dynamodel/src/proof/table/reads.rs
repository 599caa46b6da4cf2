//! The projection of an index that the table does not declare: the attributes that its entities read.

use crate::message::{Message, const_for, same};
use crate::schema::entity::{EntityMeta, Projected};

/// The maximum number of attributes that an index includes.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Projection.html>
const MAX_INCLUDED: usize = 20;

/// The reads of an index.
#[derive(Clone, Copy, Debug)]
pub struct IndexReads {
    /// The name of the index.
    pub index: &'static str,
    /// The entities of the table.
    pub entities: &'static [&'static EntityMeta],
    /// The key attributes of the index and of the table, which every index has.
    pub keys: &'static [&'static str],
    /// The type and TTL attributes of the table, which an index with `include` has too.
    pub own: usize,
}

impl IndexReads {
    /// The number of attributes to include.
    #[must_use]
    #[track_caller]
    pub const fn count(&self) -> usize {
        self.included().1
    }

    /// The attributes to include.
    #[must_use]
    #[track_caller]
    pub const fn attributes<const COUNT: usize>(&self) -> [&'static str; COUNT] {
        let (included, _) = self.included();
        let mut attributes = [""; COUNT];
        let mut at = 0;
        while at < COUNT {
            attributes[at] = included[at];
            at += 1;
        }
        attributes
    }

    /// The projection with these attributes.
    #[must_use]
    pub const fn project(&self, attributes: &'static [&'static str]) -> Projected {
        match attributes {
            _ if self.reads_all() => Projected::All,
            [] => Projected::KeysOnly,
            _ => Projected::Include(attributes),
        }
    }

    /// Returns `true` if an entity reads whole items, or if none reads the index.
    const fn reads_all(&self) -> bool {
        let mut is_read = false;
        const_for!(for entity in self.entities {
            const_for!(for key in entity.indexes {
                if same(key.index, self.index) {
                    is_read = true;
                    if key.key.project.is_all() {
                        return true;
                    }
                }
            });
        });
        !is_read
    }

    #[track_caller]
    const fn included(&self) -> ([&'static str; MAX_INCLUDED], usize) {
        let (mut included, mut count) = ([""; MAX_INCLUDED], 0);
        if self.reads_all() {
            return (included, 0);
        }
        const_for!(for entity in self.entities {
            const_for!(for key in entity.indexes {
                if same(key.index, self.index)
                    && let Projected::Include(attributes) = key.key.project
                {
                    const_for!(for attribute in attributes {
                        let known =
                            self.has(entity, attribute) || contains(included.split_at(count).0, attribute);
                        if !known && count + self.own >= MAX_INCLUDED {
                            too_many(self.index).panic();
                        }
                        if !known {
                            included[count] = attribute;
                            count += 1;
                        }
                    });
                }
            });
        });
        (included, count)
    }

    /// Returns `true` for a key attribute and for the expiry time, which the TTL attribute holds.
    const fn has(&self, entity: &EntityMeta, attribute: &str) -> bool {
        const_for!(for field in entity.fields {
            if field.ttl && same(field.attribute, attribute) {
                return true;
            }
        });
        contains(self.keys, attribute)
    }
}

const fn contains(names: &[&str], name: &str) -> bool {
    const_for!(for other in names {
        if same(other, name) {
            return true;
        }
    });
    false
}

const fn too_many(index: &str) -> Message {
    Message::new(
        "the entities read more attributes from the index `{}` than the 20 that an index can include, with those of the \
         type and the TTL: write `project(all)` in its `#[index(...)]`, or read fewer fields in `project(include(...))`",
        &[index],
    )
}
