//! The library against a reference model: plain maps, and what the documentation says of each operation.
//!
//! Random operations run on four entities, with values that were loaded at any time before, and on items that older and
//! foreign programs wrote in between. After each step the whole table and the queries are compared with the model.
//!
//! `DYNAMODEL_MODEL_STEPS` and `DYNAMODEL_MODEL_SEED` choose another number of steps and another seed, and
//! `DYNAMODEL_MODEL_SHAPES` some of the foreign shapes (`TimeText,FieldAlias`). A difference is printed with the shortest
//! sequence of steps that still shows it. `cargo test --test model -- --nocapture` prints how often each operation met each
//! shape.
#![allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes fields by reference")]

#[path = "model/actions.rs"]
mod actions;
#[path = "model/compare.rs"]
mod compare;
#[path = "model/expect.rs"]
mod expect;
#[path = "model/kind.rs"]
mod kind;
#[path = "model/kinds.rs"]
mod kinds;
#[path = "model/many.rs"]
mod many;
#[path = "model/matrix.rs"]
mod matrix;
#[path = "model/plant.rs"]
mod plant;
#[path = "model/reads.rs"]
mod reads;
#[path = "model/record.rs"]
mod record;
#[path = "model/run.rs"]
mod run;
#[path = "model/updates.rs"]
mod updates;
#[path = "model/world.rs"]
mod world;
#[path = "model/writes.rs"]
mod writes;
#[path = "model/zoo.rs"]
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
