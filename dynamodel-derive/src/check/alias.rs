//! Rules for aliases of fields. An update removes the attributes with these names.

use std::collections::HashMap;
use std::rc::Rc;

use crate::attr::Managed;
use crate::ctxt::Ctxt;
use crate::model::Field;
use crate::serde::Alias;

pub(crate) fn all(ctxt: &Ctxt, fields: &[Rc<Field>]) {
    let mut names: HashMap<&str, &Field> = HashMap::new();
    for field in fields {
        names.extend(field.stored.attribute.as_deref().map(|name| (name, &**field)));
    }
    for field in fields {
        for alias in &field.stored.aliases {
            check(ctxt, field, alias);
            if let Some(other) = names.insert(&alias.name, field) {
                report_taken(ctxt, field, other, alias);
            }
        }
    }
}

// #[serde(flatten, alias = "stats")] stats: Stats
// #[serde(alias = "expires")] #[entity(ttl)] expires_at: Option<u64>
// #[serde(alias = "rev")] #[entity(version)] version: u64
fn check(ctxt: &Ctxt, field: &Field, alias: &Alias) {
    let (name, older) = (&field.name, &alias.name);
    if field.stored.kept_out.as_ref().is_some_and(|word| word.is_ident("flatten")) {
        ctxt.at(&alias.at).error(format_args!(
            "`{name}` is flattened, so it is not an attribute and cannot have the alias `{older}`: remove `alias`, or write \
             it on a field of the flattened struct"
        ));
    }
    if field.ttl.is_some() {
        ctxt.at(&alias.at).error(format_args!(
            "`{name}` is stored in the table's TTL attribute, which has one name: write \
             `#[table(ttl_attribute = \"{older}\")]` if items expire by `{older}`, or remove `alias` and read `{older}` \
             into an `Option` field of its own"
        ));
    }
    if field.managed.as_ref().is_some_and(|managed| managed.kind == Managed::Version) {
        ctxt.at(&alias.at).error(format_args!(
            "each write checks and increments `{name}`, in one attribute: remove `alias`, and write \
             `#[serde(rename = \"{older}\")]` if items have the version as `{older}`"
        ));
    }
}

// #[serde(alias = "name")] title: String, name: String
fn report_taken(ctxt: &Ctxt, field: &Field, other: &Field, alias: &Alias) {
    let is_alias = other.stored.attribute.as_deref() != Some(&alias.name);
    let (name, older, other) = (&field.name, &alias.name, &other.name);
    ctxt.at(&alias.at).error(if name == other {
        format!("`{older}` is given twice as an alias of `{name}`: remove one")
    } else if is_alias {
        format!("`{older}` is already an alias of `{other}`: remove it from one of the fields")
    } else {
        format!(
            "the alias `{older}` of `{name}` is the attribute of `{other}`, which an update of `{name}` would remove: remove \
             the alias, or rename `{other}`"
        )
    });
}
