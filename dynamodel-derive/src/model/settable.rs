//! What an update by key may set: what no other stored attribute depends on, or what it can write together
//! with all that depends on it.

use std::rc::Rc;

use super::{Entity, Field, IndexKey, Key, Marker, Part, Role, Segment, When};
use crate::attr::Stamp;
use crate::project::Project;

/// What an update may do to a field.
pub(crate) enum Settable {
    /// Nothing depends on it.
    Freely,
    /// It makes keys of these indexes with fields that are known from the primary key.
    Alone { indexes: Vec<String> },
    /// It makes keys of these indexes with others; all of them, in the order of the struct.
    Together { fields: Vec<Rc<Field>>, indexes: Vec<String> },
    /// It makes keys of these indexes with what an update by key does not know.
    Loaded { indexes: Vec<String>, unknown: String },
    /// It is unique, alone or in these together with others.
    Unique { markers: Vec<String> },
    /// It says when the markers expire.
    Expires,
    /// These lookups copy it.
    Copied { lookups: Vec<String> },
    /// It is in the primary key.
    Never,
    /// The primary key holds a part of it or a form of it, such as its lower case: another value may keep the key.
    Keeping,
    /// The library fills it in.
    Stamped,
    /// Each update changes this other field too, which these lookups copy.
    Carrying { field: String, lookups: Vec<String> },
    /// Each update changes this other field too, which makes keys of indexes with what an update by key does not
    /// know.
    Touching { field: String, indexes: Vec<String> },
    /// Each update raises the version, which makes keys of indexes: an update by key does not know what it was.
    Raising { field: String, indexes: Vec<String> },
}

/// Whether an update leaves the time of the last write as it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Time {
    Raised,
    Untouched,
}

impl Settable {
    pub(crate) fn of(entity: &Entity, field: &Rc<Field>, time: Time) -> Self {
        if is_in_primary(entity, field) {
            return if is_fixed(entity, field) { Self::Never } else { Self::Keeping };
        }
        if field.stamped.is_some() {
            return Self::Stamped;
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
        if let Some(touching) = Self::touching(entity, time) {
            return touching;
        }
        Self::by_indexes(entity, field)
    }

    /// What makes every update by key impossible.
    fn touching(entity: &Entity, time: Time) -> Option<Self> {
        let changing = entity.fields.iter().filter(|field| {
            is_stamped(field, Stamp::Version) || (time == Time::Raised && is_stamped(field, Stamp::UpdatedAt))
        });
        for field in changing {
            let lookups = copying(entity, field);
            if !lookups.is_empty() {
                return Some(Self::Carrying { field: field.name.clone(), lookups });
            }
        }
        let in_indexes = |kind| {
            let field = entity.fields.iter().find(|field| is_stamped(field, kind))?;
            Some((field.name.clone(), Self::by_indexes(entity, field)))
        };
        match in_indexes(Stamp::Version) {
            None | Some((_, Self::Freely)) => {}
            Some((field, rule)) => return Some(Self::Raising { field, indexes: rule.into_indexes() }),
        }
        match in_indexes(Stamp::UpdatedAt).filter(|_| time == Time::Raised)? {
            (field, rule @ (Self::Together { .. } | Self::Loaded { .. })) => {
                Some(Self::Touching { field, indexes: rule.into_indexes() })
            }
            _ => None,
        }
    }

    /// The indexes that it speaks of.
    fn into_indexes(self) -> Vec<String> {
        match self {
            Self::Alone { indexes } | Self::Together { indexes, .. } | Self::Loaded { indexes, .. } => {
                indexes
            }
            _ => Vec::new(),
        }
    }

    fn by_indexes(entity: &Entity, field: &Rc<Field>) -> Self {
        let fields = together(entity, field);
        let touched: Vec<&IndexKey> =
            entity.indexes.iter().filter(|index| holds_any(index, &fields)).collect();
        if touched.is_empty() {
            return Self::Freely;
        }
        let own = touched.iter().filter(|index| holds_any(index, std::slice::from_ref(field)));
        let indexes = own.map(|index| index.index.value()).collect();
        let left = |other: &&Rc<Field>| is_stamped(other, Stamp::UpdatedAt) && other.name != field.name;
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

/// The groups of fields that are set together, each once.
pub(crate) fn groups(entity: &Entity, time: Time) -> Vec<Vec<Rc<Field>>> {
    let mut groups: Vec<Vec<Rc<Field>>> = Vec::new();
    for field in &entity.fields {
        if let Settable::Together { fields, .. } = Settable::of(entity, field, time)
            && !groups.iter().flatten().any(|known| known.name == field.name)
        {
            groups.push(fields);
        }
    }
    groups
}

/// Whether both make the key of one index.
pub(crate) fn meet(entity: &Entity, a: &Field, b: &Field) -> bool {
    let holds = |index: &IndexKey, field: &Field| {
        index.depends_on().iter().any(|component| component.name == field.name)
    };
    entity.indexes.iter().any(|index| holds(index, a) && holds(index, b))
}

/// Whether it makes a difference to updates by key that the time of the last write stays.
pub(crate) fn hangs_on_time(entity: &Entity) -> bool {
    let is_free = |time| Settable::touching(entity, time).is_none();
    !is_free(Time::Raised) && is_free(Time::Untouched)
}

/// Whether an update by key can write this index key.
pub(crate) fn is_written_by_key(entity: &Entity, index: &IndexKey) -> bool {
    let fields = index.depends_on();
    let components = fields.iter().filter(|field| !is_in_primary(entity, field));
    let known = |field| {
        let rule = Settable::by_indexes(entity, field);
        matches!(rule, Settable::Alone { .. } | Settable::Together { .. })
    };
    let mut settable = components.filter(|field| known(field));
    if Settable::touching(entity, Time::Raised).is_none() {
        return settable.next().is_some();
    }
    hangs_on_time(entity) && settable.any(|field| !is_stamped(field, Stamp::UpdatedAt))
}

fn is_stamped(field: &Field, kind: Stamp) -> bool {
    field.stamped.as_ref().is_some_and(|stamped| stamped.kind == kind)
}

/// The lookups whose copies an update of the field has to change.
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
    names.map(|name| name.literal.value()).collect()
}

fn is_in_primary(entity: &Entity, field: &Field) -> bool {
    entity.primary.segments().any(|segment| segment.field.name == field.name)
}

/// What is unique and has the field in its marker's key.
fn claimed<'e>(entity: &'e Entity, field: &Field) -> impl Iterator<Item = &'e Marker> {
    let holds = |marker: &&Marker| marker.key.segments().any(|segment| segment.field.name == field.name);
    entity.markers.iter().filter(holds)
}

fn holds_any(index: &IndexKey, fields: &[Rc<Field>]) -> bool {
    index.depends_on().iter().any(|needed| fields.iter().any(|field| field.name == needed.name))
}

/// The field and those that make keys of indexes with it, with those that make keys with these, and so on.
fn together(entity: &Entity, field: &Rc<Field>) -> Vec<Rc<Field>> {
    let mut found = vec![Rc::clone(field)];
    loop {
        let more = entity.fields.iter().filter(|other| {
            let mut shared = entity.indexes.iter().filter(|index| holds_any(index, &found));
            !found.iter().any(|known| known.name == other.name)
                && !is_in_primary(entity, other)
                && shared.any(|index| holds_any(index, std::slice::from_ref(other)))
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

/// Returns `true` if an update by key that sets the other components of the index key knows this one.
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
    places.any(Segment::gives_back_field)
}

/// The segment of the primary key from which this one of another key can be told.
pub(crate) fn in_primary<'e>(entity: &'e Entity, needed: &Segment) -> Option<(Role, usize, &'e Segment)> {
    let places = entity.primary.templates().flat_map(|template| {
        let parts = template.parts.iter().enumerate();
        parts.filter_map(move |(at, part)| match part {
            Part::Segment(segment) => Some((template.role, at, segment)),
            Part::Literal(_) | Part::Shard(_) => None,
        })
    });
    places.into_iter().find(|(_, _, segment)| segment.holds(needed))
}

/// Returns `true` if the primary key holds the whole field as it is.
fn is_fixed(entity: &Entity, field: &Field) -> bool {
    let mut places = entity.primary.segments().filter(|place| place.field.name == field.name);
    places.any(|place| place.nested.is_empty() && !place.spec.is_lossy())
}

/// Returns `true` if an item without a value in the field is in none of the indexes whose keys have it, so that an update by key
/// that removes it needs to know nothing else.
pub(crate) fn is_removable(entity: &Entity, field: &Field) -> bool {
    let of_field = |index: &&IndexKey| index.depends_on().iter().any(|needed| needed.name == field.name);
    let is_touched =
        |name: &str| entity.indexes.iter().filter(of_field).any(|index| index.index.value() == name);
    is_plain(field)
        && entity.indexes.iter().filter(of_field).all(|index| vanishes_without(index, field))
        // Another key in the same index may be the one that the item has.
        && entity.indexes.iter().filter(|index| !of_field(index)).all(|index| !is_touched(&index.index.value()))
}

/// Returns `true` if an item without a value in the field is not in the index.
pub(crate) fn vanishes_without(index: &IndexKey, field: &Field) -> bool {
    let is_sparse = |segment: &Segment| segment.field.name == field.name && segment.sparse().is_some();
    let requires = |when: &When| when.field.name == field.name && when.requires_value();
    index.segments().any(is_sparse) || index.when.iter().any(requires)
}
