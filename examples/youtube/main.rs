//! A small `YouTube` in one table: `cargo run --example youtube`.
//!
//! Read [`model`], then [`queries`], then [`actions`]: an application would have these three. [`demo`] runs them
//! and prints the results.
#![allow(unreachable_pub, reason = "the model reads as it would in a library")]

mod actions;
mod demo;
mod model;
mod queries;

use std::error::Error;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    demo::run().await
}
