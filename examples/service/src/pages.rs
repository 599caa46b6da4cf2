//! Pagination over HTTP: the cursor is part of the URL of the next page.

use axum::Json;
use axum::http::Uri;
use dynamodel::{Cursor, Page};
use serde::{Deserialize, Serialize};

/// The parameters of a list.
#[derive(Debug, Deserialize)]
pub(crate) struct PageQuery {
    limit: Option<usize>,
    pub(crate) cursor: Option<Cursor>,
}

impl PageQuery {
    /// Returns the number of items of a page.
    pub(crate) fn limit(&self) -> usize {
        self.limit.unwrap_or(20).clamp(1, 100)
    }
}

/// A list as it is sent.
#[derive(Debug, Serialize)]
pub(crate) struct PageBody<I> {
    items: Vec<I>,
    /// The URL of the next page.
    next: Option<String>,
}

impl<I> PageBody<I> {
    /// Makes the response to the request for `uri`.
    pub(crate) fn new(page: Page<I>, uri: &Uri) -> Json<Self> {
        // The text of a cursor needs no escapes in a URL.
        let next = page.cursor.map(|cursor| {
            let query = uri.query().unwrap_or_default();
            let others = query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("cursor="));
            let pairs: Vec<String> = others.map(str::to_owned).chain([format!("cursor={cursor}")]).collect();
            format!("{}?{}", uri.path(), pairs.join("&"))
        });
        Json(Self { items: page.items, next })
    }
}
