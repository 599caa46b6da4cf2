//! The grammar of key templates: `"user-{user_id}"` to parts.

/// A part of a template.
#[derive(Debug, PartialEq)]
pub(crate) enum Part {
    /// A literal, which is in every key.
    Literal(String),
    /// A placeholder between braces.
    Placeholder(Placeholder),
}

/// `address.city:lower` of `{address.city:lower}`.
#[derive(Debug, PartialEq)]
pub(crate) struct Placeholder {
    /// The text between the braces.
    pub(crate) text: String,
    /// The field, and the names after the dots.
    pub(crate) path: Vec<String>,
    /// The parts of the spec, after the colons.
    pub(crate) words: Vec<String>,
}

/// Splits a template into its parts. No two literals are adjacent.
///
/// # Errors
///
/// Returns every syntax error.
pub(crate) fn parse(template: &str) -> Result<Vec<Part>, Vec<String>> {
    let mut parser = Parser::default();
    let mut rest = template;
    while let Some((literal, brace)) = rest.find(['{', '}']).map(|index| rest.split_at(index)) {
        parser.literal(literal);
        rest = parser.brace(brace);
    }
    parser.literal(rest);
    parser.finish()
}

#[derive(Default)]
struct Parser {
    parts: Vec<Part>,
    errors: Vec<String>,
}

impl Parser {
    fn literal(&mut self, text: &str) {
        match self.parts.last_mut() {
            _ if text.is_empty() => {}
            Some(Part::Literal(literal)) => literal.push_str(text),
            _ => self.parts.push(Part::Literal(text.to_owned())),
        }
    }

    /// Reads the brace at the start of `text`, and returns the rest.
    fn brace<'t>(&mut self, text: &'t str) -> &'t str {
        for (double, single) in [("{{", "{"), ("}}", "}")] {
            if let Some(rest) = text.strip_prefix(double) {
                self.literal(single);
                return rest;
            }
        }
        let Some(inner) = text.strip_prefix('{') else {
            self.errors.push("a `}` needs a `{` before it: write a literal brace twice, `}}`".to_owned());
            return text.strip_prefix('}').unwrap_or_default();
        };
        match inner.split_once('}') {
            Some((placeholder, rest)) if !placeholder.contains('{') => {
                self.placeholder(placeholder);
                rest
            }
            _ => {
                let start = inner.split('{').next().unwrap_or_default();
                self.errors.push(format!(
                    "the brace before `{start}` is not closed: add `}}`, or write a literal brace twice, `{{{{`"
                ));
                ""
            }
        }
    }

    fn placeholder(&mut self, text: &str) {
        let mut words = text.split(':').map(str::to_owned);
        let field = words.next().unwrap_or_default();
        if field.is_empty() {
            self.errors.push(format!("`{{{text}}}` must contain a field name: write `{{field}}`"));
            return;
        }
        let path: Vec<String> = field.split('.').map(str::to_owned).collect();
        if !path.iter().all(|name| is_identifier(name)) {
            self.errors.push(format!(
                "`{{{text}}}` is not a field name: write `{{field}}`, `{{nested.field}}` or `{{field:spec}}`"
            ));
            return;
        }
        let placeholder = Placeholder { text: text.to_owned(), path, words: words.collect() };
        self.parts.push(Part::Placeholder(placeholder));
    }

    fn finish(mut self) -> Result<Vec<Part>, Vec<String>> {
        if self.parts.is_empty() && self.errors.is_empty() {
            let message = "a template must not be empty, because a key must not be: write a literal such as `_root` or a \
                           field such as `{id}`";
            self.errors.push(message.to_owned());
        }
        if self.errors.is_empty() { Ok(self.parts) } else { Err(self.errors) }
    }
}

fn is_identifier(name: &str) -> bool {
    let starts_well = name.starts_with(|first: char| first == '_' || first.is_alphabetic());
    starts_well && name.chars().all(|next| next == '_' || next.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::{Part, Placeholder, parse};

    fn literal(text: &str) -> Part {
        Part::Literal(text.to_owned())
    }

    fn placeholder(text: &str, path: &[&str], words: &[&str]) -> Part {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Part::Placeholder(Placeholder { text: text.to_owned(), path: owned(path), words: owned(words) })
    }

    #[test]
    fn splits_into_parts() {
        let parts = parse("user-{address.city:lower}#{n:08:desc}");
        let expected = vec![
            literal("user-"),
            placeholder("address.city:lower", &["address", "city"], &["lower"]),
            literal("#"),
            placeholder("n:08:desc", &["n"], &["08", "desc"]),
        ];
        assert_eq!(parts, Ok(expected));
    }

    #[test]
    fn doubled_braces_are_literal() {
        assert_eq!(parse("a{{b}}c"), Ok(vec![literal("a{b}c")]));
        assert_eq!(parse("{{{x}}}"), Ok(vec![literal("{"), placeholder("x", &["x"], &[]), literal("}")]));
    }

    #[test]
    fn reports_every_error() {
        let errors = |template: &str| parse(template).map_err(|errors| errors.len());
        assert_eq!(errors(""), Err(1));
        assert_eq!(errors("{}-{ x}-}"), Err(3));
        assert_eq!(errors("{a"), Err(1));
        assert_eq!(errors("{a{b}"), Err(1));
        assert_eq!(errors("{a.}"), Err(1));
        assert_eq!(errors("{0}"), Err(1));
        assert_eq!(errors("{:desc}"), Err(1));
    }
}
