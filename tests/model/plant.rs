//! Items as older and foreign programs write them.

use aws_sdk_dynamodb::types::AttributeValue;
use fastrand::Rng;
use jiff::Timestamp;

use crate::kind::{Kind, owner};
use crate::record::{EXPIRES, Field, Form, INDEX, Missing, OWNER, REVISION, Raw, Record, TYPE, n, s};
use crate::world::World;

/// A form in which others store an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shape {
    MissingDefault,
    MissingMember,
    AbsentOption,
    NullOption,
    UnknownAttribute,
    UnknownMember,
    SetOutOfOrder,
    TimeText,
    FloatDigits,
    VariantAlias,
    FieldAlias,
    MissingType,
    MissingRevision,
    MissingIndexKey,
    MissingSatellites,
    ForeignWrite,
    Orphan,
}

impl Shape {
    pub(crate) const ALL: &'static [Self] = &[
        Self::MissingDefault,
        Self::MissingMember,
        Self::AbsentOption,
        Self::NullOption,
        Self::UnknownAttribute,
        Self::UnknownMember,
        Self::SetOutOfOrder,
        Self::TimeText,
        Self::FloatDigits,
        Self::VariantAlias,
        Self::FieldAlias,
        Self::MissingType,
        Self::MissingRevision,
        Self::MissingIndexKey,
        Self::MissingSatellites,
        Self::ForeignWrite,
        Self::Orphan,
    ];

    /// Returns `true` unless `DYNAMODEL_MODEL_SHAPES` names other shapes only.
    pub(crate) fn is_planted(self) -> bool {
        match std::env::var("DYNAMODEL_MODEL_SHAPES") {
            Ok(names) => names.split(',').any(|name| name == format!("{self:?}")),
            Err(_) => true,
        }
    }

    /// Gives the item this form; false if it has none of it.
    fn apply(self, fields: &'static [Field], item: &mut Raw, rng: &mut Rng) -> bool {
        match self {
            Self::UnknownAttribute => {
                item.insert("legacy".to_owned(), AttributeValue::L(vec![s("x"), n(1)]));
                true
            }
            Self::MissingType => item.remove(TYPE).is_some(),
            Self::MissingRevision => item.remove(REVISION).is_some(),
            // Such an item would lack a field.
            Self::MissingIndexKey if fields.iter().any(|field| field.in_key.is_some()) => false,
            Self::MissingIndexKey => INDEX.iter().filter(|name| item.remove(**name).is_some()).count() > 0,
            Self::MissingSatellites | Self::ForeignWrite | Self::Orphan => false,
            _ => fields.iter().filter(|field| self.apply_to(field, item, rng)).count() > 0,
        }
    }

    fn apply_to(self, field: &Field, item: &mut Raw, rng: &mut Rng) -> bool {
        if self == Self::MissingDefault {
            let is_default = |value: &AttributeValue| matches!(field.missing, Missing::Default(default) if *value == default());
            return item.get(field.name).is_some_and(is_default) && item.remove(field.name).is_some();
        }
        if self == Self::AbsentOption {
            let is_null = item.get(field.name).is_some_and(AttributeValue::is_null);
            return is_null && item.remove(field.name).is_some();
        }
        if self == Self::FieldAlias {
            let renamed = field.alias.and_then(|alias| Some((alias, item.remove(field.name)?)));
            return renamed.is_some_and(|(alias, value)| item.insert(alias.to_owned(), value).is_none());
        }
        let stored = item.get_mut(field.name);
        match (self, &field.form, stored) {
            (Self::NullOption, Form::Document(members), Some(AttributeValue::M(map))) => {
                let absent = members.iter().filter(|member| {
                    matches!(member.missing, Missing::None) && !map.contains_key(member.name)
                });
                let absent: Vec<_> =
                    absent.map(|member| (member.name.to_owned(), AttributeValue::Null(true))).collect();
                let is_any = !absent.is_empty();
                map.extend(absent);
                is_any
            }
            (Self::MissingMember, Form::Document(members), Some(AttributeValue::M(map))) => {
                let defaults = members.iter().filter(|member| {
                    matches!(member.missing, Missing::Default(default) if map.get(member.name) == Some(&default()))
                        && map.remove(member.name).is_some()
                });
                defaults.count() > 0
            }
            (Self::UnknownMember, Form::Document(_), Some(AttributeValue::M(map))) => {
                map.insert("strange".to_owned(), AttributeValue::Null(true));
                true
            }
            (Self::SetOutOfOrder, Form::Document(_), Some(AttributeValue::M(map))) => {
                map.get_mut("words").is_some_and(|words| shuffle(words, rng))
            }
            (Self::SetOutOfOrder, Form::Set, Some(value)) => shuffle(value, rng),
            (Self::TimeText, Form::Time, Some(AttributeValue::S(text))) => {
                let time: Timestamp = text.parse().unwrap_or_default();
                *text = if rng.bool() {
                    format!("{time:.9}").replace('Z', "+00:00")
                } else {
                    format!("{time:.9}")
                };
                true
            }
            (Self::FloatDigits, Form::Float, Some(AttributeValue::N(text))) => {
                let value: f32 = text.parse().unwrap_or_default();
                let exact = f64::from(value).to_string();
                let is_other = exact != *text;
                *text = exact;
                is_other
            }
            (Self::VariantAlias, Form::Choice(_, aliases), Some(AttributeValue::S(text))) => {
                let alias = aliases.iter().find(|(_, name)| name == text).map(|(alias, _)| *alias);
                alias.map(|alias| alias.clone_into(text)).is_some()
            }
            _ => false,
        }
    }
}

/// Sets the strings in another order than the sorted one.
fn shuffle(value: &mut AttributeValue, rng: &mut Rng) -> bool {
    match value {
        AttributeValue::L(texts) if texts.len() > 1 => {
            texts.reverse();
            if rng.bool() {
                rng.shuffle(texts);
            }
            true
        }
        _ => false,
    }
}

/// Stores an item of the entity as another program would.
pub(crate) async fn plant<K: Kind>(world: &mut World, rng: &mut Rng) {
    let record = K::any(rng).record();
    let (Ok(satellites), Ok(indexed)) = (K::satellites(&record), K::indexed(&record)) else { return };
    let key = K::item_key(&record);
    let mut cleaned = crate::expect::Expected::default();
    let before = world.stored::<K>(&key);
    world.satellites::<K>(&mut cleaned, before.as_ref().map(|before| &before.record), Some(&record));
    if !cleaned.taken.is_empty() {
        return;
    }
    let mut item = stored(K::FIELDS, &record);
    item.retain(|name, _| !K::FIELDS.iter().any(|field| field.in_key.is_some() && field.name == name));
    item.extend(own(&key, K::NAME));
    if let Some(version) = K::VERSION {
        item.insert(version.to_owned(), n(rng.u8(1..4)));
    }
    if K::HAS_SATELLITES && K::VERSION.is_none() {
        item.insert(REVISION.to_owned(), n(rng.u32(1..)));
    }
    if let Some((pk, sk)) = indexed {
        item.extend([(INDEX[0].to_owned(), s(pk)), (INDEX[1].to_owned(), s(sk))]);
    }
    let chosen: Vec<Shape> =
        Shape::ALL.iter().copied().filter(|shape| shape.is_planted() && rng.u8(..4) == 0).collect();
    let mut shapes: Vec<Shape> =
        chosen.iter().copied().filter(|shape| shape.apply(K::FIELDS, &mut item, rng)).collect();
    world.put_raw(&item).await;
    for (key, want) in &cleaned.wants {
        if matches!(want, crate::expect::Want::Gone) {
            world.delete_raw(key).await;
        }
    }
    let with_satellites = !chosen.contains(&Shape::MissingSatellites);
    if !with_satellites && !satellites.is_empty() {
        shapes.push(Shape::MissingSatellites);
    }
    for satellite in satellites {
        if with_satellites {
            let mut copy = stored(K::FIELDS, &record);
            copy.retain(|name, _| satellite.fields.contains(&name.as_str()));
            copy.extend(own(&satellite.key, satellite.kind));
            if chosen.contains(&Shape::MissingType) {
                copy.remove(TYPE);
            }
            if satellite.unique {
                copy.insert(OWNER.to_owned(), owner(&key));
            }
            world.put_raw(&copy).await;
        } else {
            world.delete_raw(&satellite.key).await;
        }
    }
    world.log.push(format!("plant {} {shapes:?} {item:?}", K::NAME));
    world.matrix.count("planted", shapes.iter());
    world.shapes.insert(key, shapes.into_iter().collect());
    world.refresh().await;
}

/// The attributes of the fields as a put writes them.
fn stored(fields: &'static [Field], record: &Record) -> Raw {
    let mut item = Raw::new();
    for field in fields {
        let value = match (record.get(field.name), &field.form, &field.missing) {
            (Some(AttributeValue::L(texts)), Form::StringSet, _) if texts.is_empty() => None,
            (Some(AttributeValue::L(texts)), Form::StringSet, _) => {
                let texts = texts.iter().filter_map(|text| text.as_s().ok().cloned());
                Some(AttributeValue::Ss(texts.collect()))
            }
            (None, _, Missing::None) if field.name != EXPIRES => Some(AttributeValue::Null(true)),
            (value, ..) => value.cloned(),
        };
        item.extend(value.map(|value| (field.name.to_owned(), value)));
    }
    item
}

fn own(key: &crate::record::Key, kind: &str) -> [(String, AttributeValue); 3] {
    [("pk".to_owned(), s(&key.0)), ("sk".to_owned(), s(&key.1)), (TYPE.to_owned(), s(kind))]
}

/// Changes one attribute of an item, as a program does that knows neither copies nor revisions.
pub(crate) async fn write_attribute<K: Kind>(world: &mut World, rng: &mut Rng) {
    let keys = world.keys_of::<K>();
    if keys.is_empty() || !Shape::ForeignWrite.is_planted() {
        return;
    }
    let key = keys[rng.usize(..keys.len())].clone();
    let from: Record = K::any(rng).record();
    let free = ["title", "text", "bio", "body", "logins", "views", "score", "tags", "count", "lines"];
    let fields: Vec<_> = K::FIELDS.iter().filter(|field| free.contains(&field.name)).collect();
    let field = fields[rng.usize(..fields.len())];
    let Some(item) = world.snapshot.get(&key) else { return };
    let mut item = item.clone();
    if let Some(value) = from.get(field.name) {
        item.insert(field.name.to_owned(), value.clone());
    }
    if rng.u8(..4) == 0 {
        item.insert("heartbeat".to_owned(), n(rng.u8(..)));
    }
    world.put_raw(&item).await;
    world.log.push(format!("foreign write of {} of {key:?} from {from:?}", field.name));
    world.matrix.count("planted", [Shape::ForeignWrite].iter());
    world.shapes.entry(key).or_default().insert(Shape::ForeignWrite);
    world.refresh().await;
}

/// Removes an item and leaves its copies and markers.
pub(crate) async fn remove<K: Kind>(world: &mut World, rng: &mut Rng) {
    let keys = world.keys_of::<K>();
    if keys.is_empty() || !Shape::Orphan.is_planted() {
        return;
    }
    let key = keys[rng.usize(..keys.len())].clone();
    world.delete_raw(&key).await;
    let record = world.stored::<K>(&key).map(|current| current.record);
    for satellite in record.and_then(|record| K::satellites(&record).ok()).unwrap_or_default() {
        world.shapes.entry(satellite.key).or_default().insert(Shape::Orphan);
    }
    world.log.push(format!("foreign delete of {key:?}"));
    world.matrix.count("planted", [Shape::Orphan].iter());
    world.refresh().await;
}
