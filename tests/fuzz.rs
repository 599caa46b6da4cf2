//! The functions of the fuzz targets (`fuzz/`), with random bytes: `DYNAMODEL_FUZZ_RUNS` inputs each, 10,000 unless it
//! says otherwise, from the seed `DYNAMODEL_FUZZ_SEED`.

#[path = "../fuzz/targets.rs"]
mod targets;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use fastrand::Rng;

const RUNS: u64 = 10_000;
const SEED: u64 = 7;

fn number(name: &str, unless: u64) -> u64 {
    std::env::var(name)
        .map_or(unless, |text| text.parse().unwrap_or_else(|_| panic!("{name} is not a number")))
}

/// Changes some bytes, and cuts or doubles a part.
fn mutate(rng: &mut Rng, seed: &[u8]) -> Vec<u8> {
    let mut data = seed.to_vec();
    for _ in 0..rng.usize(0..4) {
        let at = rng.usize(0..=data.len());
        match rng.u8(0..5) {
            0 => data.insert(at, rng.u8(..)),
            1 => data.insert(at, b"0123456789#-:.{}[]\",\n%"[rng.usize(0..22)]),
            2 if at < data.len() => data[at] = rng.u8(..),
            3 => data.truncate(at),
            _ => data.extend_from_within(at..),
        }
    }
    data
}

fn input(rng: &mut Rng, seeds: &[&[u8]]) -> Vec<u8> {
    if rng.u8(0..4) == 0 {
        return (0..rng.usize(0..64)).map(|_| rng.u8(..)).collect();
    }
    let seed = rng.choice(seeds).copied().unwrap_or_default();
    mutate(rng, seed)
}

fn run(target: fn(&[u8]) -> bool, seeds: &[&[u8]]) {
    let seed = number("DYNAMODEL_FUZZ_SEED", SEED);
    let mut rng = Rng::with_seed(seed);
    for seed in seeds {
        target(seed);
    }
    let mut accepted = 0;
    for _ in 0..number("DYNAMODEL_FUZZ_RUNS", RUNS) {
        let data = input(&mut rng, seeds);
        match catch_unwind(AssertUnwindSafe(|| target(&data))) {
            Ok(true) => accepted += 1,
            Ok(false) => {}
            Err(panic) => {
                eprintln!("seed {seed}: b\"{}\"", data.escape_ascii());
                resume_unwind(panic);
            }
        }
    }
    assert!(accepted > 0, "no input was accepted, so nothing was tested");
    println!("{accepted} inputs were accepted");
}

#[test]
fn any_text_is_a_cursor_of_its_range_or_refused() {
    run(targets::cursor, targets::CURSORS);
}

#[test]
fn any_key_that_is_read_is_written_again() {
    run(targets::key, targets::KEYS);
}

#[test]
fn any_item_that_is_read_is_written_again() {
    run(targets::item, targets::ITEMS);
}

#[test]
fn any_template_that_is_parsed_is_written_again() {
    run(targets::template, targets::TEMPLATES);
}
