//! Responses as JSON.

use std::fmt::Write as _;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

/// An attribute or an item, with its members in an order.
pub(crate) type Members = Vec<(String, AttributeValue)>;

/// Writes JSON in different forms.
pub(crate) struct Writer<'r> {
    pub(crate) out: String,
    pub(crate) random: &'r mut fastrand::Rng,
    /// One letter of so many is escaped.
    pub(crate) escaped: u32,
    /// One place of so many has a space.
    pub(crate) spaced: u32,
}

impl Writer<'_> {
    /// Writes a response with these items.
    pub(crate) fn items(&mut self, items: &[Members]) {
        self.push("{");
        if self.random.bool() {
            self.push("\"Count\":1,");
        }
        self.push("\"Items\":");
        self.each(["[", "]"], items.iter(), Self::item);
        self.push(",\"ScannedCount\":7}");
    }

    pub(crate) fn item(&mut self, item: &Members) {
        self.each(["{", "}"], item.iter(), |writer, (name, value)| {
            writer.string(name);
            writer.push(":");
            writer.value(value);
        });
    }

    fn push(&mut self, token: &str) {
        self.out.push_str(token);
        if self.spaced > 0 && self.random.u32(..self.spaced) == 0 {
            self.out.push(self.random.choice([' ', '\n', '\t', '\r']).unwrap());
        }
    }

    fn each<V>(
        &mut self,
        [open, close]: [&str; 2],
        values: impl Iterator<Item = V>,
        mut write: impl FnMut(&mut Self, V),
    ) {
        self.push(open);
        for (index, value) in values.enumerate() {
            if index > 0 {
                self.push(",");
            }
            write(self, value);
        }
        self.push(close);
    }

    fn string(&mut self, text: &str) {
        self.out.push('"');
        for letter in text.chars() {
            let escapes = self.escaped > 0 && self.random.u32(..self.escaped) == 0;
            match letter {
                '"' | '\\' if !escapes => self.out.extend(['\\', letter]),
                '\0'..='\u{1F}' => self.unicode(letter),
                _ if escapes => self.unicode(letter),
                _ => self.out.push(letter),
            }
        }
        self.push("\"");
    }

    fn unicode(&mut self, letter: char) {
        for unit in letter.encode_utf16(&mut [0; 2]) {
            // Writing to a string does not fail.
            let _ = write!(self.out, "\\u{unit:04x}");
        }
    }

    fn blob(&mut self, blob: &Blob) {
        let text = BASE64_STANDARD.encode(blob);
        self.push(&format!("\"{text}\""));
    }

    fn value(&mut self, value: &AttributeValue) {
        let string = |writer: &mut Self, text: &String| writer.string(text);
        let (tag, list) = (tag(value), ["[", "]"]);
        self.push("{");
        self.push(&format!("\"{tag}\""));
        self.push(":");
        match value {
            AttributeValue::S(text) | AttributeValue::N(text) => self.string(text),
            AttributeValue::B(blob) => self.blob(blob),
            AttributeValue::Bool(value) | AttributeValue::Null(value) => self.push(&value.to_string()),
            AttributeValue::Ss(texts) | AttributeValue::Ns(texts) => self.each(list, texts.iter(), string),
            AttributeValue::Bs(all) => self.each(list, all.iter(), Self::blob),
            AttributeValue::L(values) => self.each(list, values.iter(), Self::value),
            AttributeValue::M(map) => {
                let members = map.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
                self.item(&members);
            }
            other => panic!("{other:?}"),
        }
        self.push("}");
    }
}

fn tag(value: &AttributeValue) -> &'static str {
    match value {
        AttributeValue::S(_) => "S",
        AttributeValue::N(_) => "N",
        AttributeValue::B(_) => "B",
        AttributeValue::Bool(_) => "BOOL",
        AttributeValue::Null(_) => "NULL",
        AttributeValue::Ss(_) => "SS",
        AttributeValue::Ns(_) => "NS",
        AttributeValue::Bs(_) => "BS",
        AttributeValue::M(_) => "M",
        AttributeValue::L(_) => "L",
        other => panic!("{other:?}"),
    }
}
