//! What the derives call. Not part of the public interface: it changes without notice.

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
    arg, compare_pk, compare_sk, index_pk, index_pk_attribute, index_sk, index_sk_attribute, listed_pk,
    marker_pk, marker_sk, pk, pk_attribute, pk_held, read_index_pk, read_pk, read_sk, sk, sk_attribute,
    sk_held, stored_key,
};
pub use self::operation::{
    collection, delete, entity_scan, find, get, group, index_query, index_scan, query, scan, table, update,
};
pub use self::table::{Held, held, index_kind, is_natural, is_natural_in_index};
pub use self::template::{
    check_exclusive, check_listed, check_pk, check_sk, form, listed, listed_field, literal, parameter,
    partition, segment, shard,
};
pub use self::types::{After, Checked, Field, Follow, Keep, Truncate, Unknown, converted};
pub use self::value::{attribute, attribute_with, is_none, part, stored, time_of};
pub use crate::codec::{CodecError, Deserializer, Result as Read, Serializer};
pub use crate::collection::check::{check_member, check_parent, check_part};
pub use crate::collection::{
    ALL, Collected, Param, Params, Pattern, PatternMeta, SameParams, SameSpec, SameType, is_collected,
    is_entity, partition_key,
};
pub use crate::entity::{
    Batchable, EntityMeta, FieldMeta, IndexKeyMeta, KeyMeta, ListedField, MarkerMeta, Projected,
};
pub use crate::error::Error;
pub use crate::expr::Name;
pub use crate::field::{
    Assigned, ByKey, ByType, FieldDef, FieldGroup, Inside, Is, Member, Named, Nothing, OfLoaded, Operand,
    Raised, Reads, Relative, Removed, Root, Steps, Untouched, WholeField, With, assigned,
};
pub use crate::item::{Found, IndexEntry, Item, ItemKey, Stored, StoredKey, decode};
pub use crate::key::check::check_template;
pub use crate::key::overlap::prove;
pub use crate::key::{
    Attr, ByteSet, Key, KeyEdge, KeyError, KeyPrefix, KeyReader, KeySegment, KeyValue, KeyWriter, Native,
    OrderedListed, OrderedSegment, Part, Role, Seg, Segment, SegmentError, Shape, StoredForm, Template, Tick,
    spec,
};
pub use crate::op::{
    Apart, Beside, InIndex, InTable, IsKey, KeyedAt, NamedAt, Natural, NoKey, Perhaps, Standing, Unproven,
    Within,
};
pub use crate::op::{Base, ConsistentRead, FilterOf, Global, Local, Partial};
pub use crate::projection::check::{check_function, field_of, same_type};
pub use crate::projection::{EntityField, HoldsAll, ProjectionMeta, ServedBy, Serves};
pub use crate::stamp::{Stamp, StampTime, Stamped};
pub use crate::table::{HasIndex, IndexMeta, KeyAttribute, KeyKind, OwnKeys, SharedKeys, TableMeta};
pub use crate::ttl::{Ttl, conversions as ttl, never as never_expires, read as read_ttl, write as write_ttl};
