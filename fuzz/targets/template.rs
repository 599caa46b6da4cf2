//! Templates: an accepted one is written and parsed back to its parts.

#[path = "../../dynamodel-derive/src/template.rs"]
mod parser;

use parser::{Part, parse};

/// Templates to start from.
pub const SEEDS: &[&[u8]] = &[
    b"user-{user_id}",
    b"{a.b.c:lower}#{n:08:desc}",
    b"{{{x}}}",
    b"{d:10.2}#{t:date}#{shard}",
    b"{} {:} {a:} {.a} {a..b} {a",
    b"_root",
];

/// Parses any text as a template.
pub fn template(data: &[u8]) -> bool {
    let text = String::from_utf8_lossy(data);
    let Ok(parts) = parse(&text) else { return false };
    let neighbours = parts.windows(2).any(|pair| matches!(pair, [Part::Literal(_), Part::Literal(_)]));
    assert!(!neighbours, "two literals are neighbours in {parts:?}");
    let written: String = parts.iter().map(write).collect();
    assert_eq!(parse(&written).as_ref(), Ok(&parts), "{written:?} has other parts than {text:?}");
    true
}

fn write(part: &Part) -> String {
    match part {
        Part::Literal(text) => text.replace('{', "{{").replace('}', "}}"),
        Part::Placeholder(placeholder) => format!("{{{}}}", placeholder.text),
    }
}
