//! Unique fields, alone or together, and the keys of their markers.

use std::rc::Rc;

use syn::spanned::Spanned;
use syn::{Attribute, LitStr, parse_quote};

use super::field::{Scope, distinct};
use super::{Field, Key, Role, Template};
use crate::attr::Unique;
use crate::project::Project;

/// The sort key of a marker without a template.
const SORT: &str = "_unique";

/// Fields whose values are unique among the items of an entity.
pub(crate) struct Marker {
    /// The fields, joined by `+`, for errors.
    pub(crate) name: String,
    /// The attributes, joined by `+`, for the type value.
    pub(crate) stored: String,
    /// The `unique` argument.
    pub(crate) unique: Unique,
    /// The field that has the argument.
    pub(crate) on: Option<Rc<Field>>,
    pub(crate) key: Key,
}

/// The entity of a marker.
pub(super) struct Owner<'o> {
    pub(super) scope: Scope<'o>,
    pub(super) type_name: &'o str,
    pub(super) delimiter: &'o str,
    /// `true` if the entity has a sort key.
    pub(super) sorted: bool,
}

/// Returns the markers of unique fields, then those of the struct's `unique(...)`.
pub(super) fn resolve(owner: &Owner<'_>, of_struct: &[Unique]) -> Vec<Marker> {
    let fields = owner.scope.fields.iter();
    let alone = fields.filter_map(|field| owner.of_field(field.unique.as_ref()?, field));
    let together = of_struct.iter().filter_map(|unique| owner.of_struct(unique));
    alone.chain(together).collect()
}

impl Owner<'_> {
    fn of_field(&self, unique: &Unique, field: &Rc<Field>) -> Option<Marker> {
        let name = &field.name;
        if let Some(other) = unique.fields.first() {
            self.scope.ctxt.at(other).error(format_args!(
                "on a field, `unique` takes no other fields: write `unique(scope = {other})` for a value that is unique \
                 within each `{other}`, or `#[entity(unique({other}, {name}))]` on the struct"
            ));
            return None;
        }
        let mut all: Vec<Rc<Field>> = Vec::new();
        if let Some(scope) = &unique.scope {
            all.push(self.scope.find(scope)?);
        }
        if all.iter().any(|scope| scope.name == *name) {
            self.scope
                .ctxt
                .at(&unique.scope)
                .error(format_args!("`{name}` cannot be its own scope: remove `scope`"));
            return None;
        }
        all.push(Rc::clone(field));
        self.marker(unique, std::slice::from_ref(field), &all, Some(field))
    }

    fn of_struct(&self, unique: &Unique) -> Option<Marker> {
        if let Some(scope) = &unique.scope {
            self.scope.ctxt.at(scope).error(format_args!(
                "`scope` is for a unique field: on the struct, list all fields, `unique({scope}, ...)`"
            ));
            return None;
        }
        if unique.fields.is_empty() && unique.pk.is_none() {
            self.scope.ctxt.at(&unique.at).error(
                "`unique` on the struct needs the fields that are unique together: write `unique(a, b)`, or \
                 `#[entity(unique)]` on a field",
            );
            return None;
        }
        let listed: Vec<_> = unique.fields.iter().map(|name| self.scope.find(name)).collect();
        let listed = listed.into_iter().collect::<Option<Vec<_>>>()?;
        self.marker(unique, &listed, &listed, None)
    }

    /// Resolves a marker. Its name consists of the fields `named`, its key of the fields `all`.
    fn marker(
        &self,
        unique: &Unique,
        named: &[Rc<Field>],
        all: &[Rc<Field>],
        on: Option<&Rc<Field>>,
    ) -> Option<Marker> {
        let (pk, sk) = match &unique.pk {
            Some(pk) => self.written(unique, pk)?,
            None => self.default(unique, named, all)?,
        };
        // Without a list, the fields of the template are unique together.
        let mut named = named.to_vec();
        if named.is_empty() {
            let segments = pk.segments().chain(sk.iter().flat_map(Template::segments));
            named = distinct(segments.map(|segment| &segment.field)).into_iter().cloned().collect();
        }
        let at = &unique.at;
        let attribute: Attribute = parse_quote!(#[entity(#at)]);
        let key = Key {
            attribute,
            name: None,
            pk: pk.sparse(),
            sk: sk.map(Template::sparse),
            shards: None,
            when: Vec::new(),
            project: Project::All,
            unique: None,
        };
        let name = join(named.iter().map(|field| field.name.as_str()));
        Some(Marker { name, stored: stored(&named), unique: unique.clone(), on: on.map(Rc::clone), key })
    }

    fn written(&self, unique: &Unique, pk: &LitStr) -> Option<(Template, Option<Template>)> {
        let template = |literal: &LitStr, role| Template::resolve(self.scope, literal, role, None);
        let pk = template(pk, Role::Partition);
        let sk = match &unique.sk {
            Some(sk) => Some(template(sk, Role::Sort)?),
            None => None,
        };
        Some((pk?, sk))
    }

    /// `User.unique.email#{email}`, as the entity's type and attributes are stored.
    fn default(
        &self,
        unique: &Unique,
        named: &[Rc<Field>],
        all: &[Rc<Field>],
    ) -> Option<(Template, Option<Template>)> {
        if let Some(sk) = &unique.sk {
            self.scope.ctxt.at(sk).error(
                "a marker with a sort key needs a partition key too: add `pk = \"...\"`, or remove `sk`",
            );
            return None;
        }
        let (type_name, delimiter) = (self.type_name, self.delimiter);
        let head = format!("{type_name}.unique.{}{delimiter}", stored(named));
        let shown = all.iter().map(|field| format!("{{{}}}", field.name));
        let shown = format!("{head}{}", shown.collect::<Vec<_>>().join(delimiter));
        let span = unique.at.path().span();
        let pk = Template::from_fields(LitStr::new(&shown, span), head, delimiter, all);
        let sk = self.sorted.then(|| Template::from_literal(LitStr::new(SORT, span), Role::Sort));
        Some((pk, sk))
    }
}

fn stored(fields: &[Rc<Field>]) -> String {
    join(fields.iter().map(|field| field.stored.attribute.as_deref().unwrap_or(&field.name)))
}

fn join<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names.collect::<Vec<_>>().join("+")
}
