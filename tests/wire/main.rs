//! Items that are read from the bytes of responses: they are those that the SDK reads.
//!
//! `DYNAMODEL_WIRE_ITEMS=1000000` and `DYNAMODEL_WIRE_PAGES=200000` search longer, `DYNAMODEL_WIRE_SEED` elsewhere.

mod canned;
mod damage;
mod damaged;
mod failures;
mod generate;
mod items;
mod json;
mod thing;
mod unknown;

use std::str::FromStr;

use dynamodel::Error;

/// The value of an environment variable.
fn setting<T: FromStr>(name: &str, otherwise: T) -> T {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// A random number generator, and the seed to repeat the run.
fn random() -> fastrand::Rng {
    fastrand::Rng::with_seed(setting("DYNAMODEL_WIRE_SEED", 1))
}

/// An error with its causes.
fn text_of(error: &Error) -> String {
    let causes = std::iter::successors(std::error::Error::source(error), |cause| cause.source());
    causes.fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
}
