//! A template like another with one word changed, for the message of an overlap.

use crate::message::{Message, const_for};
use crate::proof::overlap::automaton::{Automaton, meet};
use crate::proof::overlap::language::{Change, Language};
use crate::schema::template::{Part, Template};

/// Returns the template with the last word of its literals replaced by `name` in kebab case: `user-{id}` and `Account`
/// make `account-{id}`. A template without a word gets `account#` in front. Returns `None` if the result still overlaps
/// with the other template.
pub(crate) const fn other_word(template: &Template, name: &str, other: &Template) -> Option<Message> {
    let text = template.text.as_bytes();
    let word = last_word(text);
    let place = literal_with_word(template);
    let changed = match place {
        Some((_, literal)) => replaced(literal, last_word(literal), name),
        None => front(template, name),
    };
    let mut language = Language::new(template);
    language.change = match place {
        Some((at, _)) => Change::Literal(at, changed.as_str().as_bytes()),
        None => Change::Front(changed.as_str().as_bytes()),
    };
    if meet(&Automaton::new(&language, 0, 0), &Automaton::new(&Language::new(other), 0, 0)) {
        return None;
    }
    Some(match place {
        Some(_) => replaced(text, word, name),
        None => changed.add_bytes(text),
    })
}

/// `account#`
const fn front(template: &Template, name: &str) -> Message {
    kebab(Message::EMPTY, name.as_bytes(), false).add_bytes(template.delimiter.as_bytes())
}

const fn replaced(text: &[u8], word: (usize, usize), name: &str) -> Message {
    let (before, rest) = text.split_at(word.0);
    let (word, after) = rest.split_at(word.1 - word.0);
    kebab(Message::EMPTY.add_bytes(before), name.as_bytes(), is_upper(word)).add_bytes(after)
}

/// The last literal with a word.
const fn literal_with_word(template: &Template) -> Option<(usize, &'static [u8])> {
    let mut at = template.parts.len();
    while at > 0 {
        at -= 1;
        if let Part::Literal(literal) = template.parts[at] {
            let (start, end) = last_word(literal.as_bytes());
            if start < end {
                return Some((at, literal.as_bytes()));
            }
        }
    }
    None
}

/// The last run of ASCII letters outside of braces; an empty one at the start if there is none.
const fn last_word(text: &[u8]) -> (usize, usize) {
    let (mut start, mut end) = (0, 0);
    let mut in_braces = false;
    let mut at = 0;
    while at < text.len() {
        match text[at] {
            // A doubled brace is a brace of the literal.
            byte @ (b'{' | b'}') if at + 1 < text.len() && text[at + 1] == byte => at += 1,
            b'{' => in_braces = true,
            b'}' => in_braces = false,
            byte if byte.is_ascii_alphabetic() && !in_braces => {
                if end != at || at == 0 {
                    start = at;
                }
                end = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    (start, end)
}

const fn is_upper(word: &[u8]) -> bool {
    const_for!(for byte in word {
        if !byte.is_ascii_uppercase() {
            return false;
        }
    });
    !word.is_empty()
}

/// `ChannelVideo` as `channel-video`, or `CHANNEL-VIDEO`.
const fn kebab(mut message: Message, name: &[u8], upper: bool) -> Message {
    const_for!(for (index, byte) in name {
        if byte.is_ascii_uppercase() && index > 0 && name[index - 1].is_ascii_lowercase() {
            message = message.add_bytes(b"-");
        }
        let changed = match *byte {
            b'_' => b'-',
            byte if upper => byte.to_ascii_uppercase(),
            byte => byte.to_ascii_lowercase(),
        };
        message = message.add_bytes(&[changed]);
    });
    message
}
