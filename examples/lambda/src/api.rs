//! The latest videos of a creator over HTTP: `GET /creators/{creator}/videos?cursor=..`.

use aws_lambda_events::event::apigw::{ApiGatewayV2httpRequest, ApiGatewayV2httpResponse};
use dynamodel::{Cursor, Error};
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use serde_json::{Value, json};

use crate::Table;
use crate::model::Video;

/// Answers a request of API Gateway or of a function URL (payload format 2.0).
pub async fn handle(table: &Table, request: &ApiGatewayV2httpRequest) -> ApiGatewayV2httpResponse {
    let Some(creator) = request.path_parameters.get("creator").and_then(|creator| creator.parse().ok())
    else {
        return response(400, &json!({ "error": "the creator is a number" }));
    };
    let cursor = request.query_string_parameters.first("cursor").map(Cursor::from);
    match latest(table, creator, cursor).await {
        Ok(body) => response(200, &body),
        Err(error) if error.is_invalid_cursor() => response(400, &json!({ "error": "invalid cursor" })),
        Err(error) => {
            // The text goes to the log of the function, not to the caller.
            eprintln!("{error}");
            response(500, &json!({ "error": error.kind().code() }))
        }
    }
}

async fn latest(table: &Table, creator: u64, cursor: Option<Cursor>) -> Result<Value, Error> {
    let page = Video::by_creator(creator).rev().take(10).after(cursor).page(table).await?;
    Ok(json!({ "videos": page.items, "cursor": page.cursor }))
}

fn response(status: i64, body: &Value) -> ApiGatewayV2httpResponse {
    let content_type = "application/json".parse();
    let mut response = ApiGatewayV2httpResponse::default();
    response.status_code = status;
    response.headers = HeaderMap::from_iter(content_type.map(|value| (CONTENT_TYPE, value)));
    response.body = Some(body.to_string().into());
    response
}
