//! The laws of keys, each with 10,000 cases a property: one template in both directions,
//! injective, ordered. That ranges are exact is tested inside the crate, beside the regions.

mod entities;
mod hostile;
mod refused;
#[macro_use]
mod segments;
mod adopted;
