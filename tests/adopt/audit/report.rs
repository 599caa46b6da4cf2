//! The report as a text, and its limits.

use dynamodel::op::DivergenceKind;
use dynamodel::{Entity as _, Table as _};

use super::{Videos, audit, item, user, video};
use crate::support::raw::{n, s};
use crate::support::store::{typed, with, write};
use crate::support::world::table;

#[tokio::test]
async fn report_names_items_and_values() {
    let table = table::<Videos>().await;
    user(1).create().send(&table).await.unwrap();
    write(&table, with(item(&video(1)), "gsi1pk", s("user-4"))).await;
    write(&table, with(item(&video(2)), "likes", s("many"))).await;
    write(&table, with(item(&video(3)), "rating", n(5))).await;
    write(&table, with(typed("clip-1", "_root", "x"), "type", s("Clip"))).await;
    write(&table, with(Videos::to_items(&user(9)).unwrap().remove(1), "userId", n(9))).await;
    insta::assert_snapshot!(audit(&table).await.to_string(), @r#"
    9 items read: 5 as the model writes them, 4 with findings
    no entity: unknown type: Clip (1)
        pk "clip-1", sk "_root": the table has no type "Clip"
    User: copy without an item: of_team (1)
        pk "team-1", sk "00000000000000000009": it names the item pk "user-9", sk "_root"
    Video: does not decode: likes (1)
        pk "video-2", sk "02020#title 2": the stored item does not fit at `likes`: invalid type: a string, expected a number
    Video: index key differs: {creator_id} in gsi1pk of the index gsi1 (1)
        pk "video-1", sk "02020#title 1": stored "user-4", expected "user-3"
    Video: no field reads `rating` (1); updates and backfills keep it
    "#);
}

#[tokio::test]
async fn examples_are_bounded_and_all_are_counted() {
    let table = table::<Videos>().await;
    for id in 1..=20 {
        write(&table, with(item(&video(id)), "likes", s("many"))).await;
    }
    let examples = async |audit: dynamodel::op::Audit<Videos>| {
        let report = audit.send().await.unwrap();
        assert_eq!(report.count(DivergenceKind::Malformed), 20);
        report.findings().count()
    };
    assert_eq!(examples(table.audit()).await, 5);
    assert_eq!(examples(table.audit().examples(0)).await, 0);
    assert_eq!(examples(table.audit().page_size(2).examples(7)).await, 7);
}

#[tokio::test]
async fn many_names_of_attributes_do_not_fill_the_memory() {
    let table = table::<Videos>().await;
    for id in 1..=2_100 {
        write(&table, with(typed(&format!("x-{id}"), "_root", "x"), "type", s(&format!("T{id}")))).await;
    }
    let report = audit(&table).await;
    assert_eq!(report.count(DivergenceKind::UnknownType), 2_100);
    assert_eq!(report.groups().count(), 1_001);
}

#[tokio::test]
async fn debug_shows_no_value_of_an_attribute() {
    let table = table::<Videos>().await;
    let languages = aws_sdk_dynamodb::types::AttributeValue::L(vec![s("secret"), s("en")]);
    write(&table, with(item(&video(1)), "languages", languages)).await;
    let report = audit(&table).await;
    assert_eq!(report.count(DivergenceKind::AttributeDiffers), 1, "{report}");
    assert!(report.to_string().contains("secret"), "{report}");
    assert!(!format!("{report:?}").contains("secret"), "{report:?}");
}
