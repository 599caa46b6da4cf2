//! Single-table modelling for Amazon `DynamoDB`.

#[cfg(feature = "embedded")]
pub mod embedded;
