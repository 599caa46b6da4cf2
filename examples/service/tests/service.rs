//! The service in this process: no socket, and the embedded engine as its table.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_TYPE, ETAG, IF_MATCH};
use axum::http::{Method, Request, StatusCode};
use dynamodel_service_example::{Tracker, router};
use serde_json::{Value, json};
use tower::ServiceExt as _;

type TestResult<T = ()> = Result<T, Box<dyn std::error::Error>>;

async fn service() -> TestResult<Router> {
    let table = Tracker::table(dynamodel::embedded::client()).cursor_secrets(["a secret of the tests"])?;
    table.create().await?;
    Ok(router(table))
}

struct Answer {
    status: StatusCode,
    etag: Option<String>,
    body: Value,
}

async fn send(
    service: &Router,
    method: Method,
    uri: &str,
    version: Option<&str>,
    body: Option<Value>,
) -> TestResult<Answer> {
    let mut request = Request::builder().method(method).uri(uri).header(CONTENT_TYPE, "application/json");
    if let Some(version) = version {
        request = request.header(IF_MATCH, version);
    }
    let request = request.body(body.map_or_else(Body::empty, |body| Body::from(body.to_string())))?;
    let response = service.clone().oneshot(request).await?;
    let status = response.status();
    let etag = response.headers().get(ETAG).map(|etag| etag.to_str().map(str::to_owned)).transpose()?;
    let bytes = to_bytes(response.into_body(), 1 << 20).await?;
    let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    Ok(Answer { status, etag, body })
}

async fn post(service: &Router, uri: &str, body: Value) -> TestResult<Answer> {
    send(service, Method::POST, uri, None, Some(body)).await
}

async fn get(service: &Router, uri: &str) -> TestResult<Answer> {
    send(service, Method::GET, uri, None, None).await
}

const ISSUES: &str = "/tenants/acme/projects/web/issues";

/// A service with the project `web` of `acme` and this many issues.
async fn with_issues(count: usize) -> TestResult<Router> {
    let service = service().await?;
    post(&service, "/tenants/acme/projects", json!({ "project": "web" })).await?;
    for issue in 1..=count {
        let answer = post(&service, ISSUES, json!({ "title": format!("issue {issue}") })).await?;
        assert_eq!((answer.status, &answer.body["number"]), (StatusCode::CREATED, &json!(issue)));
    }
    Ok(service)
}

#[tokio::test]
async fn email_is_unique_in_its_tenant() -> TestResult {
    let service = service().await?;
    let ann = json!({ "login": "ann", "email": "ann@example.com" });
    let other = json!({ "login": "anna", "email": "ann@example.com" });
    assert_eq!(post(&service, "/tenants/acme/users", ann.clone()).await?.status, StatusCode::CREATED);

    let taken = post(&service, "/tenants/acme/users", other).await?;
    assert_eq!((taken.status, taken.body), (StatusCode::CONFLICT, json!({ "error": "unique_violation" })));
    assert_eq!(post(&service, "/tenants/beta/users", ann).await?.status, StatusCode::CREATED);

    let found = get(&service, "/tenants/acme/users?email=ann@example.com").await?;
    assert_eq!((found.status, &found.body["login"]), (StatusCode::OK, &json!("ann")));
    let missing = get(&service, "/tenants/acme/users?email=bob@example.com").await?;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    Ok(())
}

#[tokio::test]
async fn change_requires_the_version_that_was_read() -> TestResult {
    let service = with_issues(1).await?;
    let uri = &format!("{ISSUES}/1");
    let read = get(&service, uri).await?;
    assert_eq!(read.etag.as_deref(), Some("\"1\""));

    let close = Some(json!({ "status": "closed" }));
    let without = send(&service, Method::PATCH, uri, None, close.clone()).await?;
    assert_eq!(without.status, StatusCode::PRECONDITION_REQUIRED);
    let changed = send(&service, Method::PATCH, uri, read.etag.as_deref(), close.clone()).await?;
    assert_eq!((changed.status, changed.etag.as_deref()), (StatusCode::OK, Some("\"2\"")));
    assert_eq!(changed.body["status"], "closed");

    let late = send(&service, Method::PATCH, uri, read.etag.as_deref(), close).await?;
    assert_eq!(
        (late.status, late.body),
        (StatusCode::PRECONDITION_FAILED, json!({ "error": "version_conflict" }))
    );
    Ok(())
}

/// Follows the URLs of the pages; returns the numbers of the issues.
async fn numbers(service: &Router, first: &str) -> TestResult<Vec<Vec<u64>>> {
    let (mut pages, mut next) = (Vec::new(), Some(first.to_owned()));
    while let Some(uri) = next {
        let page = get(service, &uri).await?;
        assert_eq!(page.status, StatusCode::OK, "{uri}: {}", page.body);
        let items = page.body["items"].as_array().ok_or("a page has items")?;
        pages.push(items.iter().filter_map(|issue| issue["number"].as_u64()).collect());
        next = page.body["next"].as_str().map(str::to_owned);
    }
    Ok(pages)
}

#[tokio::test]
async fn pages_are_followed_by_their_urls() -> TestResult {
    let service = with_issues(5).await?;
    let close = Some(json!({ "status": "closed" }));
    send(&service, Method::PATCH, &format!("{ISSUES}/4"), Some("\"1\""), close).await?;

    assert_eq!(numbers(&service, &format!("{ISSUES}?limit=2")).await?, [vec![5, 4], vec![3, 2], vec![1]]);
    let open = numbers(&service, &format!("{ISSUES}?status=open&limit=3")).await?;
    assert_eq!(open.concat(), [5, 3, 2, 1]);
    assert_eq!(numbers(&service, &format!("{ISSUES}?status=closed")).await?.concat(), [4]);
    Ok(())
}

#[tokio::test]
async fn cursor_continues_only_its_own_list() -> TestResult {
    let service = with_issues(3).await?;
    let page = get(&service, &format!("{ISSUES}?limit=1")).await?;
    let next = page.body["next"].as_str().ok_or("there are further issues")?;
    let cursor = next.split("cursor=").nth(1).ok_or("the URL has a cursor")?;

    for uri in [
        format!("{ISSUES}?status=open&cursor={cursor}"),
        format!("/tenants/beta/projects/web/issues?cursor={cursor}"),
        format!("{ISSUES}?cursor=forged"),
    ] {
        let refused = get(&service, &uri).await?;
        let expected = (StatusCode::BAD_REQUEST, json!({ "error": "invalid_cursor" }));
        assert_eq!((refused.status, refused.body), expected, "{uri}");
    }
    Ok(())
}

#[tokio::test]
async fn tenant_sees_only_its_own_items() -> TestResult {
    let service = with_issues(2).await?;
    post(&service, "/tenants/ac/projects", json!({ "project": "me" })).await?;

    assert_eq!(get(&service, "/tenants/beta/projects/web/issues/1").await?.status, StatusCode::NOT_FOUND);
    for uri in ["/tenants/beta/projects/web/issues", "/tenants/acm/projects/web/issues"] {
        assert_eq!(get(&service, uri).await?.body["items"], json!([]), "{uri}");
    }
    // `acme#web` would be the partition of the project.
    for uri in ["/tenants/acme%23web/projects/x/issues", "/tenants/acme/projects/web%23open/issues"] {
        let refused = get(&service, uri).await?;
        assert_eq!(
            (refused.status, refused.body),
            (StatusCode::BAD_REQUEST, json!({ "error": "invalid_key" })),
            "{uri}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn comment_needs_its_issue() -> TestResult {
    let service = with_issues(1).await?;
    let comment = |text: &str| json!({ "author": "ann", "text": text });
    let missing = post(&service, &format!("{ISSUES}/7/comments"), comment("first")).await?;
    assert_eq!((missing.status, missing.body), (StatusCode::NOT_FOUND, json!({ "error": "not_found" })));

    for text in ["first", "second"] {
        let answer = post(&service, &format!("{ISSUES}/1/comments"), comment(text)).await?;
        assert_eq!(answer.status, StatusCode::CREATED);
    }
    let list = get(&service, &format!("{ISSUES}/1/comments")).await?;
    assert_eq!(list.body["items"].as_array().map(Vec::len), Some(2));
    Ok(())
}
