//! Every item that is read is of the kind that was asked for, or an error says what it is.

use dynamodel::Error;

use crate::support::model::{User, Video, YouTube};
use crate::support::raw::{Item, item, n, s};
use crate::support::store::{typed, with, write};
use crate::support::world::table;
use crate::support::youtube::{store, video};

fn user() -> Item {
    let user = with(typed("user-1", "_root", "User"), "user_id", n(1));
    with(with(user, "user_name", s("alice")), "created_at", s("2020-01-01T00:00:00Z"))
}

type Key<'k> = Option<(&'k str, Option<&'k str>)>;

fn located(error: &Error) -> (Option<&str>, Key<'_>, Option<&str>) {
    (error.entity(), error.key(), error.path())
}

const KEY: Key<'static> = Some(("user-1", Some("_root")));

#[tokio::test]
async fn an_item_of_another_type_is_no_user() {
    let table = table::<YouTube>().await;
    for kind in [s("Video"), s("Alien"), s(""), n(1)] {
        write(&table, with(user(), "entity_type", kind)).await;
        let error = User::get(1).send(&table).await.unwrap_err();
        assert!(error.is_type_mismatch(), "{error}");
        assert_eq!(located(&error), (Some("User"), KEY, None));
    }
    let mut untyped = user();
    untyped.remove("entity_type");
    write(&table, untyped).await;
    assert!(User::get(1).send(&table).await.unwrap_err().is_untyped());
    write(&table, user()).await;
    assert_eq!(User::get(1).send(&table).await.unwrap().unwrap().user_name, "alice");
}

#[tokio::test]
async fn a_malformed_item_says_which_and_where() {
    let table = table::<YouTube>().await;
    let mut short = user();
    short.remove("user_name");
    let not_text = with(user(), "user_name", n(1));
    let too_big = with(user(), "user_id", s("1"));
    let no_time = with(user(), "created_at", s("yesterday"));
    let null = with(user(), "user_name", aws_sdk_dynamodb::types::AttributeValue::Null(true));
    for (item, path, reason) in [
        (short, ".", "does not fit: missing field `user_name`; items older"),
        (not_text, "user_name", "does not fit at `user_name`: "),
        (too_big, "user_id", "does not fit at `user_id`: "),
        // The reason of the time's parser holds the value.
        (no_time, "created_at", "does not fit at `created_at` (key"),
        (null, "user_name", "does not fit at `user_name`: "),
    ] {
        write(&table, item).await;
        let error = User::get(1).send(&table).await.unwrap_err();
        assert!(error.is_malformed_item() && !error.is_type_mismatch(), "{error}");
        assert!(error.to_string().contains(reason), "{error}");
        let (entity, key, found) = located(&error);
        assert_eq!((entity, key), (Some("User"), KEY));
        assert!(found == Some(path) || path == ".", "{found:?} for {path}");
        assert!(found.is_some());
        let error = YouTube::scan().all(&table).await.unwrap_err();
        assert!(error.is_malformed_item(), "{error}");
        assert_eq!(error.table(), Some(table.name()));
    }
}

#[tokio::test]
async fn a_malformed_item_behind_those_wanted_does_not_fail_a_page() {
    let table = table::<YouTube>().await;
    store(&table, &[video(1, 1, 10), video(2, 1, 20)]).await;
    let sk = "2020-01-01T00:00:30.000000000Z#00000000000000000003";
    write(&table, typed("user-1-videos", sk, "Video.by_creator")).await;
    let page = Video::by_creator(1).take(2).page(&table).await.unwrap();
    assert_eq!(page.items, [video(1, 1, 10), video(2, 1, 20)]);
    let error = Video::by_creator(1).after(page.cursor).page(&table).await.unwrap_err();
    assert!(error.is_malformed_item(), "{error}");
    assert_eq!(error.key(), Some(("user-1-videos", Some(sk))));
}

#[tokio::test]
async fn types_that_a_scan_does_not_know_are_skipped_and_counted() {
    let table = table::<YouTube>().await;
    store(&table, &[video(1, 1, 10)]).await;
    write(&table, typed("x", "y", "Advert")).await;
    write(&table, item("no", "type")).await;
    let page = YouTube::scan().page(&table).await.unwrap();
    assert_eq!((page.items, page.skipped), (vec![YouTube::Video(video(1, 1, 10))], 2));
    assert_eq!(YouTube::scan().count(&table).await.unwrap(), 1);
    assert_eq!(YouTube::scan().with_copies().count(&table).await.unwrap(), 2);
    assert_eq!(YouTube::scan().with_copies().all(&table).await.unwrap().len(), 2);
    assert!(YouTube::scan().strict().all(&table).await.unwrap_err().is_untyped());
    write(&table, typed("no", "type", "Advert")).await;
    assert!(YouTube::scan().strict().all(&table).await.unwrap_err().is_unknown_type());
    assert!(YouTube::scan().strict().count(&table).await.unwrap_err().is_unknown_type());
    assert!(YouTube::scan().strict().page(&table).await.unwrap_err().is_unknown_type());
}

#[tokio::test]
async fn attributes_that_the_struct_does_not_have_are_left_out() {
    let table = table::<YouTube>().await;
    write(&table, with(user(), "added_later", s("by a newer program"))).await;
    assert_eq!(User::get(1).send(&table).await.unwrap().unwrap().user_id, 1);
}
