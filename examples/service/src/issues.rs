//! Projects and their issues.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::header::{ETAG, IF_MATCH};
use axum::http::{HeaderMap, StatusCode, Uri};
use dynamodel::Entity as _;
use serde::Deserialize;

use crate::Table;
use crate::failure::Failure;
use crate::model::{Issue, NewIssue, Project, Status, TenantId};
use crate::pages::{PageBody, PageQuery};

/// A project that exists is `409 Conflict`.
pub(crate) async fn create_project(
    State(table): State<Table>,
    Path(tenant): Path<TenantId>,
    Json(ProjectBody { project }): Json<ProjectBody>,
) -> Result<(StatusCode, Json<Project>), Failure> {
    let project = Project { tenant, project, issues: 0 };
    project.create().send(&table).await?;
    Ok((StatusCode::CREATED, Json(project)))
}

#[derive(Debug, Deserialize)]
pub(crate) struct ProjectBody {
    project: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct IssueBody {
    title: String,
}

/// Takes the next number of the project, then stores the issue. If the service stops in between, the number stays unused.
pub(crate) async fn create(
    State(table): State<Table>,
    Path((tenant, project)): Path<(TenantId, String)>,
    Json(IssueBody { title }): Json<IssueBody>,
) -> Result<(StatusCode, HeaderMap, Json<Issue>), Failure> {
    let counted = Project::update(&tenant, &project)
        .add(Project::FIELDS.issues, 1)
        .returning_new()
        .send(&table)
        .await?;
    let new = NewIssue { tenant, project, number: counted.issues, title, status: Status::Open };
    // The version and the times are known without a read.
    let issue = Issue::from(new).create().returning_new().send(&table).await?;
    Ok((StatusCode::CREATED, etag(&issue), Json(issue)))
}

#[derive(Debug, Deserialize)]
pub(crate) struct ByStatus {
    status: Option<Status>,
}

/// The latest issue first; all of the project, or those in one state.
pub(crate) async fn list(
    State(table): State<Table>,
    Path((tenant, project)): Path<(TenantId, String)>,
    Query(ByStatus { status }): Query<ByStatus>,
    Query(page): Query<PageQuery>,
    uri: Uri,
) -> Result<Json<PageBody<Issue>>, Failure> {
    let limit = page.limit();
    let page = if let Some(status) = status {
        let issues = Issue::by_status(&tenant, &project, &status);
        issues.rev().take(limit).after(page.cursor).page(&table).await?
    } else {
        let issues = Issue::of_project(&tenant, &project);
        issues.rev().take(limit).after(page.cursor).page(&table).await?
    };
    Ok(PageBody::new(page, &uri))
}

/// The `ETag` is the version.
pub(crate) async fn read(
    State(table): State<Table>,
    Path((tenant, project, number)): Path<(TenantId, String, u32)>,
) -> Result<(HeaderMap, Json<Issue>), Failure> {
    let issue = Issue::get(&tenant, &project, number).required().send(&table).await?;
    Ok((etag(&issue), Json(issue)))
}

#[derive(Debug, Deserialize)]
pub(crate) struct IssueChange {
    title: Option<String>,
    status: Option<Status>,
}

/// One request. It changes the issue that the client has read: another version is `412 Precondition Failed`.
pub(crate) async fn change(
    State(table): State<Table>,
    Path((tenant, project, number)): Path<(TenantId, String, u32)>,
    headers: HeaderMap,
    Json(IssueChange { title, status }): Json<IssueChange>,
) -> Result<(HeaderMap, Json<Issue>), Failure> {
    let version = if_match(&headers).ok_or(Failure::NoVersion)?;
    let mut update = Issue::update(&tenant, &project, number).expect_version(version).returning_new();
    if let Some(title) = title {
        update = update.set(Issue::FIELDS.title, title);
    }
    // The key in the index `by_status` changes with it.
    if let Some(status) = status {
        update = update.set(Issue::FIELDS.status, status);
    }
    let issue = update.send(&table).await?;
    Ok((etag(&issue), Json(issue)))
}

fn etag(issue: &Issue) -> HeaderMap {
    let version = format!("\"{}\"", issue.version).parse();
    version.map(|version| HeaderMap::from_iter([(ETAG, version)])).unwrap_or_default()
}

fn if_match(headers: &HeaderMap) -> Option<u64> {
    headers.get(IF_MATCH)?.to_str().ok()?.trim_matches('"').parse().ok()
}
