//! The handlers on an engine in the process.

use aws_lambda_events::event::apigw::ApiGatewayV2httpResponse;
use dynamodel::Entity as _;
use dynamodel_lambda_example::model::{Video, VideoCount};
use dynamodel_lambda_example::{Table, Videos, api, stream};
use serde_json::{Value, json};

type TestResult<T = ()> = Result<T, Box<dyn std::error::Error>>;

async fn table() -> TestResult<Table> {
    let table = Videos::table(dynamodel::embedded::client());
    table.create().await?;
    Ok(table)
}

async fn get(table: &Table, creator: &str, cursor: Option<&str>) -> TestResult<ApiGatewayV2httpResponse> {
    let request = json!({
        "requestContext": { "http": { "method": "GET" } },
        "pathParameters": { "creator": creator },
        "queryStringParameters": cursor.map(|cursor| json!({ "cursor": cursor })),
    });
    Ok(api::handle(table, &serde_json::from_value(request)?).await)
}

#[tokio::test]
async fn api_returns_the_latest_videos_of_a_creator() -> TestResult {
    let table = table().await?;
    for video_id in 1..=2 {
        let uploaded_at = jiff::Timestamp::from_second(i64::try_from(video_id)?)?;
        Video { video_id, creator_id: 3, uploaded_at, title: "a".to_owned() }.create().send(&table).await?;
    }
    let response = get(&table, "3", None).await?;
    let body = serde_json::to_value(&response.body)?;
    let body: Value = serde_json::from_str(body.as_str().ok_or("the body is text")?)?;
    let ids: Vec<_> =
        body["videos"].as_array().into_iter().flatten().map(|video| &video["video_id"]).collect();
    assert_eq!((response.status_code, ids), (200, vec![&json!(2), &json!(1)]));

    assert_eq!(get(&table, "3", Some("forged")).await?.status_code, 400);
    assert_eq!(get(&table, "ann", None).await?.status_code, 400);
    Ok(())
}

fn record(number: &str, name: &str, video_id: u64, title: &Value) -> Value {
    let pk = format!("video-{video_id}");
    let image = json!({
        "pk": { "S": pk }, "sk": { "S": "_root" }, "type": { "S": "Video" }, "video_id": { "N": video_id.to_string() },
        "creator_id": { "N": "3" }, "uploaded_at": { "S": "2020-01-26T00:53:20Z" }, "title": title,
    });
    let side = if name == "REMOVE" { "OldImage" } else { "NewImage" };
    json!({
        "eventID": number, "eventName": name, "awsRegion": "eu-central-1",
        "dynamodb": {
            "SequenceNumber": number, "SizeBytes": 1,
            "Keys": { "pk": { "S": pk }, "sk": { "S": "_root" } },
            side: image,
        },
    })
}

#[tokio::test]
async fn repeated_record_counts_once_and_unreadable_record_is_sent_again() -> TestResult {
    let table = table().await?;
    let title = json!({ "S": "a" });
    let records = [
        record("1", "INSERT", 7, &title),
        record("1", "INSERT", 7, &title),
        record("2", "INSERT", 8, &title),
        record("3", "REMOVE", 7, &title),
        record("4", "INSERT", 9, &json!({ "N": "1" })),
        record("5", "INSERT", 10, &title),
    ];
    let response = stream::handle(&table, &serde_json::from_value(json!({ "Records": records }))?).await;
    let failed = serde_json::to_value(&response)?;
    assert_eq!(failed, json!({ "batchItemFailures": [{ "itemIdentifier": "4" }] }));
    let count = VideoCount::get(3).required().send(&table).await?;
    assert_eq!(count.videos, [8].into());
    Ok(())
}
