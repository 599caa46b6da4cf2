//! The kind and the facts of an error.

use aws_sdk_dynamodb::config::retry::RetryConfig;
use dynamodel::testing::{Fault, Faults};
use dynamodel::{
    BatchWrite, Entity as _, Error, ErrorKind, TableClient, op::PartialBatch, op::PartialWrite, transact_get,
};

use crate::support::model::{User, Video, YouTube};
use crate::support::store::{typed, write};
use crate::support::world::{faulty, table};
use crate::support::youtube::video;

async fn failing(fault: Fault) -> (Faults, TableClient<YouTube>) {
    let (faults, _) = faulty::<YouTube>().await;
    faults.on_any(dynamodel::testing::When::Always, fault);
    let table = YouTube::table(faults.client_with(RetryConfig::disabled()));
    (faults, table)
}

#[tokio::test(start_paused = true)]
async fn each_answer_has_its_kind() {
    for (code, kind) in [
        ("AccessDeniedException", ErrorKind::AccessDenied),
        ("UnrecognizedClientException", ErrorKind::Credentials),
        ("ExpiredTokenException", ErrorKind::Credentials),
        ("InvalidSignatureException", ErrorKind::Credentials),
        ("ValidationException", ErrorKind::InvalidRequest),
        ("ThrottlingException", ErrorKind::Throttled),
        ("ResourceNotFoundException", ErrorKind::TableNotFound),
        ("UnknownOperationException", ErrorKind::Service),
    ] {
        let (_, table) = failing(Fault::error(400, code)).await;
        for error in
            [User::get(1).send(&table).await.unwrap_err(), User::delete(1).send(&table).await.unwrap_err()]
        {
            assert_eq!((error.kind(), error.code()), (kind, Some(code)), "{error}");
        }
    }
    let (_, table) = failing(Fault::LostReply).await;
    assert_eq!(User::get(1).send(&table).await.unwrap_err().kind(), ErrorKind::NoAnswer);
}

/// One sentence: no `Debug` of the SDK's error, and nothing of its chain, which `source()` has.
#[tokio::test(start_paused = true)]
async fn an_error_is_one_sentence_and_the_rest_is_its_source() {
    for fault in [
        Fault::LostReply,
        Fault::Refused,
        Fault::ReplyTimeout,
        Fault::BrokenBody,
        Fault::response(200, "{"),
        Fault::internal(),
    ] {
        let (_, table) = failing(fault.clone()).await;
        for error in
            [User::get(1).send(&table).await.unwrap_err(), User::delete(1).send(&table).await.unwrap_err()]
        {
            let text = error.to_string();
            let no_words = ["dispatch failure", "SdkError", "ConnectorError", " { ", "\n", "response error"];
            assert!(no_words.iter().all(|word| !text.contains(word)), "{fault:?}: {text}");
            assert!(text.starts_with("User: ") && text.contains("Item failed: "), "{fault:?}: {text}");
            assert!(std::error::Error::source(&error).is_some(), "{fault:?}: {text}");
        }
    }
}

#[tokio::test]
async fn reads_name_their_entity() {
    let (_, table) = failing(Fault::error(400, "AccessDeniedException")).await;
    let named = |error: Error, entity| {
        assert_eq!((error.kind(), error.entity()), (ErrorKind::AccessDenied, Some(entity)), "{error}");
        assert_eq!(error.table(), Some(table.name()), "{error}");
    };
    named(User::get(1).send(&table).await.unwrap_err(), "User");
    named(User::get(1).required().send(&table).await.unwrap_err(), "User");
    named(Video::by_creator(1).all(&table).await.unwrap_err(), "Video");
    named(Video::by_creator(1).count(&table).await.unwrap_err(), "Video");
    named(Video::scan().all(&table).await.unwrap_err(), "Video");
}

#[tokio::test]
async fn a_transactional_read_names_the_operation_and_its_entity() {
    let table = table::<YouTube>().await;
    write(&table, typed("video-2", "_root", "Video")).await;
    let error = transact_get((User::get(1), Video::get(2))).send(&table).await.unwrap_err();
    assert_eq!((error.kind(), error.operation()), (ErrorKind::MalformedItem, Some(1)), "{error}");
    assert_eq!((error.entity(), error.table()), (Some("Video"), Some(table.name())));
    let error = transact_get(vec![Video::get(1), Video::get(2)]).send(&table).await.unwrap_err();
    assert_eq!((error.kind(), error.operation()), (ErrorKind::MalformedItem, Some(1)), "{error}");
}

#[tokio::test(start_paused = true)]
async fn the_leftovers_of_a_batch_are_in_its_error() {
    let (faults, table) = failing(Fault::error(400, "AccessDeniedException")).await;
    let user =
        |user_id| User { user_id, user_name: "a".to_owned(), created_at: crate::support::youtube::at(0) };
    let batch = [user(1), user(2)].iter().map(User::put).collect::<BatchWrite<YouTube>>();
    let error = batch.send(&table).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::AccessDenied, Some("AccessDeniedException")));
    assert!(error.partial::<PartialBatch<User>>().is_none());
    let error = error.into_partial::<PartialBatch<User>>().unwrap_err();
    let partial: PartialWrite<YouTube> = error.into_partial().unwrap();
    faults.reset();
    assert_eq!(partial.left.send(&table).await.unwrap().written, 2);
    let error = video(1, 1, 10).delete().must_exist().send(&table).await.unwrap_err();
    assert!(error.into_partial::<PartialWrite<YouTube>>().is_err_and(|error| error.is_not_found()));
}
