//! A consumer of the table's stream, with `ReportBatchItemFailures`.

use aws_lambda_events::event::dynamodb::{Event as StreamEvent, EventRecord};
use aws_lambda_events::event::streams::{DynamoDbBatchItemFailure, DynamoDbEventResponse};
use dynamodel::Error;
use dynamodel::streams::{Change, Event};

use crate::model::{Video, VideoCount};
use crate::{Table, Videos};

/// Applies the records in their order. After a failure, Lambda sends that record and all later ones again.
pub async fn handle(table: &Table, event: &StreamEvent) -> DynamoDbEventResponse {
    let mut response = DynamoDbEventResponse::default();
    for record in &event.records {
        if let Err(error) = apply(table, record).await {
            eprintln!("{error}");
            let mut failure = DynamoDbBatchItemFailure::default();
            failure.item_identifier.clone_from(&record.change.sequence_number);
            response.batch_item_failures.push(failure);
            break;
        }
    }
    response
}

/// Counts a new video and forgets a removed one. Both can run twice.
async fn apply(table: &Table, record: &EventRecord) -> Result<(), Error> {
    let Some(change) = Change::<Videos>::read(record)? else { return Ok(()) };
    // A copy of a lookup has records of its own.
    if change.copy_for.is_some() {
        return Ok(());
    }
    match change.event {
        Event::Inserted(Some(Videos::Video(video))) => {
            let counted = VideoCount::update(video.creator_id);
            counted
                .insert_into(VideoCount::FIELDS.videos, [video.video_id])
                .upsert(&count_of(&video))
                .send(table)
                .await
        }
        Event::Removed(Some(Videos::Video(video))) => {
            let counted = VideoCount::update(video.creator_id);
            counted
                .delete_from(VideoCount::FIELDS.videos, [video.video_id])
                .upsert(&VideoCount { creator_id: video.creator_id, ..VideoCount::default() })
                .send(table)
                .await
        }
        _ => Ok(()),
    }
}

fn count_of(video: &Video) -> VideoCount {
    VideoCount { creator_id: video.creator_id, videos: [video.video_id].into() }
}
