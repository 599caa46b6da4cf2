//! The keys of an entity in the base table: the primary key and the keys of lookups.

use std::rc::Rc;

use proc_macro2::{Span, TokenStream};
use syn::{Attribute, Ident, Path};

use super::field::{Scope, text_of};
use super::{Field, Role, Segment, Template, When, lift};
use crate::attr::{Pattern, PatternName, Written};
use crate::ctxt::Ctxt;
use crate::project::Project;
use crate::rename;
use crate::shards::Shards;

/// The primary key or the key of a lookup.
pub(crate) struct Key {
    /// The attribute that errors underline.
    pub(crate) attribute: Attribute,
    pub(crate) name: Option<Name>,
    pub(crate) pk: Template,
    pub(crate) sk: Option<Template>,
    /// The argument `unique` of a lookup.
    pub(crate) unique: Option<Path>,
    /// The number of shards of each partition.
    pub(crate) shards: Option<Shards>,
    /// The condition of an item's copy under this key. A primary key has none.
    pub(crate) when: Vec<When>,
    /// The fields that are stored under this key.
    pub(crate) project: Project<Rc<Field>>,
}

/// The name of an access pattern.
pub(crate) struct Name {
    pub(crate) ident: Ident,
    /// The type of the pattern.
    pub(crate) ty: Ident,
    /// The place of errors about it.
    pub(crate) at: TokenStream,
}

impl Key {
    pub(super) fn resolve(scope: Scope<'_>, pattern: &Pattern) -> Option<Self> {
        let ctxt = scope.ctxt;
        let shards = pattern.shards.as_ref();
        let template = |written: &Written, role| match written {
            Written::Template(literal) => Template::resolve(scope, literal, role, shards),
            Written::Fields(list) => {
                let names: Vec<String> =
                    list.names.iter().map(|name| format!("{{{}}}", text_of(name))).collect();
                ctxt.at(&list.at).error(format_args!(
                    "a list of fields is for the key of an index, `#[key(index = \"...\", ...)]`: this key is an \
                     attribute of its own, so write a template, `\"{}\"`",
                    names.join("#")
                ));
                None
            }
        };
        let name = pattern.name.as_ref().map(|name| Name::resolve(ctxt, scope.entity, name));
        if pattern.complete && name.is_none() && pattern.attribute.path().is_ident("lookup") {
            ctxt.at(&pattern.attribute)
                .error("a lookup needs a name, which is the function that reads it: add `name = \"by_...\"`");
        }
        if pattern.complete && pattern.pk.is_none() {
            ctxt.at(&pattern.attribute).error("a key needs a partition key: add `pk = \"...\"`");
        }
        let pk = pattern.pk.as_ref()?;
        let pk = template(pk, Role::Partition);
        let sk = pattern.sk.as_ref().map(|literal| template(literal, Role::Sort));
        let when = When::resolve_all(scope, &pattern.when);
        let project = projected(scope, pattern);
        let key = Self {
            attribute: pattern.attribute.clone(),
            name: lift(name)?,
            pk: pk?,
            sk: lift(sk)?,
            shards: shards.cloned(),
            when: when?,
            project,
            unique: pattern.unique.clone(),
        };
        Some(if key.is_lookup() { key.sparse() } else { key })
    }

    /// Makes a key that an item may lack.
    fn sparse(mut self) -> Self {
        self.pk = self.pk.sparse();
        self.sk = self.sk.map(Template::sparse);
        self
    }

    pub(crate) fn is_lookup(&self) -> bool {
        self.attribute.path().is_ident("lookup")
    }

    /// Returns the template of one of the key attributes.
    pub(crate) fn template(&self, role: Role) -> Option<&Template> {
        match role {
            Role::Partition => Some(&self.pk),
            Role::Sort => self.sk.as_ref(),
        }
    }

    /// Returns both templates.
    pub(crate) fn templates(&self) -> impl Iterator<Item = &Template> {
        std::iter::once(&self.pk).chain(&self.sk)
    }

    /// Returns the segments of both templates.
    pub(crate) fn segments(&self) -> impl Iterator<Item = &Segment> {
        self.templates().flat_map(Template::segments)
    }
}

/// Returns the fields that a lookup copies or that are read from an index. The default is all.
pub(super) fn projected(scope: Scope<'_>, pattern: &Pattern) -> Project<Rc<Field>> {
    let named = match &pattern.project {
        None | Some((_, Project::All)) => return Project::All,
        Some((_, Project::KeysOnly)) => return Project::KeysOnly,
        Some((_, Project::Include(named))) => named,
    };
    let field = |ident: &Ident| {
        let field = scope.find(ident)?;
        let name = &field.name;
        if field.stored.attribute.is_none() {
            scope.ctxt.at(ident).error(format_args!(
                "`{name}` is not an attribute of its own, so it cannot be included: write `project(all)`, or remove it"
            ));
        }
        Some(field)
    };
    Project::Include(named.iter().filter_map(field).collect())
}

impl Name {
    pub(super) fn resolve(ctxt: &Ctxt, entity: &Ident, written: &PatternName) -> Option<Self> {
        let Some(ident) = written.function.clone() else {
            ctxt.at(&written.at).error(format_args!(
                "`{}` is not a function name: write a name such as `by_owner`",
                written.text
            ));
            return None;
        };
        Some(Self { ident, ty: pattern_type(entity, written), at: written.at.clone() })
    }
}

/// `VideoByCreator`, unless the pattern names another type.
pub(crate) fn pattern_type(entity: &Ident, written: &PatternName) -> Ident {
    let generated = || {
        let span = written.at.clone().into_iter().next().map_or_else(Span::call_site, |token| token.span());
        let name = text_of(entity) + &rename::pascal(written.text.trim_start_matches("r#"));
        Ident::new(&name, Span::call_site().located_at(span))
    };
    written.ty.clone().unwrap_or_else(generated)
}
