//! The embedded engine and the scripted faults, through the SDK as a user calls it.

mod engine;
mod faults;
mod items;
#[path = "../support/mod.rs"]
mod support;
