//! "Did you mean": the nearest of the names that would have been right.

/// The end of a message about an unknown name: the nearest valid one, and all of them.
pub(crate) fn instead(found: &str, what: &str, valid: &[impl AsRef<str>]) -> String {
    let list = valid.iter().map(|name| format!("`{}`", name.as_ref())).collect::<Vec<_>>().join(", ");
    let list = if list.is_empty() { format!("there are no {what}") } else { format!("{what}: {list}") };
    match nearest(found, valid) {
        Some(name) => format!("did you mean `{name}`? {list}"),
        None => list,
    }
}

fn nearest<'v>(found: &str, valid: &'v [impl AsRef<str>]) -> Option<&'v str> {
    let limit = (found.chars().count() / 3).max(1);
    let names = valid.iter().map(AsRef::as_ref);
    let near = names.map(|name| (distance(found, name), name)).filter(|(far, _)| *far <= limit);
    near.min_by_key(|(far, _)| *far).map(|(_, name)| name)
}

/// How many characters must be changed, added or taken away to make one from the other.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (at, a) in from.chars().enumerate() {
        let mut left = at + 1;
        let mut next = vec![left];
        for (b, pair) in to.iter().zip(row.windows(2)) {
            left = (pair[0] + usize::from(a != *b)).min(pair[1] + 1).min(left + 1);
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{distance, instead};

    #[test]
    fn counts_changes() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "pk"), 2);
        assert_eq!(distance("pk", "pk"), 0);
    }

    #[test]
    fn suggests_only_what_is_near() {
        assert_eq!(
            instead("video_idd", "fields", &["video_id"]),
            "did you mean `video_id`? fields: `video_id`"
        );
        assert_eq!(instead("x", "fields", &["video_id"]), "fields: `video_id`");
        assert_eq!(instead("x", "fields", &[] as &[&str]), "there are no fields");
    }
}
