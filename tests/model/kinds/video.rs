//! Videos.

use dynamodel::{op::Delete, op::Get, op::Update};
use fastrand::Rng;

use super::{
    INFO, STATE, any_text, collect, defaulted, field, id, info, is_live, maybe, none, of_info, of_state,
    one_of, optional, plain, ratio, state, texts, word,
};
use crate::actions::{action, set};
use crate::kind::{Action, Effect, Kind, Pools, Refused, Satellite};
use crate::record::{Field, Form, Key, Record, float, n, number, s, sorted, text};
use crate::zoo::Video;

const ALL: [&str; 10] = ["id", "creator", "year", "label", "state", "title", "tags", "info", "score", "plot"];

impl Kind for Video {
    const NAME: &'static str = "Video";
    const FIELDS: &'static [Field] = &[
        field("id", Form::Number),
        field("creator", Form::Number),
        field("year", Form::Number),
        optional("label", Form::Text),
        field("state", STATE),
        field("title", Form::Text),
        defaulted("tags", Form::Set, none),
        field("info", INFO),
        field("score", Form::Float),
        Field { alias: Some("oldPlot"), ..optional("plot", Form::Text) },
    ];
    const ACTIONS: &'static [Action<Self>] = &[
        set!(Video creator: loaded),
        set!(Video year: loaded),
        set!(Video label: loaded),
        set!(Video state: loaded),
        set!(Video title: loaded),
        set!(Video tags: loaded),
        set!(Video info: loaded),
        set!(Video score: loaded),
        set!(Video plot: loaded),
        action!(
            "remove label",
            "label",
            Effect::Remove,
            |to, _| to.label = None,
            loaded | update,
            _ | update.remove(<Video>::FIELDS.label)
        ),
        action!(
            "add 2 to info.hits",
            "info",
            Effect::AddMember("hits", 2),
            |to, _| to.info.hits += 2,
            loaded | update,
            _ | update.add(<Video>::FIELDS.info.hits, 2)
        ),
        action!(
            "set info.words",
            "info",
            Effect::SetMember("words"),
            |to, from| to.info.words.clone_from(&from.info.words),
            loaded | update,
            from | update.set(<Video>::FIELDS.info.words, &from.info.words)
        ),
    ];

    fn any(rng: &mut Rng) -> Self {
        Self {
            id: id(rng),
            creator: one_of(rng, &[0, 7, u64::MAX]),
            year: one_of(rng, &[0, 1999, 2000, u16::MAX]),
            label: maybe(rng, word),
            state: state(rng),
            title: any_text(rng),
            tags: texts(rng),
            info: info(rng),
            score: ratio(rng),
            plot: maybe(rng, any_text),
        }
    }

    fn moved(&self, rng: &mut Rng) -> Self {
        Self { id: id(rng), year: one_of(rng, &[self.year, 5]), ..self.clone() }
    }

    fn record(&self) -> Record {
        collect([
            ("id", Some(n(self.id))),
            ("creator", Some(n(self.creator))),
            ("year", Some(n(self.year))),
            ("label", self.label.as_ref().map(s)),
            ("state", Some(of_state(self.state))),
            ("title", Some(s(&self.title))),
            ("tags", Some(sorted(&self.tags))),
            ("info", Some(of_info(&self.info))),
            ("score", Some(float(self.score))),
            ("plot", self.plot.as_ref().map(s)),
        ])
    }

    fn item_key(record: &Record) -> Key {
        (format!("video-{}", number(record, "id")), "_root".to_owned())
    }

    fn satellites(record: &Record) -> Result<Vec<Satellite>, Refused> {
        let copy = |key, kind| Satellite { key, kind, fields: ALL.to_vec(), unique: false };
        let (id, year) = (number(record, "id"), number(record, "year"));
        let creator = format!("creator-{}", number(record, "creator"));
        let mut all = vec![copy((creator, format!("{year:05}#{id:020}")), "Video.by_creator")];
        if let Some(label) = text(record, "label").filter(|_| is_live(record)) {
            let key = (format!("label-{}", plain(label)?), format!("{id:020}"));
            all.push(copy(key, "Video.by_label"));
        }
        Ok(all)
    }

    fn pool(pools: &mut Pools) -> &mut Vec<Self> {
        &mut pools.videos
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
