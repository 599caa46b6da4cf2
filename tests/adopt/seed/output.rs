//! What the example prints.

use super::{python, steps};

#[tokio::test]
async fn each_step_prints_what_it_found() {
    insta::assert_snapshot!(steps::run(&python().await).await.unwrap().to_string());
}

#[tokio::test]
async fn second_run_changes_nothing() {
    let table = python().await;
    steps::run(&table).await.unwrap();
    let first = crate::support::store::stored(&table).await;
    steps::run(&table).await.unwrap();
    assert_eq!(crate::support::store::stored(&table).await, first);
}
