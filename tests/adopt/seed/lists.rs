//! The queries of the Python program.

use jiff::Timestamp;

use super::python;
use super::steps::lists;

/// February 2020, in half seconds.
fn february(day: i64, halves: i64) -> Timestamp {
    let first = 1_580_515_200_000;
    Timestamp::from_millisecond(first + (day - 1) * 86_400_000 + halves * 500).unwrap()
}

#[tokio::test]
async fn lists_are_newest_first() {
    let table = python().await;
    let videos = lists::videos_of_user(&table, 3, 10).await.unwrap();
    assert_eq!(videos.iter().map(|row| row.video_id).collect::<Vec<_>>(), [9, 8, 7, 6, 5]);
    let videos = lists::videos_of_user(&table, 3, 2).await.unwrap();
    assert_eq!(videos.iter().map(|row| row.video_id).collect::<Vec<_>>(), [9, 8]);
    let channels = lists::channels_of_user(&table, 3, 10).await.unwrap();
    assert_eq!(channels.iter().map(|row| row.channel_id).collect::<Vec<_>>(), [2, 1]);
    let places = lists::videos_in_channel(&table, 1, 10).await.unwrap();
    assert_eq!(places.iter().map(|row| (row.channel_id, row.video_id)).collect::<Vec<_>>(), [(1, 6), (1, 5)]);
    assert_eq!(lists::videos_of_user(&table, 33, 10).await.unwrap(), []);
}

#[tokio::test]
async fn ranges_of_dates_end_between_half_seconds() {
    let table = python().await;
    let between = async |from, to| {
        let rows = lists::videos_between(&table, 3, from, to).await.unwrap();
        rows.into_iter().map(|row| row.video_id).collect::<Vec<_>>()
    };
    assert_eq!(between(february(6, 0), february(8, 0)).await, [6, 7]);
    assert_eq!(between(february(6, 1), february(8, 1)).await, [7, 8]);
    assert_eq!(between(february(10, 0), february(10, 1)).await, [0; 0]);
    assert_eq!(between(february(10, 1), february(10, 2)).await, [9]);
    assert_eq!(between(february(1, 0), february(29, 0)).await, [5, 6, 7, 8, 9]);
}
