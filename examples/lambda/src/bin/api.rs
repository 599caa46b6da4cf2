//! The function behind API Gateway, or here one request after the other.

use aws_lambda_events::event::apigw::ApiGatewayV2httpRequest;
use dynamodel::Entity as _;
use dynamodel_lambda_example::model::Video;
use dynamodel_lambda_example::{Videos, api, is_lambda, table};
use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::json;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    if !is_lambda() {
        return locally().await;
    }
    let table = &table().await?;
    let handler = |event: LambdaEvent<ApiGatewayV2httpRequest>| async move {
        Ok::<_, Error>(api::handle(table, &event.payload).await)
    };
    lambda_runtime::run(service_fn(handler)).await
}

/// Stores eleven videos and asks for two pages.
async fn locally() -> Result<(), Error> {
    let table = Videos::table(dynamodel::embedded::client());
    table.create().await?;
    for video_id in 1..=11 {
        let uploaded_at = jiff::Timestamp::from_second(1_580_000_000 + 86_400 * i64::try_from(video_id)?)?;
        let video = Video { video_id, creator_id: 3, uploaded_at, title: format!("video {video_id}") };
        video.create().send(&table).await?;
    }
    let mut query = json!({});
    for page in 1..=2 {
        let request = json!({
            "requestContext": { "http": { "method": "GET" } },
            "pathParameters": { "creator": "3" },
            "queryStringParameters": query,
        });
        let response = api::handle(&table, &serde_json::from_value(request)?).await;
        let text = serde_json::to_value(&response.body)?;
        let body: serde_json::Value = serde_json::from_str(text.as_str().unwrap_or_default())?;
        let titles =
            body["videos"].as_array().into_iter().flatten().filter_map(|video| video["title"].as_str());
        println!("page {page}: {}", titles.collect::<Vec<_>>().join(", "));
        query = json!({ "cursor": body["cursor"] });
    }
    Ok(())
}
