//! Comments on issues.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, Uri};
use dynamodel::{Entity as _, transact};
use serde::Deserialize;
use ulid::Ulid;

use crate::Table;
use crate::failure::Failure;
use crate::model::{Comment, Issue, TenantId};
use crate::pages::{PageBody, PageQuery};

#[derive(Debug, Deserialize)]
pub(crate) struct CommentBody {
    author: String,
    text: String,
}

/// One transaction: the issue must exist, and the comment is stored.
pub(crate) async fn create(
    State(table): State<Table>,
    Path((tenant, project, number)): Path<(TenantId, String, u32)>,
    Json(CommentBody { author, text }): Json<CommentBody>,
) -> Result<(StatusCode, Json<Comment>), Failure> {
    let issue = Issue::get(&tenant, &project, number).must_exist();
    let comment = Comment { tenant, project, number, comment_id: Ulid::generate(), author, text };
    transact((issue, comment.create())).send(&table).await?;
    Ok((StatusCode::CREATED, Json(comment)))
}

/// The oldest comment first.
pub(crate) async fn list(
    State(table): State<Table>,
    Path((tenant, project, number)): Path<(TenantId, String, u32)>,
    Query(page): Query<PageQuery>,
    uri: Uri,
) -> Result<Json<PageBody<Comment>>, Failure> {
    let comments = Comment::of_issue(&tenant, &project).prefix(number).take(page.limit());
    Ok(PageBody::new(comments.after(page.cursor).page(&table).await?, &uri))
}
