//! Projections.

/// A projection as the derive describes it.
#[derive(Clone, Copy, Debug)]
pub struct ProjectionMeta {
    /// The name of the struct.
    pub name: &'static str,
    /// The attributes of its fields.
    pub attributes: &'static [&'static str],
}
