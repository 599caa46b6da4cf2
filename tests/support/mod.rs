//! Fixtures that the test binaries share; each uses its own part.
#![allow(dead_code, unreachable_pub, reason = "each test binary uses its own part")]

pub(crate) mod crash;
pub(crate) mod model;
pub(crate) mod raw;
pub(crate) mod store;
pub(crate) mod world;
pub(crate) mod youtube;
