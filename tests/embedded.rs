//! The embedded engine and the scripted faults, through the SDK as a user calls it.

#[path = "embedded/engine.rs"]
mod engine;
#[path = "embedded/faults.rs"]
mod faults;
#[path = "embedded/items.rs"]
mod items;
mod support;
