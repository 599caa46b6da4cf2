//! Recipes: six designs that many services need, each with a program that is tested.
//!
//! | recipe | subject |
//! |---|---|
//! | [`multi_tenancy`] | the tenant in every key, and a test that no input leaves it |
//! | [`soft_delete`] | a trash, restoring, and removal after 30 days |
//! | [`etag`] | `ETag`, `If-Match` and `If-None-Match` |
//! | [`counters`] | sharded counters and leaderboards |
//! | [`time_series`] | readings by day, ranges over days, expiry |
//! | [`idempotency`] | requests that a client repeats with a key |

pub mod counters {
    #![doc = include_str!("recipes/counters.md")]
}
pub mod etag {
    #![doc = include_str!("recipes/etag.md")]
}
pub mod idempotency {
    #![doc = include_str!("recipes/idempotency.md")]
}
pub mod multi_tenancy {
    #![doc = include_str!("recipes/multi_tenancy.md")]
}
pub mod soft_delete {
    #![doc = include_str!("recipes/soft_delete.md")]
}
pub mod time_series {
    #![doc = include_str!("recipes/time_series.md")]
}
