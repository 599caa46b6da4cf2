//! The function behind the stream of the table, or here with the records of an engine in the process.

use aws_lambda_events::event::dynamodb::Event;
use dynamodel_lambda_example::model::VideoCount;
use dynamodel_lambda_example::{Videos, is_lambda, stream, table};
use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::json;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    if !is_lambda() {
        return locally().await;
    }
    let table = &table().await?;
    let handler = |event: LambdaEvent<Event>| async move {
        Ok::<_, Error>(stream::handle(table, &event.payload).await)
    };
    lambda_runtime::run(service_fn(handler)).await
}

/// Sends a video, the same record again, and a record that cannot be read.
async fn locally() -> Result<(), Error> {
    let table = Videos::table(dynamodel::embedded::client());
    table.create().await?;
    let record = |number: &str, video_id: &str, title: serde_json::Value| {
        let pk = format!("video-{video_id}");
        json!({
            "eventID": number, "eventName": "INSERT", "awsRegion": "eu-central-1",
            "dynamodb": {
                "SequenceNumber": number, "SizeBytes": 1,
                "Keys": { "pk": { "S": pk }, "sk": { "S": "_root" } },
                "NewImage": {
                    "pk": { "S": pk }, "sk": { "S": "_root" }, "type": { "S": "Video" }, "video_id": { "N": video_id },
                    "creator_id": { "N": "3" }, "uploaded_at": { "S": "2020-01-26T00:53:20Z" }, "title": title,
                },
            },
        })
    };
    let title = |title: &str| json!({ "S": title });
    let records =
        [record("1", "7", title("a")), record("1", "7", title("a")), record("2", "8", json!({ "N": "1" }))];
    let event = serde_json::from_value(json!({ "Records": records }))?;

    let response = stream::handle(&table, &event).await;
    println!("sent again: {}", serde_json::to_string(&response)?);
    let count = VideoCount::get(3).required().send(&table).await?;
    println!("videos of creator 3: {}", count.videos.len());
    Ok(())
}
