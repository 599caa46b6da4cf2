//! A key that two templates can both write, for the message of an overlap.

use crate::message::{Message, same};
use crate::proof::overlap::automaton::Automaton;
use crate::proof::overlap::automaton::witness::common_text;
use crate::proof::overlap::language::Language;
use crate::proof::overlap::{is_text, sort_is_text};
use crate::schema::entity::KeyMeta;
use crate::schema::table::TableMeta;
use crate::schema::template::{Role, Template};

/// `` , for example `pk = "user-a-videos"` ``: of the key attributes for which the templates differ, since of others the
/// reader sees it.
pub(crate) const fn example(message: Message, table: &TableMeta, a: &KeyMeta, b: &KeyMeta) -> Message {
    let message = if is_text(table.pk.kind) {
        of_role(message, ", for example ", Role::Partition, &a.pk, &b.pk)
    } else {
        message
    };
    match (&a.sk, &b.sk) {
        (Some(a_sk), Some(b_sk)) if sort_is_text(table) => {
            let both = is_text(table.pk.kind) && !same(a.pk.text, b.pk.text);
            of_role(message, if both { ", " } else { ", for example " }, Role::Sort, a_sk, b_sk)
        }
        (Some(a_sk), Some(b_sk)) if !same(a_sk.text, b_sk.text) => {
            message.add(" (in a sort key that is not a string, padding tells no values apart)")
        }
        _ => message,
    }
}

const fn of_role(message: Message, before: &str, role: Role, a: &Template, b: &Template) -> Message {
    if same(a.text, b.text) {
        return message;
    }
    let (first, second) = (Language::of(a), Language::of(b));
    match common_text(&Automaton::new(&first, 0, 0), &Automaton::new(&second, 0, 0)) {
        Some(text) => message.add(before).pair(role.word(), text.as_str()),
        None => message,
    }
}
