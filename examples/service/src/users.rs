//! Users, with an e-mail address that is unique in the tenant.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use dynamodel::Entity as _;
use serde::Deserialize;

use crate::Table;
use crate::failure::Failure;
use crate::model::{TenantId, User};

#[derive(Debug, Deserialize)]
pub(crate) struct NewUser {
    login: String,
    email: String,
}

/// The user and its copy under the address are one transaction. A taken address or login is `409 Conflict`.
pub(crate) async fn create(
    State(table): State<Table>,
    Path(tenant): Path<TenantId>,
    Json(NewUser { login, email }): Json<NewUser>,
) -> Result<(StatusCode, Json<User>), Failure> {
    let user = User { tenant, login, email };
    user.create().send(&table).await?;
    Ok((StatusCode::CREATED, Json(user)))
}

#[derive(Debug, Deserialize)]
pub(crate) struct ByEmail {
    email: String,
}

/// One request: the lookup of the address holds the user.
pub(crate) async fn by_email(
    State(table): State<Table>,
    Path(tenant): Path<TenantId>,
    Query(ByEmail { email }): Query<ByEmail>,
) -> Result<Json<User>, Failure> {
    let user = User::by_email(&tenant, &email).required().send(&table).await?;
    Ok(Json(user))
}
