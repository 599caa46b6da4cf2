//! Errors tell the truth, and no more than they should.

#[path = "errors/documented.rs"]
mod documented;
#[path = "errors/facts.rs"]
mod facts;
#[path = "errors/hidden.rs"]
mod hidden;
#[path = "errors/unsent.rs"]
mod unsent;
#[path = "errors/written.rs"]
mod written;
