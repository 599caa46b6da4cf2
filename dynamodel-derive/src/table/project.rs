//! Rules of `project(include(..))` on an index.

use syn::LitStr;

use super::attr::Attributes;
use super::check::length;
use super::index::Index;
use super::model::Table;
use crate::ctxt::Ctxt;

/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Projection.html>
const MAX_INCLUDED: usize = 20;
/// The maximum over all indexes of a table, from this page too.
const MAX_INCLUDED_IN_ALL: usize = 100;
/// The length of a name in bytes, from this page too.
const NAME: std::ops::RangeInclusive<usize> = 1..=255;

pub(super) fn check(ctxt: &Ctxt, attributes: &Attributes, table: &Table) {
    for index in &attributes.indexes {
        check_attributes(ctxt, index, table);
    }
    check_counts(ctxt, attributes, table);
}

fn included(index: &Index) -> &[LitStr] {
    index.project.as_ref().map_or(&[], |project| project.included())
}

// project(include("pk"))
fn check_attributes(ctxt: &Ctxt, index: &Index, table: &Table) {
    let mut keys = vec![table.pk.name.clone()];
    keys.extend(table.sk.iter().map(|sk| sk.name.clone()));
    keys.extend(index.pk.iter().chain(&index.sk).map(LitStr::value));
    for literal in included(index) {
        let name = literal.value();
        if keys.contains(&name) {
            ctxt.at(literal).error(format_args!(
                "`{name}` is a key attribute, and every index has the key attributes: remove it"
            ));
        } else if !NAME.contains(&name.len()) {
            ctxt.at(literal).error(length("the name of an attribute", "bytes", &NAME, name.len()));
        }
    }
}

// 21 names in project(include(..))
fn check_counts(ctxt: &Ctxt, attributes: &Attributes, table: &Table) {
    let mut all = 0;
    for index in &attributes.indexes {
        let names = included(index);
        let own = [&table.type_attribute, &table.ttl_attribute].into_iter().flatten();
        let own = own.filter(|own| !names.iter().any(|literal| literal.value() == **own));
        let implied = if names.is_empty() { 0 } else { own.count() };
        let count = names.len() + implied;
        all += count;
        let type_too = if implied > 0 { ", including those of the type and the TTL" } else { "" };
        let remedy = ": remove some, or write `project(all)`";
        if let Some(last) = names.last().filter(|_| count > MAX_INCLUDED) {
            ctxt.at(last).error(format_args!(
                "an index can include at most {MAX_INCLUDED} attributes{type_too}{remedy}"
            ));
        } else if let Some(last) =
            names.last().filter(|_| all > MAX_INCLUDED_IN_ALL && all - count <= MAX_INCLUDED_IN_ALL)
        {
            ctxt.at(last).error(format_args!(
                "all indexes of a table together can include at most {MAX_INCLUDED_IN_ALL} attributes{type_too}{remedy}"
            ));
        }
    }
}
