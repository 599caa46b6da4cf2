//! The program of the README: `cargo run --example readme`.
#![allow(unreachable_pub, reason = "the model reads as it would in a library")]

#[path = "lib.rs"]
mod videos;

include!("first.rs");
