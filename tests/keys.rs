//! The laws of keys, each with 10,000 cases a property: one template in both directions,
//! injective, ordered. That ranges are exact is tested inside the crate, beside the regions.

#[path = "keys/entities.rs"]
mod entities;
#[path = "keys/hostile.rs"]
mod hostile;
#[path = "keys/refused.rs"]
mod refused;
#[path = "keys/segments.rs"]
mod segments;
