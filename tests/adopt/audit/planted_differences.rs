//! A table with one item of each kind of difference.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel::op::{Divergence, DivergenceKind as Kind, Finding};
use dynamodel::{Table as _, TableClient};

use super::{User, Video, Videos, audit, fill, item, user, video};
use crate::planted::plant;
use crate::support::raw::{Item, n, s};
use crate::support::store::{stored, with, write};
use crate::support::world::table;

/// The finding that a planted item must have: the entity, the kind, and the place.
type Expected = (Option<&'static str>, Kind, &'static str);

fn of_video(kind: Kind, place: &'static str) -> Expected {
    (Some("Video"), kind, place)
}

fn of_user(kind: Kind, place: &'static str) -> Expected {
    (Some("User"), kind, place)
}

fn without(mut item: Item, name: &str) -> Item {
    item.remove(name);
    item
}

fn null() -> AttributeValue {
    AttributeValue::Null(true)
}

fn list(texts: &[&str]) -> AttributeValue {
    AttributeValue::L(texts.iter().map(|text| s(text)).collect())
}

/// Videos that differ, with their findings.
fn videos() -> Vec<(Item, Expected)> {
    let next = &mut (100..);
    let mut planted = |change: fn(Item) -> Item, expected| {
        let video = video(next.next().unwrap());
        (change(item(&video)), expected)
    };
    vec![
        planted(|item| with(item, "type", s("Clip")), (None, Kind::UnknownType, "Clip")),
        planted(|item| without(item, "type"), (None, Kind::NoType, "Video")),
        planted(|item| with(item, "likes", s("many")), of_video(Kind::Malformed, "likes")),
        planted(|item| without(item, "text"), of_video(Kind::Malformed, "text")),
        planted(|item| with(item, "sk", s("02020#Title")), of_video(Kind::KeyDiffers, "{title} in sk")),
        planted(|item| with(item, "sk", s("00920#title 105")), of_video(Kind::KeyDiffers, "{year} in sk")),
        planted(|item| without(item, "gsi1sk"), of_video(Kind::IndexKeyMissing, "gsi1sk of the index gsi1")),
        planted(
            |item| with(item, "gsi1pk", s("user-4")),
            of_video(Kind::IndexKeyDiffers, "{creator_id} in gsi1pk of the index gsi1"),
        ),
        planted(
            |item| with(item, "gsi1sk", s("02020#00000000000000000001")),
            of_video(Kind::IndexKeyDiffers, "{video_id} in gsi1sk of the index gsi1"),
        ),
        planted(|item| with(item, "size", size(null())), of_video(Kind::AttributeRemoved, "size")),
        planted(|item| without(item, "likes"), of_video(Kind::AttributeAdded, "likes")),
        planted(
            |item| with(item, "languages", list(&["en", "de"])),
            of_video(Kind::AttributeDiffers, "languages"),
        ),
        planted(
            |item| with(without(item, "text"), "description", s("text")),
            of_video(Kind::OldName, "description"),
        ),
        planted(|item| with(item, "genre", s("a#b")), of_video(Kind::Unwritable, "genre")),
        planted(|item| with(item, "expires", n(1_600_000_000_000)), of_video(Kind::Unwritable, "ends_at")),
    ]
}

fn size(height: AttributeValue) -> AttributeValue {
    AttributeValue::M([("width".to_owned(), n(640)), ("height".to_owned(), height)].into())
}

/// Videos without a genre in the index of genres: one has NULL, the other no attribute.
fn of_genres() -> Vec<(Item, Vec<Expected>)> {
    let stored = |id| {
        let video = Video { genre: None, ..video(id) };
        with(with(item(&video), "gsi2pk", s("genre-old")), "gsi2sk", s("x"))
    };
    let extra = ["gsi2pk of the index gsi2", "gsi2sk of the index gsi2"];
    let mut extra: Vec<_> = extra.map(|place| of_video(Kind::IndexKeyExtra, place)).into();
    extra.push(of_video(Kind::AttributeRemoved, "genre"));
    let unknown = ["gsi2pk", "gsi2sk"].map(|place| of_video(Kind::IndexKeyUnknown, place)).into();
    vec![(with(stored(150), "genre", null()), extra), (stored(151), unknown)]
}

/// The items of a user, her copies and her markers: of the team, of the mail and of the name.
async fn plant_user(
    table: &TableClient<Videos>,
    user: &User,
    leave_out: &str,
    change: impl Fn(Item) -> Item,
) {
    let items = Videos::to_items(user).unwrap().into_iter();
    plant(table, items.filter(|item| item["type"] != s(leave_out)).map(change)).await;
}

/// Users whose copies or markers differ, and copies and markers without a user.
async fn users(table: &TableClient<Videos>) -> Vec<(&'static str, Expected)> {
    let unchanged = |item| item;
    plant_user(table, &user(200), "User.of_team", unchanged).await;
    plant_user(table, &user(201), "User.unique.name", unchanged).await;
    let change_copy =
        |item: Item| if item["type"] == s("User.of_team") { with(item, "name", s("old")) } else { item };
    plant_user(table, &user(202), "", change_copy).await;
    let foreign =
        |item: Item| if item["type"] == s("User.unique.name") { without(item, "_owner") } else { item };
    plant_user(table, &user(203), "", foreign).await;
    // The name of another one.
    plant_user(table, &User { name: "name203".to_owned(), ..user(204) }, "User.unique.name", unchanged).await;
    plant_user(table, &User { name: "name1".to_owned(), ..user(205) }, "User.unique.name", unchanged).await;
    // What is left of users.
    plant_user(table, &user(206), "User", |item| item).await;
    plant_user(table, &User { active: false, ..user(207) }, "", unchanged).await;
    plant_user(table, &user(207), "", |item| item).await;
    plant_user(table, &User { active: false, ..user(207) }, "User.of_team", |item| item).await;
    vec![
        ("user-200", of_user(Kind::CopyMissing, "of_team")),
        ("user-201", of_user(Kind::MarkerMissing, "name")),
        ("user-202", of_user(Kind::CopyDiffers, "of_team")),
        ("user-203", of_user(Kind::MarkerDiffers, "name")),
        ("user-204", of_user(Kind::MarkerDiffers, "name")),
        ("user-205", of_user(Kind::KeyTaken, "name")),
        ("team-1 206", of_user(Kind::CopyOrphaned, "of_team")),
        ("mail-206@example.org", of_user(Kind::CopyOrphaned, "by_mail")),
        ("User.unique.name#name206", of_user(Kind::MarkerOrphaned, "name")),
        ("team-1 207", of_user(Kind::CopyOrphaned, "of_team")),
    ]
}

/// The partition key, and the id of a copy that stands among those of a team.
fn name_of(finding: &Finding) -> String {
    let text = |name: &str| finding.key[name].as_s().unwrap().clone();
    let id = text("sk").parse::<u64>().map(|id| format!(" {id}")).unwrap_or_default();
    text("pk") + &id
}

#[tokio::test]
async fn each_planted_difference_is_named() {
    let table = table::<Videos>().await;
    fill(&table, 5).await;
    let fitting = stored(&table).await.len();
    let mut expected: Vec<(String, Expected)> = Vec::new();
    for (item, findings) in of_genres() {
        let pk = item["pk"].as_s().unwrap().clone();
        expected.extend(findings.into_iter().map(|finding| (pk.clone(), finding)));
        write(&table, item).await;
    }
    for (item, finding) in videos() {
        expected.push((item["pk"].as_s().unwrap().clone(), finding));
        write(&table, item).await;
    }
    let items = users(&table).await;
    expected.extend(items.into_iter().map(|(name, finding)| (name.to_owned(), finding)));
    assert!(expected.len() >= 12);

    let before = stored(&table).await;
    let report = table.audit().examples(1_000).send().await.unwrap();
    assert_eq!(stored(&table).await, before);
    let found = report.groups().flat_map(|group| group.examples.iter().map(move |finding| (group, finding)));
    let found =
        found.map(|(group, finding)| (name_of(finding), (group.entity, group.kind, group.place.as_str())));
    let mut found: Vec<_> = found.collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected, "{report}");
    assert_eq!(report.scanned, before.len());
    assert_eq!(report.fits + report.differs, report.scanned);
    assert!(report.fits >= fitting);
}

#[tokio::test]
async fn findings_have_the_stored_and_the_expected_value() {
    let table = table::<Videos>().await;
    write(&table, with(item(&video(1)), "gsi1pk", s("user-4"))).await;
    write(&table, with(item(&video(2)), "sk", s("02020#other"))).await;
    let report = audit(&table).await;
    let findings: Vec<_> = report.findings().collect();
    let [key, index] = findings.as_slice() else { panic!("{report}") };
    let Divergence::Key { attribute, segment, stored, expected } = &key.divergence else { panic!("{key}") };
    assert_eq!((*attribute, *segment), ("sk", Some("title")));
    assert_eq!((stored, expected), (&s("02020#other"), &s("02020#title 2")));
    let Divergence::IndexKey { index, attribute, segment, stored, expected, .. } = &index.divergence else {
        panic!("{index}")
    };
    assert_eq!((*index, *attribute, *segment), ("gsi1", "gsi1pk", Some("creator_id")));
    assert_eq!((stored, expected), (&Some(s("user-4")), &Some(s("user-3"))));
}

#[tokio::test]
async fn backfill_mends_what_the_audit_finds_in_derived_attributes() {
    let table = table::<Videos>().await;
    fill(&table, 3).await;
    for (at, name) in [(10, "gsi1pk"), (11, "likes"), (12, "gsi2sk")] {
        write(&table, without(item(&video(at)), name)).await;
    }
    plant_user(&table, &user(5), "User.of_team", |item| item).await;
    plant_user(&table, &user(6), "User", |item| item).await;
    assert_eq!(audit(&table).await.groups().map(|group| group.count).sum::<usize>(), 7);
    table.backfill::<Video>().send().await.unwrap();
    table.backfill::<User>().remove_strays().send().await.unwrap();
    let report = audit(&table).await;
    assert!(report.is_clean(), "{report}");
}

#[tokio::test]
async fn item_with_both_names_of_a_field_has_an_older_name() {
    let table = table::<Videos>().await;
    write(&table, with(item(&video(1)), "description", s("older"))).await;
    let report = audit(&table).await;
    assert_eq!(report.count(Kind::OldName), 1, "{report}");
    assert_eq!(report.groups().count(), 1, "{report}");
}
