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
mod words;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Derives `dynamodel::Entity` for a struct with named fields, and adds its functions.
///
/// | attribute of the struct | what it says |
/// |---|---|
/// | `#[key(pk = "...", sk = "...")]` | the templates of the primary key; without `sk` for a table without a sort key |
/// | `#[key(name = "in_channel", ...)]` | adds a query over its partition: `ChannelVideo::in_channel(1)` |
/// | `#[lookup(name = "by_creator", pk = "...", sk = "...")]` | a copy of the item under a second key that holds the primary key, written and removed with it in one transaction; adds a query. An item whose `Option` in it is `None` has no such copy |
/// | `#[lookup(unique, name = "by_email", pk = "...", sk = "...")]` | the same for a key that need not hold the primary key and that one item can have: `User::by_email("a@b")` reads one item |
/// | `#[entity(unique(tenant_id, email))]` | no two items have the same of these fields; may stand several times |
/// | `#[key(index = "gsi1", name = "by_status", pk = "...", sk = "...")]` | the key of an index of the table; adds a query. Without `pk` for a local index. Without `sk` for an index that has a partition key alone. An item whose `Option` in it is `None` is not in the index |
/// | `#[key(index = "gsi1", name = "by_league", pk = [tournament, region], sk = [round])]` | the same over one to four fields, whose own attributes are the key; one of the keys may be a template |
/// | `when(status = Status::Open, archived_at = none)` | in the key of an index or in a lookup: only then the item is in the index, or has the copy. A field is compared with a literal, a constant, a variant, `some` or `none`. Several keys of one index must exclude each other |
/// | `shards = 8` in `#[key(...)]` or `#[lookup(...)]` | spreads each partition over 8 (2 to 256), whose number is the `{shard}` of `pk`. A hash of the primary key chooses it, so no function takes it; queries read all shards side by side, merged in the order of `sk` |
/// | `project(keys_only)`, `project(include(title, views))` in a `#[lookup]` | the copy has these fields alone, and what its key holds; the default is `project(all)` |
/// | the same in a `#[key(index = ...)]` | the entity reads these alone from the index, which has to project at least that |
/// | `#[entity(delimiter = "#")]` | what no string segment may hold |
/// | `#[entity(type_name = "...")]` | the value of the table's type attribute, if not the struct's name |
/// | `#[entity(methods(get = "fetch"))]` | other names for `key`, `decode_key`, `get`, `update`, `delete` and `scan`, where the struct has a function of that name itself ("duplicate definitions") |
/// | `#[entity(crate = "...")]` | the path of the runtime crate, if not `::dynamodel` |
///
/// | attribute of a field | what it says |
/// |---|---|
/// | `#[entity(in_key)]` | it is stored in the key only |
/// | `#[entity(ttl)]` | when the item expires: a time, an integer of seconds since 1970, or an `Option` of one. It is stored in whole seconds in the table's TTL attribute; reads leave expired items out, and `create` replaces them |
/// | `#[entity(unique)]` | one item only has its value, or with `unique(scope = tenant_id)` one of each tenant; `None` claims nothing |
/// | `#[entity(version)]` | a `u32` or `u64` that counts the writes: a write of a loaded value (`put`, `update`, `delete`, `move_to`) is one of the version that was loaded, and a conflict otherwise. A value that was not stored yet has 0 |
/// | `#[entity(created_at)]` | the time of the first write, unless the value has one that is not 1970-01-01 |
/// | `#[entity(updated_at)]` | the time of the last write |
///
/// Each unique value is claimed by an item of its own, a marker, written and removed in the transaction of the item. A write
/// that wants the value of another item fails with `Error::is_unique_violation`, and `Error::unique_field` names the
/// field. Markers have keys such as `User.unique.email#a@b`, `_unique`, or those of a template, by which the markers of
/// another program are adopted: `unique(pk = "USER_NAME#{user_name:lower}", sk = "MARKER")`, where `lower` makes it one
/// name whatever its case. Such a template names the field and its scope, and nothing else.
///
/// A template is text with `{field}`, `{nested.field}` and `{field:words}`; `{{` and `}}` are braces.
///
/// | words | for |
/// |---|---|
/// | `08` (a width), `desc`, `plain` | integers |
/// | `10.2` (digits and scale) | `Decimal` |
/// | `date`, `ms`, `s`, `unix` (with a width or `desc`) | times, which are cut |
/// | `exact` with `ms`, `s` or `unix` | times that must be whole: the key loses nothing, and another time is refused |
/// | `lower`, `upper`, `escaped`, `any` | strings |
///
/// Where a lookup or an index holds a part of each item, its queries are `project`ed to a `#[derive(Projection)]`
/// struct or `hydrate`d, and filtered by the fields of the pattern (`Video::BY_CREATOR_FIELDS` for `by_creator`).
///
/// It adds `key`, `decode_key`, `get`, `update`, `delete`, `scan` and `FIELDS`, one function for each name, and one
/// that scans the index for each name of an index key (`scan_by_status`).
#[proc_macro_derive(Entity, attributes(key, lookup, entity))]
pub fn derive_entity(input: TokenStream) -> TokenStream {
    entity::derive(&parse_macro_input!(input as DeriveInput)).into()
}

/// Derives `dynamodel::Table` for the enum of all entities of one table: one variant for each, which holds the
/// entity or a `Box` of it.
///
/// | attribute of the enum | what it says |
/// |---|---|
/// | `#[table(name = "...")]` | the name of the table; a client may give it another |
/// | `type_attribute = "..."` | the attribute that says which entity an item is. Without it the key says that, types cannot be filtered by the server, and keys cannot be shared |
/// | `pk = "pk"`, `sk = "sk"`, `sk = none` | the key attributes |
/// | `pk_type = S`, `sk_type = S` | their types: `S`, `N` for one bare integer, `B` for one bare `Vec<u8>` |
/// | `revision_attribute = "_revision"` | the attribute that counts the writes of an item with lookups or unique fields |
/// | `owner_attribute = "_owner"` | the attribute that says whose a marker of a unique field, or a copy of a unique lookup, is |
/// | `ttl_attribute = "expires_at"` | the attribute in which `#[entity(ttl)]` fields are stored, by which `DynamoDB` removes expired items; `create()` enables that |
/// | `shared(User, Organization)` | entities that have the same primary keys on purpose |
/// | `crate = "..."` | the path of the runtime crate, if not `::dynamodel` |
/// | `#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]` | a global index, whose attributes the entities' `#[key(index = "gsi1", ...)]` write; with `pk_type` and `sk_type` as above |
/// | `#[index(name = "gsi1", pk = ["tournament", "region"], sk = ["round"])]` | the same over up to four attributes for each key, which are fields; their types are those of the fields unless `pk_type = [S, N]` says otherwise. An attribute may be one of the table (`pk = "sk", sk = "pk"`) or of another index |
/// | `copies = filter` | in an index of which each attribute is one that lookup copies have too: queries leave the copies out |
/// | `#[index(name = "lsi1", sk = "lsi1sk", local)]` | a local index |
/// | `project(all)`, `project(keys_only)`, `project(include("title", "views"))` in an index | the attributes that it holds besides the keys; `include` adds the attributes of the type and of the time to live. Without them, in a `keys_only` index, an item's keys say which entity it is, and nothing says whether it has expired |
///
/// It adds `table(client)` and `scan()`.
#[proc_macro_derive(Table, attributes(table, index))]
pub fn derive_table(input: TokenStream) -> TokenStream {
    table::derive(&parse_macro_input!(input as DeriveInput)).into()
}

/// Derives `dynamodel::KeySegment` for a newtype around a key segment or an enum without fields.
///
/// Generated functions take such a type by reference (`Task::by_status(&Status::Open)`); prefixes and ranges
/// take it either way. A variant is written as serde names it (`rename`, `rename_all`), and has ranges where
/// these names sort as the variants do. A key with an `alias` of a variant is read as that variant; keys and queries have
/// its name only. `#[key_segment(crate = "...")]` gives the path of the runtime crate.
#[proc_macro_derive(KeySegment, attributes(key_segment))]
pub fn derive_key_segment(input: TokenStream) -> TokenStream {
    segment::derive(&parse_macro_input!(input as DeriveInput)).into()
}

/// Makes the fields of a nested struct known: to the key templates of the entities that hold it
/// (`{address.city}`), and to their paths (`User::FIELDS.address.city`), with the names that older items have
/// for them (`#[serde(alias)]`).
///
/// `#[document(crate = "...")]` gives the path of the runtime crate.
#[proc_macro_derive(Document, attributes(document))]
pub fn derive_document(input: TokenStream) -> TokenStream {
    document::derive(&parse_macro_input!(input as DeriveInput)).into()
}

/// Makes a struct one that reads a part of an entity: `Video::by_creator(3).project::<VideoCard>()`.
///
/// ```text
/// #[derive(Deserialize, Projection)]
/// #[projection(of = Video)]
/// struct VideoCard { video_id: u64, video_title: String }
/// ```
///
/// Each field has the name of one of the entity's, its type, and its serialized name (`rename`, `rename_all`); a
/// field that is `#[serde(skip)]` is not read. A generic entity is written as a string, `of = "Envelope<Order>"`.
/// `#[projection(crate = "...")]` gives the path of the runtime crate.
#[proc_macro_derive(Projection, attributes(projection))]
pub fn derive_projection(input: TokenStream) -> TokenStream {
    projection::derive(&parse_macro_input!(input as DeriveInput)).into()
}

/// Derives `dynamodel::Collection` for an enum whose variants are access patterns of one partition, or
/// `dynamodel::Group` for a struct of a parent and its children: either is read in one query.
///
/// | attribute of the enum or struct | what it says |
/// |---|---|
/// | `#[collection(name = "repository_page", pk = "REPO#{owner}#{repo}")]` | the function that reads it, and the partition: the `pk` of its patterns, with names for the function's parameters. An enum that is only part of a struct has neither |
/// | `rev` | a struct is read from the greatest sort key down (an enum has `.rev()`) |
/// | `crate = "..."` | the path of the runtime crate, if not `::dynamodel` |
///
/// A variant holds an entity or a `Box` of one. On a variant or field, `#[pattern(by_repo)]` names the access
/// pattern that is read, which without it is the primary key.
///
/// | attribute of a field | what it says |
/// |---|---|
/// | `#[collection(parent)]` | the item that reading starts at: an entity, a collection's enum of several kinds, or an `Option` of one |
/// | `#[collection(children)]` | what follows it: a `Vec` of an entity or of a collection's enum |
///
/// It adds the function. All patterns must lie in one place, the table or one index, and in the partition of
/// `pk`; a parent must lie where reading starts, its whole sort key given by the partition.
#[proc_macro_derive(Collection, attributes(collection, pattern))]
pub fn derive_collection(input: TokenStream) -> TokenStream {
    collection::derive(&parse_macro_input!(input as DeriveInput)).into()
}
