//! The derive macros of dynamodel: entry points only. Each runs in four stages: parse the
//! attributes, resolve them into a model, check the rules across attributes, expand.
#![doc(html_no_source)]

mod attr;
mod check;
mod collection;
mod ctxt;
mod document;
mod entity;
mod expand;
mod fallback;
mod meta;
mod model;
mod project;
mod projection;
mod rename;
mod segment;
mod serde;
mod shards;
mod spec;
mod suggest;
mod table;
mod template;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Derives `dynamodel::Entity` for a struct with named fields, and adds its functions.
///
/// | attribute of the struct | meaning |
/// |---|---|
/// | `#[key(pk = "...", sk = "...")]` | The templates of the primary key. Leave out `sk` for a table without a sort key; `sk = pk` repeats the template of `pk`, in every key. |
/// | `#[key(name = "in_channel", ...)]` | Adds a query over the partition: `ChannelVideo::in_channel(1)`. |
/// | `#[lookup(name = "by_creator", pk = "...", sk = "...")]` | A copy of the item under a second key, which contains the primary key. It is written and removed with the item in one transaction. Adds a query. An item whose `Option` in the key is `None` has no copy. |
/// | `#[lookup(unique, name = "by_email", pk = "...", sk = "...")]` | A copy under a unique second key, which need not contain the primary key: `User::by_email("a@b")` reads one item. |
/// | `#[entity(unique(tenant_id, email))]` | The values of these fields together are unique. May be given several times. |
/// | `#[key(index = "gsi1", name = "by_status", pk = "...", sk = "...")]` | The key of an index of the table. Adds a query. Leave out `pk` for a local index, and `sk` for an index without a sort key. An item whose `Option` in the key is `None` is not in the index. |
/// | `#[key(index = "gsi1", name = "by_league", pk = [tournament, region], sk = [round])]` | An index key of one to four fields, whose attributes are the key attributes. One of the two keys may be a template. |
/// | `when(status = Status::Open, archived_at = none)` | In the key of an index or in a lookup: the condition of the key. Compares a field with a literal, a constant, a variant, `some` or `none`. Several keys of one index must exclude each other. |
/// | `shards = 8` in `#[key(...)]` or `#[lookup(...)]` | Divides each partition into 8 (2 to 256) shards, whose number is the `{shard}` of `pk`. A hash of the primary key chooses the shard, so no function takes it. Queries read all shards concurrently and merge them in the order of `sk`. |
/// | `project(keys_only)`, `project(include(title, views))` in a `#[lookup]` | The copy has these fields and the fields of its key. The default is `project(all)`. |
/// | `project(...)` in a `#[key(index = ...)]` | The fields that the entity reads from the index. The index has them, unless the table declares a `project(...)` of its own, which must. |
/// | `#[entity(delimiter = "#")]` | The text that no string segment may contain. |
/// | `#[entity(type_name = "...")]` | The value of the table's type attribute. The default is the struct's name. |
/// | `#[entity(methods(get = "fetch"))]` | Renames `key`, `decode_key`, `get`, `update`, `delete` and `scan`, if the struct has functions with these names ("duplicate definitions"). |
/// | `#[entity(draft = "NewIssue")]` | Emits a struct of the fields that are not managed (`version`, `created_at`, `updated_at`), and `From<NewIssue>` for the entity. `draft(name = "NewIssue", derive(Clone, Debug, Deserialize))` adds derives. With one of serde's, the draft has the serde attributes of the entity and its fields, except a `default` of the struct. |
/// | `#[entity(crate = "...")]` | The path of the runtime crate. The default is `::dynamodel`. |
///
/// | attribute of a field | meaning |
/// |---|---|
/// | `#[entity(in_key)]` | The field is stored in the key only. |
/// | `#[entity(ttl)]` | The expiry of the item: a time, an integer of seconds since 1970, or an `Option` of one. It is stored in whole seconds in the table's TTL attribute. Reads ignore expired items, and `create` replaces them. |
/// | `#[entity(unique)]` | The value is unique; with `unique(scope = tenant_id)`, unique within each tenant. `None` claims nothing. |
/// | `#[entity(version)]` | A `u32` or `u64` that counts the writes. A write of a loaded value (`put`, `update`, `delete`, `move_to`) requires the loaded version, and is a conflict otherwise. A value that was never stored has version 0. |
/// | `#[entity(created_at)]` | The time of the first write, unless the value has a time other than 1970-01-01. |
/// | `#[entity(updated_at)]` | The time of the last write. |
///
/// A marker, an item of its own, claims each unique value. It is written and removed in the transaction of the item. A
/// write with the value of another item fails with `Error::is_unique_violation`, and `Error::unique_field` returns the
/// field. Markers have keys such as `User.unique.email#a@b`, `_unique`. A template adopts the markers of another program:
/// `unique(pk = "USER_NAME#{user_name:lower}", sk = "MARKER")`, where `lower` ignores the case. Such a template contains
/// the field and its scope, and no other field.
///
/// A template is text with `{field}`, `{nested.field}` and `{field:spec}`; `{{` and `}}` are braces.
///
/// | spec | for |
/// |---|---|
/// | `08` (a width), `desc`, `plain` | integers; `08:plain` pads without the shift of signed integers |
/// | `10.2` (digits and scale) | `Decimal` |
/// | `hour`, `s`, `ms`, `us`, `unix` or `unix:ms` (with a width or `desc`) | times, which are truncated |
/// | `ns` | times, in full |
/// | `offset`, alone or with a unit | times with `+00:00` instead of `Z` |
/// | `display` | times as their `Display` writes them |
/// | `date`, `month`, `year` | times, which are truncated; functions take a date |
/// | `month`, `year` | dates, which are truncated |
/// | `exact` with `hour`, `s`, `ms`, `us` or `unix` | times in this unit; other times are refused, so the key loses nothing |
/// | `lower`, `upper`, `escaped`, `any` | strings; `lower` times too |
///
/// If a lookup or an index holds a part of each item, `project` reads its queries into a `#[derive(Projection)]` struct,
/// and `hydrate` fetches the whole items. The fields of the pattern filter them (`Video::BY_CREATOR_FIELDS` for
/// `by_creator`).
///
/// The derive adds `key`, `decode_key`, `get`, `update`, `delete`, `scan` and `FIELDS`, a function for each name, and a
/// scan of the index for each name of an index key (`scan_by_status`).
#[proc_macro_derive(Entity, attributes(key, lookup, entity))]
pub fn derive_entity(input: TokenStream) -> TokenStream {
    entity::derive(&parse_macro_input!(input as DeriveInput)).into()
}

/// Derives `dynamodel::Table` for the enum of all entities of a table. Each variant holds an entity or a `Box` of one.
///
/// | attribute of the enum | meaning |
/// |---|---|
/// | `#[table(name = "...")]` | The name of the table. A client may use another name. |
/// | `type_attribute = "..."` | The attribute with the entity's type. Without it, the key determines the type, the server cannot filter by type, and entities cannot share keys. |
/// | `pk = "pk"`, `sk = "sk"`, `sk = none` | The key attributes. |
/// | `pk_type = S`, `sk_type = S` | Their types: `S`, `N` for one integer, `B` for one `Vec<u8>`. |
/// | `revision_attribute = "_revision"` | The attribute that counts the writes of an item with lookups or unique fields. |
/// | `owner_attribute = "_owner"` | The attribute with the owner of a marker or of a copy of a unique lookup. |
/// | `ttl_attribute = "expires_at"` | The attribute of `#[entity(ttl)]` fields, by which `DynamoDB` removes expired items. `create()` enables it. |
/// | `shared(User, Organization)` | Entities that deliberately share primary keys. |
/// | `crate = "..."` | The path of the runtime crate. The default is `::dynamodel`. |
/// | `#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]` | A global index, whose attributes the entities' `#[key(index = "gsi1", ...)]` write; with `pk_type` and `sk_type` as above. |
/// | `#[index(name = "gsi1", pk = ["tournament", "region"], sk = ["round"])]` | A global index with up to four attributes in each key, which are fields. They have the types of the fields, unless `pk_type = [S, N]` sets others. An attribute may belong to the table (`pk = "sk", sk = "pk"`) or to another index. |
/// | `copies = filter` | For an index whose attributes lookup copies have too: queries filter the copies out. |
/// | `#[index(name = "lsi1", sk = "lsi1sk", local)]` | A local index. |
/// | `project(all)`, `project(keys_only)`, `project(include("title", "views"))` in an index | The attributes of the index in addition to the keys. The default is the attributes that its entities read. `include` adds the type and TTL attributes. A `keys_only` index has neither: the keys determine the entity, and the expiry is unknown. |
///
/// The derive adds `table(client)` and `scan()`.
#[proc_macro_derive(Table, attributes(table, index))]
pub fn derive_table(input: TokenStream) -> TokenStream {
    table::derive(&parse_macro_input!(input as DeriveInput)).into()
}

/// Derives `dynamodel::KeySegment` for a newtype around a key segment or an enum without fields.
///
/// Generated functions take such a type by reference (`Task::by_status(&Status::Open)`); prefixes and ranges take a value
/// or a reference. A variant is written with its serde name (`rename`, `rename_all`), and has ranges if these names sort
/// as the variants do. Keys with an `alias` of a variant are read as that variant. `#[key_segment(crate = "...")]` sets
/// the path of the runtime crate.
#[proc_macro_derive(KeySegment, attributes(key_segment))]
pub fn derive_key_segment(input: TokenStream) -> TokenStream {
    segment::derive(&parse_macro_input!(input as DeriveInput)).into()
}

/// Derives `dynamodel::Document` for a nested struct, so that key templates can use its fields (`{address.city}`), and
/// its fields have paths (`User::FIELDS.address.city`) with their aliases (`#[serde(alias)]`), also in an `Option`, a list
/// (`FIELDS.addresses.at(0).city`) or a map (`FIELDS.addresses.key("home").city`).
///
/// `#[document(crate = "...")]` sets the path of the runtime crate.
#[proc_macro_derive(Document, attributes(document))]
pub fn derive_document(input: TokenStream) -> TokenStream {
    document::derive(&parse_macro_input!(input as DeriveInput)).into()
}

/// Derives `dynamodel::Projection` for a struct that reads a part of an entity:
/// `Video::by_creator(3).project::<VideoCard>()`.
///
/// ```text
/// #[derive(Deserialize, Projection)]
/// #[projection(of = Video)]
/// struct VideoCard { video_id: u64, video_title: String }
/// ```
///
/// Each field has the name, the type and the serialized name (`rename`, `rename_all`) of a field of the entity. A field
/// with `#[serde(skip)]` is not read. Write a generic entity as a string, `of = "Envelope<Order>"`.
/// `#[projection(crate = "...")]` sets the path of the runtime crate.
#[proc_macro_derive(Projection, attributes(projection))]
pub fn derive_projection(input: TokenStream) -> TokenStream {
    projection::derive(&parse_macro_input!(input as DeriveInput)).into()
}

/// Derives `dynamodel::Collection` for an enum whose variants are access patterns of one partition, or
/// `dynamodel::op::Group` for a struct of a parent and its children. One query reads either of them.
///
/// | attribute of the enum or struct | meaning |
/// |---|---|
/// | `#[collection(name = "repository_page", pk = "REPO#{owner}#{repo}")]` | The function that reads it, and its partition: the `pk` of its patterns, with names for the function's parameters. An enum that is only part of a struct has neither. |
/// | `rev` | Reads a struct in descending sort key order (an enum has `.rev()`). |
/// | `crate = "..."` | The path of the runtime crate. The default is `::dynamodel`. |
///
/// A variant holds an entity or a `Box` of one. On a variant or field, `#[pattern(by_repo)]` selects the access pattern.
/// The default is the primary key.
///
/// | attribute of a field | meaning |
/// |---|---|
/// | `#[collection(parent)]` | The first item: an entity, a collection's enum of several, or an `Option` of one. |
/// | `#[collection(children)]` | The items behind it: a `Vec` of an entity or of a collection's enum. |
///
/// The derive adds the function. All patterns must be in the table or in one index, and in the partition of `pk`. The
/// partition must determine the whole sort key of a parent, which must be the first item of the query.
#[proc_macro_derive(Collection, attributes(collection, pattern))]
pub fn derive_collection(input: TokenStream) -> TokenStream {
    collection::derive(&parse_macro_input!(input as DeriveInput)).into()
}
