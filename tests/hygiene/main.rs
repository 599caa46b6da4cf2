//! The derives in a crate that is stricter, or stranger, than most: without prelude, with the
//! runtime under another name, with raw identifiers, made by macros, under all lints.
#![deny(
    missing_docs,
    unreachable_pub,
    unused,
    rust_2018_idioms,
    clippy::all,
    clippy::pedantic,
    clippy::nursery
)]

pub mod bare;
pub mod macro_made;
pub mod no_prelude;
pub mod pedantic;
pub mod private_types;
pub mod renamed_crate;
pub mod shadowed;
pub mod tables;
