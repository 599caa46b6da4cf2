//! Tables and their keys.

mod clock;
mod lifecycle;
mod native_keys;
mod shapes;
mod shared_keys;
