//! Many at once: whatever each is told, no copy, place or count is wrong afterwards.

use dynamodel::{Entity as _, Error, TableClient};

use crate::youtube::model::{Channel, Video, YouTube};
use crate::youtube::{
    ALICE, CATHY, FIRST, OTHER, SECOND, changes, channel, load, places, refused, subscribers, subscriptions,
    user, video, videos, whole, world,
};

const TASKS: u64 = 64;

/// Returns `true` if one of many concurrent writers may get this error.
fn is_told(error: &Error) -> bool {
    let met = error.is_not_found() || error.is_already_exists() || error.is_condition_failed();
    (met || error.is_conflict() || error.is_version_conflict()) && !error.is_outcome_unknown()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_of_many_loaded_renames_succeeds() {
    let table = world().await;
    let loaded = load(&table, 5).await;
    let tasks = (0..TASKS).map(|task| {
        let (table, loaded) = (table.clone(), loaded.clone());
        tokio::spawn(async move { changes::rename(&table, &loaded, &format!("title {task}")).await })
    });
    let mut won = Vec::new();
    for (task, sent) in (0..).zip(tasks.collect::<Vec<_>>()) {
        match sent.await.unwrap() {
            Ok(()) => won.push(format!("title {task}")),
            Err(error) => assert!(error.is_version_conflict() || error.is_conflict(), "{error}"),
        }
    }
    assert_eq!(won, [load(&table, 5).await.video_title]);
    whole(&table).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn subscribers_are_counted_whoever_comes_and_goes() {
    let table = world().await;
    for user_id in 100..100 + TASKS {
        user(user_id, &format!("user{user_id}")).create().send(&table).await.unwrap();
    }
    let tasks: Vec<_> = (0..TASKS)
        .map(|task| {
            let table = table.clone();
            // Two tasks for each user, so that some do the same at the same time.
            let user_id = 100 + task / 2;
            tokio::spawn(async move {
                let mut balance = 0_i64;
                for round in 0..4 {
                    let comes = (task + round) % 3 != 0;
                    let sent = if comes {
                        subscriptions::subscribe(&table, user_id, SECOND).await
                    } else {
                        subscriptions::unsubscribe(&table, user_id, SECOND).await
                    };
                    match sent {
                        Ok(()) => balance += if comes { 1 } else { -1 },
                        Err(error) => assert!(is_told(&error), "{error}"),
                    }
                }
                balance
            })
        })
        .collect();
    let mut balance = 0;
    for task in tasks {
        balance += task.await.unwrap();
    }
    assert!(balance > 0);
    assert_eq!(i64::try_from(subscribers(&table, SECOND).await).unwrap(), balance);
    whole(&table).await;
}

/// One of the actions, on one of three videos of two users with two channels each.
async fn act(table: &TableClient<YouTube>, task: u64, round: u64) -> Result<(), Error> {
    let video_id = 5 + (task + round) % 3;
    let Some(video) = Video::get(video_id).send(table).await? else {
        return videos::upload(table, &video(video_id, CATHY)).await;
    };
    let channels = if video.creator_id == CATHY { [FIRST, SECOND] } else { [OTHER, OTHER + 1] };
    match (task + 3 * round) % 9 {
        0..=2 => places::add(table, channels[usize::from(task.is_multiple_of(2))], &video).await,
        3 => places::remove(table, channels[0], &video).await,
        4 | 5 => changes::rename(table, &video, &format!("title {task} {round}")).await,
        6 => changes::give(table, &video, if video.creator_id == CATHY { ALICE } else { CATHY }).await,
        7 => changes::delete(table, &video).await,
        _ => videos::view(table, video_id).await,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn videos_and_their_places_stay_right_whoever_changes_them() {
    let table = world().await;
    channel(OTHER + 1, ALICE).create().send(&table).await.unwrap();
    let tasks: Vec<_> = (0..TASKS)
        .map(|task| {
            let table = table.clone();
            tokio::spawn(async move {
                let mut done = 0;
                for round in 0..4 {
                    match act(&table, task, round).await {
                        Ok(()) => done += 1,
                        Err(error) => assert!(is_told(&error), "{error}"),
                    }
                }
                done
            })
        })
        .collect();
    let mut done = 0;
    for task in tasks {
        done += task.await.unwrap();
    }
    assert!(done > 20, "{done}");
    whole(&table).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_place_is_left_of_a_video_that_goes_while_it_is_added() {
    for _ in 0..8 {
        let table = world().await;
        let loaded = load(&table, 5).await;
        places::remove(&table, SECOND, &loaded).await.unwrap();
        let add = tokio::spawn({
            let (table, video) = (table.clone(), loaded.clone());
            async move { places::add(&table, SECOND, &video).await }
        });
        let delete = tokio::spawn({
            let (table, video) = (table.clone(), loaded.clone());
            async move { changes::delete(&table, &video).await }
        });
        let added = add.await.unwrap();
        delete.await.unwrap().unwrap();
        if added.is_err() {
            refused(added, "Video", Error::is_not_found);
        }
        assert_eq!(Video::get(5).send(&table).await.unwrap(), None);
        assert!(Channel::get(SECOND).send(&table).await.unwrap().is_some());
        whole(&table).await;
    }
}
