//! The output of the example.

use super::{python, steps};
use crate::support::store::stored;
use steps::both::Tables;
use steps::new::YouTube;

#[tokio::test]
async fn each_step_prints_what_it_found() {
    let old = python().await;
    let new = super::unborn(&old);
    insta::assert_snapshot!(steps::run(&Tables { old: &old, new: &new }).await.unwrap().to_string());
}

#[tokio::test]
async fn second_run_changes_nothing() {
    let old = python().await;
    let new = super::unborn(&old);
    let tables = Tables { old: &old, new: &new };
    steps::run(&tables).await.unwrap();
    let first = (stored(&old).await, stored(&new).await);
    steps::run(&tables).await.unwrap();
    assert_eq!((stored(&old).await, stored::<YouTube>(&new).await), first);
}
