//! The functions under test: each takes any bytes, panics where a promise is broken, and returns `true` if the bytes were
//! accepted.
//!
//! The targets of `cargo fuzz` call them, and `tests/fuzz.rs` with random bytes.
#![allow(dead_code, reason = "each target of cargo fuzz calls one of them")]
#![allow(unreachable_pub, reason = "a module of several crates")]

#[path = "targets/cursor.rs"]
mod cursor;
#[path = "targets/item.rs"]
mod item;
#[path = "targets/key.rs"]
mod key;
#[path = "targets/template.rs"]
mod template;

pub use cursor::{SEEDS as CURSORS, cursor};
pub use item::{SEEDS as ITEMS, item};
pub use key::{SEEDS as KEYS, key};
pub use template::{SEEDS as TEMPLATES, template};
