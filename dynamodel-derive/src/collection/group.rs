//! The expansion of a collection struct, which has a parent and its children.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{Ident, Path};

use super::expand::{Checked, inherent, params, shown};
use super::model::{Collection, Group, Part};
use super::partition::Partition;

// const _: () = {
//     use ::dynamodel::__private as __p;
//     type __V0 = ..; // the parent
//     type __V1 = ..; // a child
//     const PARENT: &[__p::PatternMeta] = <__P0 as __p::Pattern>::MEMBERS;
//     const CHILDREN: &[__p::PatternMeta] = <__P1 as __p::Pattern>::MEMBERS;
//     const PARTITION: &__k::Template = &__k::Template::pk(..);
//     type __Params = ..;
//     const _: bool = __p::check_part(CHILDREN, PARENT, PARTITION);
//     const _: bool = __p::check_parent(PARENT, CHILDREN, true);
//     impl ::dynamodel::op::Group for RepositoryWithIssues { .. }
//     impl ::dynamodel::op::PagedGroup for RepositoryWithIssues { .. }
//     impl RepositoryWithIssues { pub fn with_newest_issues(..) .. }
// };
pub(super) fn expand(collection: &Collection, group: &Group) -> TokenStream {
    let Some(partition) = &collection.partition else { return TokenStream::new() };
    let krate = &collection.krate;
    let (parent, child) = (Checked::new(&group.parent_part, 0), Checked::new(&group.children_part, 1));
    let types = [&parent, &child].map(|checked| checked.types(&quote!(is_collected)));
    let (parents, children) = (parent.pattern(), child.pattern());
    let template = partition.template(&collection.name());
    let check = quote_spanned!(parent.span()=> __p::check_part(PARENT, PARENT, PARTITION));
    let params = params(&parent, &check);
    let (same, rev) = (child.same_params(&parent), group.rev);
    let check_children =
        quote_spanned!(child.span()=> const _: bool = __p::check_part(CHILDREN, PARENT, PARTITION););
    let check_parent =
        quote_spanned!(parent.span()=> const _: bool = __p::check_parent(PARENT, CHILDREN, #rev););
    let implementation = implementation(collection, group, &parent, &child);
    let function = function(collection, group, partition, &parent);
    let imports = crate::model::imports(krate);
    quote! {
        const _: () = {
            #imports
            #(#types)*
            const PARENT: &[__p::PatternMeta] = #parents::MEMBERS;
            const CHILDREN: &[__p::PatternMeta] = #children::MEMBERS;
            const PARTITION: &__k::Template = &#template;
            #params
            #same
            #check_children
            #check_parent
            #implementation
            #function
        };
    }
}

// impl ::dynamodel::op::Group for RepositoryWithIssues {
//     type Parent = __V0;
//     type Child = __V1;
//     const NAME: &'static str = "RepositoryWithIssues";
//     const REV: bool = true;
//     const PARENT: &'static [__p::PatternMeta] = PARENT;
//     const CHILDREN: &'static [__p::PatternMeta] = CHILDREN;
//     type Place = <__P0 as __p::Pattern>::Place;
//     fn group(parent: Option<__V0>, children: Vec<__V1>) -> Option<Self> {
//         Some(Self { repository: parent?, issues: children })
//     }
// }
fn implementation(
    collection: &Collection,
    group: &Group,
    parent: &Checked<'_>,
    child: &Checked<'_>,
) -> TokenStream {
    let (ident, krate, name, rev) = (&collection.ident, &collection.krate, collection.name(), group.rev);
    let (parent_ty, child_ty, parents) = (parent.ty(), child.ty(), parent.pattern());
    let made = made(group);
    let paged = group.optional.then(|| {
        quote! {
            #[automatically_derived]
            impl #krate::op::PagedGroup for #ident {
                fn paged(
                    parent: ::core::option::Option<Self::Parent>,
                    children: ::std::vec::Vec<Self::Child>,
                ) -> Self {
                    #made
                }
            }
        }
    });
    let whole = if group.optional { quote!() } else { quote!(let parent = parent?;) };
    quote! {
        #[automatically_derived]
        impl #krate::op::Group for #ident {
            type Parent = #parent_ty;
            type Child = #child_ty;
            type Place = #parents::Place;
            const NAME: &'static ::core::primitive::str = #name;
            const REV: ::core::primitive::bool = #rev;
            const PARENT: &'static [__p::PatternMeta] = PARENT;
            const CHILDREN: &'static [__p::PatternMeta] = CHILDREN;

            fn is_mixed(
                table: &'static __s::TableMeta,
                entities: &[&[::core::primitive::usize]],
            ) -> ::core::primitive::bool {
                __p::is_mixed(table, &[PARENT, CHILDREN], entities)
            }

            fn group(
                parent: ::core::option::Option<Self::Parent>,
                children: ::std::vec::Vec<Self::Child>,
            ) -> ::core::option::Option<Self> {
                #whole
                ::core::option::Option::Some(#made)
            }
        }

        #paged
    }
}

/// `Self { repository: parent.map(Box::new), issues: children }`
fn made(group: &Group) -> TokenStream {
    let Group { parent, children, optional, .. } = group;
    let boxed = |part: &Part| part.boxed;
    let parent_value = match (boxed(&group.parent_part), optional) {
        (false, _) => quote!(parent),
        (true, false) => quote!(::std::boxed::Box::new(parent)),
        (true, true) => quote!(parent.map(::std::boxed::Box::new)),
    };
    let children_value = if boxed(&group.children_part) {
        quote!(::core::iter::Iterator::collect(::core::iter::Iterator::map(
            ::core::iter::IntoIterator::into_iter(children),
            ::std::boxed::Box::new,
        )))
    } else {
        quote!(children)
    };
    quote!(Self { #parent: #parent_value, #children: #children_value })
}

// impl RepositoryWithIssues {
//     pub fn with_newest_issues(
//         owner: <__Params as __p::Param<0>>::Arg<'_>,
//     ) -> ::dynamodel::op::GroupQuery<Self> {
//         __p::start(__p::partition_key::<__P0, __Params>((owner, ())))
//     }
// }
fn function(
    collection: &Collection,
    group: &Group,
    partition: &Partition,
    parent: &Checked<'_>,
) -> TokenStream {
    let krate = &collection.krate;
    let doc = format!(
        "Reads the `{}` and `{}` of the partition `{}`, from the {} sort key {}.\n\nCosts one `Query` request for \
         each page, over the smallest range of keys that holds them. With `take`, one request is enough if no other \
         item can be in this range.\n\nExample: `{}::{}({}).take(10).one(&table).await?`.",
        group.parent,
        group.children,
        partition.pk.value(),
        if group.rev { "greatest" } else { "least" },
        if group.rev { "down" } else { "up" },
        collection.ident,
        partition.function,
        shown(partition),
    );
    inherent(collection, partition, parent, &doc, &quote!(#krate::op::GroupQuery))
}

/// Emits the implementations beside errors.
pub(super) fn inert(ident: &Ident, krate: &Path) -> TokenStream {
    let arguments = quote!(_: ::core::option::Option<Self::Parent>, _: ::std::vec::Vec<Self::Child>);
    quote! {
        #[automatically_derived]
        impl #krate::op::Group for #ident {
            type Parent = Self;
            type Child = Self;
            type Place = __o::Local;
            const NAME: &'static ::core::primitive::str = "";
            const REV: ::core::primitive::bool = false;
            const PARENT: &'static [__p::PatternMeta] = &[__p::PatternMeta::FAULTY];
            const CHILDREN: &'static [__p::PatternMeta] = &[__p::PatternMeta::FAULTY];

            fn is_mixed(
                _: &'static __s::TableMeta,
                _: &[&[::core::primitive::usize]],
            ) -> ::core::primitive::bool {
                ::core::unreachable!()
            }

            fn group(#arguments) -> ::core::option::Option<Self> {
                ::core::unreachable!()
            }
        }

        #[automatically_derived]
        impl #krate::op::PagedGroup for #ident {
            fn paged(#arguments) -> Self {
                ::core::unreachable!()
            }
        }
    }
}
