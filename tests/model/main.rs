//! The library against a reference model: plain maps, and what the documentation says of each operation.
//!
//! Random operations run on six entities, with values that were loaded at any time before, and on items that older and
//! foreign programs wrote in between. After each step the whole table and the queries are compared with the model.
//!
//! `DYNAMODEL_MODEL_STEPS` and `DYNAMODEL_MODEL_SEED` choose another number of steps and another seed, and
//! `DYNAMODEL_MODEL_SHAPES` some of the foreign shapes (`TimeText,FieldAlias`). A difference is printed with the shortest
//! sequence of steps that still shows it. `cargo test --test model -- --nocapture` prints how often each operation met each
//! shape.
#![allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes fields by reference")]

mod actions;
mod compare;
mod expect;
mod kind;
mod kinds;
mod many;
mod matrix;
mod plant;
mod reads;
mod record;
mod run;
mod updates;
mod world;
mod writes;
mod zoo;

const STEPS: usize = 20_000;
const SEED: u64 = 9;

fn from_environment<N: std::str::FromStr>(name: &str) -> Option<N> {
    std::env::var(name).ok().and_then(|value| value.parse().ok())
}

#[test]
fn the_library_does_what_the_model_says() {
    let steps = from_environment("DYNAMODEL_MODEL_STEPS").unwrap_or(STEPS);
    let seed = from_environment("DYNAMODEL_MODEL_SEED").unwrap_or(SEED);
    run::run(seed, steps);
}
