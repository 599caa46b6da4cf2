//! A template like another with one word changed, for the message of an overlap.

use crate::key::Template;
use crate::message::{Message, same};

/// The template with the last word of its literals replaced by `name` in kebab case:
/// `user-{id}` and `Account` make `account-{id}`. Without a word there, `account#` goes in front.
/// `None` if that changes nothing.
pub(super) const fn other_word(template: &Template, name: &str) -> Option<Message> {
    let text = template.text.as_bytes();
    let (start, end) = last_word(text);
    let (before, rest) = text.split_at(start);
    let (word, after) = rest.split_at(end - start);
    let mut made = Message::new().add_bytes(before);
    made = kebab(made, name.as_bytes(), is_upper(word));
    if word.is_empty() {
        made = made.add(template.delimiter);
    }
    made = made.add_bytes(after);
    if same(made.as_str(), template.text) { None } else { Some(made) }
}

/// The last run of ASCII letters outside of braces; an empty one at the start if there is none.
const fn last_word(text: &[u8]) -> (usize, usize) {
    let (mut start, mut end) = (0, 0);
    let mut braces = 0;
    let mut at = 0;
    while at < text.len() {
        match text[at] {
            // A doubled brace opens and closes nothing, which the count of letters does not mind.
            b'{' => braces += 1,
            b'}' if braces > 0 => braces -= 1,
            byte if byte.is_ascii_alphabetic() && braces == 0 => {
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
    let mut at = 0;
    while at < word.len() {
        if !word[at].is_ascii_uppercase() {
            return false;
        }
        at += 1;
    }
    !word.is_empty()
}

/// `ChannelVideo` as `channel-video`, or `CHANNEL-VIDEO`.
const fn kebab(mut message: Message, name: &[u8], upper: bool) -> Message {
    let mut at = 0;
    while at < name.len() {
        let byte = name[at];
        if byte.is_ascii_uppercase() && at > 0 && name[at - 1].is_ascii_lowercase() {
            message = message.add("-");
        }
        let byte = match byte {
            b'_' => b'-',
            byte if upper => byte.to_ascii_uppercase(),
            byte => byte.to_ascii_lowercase(),
        };
        message = message.add_bytes(&[byte]);
        at += 1;
    }
    message
}
