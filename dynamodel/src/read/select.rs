//! The untyped core of the queries and scans of one entity.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::client::TableClient;
use crate::error::Error;
use crate::expr::{Expr, ProjectedPath, Renderer};
use crate::item::table::Table;
use crate::key::{KeyValue, KeyWriter, SortRange};
use crate::read::finding::{Finding, Member, Target};
use crate::read::forms::Forms;
use crate::read::identity::identity;
use crate::read::names::{Asked, add_names};
use crate::read::options::ReadOptions;
use crate::read::prepared::Prepared;
use crate::read::selection::View;
use crate::read::{Decoder, Filters, Hydration, Operation, Pager, Partition, Requests, Source, or_untyped};
use crate::schema::attribute::KeyAttribute;
use crate::schema::entity::{EntityMeta, KeyMeta};
use crate::schema::table::TableMeta;
use crate::schema::template::Role;

/// The items that a query or scan reads, and how.
#[derive(Debug)]
pub(crate) struct Select {
    entity: &'static EntityMeta,
    /// The key that is read.
    target: Target,
    /// The range of a query; `None` for a scan.
    range: Option<Range>,
    filter: Option<Result<Expr, Error>>,
    pub(crate) options: ReadOptions,
}

/// A range of keys in one partition.
#[derive(Debug)]
struct Range {
    pk: KeyWriter,
    sort: SortRange,
}

impl Select {
    /// Reads one partition.
    pub(crate) fn query(entity: &'static EntityMeta, target: Target, pk: KeyWriter) -> Self {
        let range = Range { pk, sort: target.sort_range(entity, target.sort(entity)) };
        Self { range: Some(range), ..Self::scan(entity, target) }
    }

    /// Reads all partitions.
    pub(crate) fn scan(entity: &'static EntityMeta, target: Target) -> Self {
        Self { entity, target, range: None, filter: None, options: ReadOptions::default() }
    }

    /// Specifies a further part of the sort key of a query.
    pub(crate) fn sort(&mut self, specify: impl FnOnce(&mut SortRange)) {
        if let Some(range) = &mut self.range {
            specify(&mut range.sort);
        }
    }

    /// Adds a condition to the filter.
    pub(crate) fn filter(&mut self, condition: Result<Expr, Error>) {
        self.filter = Some(match self.filter.take() {
            None => condition,
            Some(earlier) => earlier.and_then(|earlier| Ok(Expr::And(vec![earlier, condition?]))),
        });
    }

    /// Builds the requests of this read, in the table that has `member`.
    pub(crate) fn prepare<T: Table, I: Send + 'static>(
        self,
        table: &TableClient<T>,
        member: Member,
        view: &View<I>,
    ) -> Prepared<I> {
        Prepared::new(self.pager(table, member, view))
    }

    fn pager<T: Table, I: Send + 'static>(
        mut self,
        table: &TableClient<T>,
        member: Member,
        view: &View<I>,
    ) -> Result<Pager<I>, Error> {
        let finding = Finding::new(member, self.target, self.options.strict)?;
        let range = self.range.take();
        let operation = match range {
            Some(range) => {
                let (table, attributes) = (finding.table(), finding.attributes());
                let forms = Forms { table, entity: self.entity, target: self.target, attributes };
                Operation::Query(Box::new(range.partition(&forms, !self.options.backward)?))
            }
            None => Operation::Scan { attributes: finding.attributes(), segments: self.options.segments },
        };
        let filters = self.filters::<T>(finding, &operation)?;
        let identity = self.identity::<T>(&operation, filters.condition.as_ref())?;
        let attributes = self.names(finding, view).map(|mut names| {
            add_names(&mut names, range_attributes(&operation));
            names
        });
        let requests = Requests {
            entity: Some(self.entity.name),
            is_consistent: self.options.consistent,
            attributes,
            filters,
            ..Requests::new(table, operation)
        };
        let decoder = self.decoder(finding, view);
        Pager::new(Source { requests, decoder }, table, &identity, &self.options.extent)
    }

    /// Returns `true` if whole items of the table itself are read, and not their copies or parts.
    pub(crate) fn reads_stored_items(&self, table: &TableMeta) -> bool {
        match self.target {
            Target::Key(key) => key == 0,
            Target::Index(at) => {
                let index = self.entity.indexes.get(at).and_then(|meta| table.index(meta.index));
                index.is_some_and(|index| index.project.is_all())
            }
        }
    }

    fn key(&self) -> &'static KeyMeta {
        self.target.of(self.entity)
    }

    /// Returns the attributes that the view needs; `None` for all.
    fn names<I>(&self, finding: Finding, view: &View<I>) -> Option<Vec<ProjectedPath>> {
        let stored = &self.entity.keys[self.target.stored()];
        let table = finding.table();
        let asked = Asked { table, entity: self.entity, key: self.key(), stored, index: finding.index };
        let mut names = asked.names(view.attributes?);
        // They are returned with a malformed item, and stand in the error of a strict read.
        let shows_keys = view.malformed.is_some() || self.options.strict;
        if shows_keys || finding.is_shape_of_several() {
            add_names(&mut names, asked.keys());
        }
        Some(names)
    }

    fn filters<T: Table>(&mut self, finding: Finding, operation: &Operation) -> Result<Filters, Error> {
        // A strict read has to see what it is to complain about, and some indexes do not have the type.
        let has_type = !self.options.strict && T::META.carries_type(finding.index);
        let key = self.key();
        let type_is = T::META.type_attribute.filter(|_| has_type).map(|name| type_is(name, key));
        let type_is = type_is.map(|type_is| or_untyped(T::META, type_is));
        // The key decides the type of an item without it, so the server counts only where the range has no other.
        let is_told = |is_mixed: bool| !T::META.untyped_by_key || !is_mixed;
        let (is_mixed, is_exact) = match operation {
            Operation::Query(_) => (finding.is_mixed(), is_told(finding.is_mixed())),
            // The server does not tell the keys of one index apart.
            Operation::Scan { .. } => (true, is_told(true) && !finding.is_shape_of_several()),
        };
        // Neither does it tell versions of the model apart.
        let is_exact = is_exact && self.entity.model.is_none();
        Ok(Filters {
            types: type_is.clone().filter(|_| is_mixed),
            exact: type_is.filter(|_| is_exact),
            condition: self.filter.take().transpose()?,
            is_mixed,
            skips_expired: !self.options.with_expired && self.entity.ttl().is_some(),
        })
    }

    /// Everything that a cursor is bound to.
    fn identity<T: Table>(&self, operation: &Operation, condition: Option<&Expr>) -> Result<String, Error> {
        match operation {
            Operation::Query(partition) => identity(T::META, self.key(), partition, condition),
            Operation::Scan { attributes, .. } => {
                let (ident, type_value, index) = (T::META.ident, self.entity.type_name, attributes.index);
                let conditions = condition.map(Renderer::fingerprint);
                Ok(format!("scan {ident} {type_value:?} {index:?} {conditions:?}"))
            }
        }
    }

    fn decoder<I: 'static>(&self, finding: Finding, view: &View<I>) -> Decoder<I> {
        // A fetched item is the table's own, wherever its key was found.
        let fetched = if view.owner.is_some() { finding.in_table() } else { finding };
        let hydration = view.owner.map(|owner| Hydration {
            key: finding.decoder(move |found| owner(found.stored)),
            is_consistent: self.options.consistent,
        });
        Decoder { hydration, malformed: view.malformed, ..Decoder::new(fetched.decoder(view.decode)) }
    }
}

impl Range {
    fn partition(self, forms: &Forms<'_>, forward: bool) -> Result<Partition, Error> {
        let attributes = forms.attributes;
        let shards = shards(forms.stored(self.pk, Role::Partition), attributes.pk)?;
        let region = forms.stored_range(self.sort)?.region()?;
        let leading = listed(&region.leading, attributes.sk)?;
        let interval = region.interval(attributes.sk.get(leading.len()))?;
        Ok(Partition { attributes, shards, leading, interval, forward })
    }
}

/// The attributes that a query compares: with a key that it leaves out, or with those of other shards.
fn range_attributes(operation: &Operation) -> impl Iterator<Item = &'static str> {
    let partition = match operation {
        Operation::Query(partition) => Some(partition),
        Operation::Scan { .. } => None,
    };
    let sorted =
        partition.filter(|partition| partition.shards.len() > 1 || !partition.interval.excluded.is_empty());
    sorted.into_iter().flat_map(|partition| partition.attributes.sk).map(|attribute| attribute.name)
}

/// The values of the partition key's attributes, in each shard.
fn shards(pk: KeyWriter, attributes: &[KeyAttribute]) -> Result<Vec<Vec<AttributeValue>>, Error> {
    if pk.values().is_some() {
        return Ok(vec![listed(&pk.finish_listed()?, attributes)?]);
    }
    let keys = pk.finish()?.in_each_shard();
    keys.iter().map(|key| attributes.iter().map(|attribute| key.attribute(attribute)).collect()).collect()
}

fn listed(values: &[KeyValue], attributes: &[KeyAttribute]) -> Result<Vec<AttributeValue>, Error> {
    values.iter().zip(attributes).map(|(value, attribute)| value.listed(attribute)).collect()
}

fn type_is(attribute: &'static str, key: &KeyMeta) -> Expr {
    Expr::equal(attribute, AttributeValue::S(key.type_value.to_owned()))
}
