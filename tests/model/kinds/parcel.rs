//! Parcels.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel::{Projection, op::Delete, op::Get, op::Update};
use fastrand::Rng;
use serde::Deserialize;

use super::{any_text, collect, defaulted, empty, field, in_key, one_of};
use crate::actions::{action, set};
use crate::kind::{Action, Effect, Kind, Pools, Refused, Satellite};
use crate::record::{Field, Form, INDEX, Key, Raw, Record, n, number, s};
use crate::zoo::Parcel;

/// The part of a parcel that its copy holds.
#[derive(Clone, Debug, PartialEq, Deserialize, Projection)]
#[projection(of = Parcel)]
pub(crate) struct Label {
    pub(crate) id: u64,
    pub(crate) depot: u64,
}

fn depot(item: &Raw) -> Option<AttributeValue> {
    item.get(INDEX[0])?.as_s().ok()?.strip_prefix("depot-")?.parse::<u64>().ok().map(n)
}

fn minute(item: &Raw) -> Option<AttributeValue> {
    item.get(INDEX[1])?.as_s().ok()?.split_once('#')?.0.parse::<u16>().ok().map(n)
}

impl Kind for Parcel {
    const NAME: &'static str = "Parcel";
    const FIELDS: &'static [Field] = &[
        field("id", Form::Number),
        in_key("depot", Form::Number, depot),
        in_key("minute", Form::Number, minute),
        field("city", Form::Number),
        defaulted("views", Form::Number, || n(0)),
        defaulted("text", Form::Text, empty),
    ];
    const ACTIONS: &'static [Action<Self>] = &[
        set!(Parcel depot: loaded),
        set!(Parcel minute: loaded),
        set!(Parcel city: loaded),
        set!(Parcel views: by_key),
        set!(Parcel text: by_key),
        action!("add 1 to views", "views", Effect::AddUnsigned(1), |to, _| to.views += 1, |update, _| update
            .add(<Parcel>::FIELDS.views, 1)),
    ];
    const INDEXED: &'static [&'static str] = &["depot", "minute"];

    fn any(rng: &mut Rng) -> Self {
        Self {
            id: rng.u64(1..4),
            depot: one_of(rng, &[0, 7, u64::MAX]),
            minute: one_of(rng, &[0, 59, u16::MAX]),
            city: rng.u64(1..3),
            views: rng.u64(..9),
            text: any_text(rng),
        }
    }

    fn moved(&self, rng: &mut Rng) -> Self {
        Self { id: rng.u64(1..5), depot: one_of(rng, &[self.depot, 8]), ..self.clone() }
    }

    fn record(&self) -> Record {
        collect([
            ("id", Some(n(self.id))),
            ("depot", Some(n(self.depot))),
            ("minute", Some(n(self.minute))),
            ("city", Some(n(self.city))),
            ("views", Some(n(self.views))),
            ("text", Some(s(&self.text))),
        ])
    }

    fn item_key(record: &Record) -> Key {
        (format!("parcel-{}", number(record, "id")), "_root".to_owned())
    }

    fn satellites(record: &Record) -> Result<Vec<Satellite>, Refused> {
        let key = (format!("city-{}", number(record, "city")), format!("{:020}", number(record, "id")));
        Ok(vec![Satellite { key, kind: "Parcel.in_city", fields: vec!["depot"], unique: false }])
    }

    fn indexed(record: &Record) -> Result<Option<Key>, Refused> {
        let (depot, minute, id) = (number(record, "depot"), number(record, "minute"), number(record, "id"));
        Ok(Some((format!("depot-{depot}"), format!("{minute:05}#{id:020}"))))
    }

    fn pool(pools: &mut Pools) -> &mut Vec<Self> {
        &mut pools.parcels
    }

    fn get_it(&self) -> Get<Self> {
        Self::get(self.id)
    }

    fn update_it(&self) -> Update<Self> {
        Self::update(self.id)
    }

    fn delete_it(&self) -> Delete<Self> {
        Self::delete(self.id)
    }
}
