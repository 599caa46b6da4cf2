//! The fields of an entity, as plain data.

/// A field of an entity.
#[expect(clippy::struct_excessive_bools, reason = "each is a word of its own")]
#[derive(Clone, Copy, Debug)]
pub struct FieldMeta {
    /// The field's name.
    pub name: &'static str,
    /// The name of its attribute.
    pub attribute: &'static str,
    /// The names of `#[serde(alias = "...")]`, which older items may have.
    pub aliases: &'static [&'static str],
    /// `true` if the field is stored in the key only.
    pub in_key: bool,
    /// The position of the index key that holds such a field, if the primary key does not.
    pub in_index: Option<usize>,
    /// `true` if it is the expiry time, which is stored in the table's TTL attribute.
    pub ttl: bool,
    /// `true` if the item has no attribute for `None`.
    pub omits_none: bool,
    /// `true` if a user-defined function serializes the field.
    pub custom: bool,
    /// How the library maintains the field, if it does.
    pub managed: Option<ManagedField>,
}

impl FieldMeta {
    /// A field whose attribute has its name and that its type writes.
    #[must_use]
    pub const fn plain(name: &'static str) -> Self {
        Self {
            name,
            attribute: name,
            aliases: &[],
            in_key: false,
            in_index: None,
            ttl: false,
            omits_none: false,
            custom: false,
            managed: None,
        }
    }

    /// The fields with these names. Those that are not [`plain`](Self::plain) follow with their positions.
    #[must_use]
    pub const fn all<const N: usize>(names: [&'static str; N], others: &[(usize, Self)]) -> [Self; N] {
        let mut fields = [Self::plain(""); N];
        let mut at = 0;
        while at < N {
            fields[at] = Self::plain(names[at]);
            at += 1;
        }
        let mut nth = 0;
        while nth < others.len() {
            fields[others[nth].0] = others[nth].1;
            nth += 1;
        }
        fields
    }
}

/// How the library maintains a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ManagedField {
    /// The version. Each write checks and increments it.
    Version,
    /// The time of the first write.
    CreatedAt,
    /// The time of the last write.
    UpdatedAt,
}
