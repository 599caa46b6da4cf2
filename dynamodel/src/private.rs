//! The functions and types that only derives use. They are not part of the public interface, whose names the derives take
//! from its modules.

pub mod forms;
mod keys;
mod operation;
mod table;
mod template;
mod types;
mod value;

pub use aws_sdk_dynamodb::Client;
pub use aws_sdk_dynamodb::types::AttributeValue;
pub use serde::{Serialize, de::DeserializeOwned};

pub use self::keys::{key_reader, key_writer, stored_key};
pub use self::operation::{query, start};
pub use self::table::{TableEntity, table_entity};
pub use self::template::{
    check_absence, check_exclusive, check_key, check_listed, check_precision, form, same_text,
};
pub use self::types::{After, Checked, Keep, converted, has_field, is_read_as};
pub use self::value::{attribute_with, is_cut, time_of};
pub use crate::codec::form::FormFacts;
pub use crate::codec::ttl::{Ttl, conversions as ttl};
pub use crate::codec::{Deserializer, Result as Read};
pub use crate::collection::{
    Between, Choose, DifferentSegment, EndOf, First, If, NoSegment, Nth, OtherSegment, OtherText, Param,
    Params, Pattern, PatternMeta, PatternOf, PrivateSegment, SameParams, SameSegment, SameSpec, SameType,
    SharesEnd, SharesSegment, SharesText, is_collected, is_entity, partition_key,
};
pub use crate::expr::field::{
    ByType, Custom, FieldDef, HasForm, InIndexKey, OmitNone, Optional, Plain, Removed, Root, Steps,
    WholeField, Writes,
};
pub use crate::expr::keyed::{Is, Nothing};
pub use crate::expr::listed::{Attr, OrderedListed};
pub use crate::expr::read::Reads;
pub use crate::expr::target::{Assigned, CanSet, Relative};
pub use crate::item::managed::PendingWrite;
pub use crate::item::nested::{Char, Nested, NestedField};
pub use crate::item::parts::{LazyParts, Parts, Wanted, part, part_with};
pub use crate::item::projection::{EntityField, ServedBy, Serves, ServesInside};
pub use crate::item::segments::{
    At, CustomInner, CustomWhole, Day, Inner, KeyField, KeyFields, When, Whole, held, held_generic,
};
pub use crate::item::stored::{Batchable, Stored, Versioned};
pub use crate::item::table::{HasIndex, OwnKeys, SharedKeys};
pub use crate::item::{EncodedVariant, EntityFunctions, Found, StoredItem, decode_part};
pub use crate::key::unknown::Unknown;
pub use crate::key::variants::{ListedVariants, Texts, UnlistedVariants, Variants};
pub use crate::proof::Proof;
pub use crate::proof::collection::shared::{SharedSort, shared_sort};
pub use crate::proof::collection::{check_member, check_parent, check_part};
pub use crate::proof::json::{Json, NotJson, refuse_json};
pub use crate::proof::overlap::together::is_mixed;
pub use crate::proof::projection::{check_function, field_of, position_of, same_type};
pub use crate::proof::table::index_kind;
pub use crate::proof::table::reads::IndexReads;
pub use crate::read::finding::Target;
pub use crate::read::not_key::{
    Beside, HoldsAll, InIndex, InTable, IsKey, KeyedAt, Natural, NoKey, NotKey, Perhaps,
};
