//! Clips.

use dynamodel::{Projection, op::Delete, op::Get, op::Update};
use fastrand::Rng;
use serde::Deserialize;

use super::{any_text, collect, defaulted, empty, field, one_of};
use crate::actions::{action, set};
use crate::kind::{Action, Effect, Kind, Pools, Refused, Satellite};
use crate::record::{Field, Form, Key, Record, n, number, s};
use crate::zoo::Clip;

/// The part of a clip that its copy holds.
#[derive(Clone, Debug, PartialEq, Deserialize, Projection)]
#[projection(of = Clip)]
pub(crate) struct Card {
    pub(crate) id: u64,
    pub(crate) title: String,
}

impl Kind for Clip {
    const NAME: &'static str = "Clip";
    const FIELDS: &'static [Field] = &[
        field("id", Form::Number),
        field("owner", Form::Number),
        field("title", Form::Text),
        defaulted("views", Form::Number, || n(0)),
        defaulted("body", Form::Text, empty),
    ];
    const ACTIONS: &'static [Action<Self>] = &[
        set!(Clip owner: loaded),
        set!(Clip title: loaded),
        set!(Clip views: by_key),
        set!(Clip body: by_key),
        action!("add 1 to views", "views", Effect::AddUnsigned(1), |to, _| to.views += 1, |update, _| update
            .add(<Clip>::FIELDS.views, 1)),
        action!(
            "subtract 2 from views",
            "views",
            Effect::AddUnsigned(-2),
            |to, _| to.views = to.views.saturating_sub(2),
            |update, _| update.subtract(<Clip>::FIELDS.views, 2)
        ),
    ];

    fn any(rng: &mut Rng) -> Self {
        Self {
            id: rng.u64(1..4),
            owner: one_of(rng, &[0, 3, u64::MAX]),
            title: any_text(rng),
            views: rng.u64(..9),
            body: any_text(rng),
        }
    }

    fn moved(&self, rng: &mut Rng) -> Self {
        Self { id: rng.u64(1..5), ..self.clone() }
    }

    fn record(&self) -> Record {
        collect([
            ("id", Some(n(self.id))),
            ("owner", Some(n(self.owner))),
            ("title", Some(s(&self.title))),
            ("views", Some(n(self.views))),
            ("body", Some(s(&self.body))),
        ])
    }

    fn item_key(record: &Record) -> Key {
        (format!("clip-{}", number(record, "id")), "_root".to_owned())
    }

    fn satellites(record: &Record) -> Result<Vec<Satellite>, Refused> {
        let key = (format!("owner-{}", number(record, "owner")), format!("{:020}", number(record, "id")));
        Ok(vec![Satellite { key, kind: "Clip.by_owner", fields: vec!["title"], unique: false }])
    }

    fn pool(pools: &mut Pools) -> &mut Vec<Self> {
        &mut pools.clips
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
