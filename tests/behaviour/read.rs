//! Reads of items, queries and scans.

mod cursors;
mod filters;
mod get_required;
mod hydration;
mod item_types;
mod lenient;
mod misplaced_items;
mod mixed_types;
mod months;
mod pages;
mod parallel_scan;
mod range_bounds;
mod ranges;
mod scan;
mod signatures;
mod take;
mod time_ranges;
