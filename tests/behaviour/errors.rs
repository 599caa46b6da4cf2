//! Errors tell the truth, and no more than they should.

mod after_writes;
mod documented;
mod kinds;
mod redaction;
