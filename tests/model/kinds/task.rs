//! Tasks.

use dynamodel::{op::Delete, op::Get, op::Update};
use fastrand::Rng;
use jiff::Timestamp;

use super::{
    INFO, STATE, any_text, collect, defaulted, empty, field, info, is_live, maybe, none, of_info, of_state,
    one_of, optional, plain, ratio, state, texts, word,
};
use crate::actions::{action, set};
use crate::kind::{Action, Effect, Kind, Pools, Refused};
use crate::record::{Field, Form, Key, Record, float, n, number, s, sorted, strings, text};
use crate::zoo::Task;

/// Midnights, fractions of a second, and one time far away.
pub(crate) fn time(rng: &mut Rng) -> Timestamp {
    let times =
        [(0, 0), (1_704_067_200, 0), (1_704_067_200, 500_000_000), (1_704_067_200, 1), (253_402_207_200, 0)];
    let (second, nanos) = one_of(rng, &times);
    Timestamp::new(second, nanos).unwrap_or(Timestamp::MAX)
}

impl Kind for Task {
    const NAME: &'static str = "Task";
    const FIELDS: &'static [Field] = &[
        field("list", Form::Number),
        field("no", Form::Number),
        optional("assignee", Form::Text),
        field("due", Form::Time),
        field("state", STATE),
        defaulted("text", Form::Text, empty),
        defaulted("count", Form::Number, || n(0)),
        Field { alias: Some("oldNote"), ..optional("note", Form::Text) },
        field("ratio", Form::Float),
        defaulted("seen", Form::Set, none),
        defaulted("lines", Form::List, none),
        field("info", INFO),
    ];
    const ACTIONS: &'static [Action<Self>] = &[
        set!(Task assignee: loaded),
        set!(Task due: loaded),
        set!(Task state: loaded),
        set!(Task text: by_key),
        set!(Task count: by_key),
        set!(Task note: by_key),
        set!(Task ratio: by_key),
        set!(Task seen: by_key),
        set!(Task lines: by_key),
        set!(Task info: by_key),
        action!(
            "remove assignee",
            "assignee",
            Effect::Remove,
            |to, _| to.assignee = None,
            loaded | update,
            _ | update.remove(<Task>::FIELDS.assignee)
        ),
        action!("remove note", "note", Effect::Remove, |to, _| to.note = None, |update, _| update
            .remove(<Task>::FIELDS.note)),
        action!("add 3 to count", "count", Effect::Add(3), |to, _| to.count += 3, |update, _| update
            .add(<Task>::FIELDS.count, 3)),
        action!("subtract 5 from count", "count", Effect::Add(-5), |to, _| to.count -= 5, |update, _| update
            .subtract(<Task>::FIELDS.count, 5)),
        action!(
            "append to lines",
            "lines",
            Effect::Append("more"),
            |to, _| to.lines.push("more".to_owned()),
            |update, _| update.append(<Task>::FIELDS.lines, ["more"])
        ),
        action!(
            "add 2 to info.hits",
            "info",
            Effect::AddMember("hits", 2),
            |to, _| to.info.hits += 2,
            |update, _| update.add(<Task>::FIELDS.info.hits, 2)
        ),
        action!(
            "set info.words",
            "info",
            Effect::SetMember("words"),
            |to, from| to.info.words.clone_from(&from.info.words),
            |update, from| update.set(<Task>::FIELDS.info.words, &from.info.words)
        ),
    ];
    const INDEXED: &'static [&'static str] = &["assignee", "due", "state"];
    const HAS_SATELLITES: bool = false;

    fn any(rng: &mut Rng) -> Self {
        Self {
            list: one_of(rng, &[0, 1, u8::MAX]),
            no: one_of(rng, &[0, 1, 9_999]),
            assignee: maybe(rng, word),
            due: time(rng),
            state: state(rng),
            text: any_text(rng),
            count: rng.i64(-9..9),
            note: maybe(rng, any_text),
            ratio: ratio(rng),
            seen: texts(rng),
            lines: texts(rng),
            info: info(rng),
        }
    }

    fn moved(&self, rng: &mut Rng) -> Self {
        Self { no: rng.u16(..3), text: one_of(rng, &[&self.text, "moved"]).to_owned(), ..self.clone() }
    }

    fn record(&self) -> Record {
        collect([
            ("list", Some(n(self.list))),
            ("no", Some(n(self.no))),
            ("assignee", self.assignee.as_ref().map(s)),
            ("due", Some(s(self.due.to_string()))),
            ("state", Some(of_state(self.state))),
            ("text", Some(s(&self.text))),
            ("count", Some(n(self.count))),
            ("note", self.note.as_ref().map(s)),
            ("ratio", Some(float(self.ratio))),
            ("seen", Some(sorted(&self.seen))),
            ("lines", Some(strings(&self.lines))),
            ("info", Some(of_info(&self.info))),
        ])
    }

    fn item_key(record: &Record) -> Key {
        (format!("list-{}", number(record, "list")), format!("task#{:04}", number(record, "no")))
    }

    fn indexed(record: &Record) -> Result<Option<Key>, Refused> {
        let Some(assignee) = text(record, "assignee").filter(|_| is_live(record)) else { return Ok(None) };
        let due = text(record, "due").and_then(|due| due.parse::<Timestamp>().ok()).unwrap_or_default();
        let (list, no) = (number(record, "list"), number(record, "no"));
        Ok(Some((format!("who-{}", plain(assignee)?), format!("{due:.9}#{list:03}#{no:05}"))))
    }

    fn pool(pools: &mut Pools) -> &mut Vec<Self> {
        &mut pools.tasks
    }

    fn get_it(&self) -> Get<Self> {
        Self::get(self.list, self.no)
    }

    fn update_it(&self) -> Update<Self> {
        Self::update(self.list, self.no)
    }

    fn delete_it(&self) -> Delete<Self> {
        Self::delete(self.list, self.no)
    }
}
