//! The key of an index: a template or a list of fields for its partition key and its sort key.

use std::rc::Rc;

use proc_macro2::Span;
use syn::{Attribute, Ident, LitStr};

use super::field::{Scope, distinct, optional};
use super::when::When;
use super::{Alias, Field, Name, Position, Role, Segment, Template};
use crate::attr::{self, Pattern, Written};
use crate::project::Project;
use crate::shards::Shards;
use crate::spec::Spec;

/// The maximum number of attributes in a partition or sort key of an index.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.DesignPattern.MultiAttributeKeys.html>
const MAX_FIELDS: usize = 4;

/// The key of an index.
pub(crate) struct IndexKey {
    /// The attribute that errors underline.
    pub(crate) attribute: Attribute,
    pub(crate) index: LitStr,
    /// `true` for a local index, which has the partition key of the table.
    pub(crate) local: bool,
    pub(crate) name: Name,
    pub(crate) pk: IndexPart,
    pub(crate) sk: Option<IndexPart>,
    /// The number of shards of each partition.
    pub(crate) shards: Option<Shards>,
    /// The condition of an item's key in the index.
    pub(crate) when: Vec<When>,
    /// The fields that are read from the index.
    pub(crate) project: Project<Rc<Field>>,
}

/// A partition or sort key of an index.
pub(crate) enum IndexPart {
    Template(Template),
    Fields(FieldList),
}

/// Fields whose attributes are the key attributes.
pub(crate) struct FieldList {
    pub(crate) fields: Vec<Listed>,
    /// The table's own key attribute, behind the fields.
    pub(crate) base: Option<Base>,
}

/// The table's own key attribute in a list.
pub(crate) struct Base {
    text: String,
    /// Its role in the table.
    pub(crate) role: Role,
}

/// A field in a list, with the segment that functions take as its argument.
pub(crate) struct Listed {
    /// The name in the list.
    pub(crate) name: Ident,
    pub(crate) segment: Segment,
}

/// The context of an index key.
pub(super) struct Context<'a> {
    pub(super) scope: Scope<'a>,
    pub(super) primary: Option<&'a Pattern>,
}

impl IndexKey {
    /// Resolves an index key. Without a partition key it has the partition key of the table.
    pub(super) fn resolve(given: &Pattern, context: &Context<'_>) -> Option<Self> {
        let scope = context.scope;
        let ctxt = scope.ctxt;
        let index = given.index.clone()?;
        if !given.complete {
            return None;
        }
        let Some(name) = &given.name else {
            ctxt.at(&given.attribute).error(
                "the key of an index needs a name, which is the function that reads it: add `name = \"by_...\"`",
            );
            return None;
        };
        if given.pk.is_none() && given.sk.is_none() {
            ctxt.at(&given.attribute).error(
                "a local index has the table's partition key and needs a sort key: add `sk = \"...\"`, or \
                 `pk = \"...\"` for a global index",
            );
            return None;
        }
        let local = given.pk.is_none();
        if let Some(shards) = given.shards.as_ref().filter(|_| local) {
            ctxt.at(&shards.meta).error(
                "a local index has the partition key of the table: write `shards` in the `#[key(...)]` of the \
                 primary key, or add a `pk` with `{shard}` for a global index",
            );
            return None;
        }
        let shards = if local { context.primary?.shards.as_ref() } else { given.shards.as_ref() };
        let name = Name::resolve(ctxt, scope.entity, name);
        let when = When::resolve_all(scope, &given.when);
        // Errors of the table's partition key are reported at the primary key.
        let pk = given.pk.as_ref().or_else(|| context.primary?.pk.as_ref());
        let pk = pk.and_then(|pk| IndexPart::resolve(pk, Role::Partition, context, shards));
        let sk = given.sk.as_ref().map(|sk| IndexPart::resolve(sk, Role::Sort, context, shards));
        let project = super::key::projected(scope, given);
        Some(Self {
            attribute: given.attribute.clone(),
            index,
            local,
            name: name?,
            pk: pk?,
            sk: super::lift(sk)?,
            shards: shards.cloned(),
            when: when?,
            project,
        })
    }

    pub(crate) fn parts(&self) -> impl Iterator<Item = &IndexPart> {
        std::iter::once(&self.pk).chain(&self.sk)
    }

    pub(crate) fn parts_mut(&mut self) -> impl Iterator<Item = &mut IndexPart> {
        std::iter::once(&mut self.pk).chain(&mut self.sk)
    }

    /// Returns the fields that the written key depends on: those of templates and of conditions, and listed fields whose
    /// absence removes a template key. Other listed fields are attributes of their own.
    pub(crate) fn depends_on(&self) -> Vec<&Rc<Field>> {
        if self.parts().all(|part| part.template().is_none()) {
            return Vec::new();
        }
        let needed = self.segments().filter(|segment| !segment.is_listed || segment.sparse().is_some());
        let tested = self.when.iter().map(|when| &when.field);
        distinct(needed.map(|segment| &segment.field).chain(tested))
    }

    /// Returns `true` if [`depends_on`](Self::depends_on) has the field.
    pub(super) fn needs(&self, field: &Field) -> bool {
        let is_needed = |segment: &Segment| {
            segment.field.name == field.name && (!segment.is_listed || segment.sparse().is_some())
        };
        let is_tested = |when: &When| when.field.name == field.name;
        self.parts().any(|part| part.template().is_some())
            && (self.segments().any(is_needed) || self.when.iter().any(is_tested))
    }

    /// Returns the fields of both keys.
    pub(crate) fn segments(&self) -> impl Iterator<Item = &Segment> {
        self.parts().flat_map(IndexPart::segments)
    }
}

impl IndexPart {
    fn resolve(
        written: &Written,
        role: Role,
        context: &Context<'_>,
        shards: Option<&Shards>,
    ) -> Option<Self> {
        match written {
            Written::Template(literal) => {
                let template = Template::resolve(context.scope, literal, role, shards)?;
                Some(Self::Template(template.sparse()))
            }
            Written::Fields(fields) if role == Role::Partition && shards.is_some() => {
                let names = fields.names.iter().map(|name| format!("{{{}}}#", super::text_of(name)));
                context.scope.ctxt.at(&fields.at).error(format_args!(
                    "a list of fields cannot contain the shard number: write a template, `\"{}{{shard}}\"`",
                    names.collect::<String>()
                ));
                None
            }
            Written::Fields(fields) => FieldList::resolve(context, fields, role).map(Self::Fields),
        }
    }

    pub(crate) fn template(&self) -> Option<&Template> {
        match self {
            Self::Template(template) => Some(template),
            Self::Fields(_) => None,
        }
    }

    /// Returns the table's own key attribute, behind the fields of a list.
    pub(crate) fn base(&self) -> Option<&Base> {
        match self {
            Self::Template(_) => None,
            Self::Fields(list) => list.base.as_ref(),
        }
    }

    pub(crate) fn listed(&self) -> &[Listed] {
        match self {
            Self::Template(_) => &[],
            Self::Fields(list) => &list.fields,
        }
    }

    pub(crate) fn segments(&self) -> impl Iterator<Item = &Segment> {
        let listed = self.listed().iter().map(|listed| &listed.segment);
        self.template().into_iter().flat_map(Template::segments).chain(listed)
    }

    /// Returns the segments whose types must be key segments.
    pub(super) fn segments_mut(&mut self) -> Vec<&mut Segment> {
        match self {
            Self::Template(template) => template.segments_mut().collect(),
            Self::Fields(list) => {
                let fields = list.fields.iter_mut().filter(|listed| !listed.is_custom());
                fields.map(|listed| &mut listed.segment).collect()
            }
        }
    }

    /// Returns the template or the list as written.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Template(template) => template.literal.value(),
            Self::Fields(list) => {
                let names = list.fields.iter().map(|listed| listed.segment.path().to_owned());
                let base = list.base.iter().map(|base| format!("{:?}", base.text));
                format!("[{}]", names.chain(base).collect::<Vec<_>>().join(", "))
            }
        }
    }
}

impl FieldList {
    fn resolve(context: &Context<'_>, given: &attr::Fields, role: Role) -> Option<Self> {
        let ctxt = context.scope.ctxt;
        if given.names.is_empty() {
            ctxt.at(&given.at).error("the list must not be empty: write at least one field, as in `[a]`");
            return None;
        }
        let further = given.at.elems.iter().nth(MAX_FIELDS);
        if let Some(further) = further {
            ctxt.at(further).error(format_args!(
                "each key of an index has at most {MAX_FIELDS} attributes: remove some, or write a template"
            ));
            return None;
        }
        let fields: Vec<Listed> =
            given.names.iter().filter_map(|name| Listed::resolve(context, name, role)).collect();
        let base = given.base.as_ref().map(|base| context.base(base, role));
        let base = super::lift(base)?;
        (fields.len() == given.names.len()).then_some(Self { fields, base })
    }
}

impl Context<'_> {
    /// Returns the table's key attribute whose template this is. It can be the last one in the sort key of an index.
    fn base(&self, given: &LitStr, role: Role) -> Option<Base> {
        let (text, ctxt) = (given.value(), self.scope.ctxt);
        if role == Role::Partition {
            ctxt.at(given).error(
                "a list of partition key attributes contains fields only: the table's own key can be the last entry of \
                 `sk`, as in `sk = [a, \"...\"]`",
            );
            return None;
        }
        let base = self.primary?;
        let has_text = |written: Option<&Written>| matches!(written, Some(Written::Template(base)) if base.value() == text);
        let role = match (has_text(base.sk.as_ref()), has_text(base.pk.as_ref())) {
            (true, _) => Some(Role::Sort),
            (_, true) => Some(Role::Partition),
            _ => None,
        };
        if role.is_none() {
            ctxt.at(given).error(format_args!(
                "`\"{text}\"` is not a template of `{}`'s primary key. A template in a list is the table's own key \
                 attribute: write {}, or one template in place of the list, which is an attribute of its own",
                self.scope.entity,
                self.base_templates()
            ));
        }
        role.map(|role| Base { text, role })
    }

    /// `` `"ORDER#{id}"` or `"user-{user}"` ``
    fn base_templates(&self) -> String {
        let keys = self.primary.into_iter().flat_map(|key| [&key.sk, &key.pk]).flatten();
        let templates = keys.filter_map(|written| match written {
            Written::Template(base) => Some(format!("`\"{}\"`", base.value())),
            Written::Fields(_) => None,
        });
        templates.collect::<Vec<_>>().join(" or ")
    }
}

impl Listed {
    fn resolve(context: &Context<'_>, name: &Ident, role: Role) -> Option<Self> {
        let (scope, text) = (context.scope, super::text_of(name));
        let Some(field) = scope.fields.iter().find(|field| field.name == text).cloned() else {
            let base = match role {
                Role::Partition => String::new(),
                Role::Sort => format!(
                    ". For the table's own key attribute, write its template as the last entry: {}",
                    context.base_templates()
                ),
            };
            let instead = scope.suggest(&text);
            scope
                .ctxt
                .at(name)
                .error(format_args!("`{}` has no field `{text}`; {instead}{base}", scope.entity));
            return None;
        };
        let segment = Segment {
            text: field.name.clone(),
            nested: Vec::new(),
            spec: Spec::Position,
            position: Position::Partition,
            is_listed: true,
            may_be_absent: true,
            alias: Alias::None,
            field,
        };
        Some(Self { name: name.clone(), segment })
    }

    /// The span that errors underline.
    pub(crate) fn span(&self) -> Span {
        self.name.span()
    }

    /// Returns `true` if a serde function writes the field.
    pub(crate) fn is_custom(&self) -> bool {
        self.segment.field.stored.custom.is_some()
    }

    pub(crate) fn is_optional(&self) -> bool {
        optional(&self.segment.field.ty).is_some()
    }
}
