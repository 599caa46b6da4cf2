//! Errors tell the truth, and no more than they should.

#[path = "errors/documented.rs"]
mod documented;
#[path = "errors/unsent.rs"]
mod unsent;
