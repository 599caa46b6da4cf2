//! "Did you mean": the nearest valid name.

use strsim::osa_distance;

/// The end of a message about an unknown name: the nearest valid one, and all of them.
pub(crate) fn instead(found: &str, what: &str, valid: &[impl AsRef<str>]) -> String {
    let list = valid.iter().map(|name| format!("`{}`", name.as_ref())).collect::<Vec<_>>().join(", ");
    let list = if list.is_empty() { format!("there are no {what}") } else { format!("{what}: {list}") };
    match nearest(found, valid) {
        Some(name) if valid.len() == 1 => format!("did you mean `{name}`?"),
        Some(name) => format!("did you mean `{name}`? {list}"),
        None => list,
    }
}

/// Names of other libraries, and the names here.
const SYNONYMS: &[(&str, &str)] = &[
    ("partition_key", "pk"),
    ("hash_key", "pk"),
    ("hash", "pk"),
    ("sort_key", "sk"),
    ("sort", "sk"),
    ("sortkey", "sk"),
    ("range_key", "sk"),
    ("range", "sk"),
    ("gsi", "index"),
    ("lsi", "index"),
    ("condition", "when"),
    ("rename", "name"),
    ("table_name", "name"),
    ("entity", "of"),
    ("milliseconds", "ms"),
    ("millis", "ms"),
    ("seconds", "s"),
    ("timestamp", "unix"),
    ("day", "date"),
    ("unpadded", "plain"),
    ("reverse", "rev"),
];

/// Returns the valid name that has this name elsewhere, has a similar spelling, or starts with this name, or the reverse.
pub(crate) fn nearest<'v>(found: &str, valid: &'v [impl AsRef<str>]) -> Option<&'v str> {
    let names = || valid.iter().map(AsRef::as_ref);
    let meant = SYNONYMS.iter().find(|(other, _)| *other == found).map(|(_, meant)| *meant);
    let limit = (found.chars().count() / 3).max(1);
    let near = names().map(|name| (osa_distance(found, name), name)).filter(|(far, _)| *far <= limit);
    let known = names().find(|name| Some(*name) == meant);
    known.or_else(|| near.min_by_key(|(far, _)| *far).map(|(_, name)| name)).or_else(|| {
        names().filter(|name| continues(found, name) || continues(name, found)).min_by_key(|name| name.len())
    })
}

/// Returns `true` if a text starts with another of at least three characters.
fn continues(start: &str, text: &str) -> bool {
    start.len() >= 3 && text.starts_with(start)
}

#[cfg(test)]
mod tests {
    use super::instead;

    #[test]
    fn suggests_only_what_is_near() {
        assert_eq!(instead("video_idd", "fields", &["video_id"]), "did you mean `video_id`?");
        assert_eq!(instead("titel", "fields", &["title"]), "did you mean `title`?");
        let fields = &["tenant_id", "day"];
        assert_eq!(
            instead("tenant", "fields", fields),
            "did you mean `tenant_id`? fields: `tenant_id`, `day`"
        );
        assert_eq!(instead("daytime", "fields", fields), "did you mean `day`? fields: `tenant_id`, `day`");
        assert_eq!(instead("te", "fields", fields), "fields: `tenant_id`, `day`");
        assert_eq!(instead("sort_key", "words", &["pk", "sk"]), "did you mean `sk`? words: `pk`, `sk`");
        assert_eq!(instead("sort_key", "fields", fields), "fields: `tenant_id`, `day`");
        assert_eq!(instead("x", "fields", &["video_id"]), "fields: `video_id`");
        assert_eq!(instead("x", "fields", &[] as &[&str]), "there are no fields");
    }
}
