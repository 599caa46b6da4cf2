//! Backfills.

use insta::assert_snapshot;

use super::model::Video;
use super::{Session, render, sessions, table};

#[test]
fn backfill_reads_what_may_have_to_be_rewritten() {
    assert_snapshot!(render::scan(&table().backfill::<Video>().request().unwrap()));
}

#[test]
fn backfill_reads_no_more_than_may_be_read_in_a_second() {
    let backfill = table().backfill::<Video>().segments(4).page_size(200).items_per_second(50);
    assert_snapshot!(render::scan(&backfill.request().unwrap()));
}

#[test]
fn backfill_that_removes_strays_reads_copies_too() {
    assert_snapshot!(render::scan(&table().backfill::<Video>().remove_strays().request().unwrap()));
}

#[test]
fn backfill_leaves_the_expired() {
    assert_snapshot!(render::scan(&sessions().backfill::<Session>().request().unwrap()));
}
