//! The reason of a decoding fault without the item's values: errors end up in logs. `source()` has the whole reason.

/// A colon and the reason; empty if the reason cannot be separated from a value.
pub(super) fn reason(error: &impl std::fmt::Display) -> String {
    without_value(&error.to_string()).map_or_else(String::new, |reason| format!(": {reason}"))
}

/// Recognizes the messages of serde: <https://docs.rs/serde/latest/serde/de/trait.Error.html>.
fn without_value(text: &str) -> Option<String> {
    if ["missing field `", "duplicate field `", "invalid length "].iter().any(|start| text.starts_with(start))
    {
        return Some(text.to_owned());
    }
    for start in ["invalid type: ", "invalid value: "] {
        if let Some((found, expected)) =
            text.strip_prefix(start).and_then(|text| text.rsplit_once(", expected "))
        {
            let found = found.split(['`', '"']).next().unwrap_or_default().trim_end();
            return Some(format!("{start}{found}, expected {expected}"));
        }
    }
    let (_, expected) = text.strip_prefix("unknown variant `")?.rsplit_once("`, ")?;
    Some(format!("unknown variant, {expected}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_told_without_values() {
        for (text, told) in [
            ("missing field `title`", ": missing field `title`"),
            ("invalid type: string \"a, expected b\", expected u64", ": invalid type: string, expected u64"),
            ("invalid value: integer `300`, expected u8", ": invalid value: integer, expected u8"),
            ("invalid type: map, expected a string", ": invalid type: map, expected a string"),
            ("unknown variant `x`, expected `A` or `B`", ": unknown variant, expected `A` or `B`"),
            ("secret is no colour", ""),
        ] {
            assert_eq!(reason(&text), told);
        }
    }
}
