//! Forms in which other programs store single values.

mod model;
mod seed;
mod times;
mod values;
