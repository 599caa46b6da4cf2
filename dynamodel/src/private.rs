//! The functions and types that derives use. They are not part of the public interface.

mod keys;
mod operation;
mod table;
mod template;
mod types;
mod value;

pub use aws_sdk_dynamodb::Client;
pub use aws_sdk_dynamodb::types::AttributeValue;
pub use serde::{Serialize, de::DeserializeOwned};

pub use self::keys::{
    arg, key_comparison, key_reader, key_writer, segment_attribute, segment_value, stored_key,
};
pub use self::operation::{collection, delete, entity_scan, find, get, group, query, scan, table, update};
pub use self::table::{Held, held};
pub use self::template::{
    check_exclusive, check_key, check_listed, form, listed, listed_field, literal, parameter, partition,
    segment, shard,
};
pub use self::types::{After, Char, Checked, Follow, Keep, Nested, NestedField, converted, has_field};
pub use self::value::{attribute, attribute_with, is_none, part, stored, time_of, write_field};
pub use crate::codec::ttl::{Ttl, conversions as ttl};
pub use crate::codec::{CodecError, Deserializer, Result as Read, Serializer};
pub use crate::collection::{
    Collected, Param, Params, Pattern, PatternMeta, PatternOf, SameParams, SameSpec, SameType, is_collected,
    is_entity, partition_key,
};
pub use crate::error::Error;
pub use crate::error::key::{KeyError, SegmentError};
pub use crate::expr::Name;
pub use crate::expr::field::{FieldDef, Inside, Member, Removed, Root, Steps, WholeField};
pub use crate::expr::keyed::{Is, Named, Nothing, With};
pub use crate::expr::listed::{Attr, OrderedListed};
pub use crate::expr::operand::Operand;
pub use crate::expr::read::{ByType, Reads};
pub use crate::expr::target::{Assigned, ByKey, CanSet, FieldGroup, Loaded, Relative, assigned};
pub use crate::item::key::Key;
pub use crate::item::managed::{PendingWrite, WriteTime};
pub use crate::item::projection::{EntityField, FromItem, ServedBy, Serves};
pub use crate::item::stored::{Batchable, Stored};
pub use crate::item::table::{HasIndex, OwnKeys, SharedKeys};
pub use crate::item::ttl::{never as never_expires, read as read_ttl, write as write_ttl};
pub use crate::item::{Found, IndexEntry, ItemKey, StoredItem, StoredKey, decode, decode_part};
pub use crate::key::unknown::Unknown;
pub use crate::key::{
    Closed, KeyEdge, KeyPrefix, KeyReader, KeySegment, KeyValue, KeyWriter, OrderedSegment, Seg, Tick,
    Truncate, spec,
};
pub use crate::proof::collection::{check_member, check_parent, check_part};
pub use crate::proof::overlap::together::is_mixed;
pub use crate::proof::overlap::{mixed_keys, prove};
pub use crate::proof::projection::{check_function, field_of, same_type};
pub use crate::proof::table::{index_kind, is_natural, is_natural_in_index, mixed_indexes};
pub use crate::proof::template::check_template;
pub use crate::read::finding::Target;
pub use crate::read::not_key::{
    Beside, FilterOf, FiltersAt, HoldsAll, InIndex, InTable, IsKey, KeyedAt, NamedAt, Natural, NoKey, NotKey,
    Perhaps, Standing, Within,
};
pub use crate::read::pattern::{AccessPattern, Base, ConsistentRead, Global, Local, ReadSource};
pub use crate::read::selection::Unselected;
pub use crate::schema::attribute::{KeyAttribute, KeyKind};
pub use crate::schema::bytes::ByteSet;
pub use crate::schema::entity::EntityMeta;
pub use crate::schema::entity::ManagedField;
pub use crate::schema::entity::{
    FieldMeta, IndexKeyMeta, KeyMeta, KeySlot, ListedField, MarkerMeta, Projected,
};
pub use crate::schema::item::Item;
pub use crate::schema::projection::ProjectionMeta;
pub use crate::schema::shape::Shape;
pub use crate::schema::shape::{Native, StoredForm};
pub use crate::schema::table::{IndexMeta, TableMeta};
pub use crate::schema::template::{Part, Role, Segment, Template};
