//! An issue tracker for several tenants over HTTP.
//!
//! | request | problem that it shows |
//! |---|---|
//! | `POST /tenants/{tenant}/users` | an e-mail address that is unique in its tenant |
//! | `GET /tenants/{tenant}/users?email=` | a read by a unique value |
//! | `POST /tenants/{tenant}/projects` | an item that must not exist yet |
//! | `POST /tenants/{tenant}/projects/{project}/issues` | consecutive numbers from a counter |
//! | `GET /tenants/{tenant}/projects/{project}/issues` | pages, with the cursor in the URL |
//! | `GET .../issues/{number}` | an `ETag` from the version of the item |
//! | `PATCH .../issues/{number}` | `If-Match`: no lost update |
//! | `POST .../issues/{number}/comments` | a comment only on an issue that exists |
//! | `GET .../issues/{number}/comments` | the items of one partition in the order of time |
//!
//! [`router`] takes any table client: the tests run it on the embedded engine, in the process and without a socket.

use axum::Router;
use axum::routing::{get, post};
use dynamodel::TableClient;

mod comments;
mod failure;
mod issues;
pub mod model;
mod pages;
mod users;

pub use model::Tracker;

/// The state of the handlers. A clone shares the connections.
pub type Table = TableClient<Tracker>;

/// Returns the routes of the service.
pub fn router(table: Table) -> Router {
    Router::new()
        .route("/tenants/{tenant}/users", post(users::create).get(users::by_email))
        .route("/tenants/{tenant}/projects", post(issues::create_project))
        .route("/tenants/{tenant}/projects/{project}/issues", post(issues::create).get(issues::list))
        .route(
            "/tenants/{tenant}/projects/{project}/issues/{number}",
            get(issues::read).patch(issues::change),
        )
        .route(
            "/tenants/{tenant}/projects/{project}/issues/{number}/comments",
            post(comments::create).get(comments::list),
        )
        .with_state(table)
}
