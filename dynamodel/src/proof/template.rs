//! Rules of a template that depend on the types of its fields: the key must show where one segment ends and the next
//! begins.

use crate::message::Message;
use crate::schema::bytes::ByteSet;
use crate::schema::shape::Shape;
use crate::schema::template::{Part, Segment, Template};

/// Checks one template; the error is reported at the caller.
#[track_caller]
pub(crate) const fn check_template(template: &Template) {
    if let Some(message) = fault(template) {
        message.panic();
    }
}

/// Returns the message for a template whose keys can be read in two ways.
pub(crate) const fn fault(template: &Template) -> Option<Message> {
    let mut rest = template.parts;
    while let [part, behind @ ..] = rest {
        if let (Part::Segment(segment), [next, ..]) = (part, behind)
            && let Some(message) = segment_fault(template, segment, next)
        {
            return Some(message);
        }
        rest = behind;
    }
    None
}

const fn segment_fault(template: &Template, segment: &Segment, next: &Part) -> Option<Message> {
    if let Shape::Any = segment.shape {
        return Some(not_last(template, segment));
    }
    match next {
        Part::Segment(_) if segment.shape.ends_itself() => None,
        Part::Segment(next) => Some(adjacent(template, segment, next)),
        Part::Literal(literal) => match literal.as_bytes() {
            [first, ..] if segment.shape.continues_with().has(*first) => {
                Some(continued(template, segment, literal))
            }
            _ => None,
        },
    }
}

/// `{slug:any}#x`
const fn not_last(template: &Template, segment: &Segment) -> Message {
    in_template(template).add(
        "`{{}:any}` matches the rest of the key: move it to the end, or write `{{}:escaped}`",
        &[segment.field, segment.field],
    )
}

/// `{a}{b}`
const fn adjacent(template: &Template, segment: &Segment, next: &Segment) -> Message {
    in_template(template).add(
        "`{{}}` and `{{}}` are adjacent, and `{{}}` has no fixed width: write a literal between them, such as `{}`",
        &[segment.field, next.field, segment.field, separator(template, segment)],
    )
}

/// `{n}1{m}`
const fn continued(template: &Template, segment: &Segment, literal: &str) -> Message {
    in_template(template).add(
        "the literal `{}` after `{{}}` can be read as a part of {}: start it with another character, such as `{}`",
        &[literal, segment.field, kind(&segment.shape), separator(template, segment)],
    )
}

/// `` in `User`'s `pk = "user-{id}"`,  ``
const fn in_template(template: &Template) -> Message {
    Message::new("in `{}`'s `{} = \"{}\"`, ", &[template.entity, template.role.word(), template.text])
}

const fn kind(shape: &Shape) -> &'static str {
    match shape {
        Shape::Run { rest, .. } if !rest.without(ByteSet::DIGIT).meets(ByteSet::ANY) => "the number",
        Shape::Escaped => "an escape such as `%2F`",
        _ => "the value",
    }
}

/// The entity's delimiter, if it separates.
const fn separator(template: &Template, segment: &Segment) -> &'static str {
    match template.delimiter.as_bytes() {
        [first, ..] if !segment.shape.continues_with().has(*first) => template.delimiter,
        _ => "#",
    }
}

#[cfg(test)]
mod tests {
    use crate::proof::overlap::tests::template;
    use crate::proof::template::fault;

    #[test]
    fn keys_are_read_in_one_way() {
        let right = [
            "", "user", "{n}", "{n}#{n}", "{p}{p}", "{c}{n}", "{p}{t}", "{n}-{s}", "{e}#", "{e}d", "{f}a",
            "{t}#{a}", "{x}g",
        ];
        for text in right {
            assert!(fault(&template(text)).is_none(), "{text}");
        }
    }

    #[test]
    fn ambiguous_templates_are_refused() {
        let wrong = [
            ("{n}{n}", "are adjacent"),
            ("{t}{p}", "are adjacent"),
            ("{e}{n}", "are adjacent"),
            ("{x}{t}", "are adjacent"),
            ("{n}1{n}", "part of the number"),
            ("{s}0", "part of the number"),
            ("{f}b", "part of the value"),
            ("{x}A", "part of an escape"),
            ("{x}%", "part of an escape"),
            ("{a}#", "matches the rest of the key"),
            ("{a}{n}", "matches the rest of the key"),
        ];
        for (text, part) in wrong {
            let message = fault(&template(text)).map(|message| message.as_str().to_owned());
            let message = message.unwrap_or_default();
            assert!(message.starts_with(&format!("in `Test`'s `sk = {text:?}`, ")), "{message}");
            assert!(message.contains(part), "{text}: {message}");
        }
    }
}
