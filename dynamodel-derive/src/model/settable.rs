//! The fields that an update by key may set: those that no other stored attribute depends on, and those whose dependent
//! attributes the update can write too.

use std::rc::Rc;

use super::{Entity, Field, IndexKey, Key, Marker, Segment, When};
use crate::attr::Managed;
use crate::project::Project;

/// The changes of a field that an update may make.
pub(crate) enum Settable {
    /// No other attribute depends on it.
    Freely,
    /// It is part of the keys of these indexes; their other fields follow from the primary key.
    Alone { indexes: Vec<String> },
    /// It is part of the keys of these indexes together with other fields. `fields` are all of them, in the order of the struct.
    Together { fields: Vec<Rc<Field>>, indexes: Vec<String> },
    /// It is part of the keys of these indexes together with a field that an update by key does not know.
    Loaded { indexes: Vec<String>, unknown: String },
    /// It is unique, alone or together with other fields.
    Unique { markers: Vec<String> },
    /// It is the expiry of the markers.
    Expires,
    /// These lookups copy it.
    Copied { lookups: Vec<String> },
    /// It is part of the primary key.
    Never,
    /// The primary key holds a lossy form of it, such as its lower case: another value may keep the key.
    Keeping,
    /// It is a managed field.
    Managed,
    /// Each update changes `field` too, which these lookups copy.
    Carrying { field: String, lookups: Vec<String> },
    /// Each update changes `field` too, which is part of index keys with fields that an update by key does not
    /// know.
    Touching { field: String, indexes: Vec<String> },
    /// Each update increments the version, which is part of index keys; an update by key does not know the old version.
    Raising { field: String, indexes: Vec<String> },
}

impl Settable {
    pub(crate) fn for_field(entity: &Entity, field: &Rc<Field>) -> Self {
        if is_in_primary(entity, field) {
            return if is_fixed(entity, field) { Self::Never } else { Self::Keeping };
        }
        if field.managed.is_some() {
            return Self::Managed;
        }
        let lookups = copying(entity, field);
        if !lookups.is_empty() {
            return Self::Copied { lookups };
        }
        let markers: Vec<String> = claimed(entity, field).map(|marker| marker.name.clone()).collect();
        if !markers.is_empty() {
            return Self::Unique { markers };
        }
        if field.ttl.is_some() && !entity.markers.is_empty() {
            return Self::Expires;
        }
        if let Some(touching) = Self::touching(entity) {
            return touching;
        }
        Self::by_indexes(entity, field)
    }

    /// Returns the reason why no update by key is possible.
    fn touching(entity: &Entity) -> Option<Self> {
        let is_changing =
            |field: &&Rc<Field>| is_managed(field, Managed::Version) || is_managed(field, Managed::UpdatedAt);
        let changing = entity.fields.iter().filter(is_changing);
        for field in changing {
            let lookups = copying(entity, field);
            if !lookups.is_empty() {
                return Some(Self::Carrying { field: field.name.clone(), lookups });
            }
        }
        let in_indexes = |kind| {
            let field = entity.fields.iter().find(|field| is_managed(field, kind))?;
            Some((field.name.clone(), Self::by_indexes(entity, field)))
        };
        match in_indexes(Managed::Version) {
            None | Some((_, Self::Freely)) => {}
            Some((field, rule)) => return Some(Self::Raising { field, indexes: rule.into_indexes() }),
        }
        match in_indexes(Managed::UpdatedAt)? {
            (field, rule @ (Self::Together { .. } | Self::Loaded { .. })) => {
                Some(Self::Touching { field, indexes: rule.into_indexes() })
            }
            _ => None,
        }
    }

    /// Returns the indexes of the rule.
    fn into_indexes(self) -> Vec<String> {
        match self {
            Self::Alone { indexes } | Self::Together { indexes, .. } | Self::Loaded { indexes, .. } => {
                indexes
            }
            _ => Vec::new(),
        }
    }

    fn by_indexes(entity: &Entity, field: &Rc<Field>) -> Self {
        if !entity.indexes.iter().any(|index| index.needs(field)) {
            return Self::Freely;
        }
        let fields = together(entity, field);
        let touched: Vec<&IndexKey> =
            entity.indexes.iter().filter(|index| holds_any(index, &fields)).collect();
        let own = touched.iter().filter(|index| index.needs(field));
        let indexes = own.map(|index| index.index.value()).collect();
        let left = |other: &&Rc<Field>| is_managed(other, Managed::UpdatedAt) && other.name != field.name;
        if let Some(unknown) = fields.iter().find(left) {
            return Self::Loaded { indexes, unknown: unknown.name.clone() };
        }
        let needed =
            touched.iter().flat_map(|index| index.depends_on().into_iter().map(move |field| (index, field)));
        let mut unknown =
            needed.filter(|(index, field)| !entity.is_concrete() || !is_known(entity, index, field));
        if let Some((_, unknown)) = unknown.next() {
            return Self::Loaded { indexes, unknown: unknown.name.clone() };
        }
        if let Some(copied) = fields.iter().find(|field| !copying(entity, field).is_empty()) {
            return Self::Loaded { indexes, unknown: copied.name.clone() };
        }
        if fields.len() == 1 { Self::Alone { indexes } } else { Self::Together { fields, indexes } }
    }
}

/// Returns the groups of fields that are set together, each once.
pub(crate) fn groups<'r>(rules: impl Iterator<Item = (&'r Rc<Field>, &'r Settable)>) -> Vec<&'r [Rc<Field>]> {
    let mut groups: Vec<&[Rc<Field>]> = Vec::new();
    for (field, rule) in rules {
        if let Settable::Together { fields, .. } = rule
            && !groups.iter().copied().flatten().any(|known| known.name == field.name)
        {
            groups.push(fields);
        }
    }
    groups
}

/// Returns `true` if both fields are part of one index key.
pub(crate) fn meet(entity: &Entity, a: &Field, b: &Field) -> bool {
    entity.indexes.iter().any(|index| index.needs(a) && index.needs(b))
}

/// Returns `true` if an update by key can write this index key.
pub(crate) fn is_written_by_key(entity: &Entity, index: &IndexKey) -> bool {
    let fields = index.depends_on();
    let mut components = fields.iter().filter(|field| !is_in_primary(entity, field));
    let known = |field| {
        let rule = Settable::by_indexes(entity, field);
        matches!(rule, Settable::Alone { .. } | Settable::Together { .. })
    };
    Settable::touching(entity).is_none() && components.any(|field| known(field))
}

fn is_managed(field: &Field, kind: Managed) -> bool {
    field.managed.as_ref().is_some_and(|managed| managed.kind == kind)
}

/// Returns the lookups whose copies change with the field.
fn copying(entity: &Entity, field: &Field) -> Vec<String> {
    let copies = |lookup: &&Key| {
        let in_key = lookup.segments().any(|segment| segment.field.name == field.name);
        // A copy expires with its item.
        in_key
            || field.ttl.is_some()
            || match &lookup.project {
                Project::All => true,
                Project::KeysOnly => false,
                Project::Include(fields) => fields.iter().any(|copied| copied.name == field.name),
            }
    };
    let names = entity.lookups.iter().filter(copies).filter_map(|lookup| lookup.name.as_ref());
    names.map(|name| super::text_of(&name.ident)).collect()
}

fn is_in_primary(entity: &Entity, field: &Field) -> bool {
    entity.primary.segments().any(|segment| segment.field.name == field.name)
}

/// Returns the markers whose keys contain the field.
fn claimed<'e>(entity: &'e Entity, field: &Field) -> impl Iterator<Item = &'e Marker> {
    let holds = |marker: &&Marker| marker.key.segments().any(|segment| segment.field.name == field.name);
    entity.markers.iter().filter(holds)
}

fn holds_any(index: &IndexKey, fields: &[Rc<Field>]) -> bool {
    fields.iter().any(|field| index.needs(field))
}

/// Returns the field and all fields that share index keys with it, directly or through others.
fn together(entity: &Entity, field: &Rc<Field>) -> Vec<Rc<Field>> {
    let mut found = vec![Rc::clone(field)];
    loop {
        let more = entity.fields.iter().filter(|other| {
            let mut shared = entity.indexes.iter().filter(|index| holds_any(index, &found));
            !found.iter().any(|known| known.name == other.name)
                && !is_in_primary(entity, other)
                && shared.any(|index| index.needs(other))
        });
        let more: Vec<_> = more.cloned().collect();
        if more.is_empty() {
            break;
        }
        found.extend(more);
    }
    let in_order = entity.fields.iter().filter(|field| found.iter().any(|known| known.name == field.name));
    in_order.cloned().collect()
}

/// Returns `true` if an update by key that sets the other fields of the index key knows this one.
fn is_known(entity: &Entity, index: &IndexKey, field: &Field) -> bool {
    if is_in_primary(entity, field) {
        let mut needed = index.segments().filter(|segment| segment.field.name == field.name);
        return needed.all(|segment| in_primary(entity, segment).is_some())
            && (!is_tested(index, field) || gives_back(entity, field));
    }
    is_plain(field) && claimed(entity, field).next().is_none()
}

fn is_plain(field: &Field) -> bool {
    field.stored.custom.is_none() && field.stored.kept_out.is_none()
}

fn is_tested(index: &IndexKey, field: &Field) -> bool {
    index.when.iter().any(|when| when.field.name == field.name)
}

/// Returns `true` if the field can be read back from the primary key.
fn gives_back(entity: &Entity, field: &Field) -> bool {
    let mut places = entity.primary.segments().filter(|place| place.field.name == field.name);
    places.any(Segment::restores_field)
}

/// Returns the position of the segment of the primary key that determines this segment of another key.
pub(crate) fn in_primary(entity: &Entity, needed: &Segment) -> Option<usize> {
    entity.primary.segments().position(|segment| segment.holds(needed))
}

/// Returns `true` if the primary key holds the whole field as it is.
fn is_fixed(entity: &Entity, field: &Field) -> bool {
    let mut places = entity.primary.segments().filter(|place| place.field.name == field.name);
    places.any(|place| place.nested.is_empty() && !place.spec.is_lossy())
}

/// Returns `true` if an item without a value in the field has none of the index keys that contain it. Then an update by key
/// can remove it.
pub(crate) fn is_removable(entity: &Entity, field: &Field) -> bool {
    let of_field = |index: &&IndexKey| index.needs(field);
    let is_touched =
        |name: &str| entity.indexes.iter().filter(of_field).any(|index| index.index.value() == name);
    is_plain(field)
        && entity.indexes.iter().filter(of_field).all(|index| vanishes_without(index, field))
        // Another key in the same index may be the one that the item has.
        && entity.indexes.iter().filter(|index| !of_field(index)).all(|index| !is_touched(&index.index.value()))
}

/// Returns `true` if an item without a value in the field is not in the index.
fn vanishes_without(index: &IndexKey, field: &Field) -> bool {
    let is_sparse = |segment: &Segment| segment.field.name == field.name && segment.sparse().is_some();
    let requires = |when: &When| when.field.name == field.name && when.requires_value();
    index.segments().any(is_sparse) || index.when.iter().any(requires)
}
