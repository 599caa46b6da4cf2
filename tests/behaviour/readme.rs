//! The README shows the program `examples/readme`, its output and its table.

#[path = "../../examples/readme/lib.rs"]
#[allow(unreachable_pub, reason = "the example's own")]
mod videos;

use dynamodel::Entity as _;
use jiff::civil::date;

use crate::examples::run;
use videos::{User, Video, YouTube};

const README: &str = include_str!("../../README.md");
const MODEL: &str = include_str!("../../examples/readme/lib.rs");
const PROGRAM: &str = include_str!("../../examples/readme/first.rs");

#[test]
fn readme_shows_the_program_and_its_output() {
    assert!(README.contains(&format!("```rust\n{MODEL}```")), "the model");
    assert!(README.contains(&format!("```rust\n{PROGRAM}```")), "the program");
    assert!(README.contains(&format!("```text\n{}```", run("readme", &[]))), "the output");
}

#[test]
fn readme_is_short() {
    assert!(README.lines().count() <= 150);
    let long: Vec<_> = README.lines().filter(|line| line.chars().count() > 120).collect();
    assert_eq!(long, [""; 0]);
}

#[tokio::test]
async fn readme_shows_the_items_of_the_table() {
    let table = YouTube::table(dynamodel::embedded::client());
    table.create().await.unwrap();
    User { user_id: 3, name: "cathy".into() }.create().send(&table).await.unwrap();
    for (video_id, day) in [(8, 14), (9, 29)] {
        let video = Video { video_id, creator_id: 3, uploaded: date(2020, 2, day), title: String::new() };
        video.create().send(&table).await.unwrap();
    }
    let items = table.client().scan().table_name("entities").send().await.unwrap().items.unwrap();
    assert_eq!(items.len(), README.lines().filter(|line| line.starts_with("| `")).count());
    for item in items {
        let text = |name: &str| item[name].as_s().map_or("", String::as_str);
        let row = format!("| `{}` | `{}` | `{}` | ", text("pk"), text("sk"), text("type"));
        assert!(README.contains(&row), "{row}");
    }
}
