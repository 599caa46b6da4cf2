//! Users.

use dynamodel::{op::Delete, op::Get, op::Update};
use fastrand::Rng;

use super::{any_text, collect, defaulted, empty, field, maybe, none, one_of, optional, plain, texts, word};
use crate::actions::{action, set};
use crate::kind::{Action, Effect, Kind, Pools, Refused, Satellite};
use crate::record::{EXPIRES, Field, Form, Key, Record, n, number, s, sorted, text};
use crate::zoo::User;

const ALL: [&str; 8] = ["id", "name", "email", "version", EXPIRES, "logins", "rights", "bio"];

impl Kind for User {
    const NAME: &'static str = "User";
    const FIELDS: &'static [Field] = &[
        field("id", Form::Number),
        field("name", Form::Text),
        field("email", Form::Text),
        defaulted("version", Form::Number, || n(0)),
        optional(EXPIRES, Form::Number),
        defaulted("logins", Form::Number, || n(0)),
        defaulted("rights", Form::StringSet, none),
        defaulted("bio", Form::Text, empty),
    ];
    const ACTIONS: &'static [Action<Self>] = &[
        set!(User name: loaded),
        set!(User email: loaded),
        set!(User until as "expires"; loaded),
        set!(User logins: loaded),
        set!(User rights: loaded),
        set!(User bio: loaded),
        action!(
            "add 3 to logins",
            "logins",
            Effect::AddUnsigned(3),
            |to, _| to.logins += 3,
            loaded | update,
            _ | update.add(<User>::FIELDS.logins, 3)
        ),
        action!(
            "insert into rights",
            "rights",
            Effect::Insert("z"),
            |to, _| to.rights.extend(["z".to_owned()]),
            loaded | update,
            _ | update.insert_into(<User>::FIELDS.rights, ["z"])
        ),
        action!(
            "delete from rights",
            "rights",
            Effect::Delete("a"),
            |to, _| to.rights.retain(|right| right != "a"),
            loaded | update,
            _ | update.delete_from(<User>::FIELDS.rights, ["a"])
        ),
    ];
    const VERSION: Option<&'static str> = Some("version");

    fn any(rng: &mut Rng) -> Self {
        Self {
            id: rng.u64(1..4),
            name: any_text(rng),
            email: word(rng),
            version: 0,
            until: maybe(rng, |rng| rng.u64(1_000..3_000)),
            logins: rng.u64(..9),
            rights: texts(rng),
            bio: any_text(rng),
        }
    }

    fn moved(&self, rng: &mut Rng) -> Self {
        Self { id: rng.u64(1..5), bio: one_of(rng, &[&self.bio, "moved"]).to_owned(), ..self.clone() }
    }

    fn record(&self) -> Record {
        collect([
            ("id", Some(n(self.id))),
            ("name", Some(s(&self.name))),
            ("email", Some(s(&self.email))),
            ("version", Some(n(self.version))),
            (EXPIRES, self.until.map(n)),
            ("logins", Some(n(self.logins))),
            ("rights", Some(sorted(&self.rights))),
            ("bio", Some(s(&self.bio))),
        ])
    }

    fn item_key(record: &Record) -> Key {
        (format!("user-{}", number(record, "id")), "_root".to_owned())
    }

    fn satellites(record: &Record) -> Result<Vec<Satellite>, Refused> {
        let field = |name| text(record, name).unwrap_or_default();
        let name = field("name").replace('%', "%25").replace('#', "%23");
        let email = plain(field("email"))?;
        Ok(vec![
            Satellite {
                key: (format!("email-{email}"), "_root".to_owned()),
                kind: "User.by_email",
                fields: ALL.to_vec(),
                unique: true,
            },
            Satellite {
                key: (format!("User.unique.name#{name}"), "_unique".to_owned()),
                kind: "User.unique.name",
                fields: vec![EXPIRES],
                unique: true,
            },
        ])
    }

    fn pool(pools: &mut Pools) -> &mut Vec<Self> {
        &mut pools.users
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
