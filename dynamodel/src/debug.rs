//! `Debug` for types that only name an entity or a table, which need not be `Debug` itself.

/// `debug!(Get<E> { key, consistent });`
macro_rules! debug {
    ($type:ident<$($param:ident),*> { $($field:ident),* }) => {
        impl<$($param),*> std::fmt::Debug for $type<$($param),*> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($type))$(.field(stringify!($field), &self.$field))*.finish()
            }
        }
    };
}
pub(crate) use debug;
