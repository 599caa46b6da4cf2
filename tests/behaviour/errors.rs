//! Errors tell the truth, and no more than they should.

mod documented;
mod facts;
mod hidden;
mod unsent;
mod written;
