//! Private types in the fields of public entities.

use dynamodel::{Entity, KeySegment, Projection};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, KeySegment)]
struct ChapterId(u32);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Stats {
    views: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "video-{video_id}", sk = "{part}")]
/// A part of a video.
pub struct Chapter {
    video_id: u64,
    part: ChapterId,
    stats: Stats,
    marks: Vec<Stats>,
}

#[derive(Debug, PartialEq, Deserialize, Projection)]
#[projection(of = Chapter)]
struct ChapterStats {
    part: ChapterId,
    stats: Stats,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "page-{number}", sk = "_root")]
/// A page of any body.
pub struct Page<T: Clone> {
    number: u64,
    body: T,
    stats: Stats,
}

#[test]
fn have_paths_and_keys() -> Result<(), dynamodel::Error> {
    let stats = Stats { views: 1 };
    let chapter = ChapterId(2);
    let _ = Chapter::update(7, &chapter).set(Chapter::FIELDS.stats, &stats);
    let _ = Chapter::FIELDS.marks.at(0).eq(&stats);
    let _ = Chapter::get(7, &chapter).project::<ChapterStats>();
    let _ = Page::<String>::update(1).set(Page::<String>::FIELDS.stats, &stats);
    assert_eq!(Chapter::key(7, &chapter)?.sk(), Some("0000000002"));
    Ok(())
}
