//! Prints how close concurrent work comes to what the backend's latency allows: `NAME FRACTION`, and the memory of a long
//! stream: `NAME MEBIBYTES`.
//!
//! The backend answers after 5 ms. At a concurrency of 8 it takes 1,600 requests a second at most.

use std::time::{Duration, Instant};

use dynamodel::op::BatchWrite;
use dynamodel::{Entity as _, TableClient};
use dynamodel_benches::canned::{Canned, is_continued};
use dynamodel_benches::model::{CREATOR, Entities, Video, one_page_of_many, video};
use dynamodel_benches::ours;

const LATENCY: Duration = Duration::from_millis(5);
const CONCURRENCY: usize = 8;

/// The most items of one `BatchWriteItem` request.
const BATCH: usize = 25;
const BATCHES: usize = 400;
const SEGMENTS: usize = 200;
const QUERIES: usize = 1_000;
const STREAMED: usize = 1_000_000;

#[tokio::main]
async fn main() {
    println!("batch-write {:.2}", batch_write().await);
    println!("segments {:.2}", segments().await);
    println!("queries {:.2}", queries().await);
    println!("stream-mebibytes {:.1}", stream().await);
}

fn slow(canned: Canned) -> TableClient<Entities> {
    ours::table(&canned.latency(LATENCY))
}

/// The time that this many requests need at least, as a part of the time that they took.
fn fraction(requests: usize, concurrency: usize, start: Instant) -> f64 {
    let rounds = u32::try_from(requests.div_ceil(concurrency)).unwrap_or(u32::MAX);
    (LATENCY * rounds).as_secs_f64() / start.elapsed().as_secs_f64()
}

async fn batch_write() -> f64 {
    let table = slow(Canned::empty());
    let videos: Vec<Video> = (0..BATCH * BATCHES).map(|number| video(number as u64)).collect();
    let puts = videos.into_iter().map(|video| video.put());
    let batch = BatchWrite::new().and_each(puts).concurrency(CONCURRENCY);
    let start = Instant::now();
    batch.send(&table).await.expect("the backend stores all");
    fraction(BATCHES, CONCURRENCY, start)
}

/// A parallel scan, of two pages a segment.
async fn segments() -> f64 {
    let [first, last] = one_page_of_many();
    let table = slow(Canned::new(move |request| if is_continued(request) { last } else { first }));
    let scan = Video::scan().segments(SEGMENTS).concurrency(CONCURRENCY);
    let start = Instant::now();
    let videos = scan.all(&table).await.expect("the backend has all pages");
    assert_eq!(videos.len(), SEGMENTS * 200);
    fraction(SEGMENTS * 2, CONCURRENCY, start)
}

/// A thousand tasks on one client: the time of the same work one after the other, on as many threads, as a part of the time
/// that they took.
async fn queries() -> f64 {
    let [_, last] = one_page_of_many();
    let table = ours::table(&Canned::new(move |_| last));
    let start = Instant::now();
    for _ in 0..QUERIES {
        Video::by_creator(CREATOR).all(&table).await.expect("the backend has the page");
    }
    let one_by_one = start.elapsed();
    let start = Instant::now();
    let tasks: Vec<_> = (0..QUERIES)
        .map(|_| {
            let table = table.clone();
            tokio::spawn(
                async move { Video::by_creator(CREATOR).all(&table).await.map(|videos| videos.len()) },
            )
        })
        .collect();
    for task in tasks {
        task.await.expect("no query panics").expect("the backend has the page");
    }
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    one_by_one.as_secs_f64() / f64::from(u32::try_from(threads).unwrap_or(1)) / start.elapsed().as_secs_f64()
}

/// Reads a million items and returns by how much the peak of the memory grew after the first ten thousand.
async fn stream() -> f64 {
    let [first, _] = one_page_of_many();
    let table = ours::table(&Canned::new(move |_| first));
    let mut videos = Video::by_creator(CREATOR).stream(&table);
    let mut early = 0.0;
    for number in 0..STREAMED {
        if number == 10_000 {
            early = peak_memory();
        }
        videos.try_next().await.expect("the backend has all pages").expect("there is always a further page");
    }
    peak_memory() - early
}

/// The peak of the resident memory in mebibytes, where the system tells it.
fn peak_memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    let kibibytes: f64 = line.trim().trim_end_matches("kB").trim().parse().unwrap_or(f64::NAN);
    kibibytes / 1024.0
}
