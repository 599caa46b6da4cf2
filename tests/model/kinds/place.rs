//! Places in lists.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel::{op::Delete, op::Get, op::Update};
use fastrand::Rng;
use jiff::Timestamp;

use super::{any_text, collect, defaulted, empty, field, in_key, one_of};
use crate::actions::{action, set};
use crate::kind::{Action, Effect, Kind, Pools};
use crate::record::{Field, Form, Key, Raw, Record, n, number, s, text};
use crate::zoo::Place;

fn channel(item: &Raw) -> Option<AttributeValue> {
    let id = item.get("pk")?.as_s().ok()?.strip_prefix("channel-")?.strip_suffix("-videos")?;
    id.parse::<u64>().ok().map(n)
}

/// The text of a time as Python writes it.
fn python(time: Timestamp) -> String {
    format!("{time:.6}").replace('Z', "+0000")
}

/// The text of a time as a float.
fn float(time: &str) -> String {
    let time: Timestamp = time.replace("+0000", "Z").parse().unwrap_or_default();
    let fraction = format!("{:06}", time.subsec_microsecond());
    let digits = fraction.trim_end_matches('0');
    format!("{}.{}", time.as_second(), if digits.is_empty() { "0" } else { digits })
}

impl Kind for Place {
    const NAME: &'static str = "Place";
    const FIELDS: &'static [Field] = &[
        in_key("channel", Form::Number, channel),
        field("at", Form::Text),
        field("video", Form::Text),
        field("creator", Form::Text),
        defaulted("title", Form::Text, empty),
        defaulted("views", Form::Number, || n(0)),
    ];
    const ACTIONS: &'static [Action<Self>] = &[
        set!(Place video: by_key),
        set!(Place creator: by_key),
        set!(Place title: by_key),
        set!(Place views: by_key),
        action!("add 1 to views", "views", Effect::AddUnsigned(1), |to, _| to.views += 1, |update, _| update
            .add(<Place>::FIELDS.views, 1)),
    ];
    const HAS_SATELLITES: bool = false;

    fn any(rng: &mut Rng) -> Self {
        let times = [(1_580_947_200, 0), (1_581_292_800, 500_000_000), (1_581_292_800, 250_001_000)];
        let (second, nanos) = one_of(rng, &times);
        Self {
            channel: rng.u64(1..3),
            at: Timestamp::new(second, nanos).unwrap_or(Timestamp::MAX),
            video: one_of(rng, &[0, 5, u64::MAX]),
            creator: rng.u64(..3),
            title: any_text(rng),
            views: rng.u64(..9),
        }
    }

    fn moved(&self, rng: &mut Rng) -> Self {
        Self {
            channel: rng.u64(1..4),
            title: one_of(rng, &[&self.title, "moved"]).to_owned(),
            ..self.clone()
        }
    }

    fn record(&self) -> Record {
        collect([
            ("channel", Some(n(self.channel))),
            ("at", Some(s(python(self.at)))),
            ("video", Some(s(format!("video-{}", self.video)))),
            ("creator", Some(s(format!("user-{}", self.creator)))),
            ("title", Some(s(&self.title))),
            ("views", Some(n(self.views))),
        ])
    }

    fn item_key(record: &Record) -> Key {
        let at = text(record, "at").unwrap_or_default();
        (format!("channel-{}-videos", number(record, "channel")), float(at))
    }

    fn pool(pools: &mut Pools) -> &mut Vec<Self> {
        &mut pools.places
    }

    fn get_it(&self) -> Get<Self> {
        Self::get(self.channel, &self.at)
    }

    fn update_it(&self) -> Update<Self> {
        Self::update(self.channel, &self.at)
    }

    fn delete_it(&self) -> Delete<Self> {
        Self::delete(self.channel, &self.at)
    }
}
