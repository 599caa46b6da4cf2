//! Writes of one item, and of many one by one.

mod concurrent;
mod conditions;
mod create;
mod create_many;
mod delete_all;
mod drafts;
mod expected_version;
mod field_paths;
mod limits;
mod list_and_map_paths;
mod malformed_items;
mod move_item;
mod older_items;
mod optional_list_and_map_paths;
mod refused_values;
mod upserts;
mod version;
mod without_reads;
