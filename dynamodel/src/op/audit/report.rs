//! The report of an audit.

use std::collections::BTreeMap;
use std::fmt;

use super::finding::{DivergenceKind, Finding};
use crate::error::PartialOutcome;
use crate::page::Cursor;

/// The most groups of findings, so that attributes with many names do not fill the memory. Further findings of a kind and
/// entity share a group.
const MAX_GROUPS: usize = 1_000;

/// The findings of an audit: counted by kind, entity and place, with a few examples of each.
///
/// `Display` writes it for people. It shows keys, and values that differ.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct AuditReport {
    /// The number of items up to the cursor, of all types, copies and markers included.
    pub scanned: usize,
    /// The number of items, copies and markers without a finding.
    pub fits: usize,
    /// The number of items, copies and markers with findings.
    pub differs: usize,
    /// The number of items that have expired, and are not looked at.
    pub expired: usize,
    /// The number of items that others kept changing or removed meanwhile, and are not looked at.
    pub changed: usize,
    /// The cursor to continue from; `None` at the end of the table, and before the first items are done.
    pub cursor: Option<Cursor>,
    groups: BTreeMap<Place, AuditGroup>,
    kept: BTreeMap<(&'static str, String), usize>,
    /// The most examples of a group.
    examples: usize,
}

/// Identifies a group. Groups are sorted by entity.
type Place = (Option<&'static str>, DivergenceKind, String);

/// The findings of one kind, of one entity, at one place.
#[derive(Debug)]
#[non_exhaustive]
pub struct AuditGroup {
    /// The name of the entity; `None` for items of no entity.
    pub entity: Option<&'static str>,
    /// The kind.
    pub kind: DivergenceKind,
    /// The attribute, the segment, the index, the lookup, the unique field or the type. Empty if there is none.
    pub place: String,
    /// The number of findings.
    pub count: usize,
    /// The first findings.
    pub examples: Vec<Finding>,
}

impl AuditReport {
    pub(super) fn new(examples: usize) -> Self {
        Self { examples, ..Self::default() }
    }

    /// Returns `true` if there are no findings. Attributes that no field has are not findings.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// assert!(table.audit().send().await?.is_clean());
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.groups.is_empty()
    }

    /// The findings by entity, kind and place.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// for group in table.audit().send().await?.groups() {
    ///     println!("{:?} {} {}: {}", group.entity, group.kind, group.place, group.count);
    /// }
    /// # Ok(()) });
    /// ```
    pub fn groups(&self) -> impl Iterator<Item = &AuditGroup> {
        self.groups.values()
    }

    /// The examples of all groups.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// for finding in table.audit().send().await?.findings() {
    ///     println!("{:?}: {}", finding.key, finding.divergence);
    /// }
    /// # Ok(()) });
    /// ```
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.groups().flat_map(|group| &group.examples)
    }

    /// The number of findings of a kind.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use dynamodel::op::DivergenceKind;
    ///
    /// let report = table.audit().send().await?;
    /// assert_eq!(report.count(DivergenceKind::IndexKeyMissing), 0);
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn count(&self, kind: DivergenceKind) -> usize {
        self.groups().filter(|group| group.kind == kind).map(|group| group.count).sum()
    }

    /// The paths of attributes that no field of their entity has, with the entity and the number of items. Updates and
    /// backfills keep these attributes; a put of the value removes them.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// for (entity, path, items) in table.audit().send().await?.kept() {
    ///     println!("{items} items of {entity} have `{path}`, which no field reads");
    /// }
    /// # Ok(()) });
    /// ```
    pub fn kept(&self) -> impl Iterator<Item = (&'static str, &str, usize)> {
        self.kept.iter().map(|((entity, path), items)| (*entity, path.as_str(), *items))
    }

    /// Adds the report of the run that continued [after](super::Audit::after) the cursor of this one.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let mut report = table.audit().sample(2).send().await?;
    /// let rest = table.audit().after(report.cursor.clone()).send().await?;
    /// report.merge(rest);
    /// assert!(report.cursor.is_none() && report.is_clean());
    /// # Ok(()) });
    /// ```
    pub fn merge(&mut self, later: Self) {
        self.scanned += later.scanned;
        self.fits += later.fits;
        self.differs += later.differs;
        self.expired += later.expired;
        self.changed += later.changed;
        self.cursor = later.cursor;
        for ((entity, path), items) in later.kept {
            self.add_kept(entity, path, items);
        }
        for group in later.groups.into_values() {
            let AuditGroup { entity, kind, place, count, examples } = group;
            self.group(entity, kind, place).add(count, examples);
        }
    }

    pub(super) fn add(&mut self, finding: Finding) {
        let kind = finding.divergence.kind();
        self.group(finding.entity, kind, finding.divergence.place()).add(1, vec![finding]);
    }

    pub(super) fn add_kept(&mut self, entity: &'static str, path: String, items: usize) {
        let is_full = self.kept.len() >= MAX_GROUPS;
        let known = (entity, path);
        let place = if is_full && !self.kept.contains_key(&known) { (entity, String::new()) } else { known };
        *self.kept.entry(place).or_default() += items;
    }

    fn group(&mut self, entity: Option<&'static str>, kind: DivergenceKind, place: String) -> Adding<'_> {
        let is_full = self.groups.len() >= MAX_GROUPS;
        let known = (entity, kind, place);
        let key =
            if is_full && !self.groups.contains_key(&known) { (entity, kind, String::new()) } else { known };
        let place = key.2.clone();
        let new = || AuditGroup { entity, kind, place, count: 0, examples: Vec::new() };
        Adding { group: self.groups.entry(key).or_insert_with(new), examples: self.examples }
    }
}

/// A group that findings are added to.
struct Adding<'r> {
    group: &'r mut AuditGroup,
    /// The most examples.
    examples: usize,
}

impl Adding<'_> {
    fn add(self, count: usize, examples: Vec<Finding>) {
        self.group.count += count;
        let room = self.examples.saturating_sub(self.group.examples.len());
        self.group.examples.extend(examples.into_iter().take(room));
    }
}

impl fmt::Display for AuditReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { scanned, fits, differs, expired, changed, .. } = self;
        write!(f, "{scanned} items read: {fits} as the model writes them, {differs} with findings")?;
        for (count, what) in [(expired, "expired"), (changed, "changed meanwhile")] {
            if *count > 0 {
                write!(f, ", {count} {what}")?;
            }
        }
        self.groups().try_for_each(|group| write!(f, "\n{group}"))?;
        for (entity, path, items) in self.kept() {
            let path = if path.is_empty() { "further attributes" } else { path };
            write!(f, "\n{entity}: no field reads `{path}` ({items}); updates and backfills keep it")?;
        }
        Ok(())
    }
}

impl fmt::Display for AuditGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { entity, kind, place, count, examples } = self;
        write!(f, "{}: {kind}", entity.unwrap_or("no entity"))?;
        if !place.is_empty() {
            write!(f, ": {place}")?;
        }
        write!(f, " ({count})")?;
        examples.iter().try_for_each(|finding| write!(f, "\n    {finding}"))
    }
}

/// An audit that stopped before the end: [`Error::partial`](crate::Error::partial). It can continue from the cursor of its
/// report.
#[derive(Debug)]
#[non_exhaustive]
pub struct PartialAudit {
    /// The findings so far.
    pub report: AuditReport,
}

impl fmt::Display for PartialAudit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} items were audited, then", self.report.scanned)
    }
}

impl PartialOutcome for PartialAudit {}
