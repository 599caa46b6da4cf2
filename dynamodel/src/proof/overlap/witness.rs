//! A key that matches two templates, for the message of an overlap.

use crate::message::{Message, same};
use crate::proof::overlap::automaton::Automaton;
use crate::proof::overlap::automaton::witness::common_text;
use crate::proof::overlap::language::Language;
use crate::proof::overlap::{is_text, sort_is_text};
use crate::schema::entity::KeyMeta;
use crate::schema::table::TableMeta;
use crate::schema::template::{Role, Template};

/// `` , for example `pk = "user-a-videos"` ``: shows the key attributes whose templates differ.
pub(crate) const fn example(message: Message, table: &TableMeta, a: &KeyMeta, b: &KeyMeta) -> Message {
    let is_pk_shown = is_text(table.pk.kind) && !same(a.pk.text, b.pk.text);
    let message = if is_pk_shown {
        common_key(message, ", for example ", Role::Partition, &a.pk, &b.pk)
    } else {
        message
    };
    match (&a.sk, &b.sk) {
        (Some(a_sk), Some(b_sk)) if same(a_sk.text, b_sk.text) => message,
        (Some(a_sk), Some(b_sk)) if sort_is_text(table) => {
            let before = if is_pk_shown { ", " } else { ", for example " };
            common_key(message, before, Role::Sort, a_sk, b_sk)
        }
        (Some(_), Some(_)) => message
            .add(" (a sort key that is not a string does not distinguish values by their padding)", &[]),
        _ => message,
    }
}

const fn common_key(message: Message, before: &str, role: Role, a: &Template, b: &Template) -> Message {
    let (first, second) = (Language::new(a), Language::new(b));
    match common_text(&Automaton::new(&first, 0, 0), &Automaton::new(&second, 0, 0)) {
        Some(text) => message.add("{}`{} = \"{}\"`", &[before, role.word(), text.as_str()]),
        None => message,
    }
}
