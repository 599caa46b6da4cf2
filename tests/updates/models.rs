//! The models of the examples.
#![allow(unreachable_pub, dead_code, reason = "the examples' own")]

#[path = "../../examples/github/model.rs"]
pub(crate) mod github;
#[path = "../../examples/hierarchy/model.rs"]
pub(crate) mod hierarchy;
#[path = "../../examples/orders/model.rs"]
pub(crate) mod orders;
#[path = "../../examples/sessions/model.rs"]
pub(crate) mod sessions;
#[path = "../../examples/shop/model.rs"]
pub(crate) mod shop;
#[path = "../../examples/youtube/model.rs"]
pub(crate) mod youtube;
