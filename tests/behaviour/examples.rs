//! The examples are run, and say what they should.

use std::path::PathBuf;
use std::process::Command;

use serde_json::{Value, json};

fn youtube(arguments: &[&str]) -> String {
    run("youtube", arguments)
}

/// Beside this test: `target/<profile>/deps/behaviour-…` and `target/<profile>/examples/youtube`.
pub(super) fn run(example: &str, arguments: &[&str]) -> String {
    let test = std::env::current_exe().unwrap();
    let profile = test.ancestors().nth(2).unwrap();
    let binary: PathBuf = [profile.as_os_str(), "examples".as_ref(), example.as_ref()].iter().collect();
    let binary = binary.with_extension(std::env::consts::EXE_EXTENSION);
    assert!(binary.exists(), "{} is built by `cargo test` and `cargo build --examples`", binary.display());
    let run = Command::new(binary).args(arguments).output().unwrap();
    let (out, err) = (String::from_utf8(run.stdout).unwrap(), String::from_utf8(run.stderr).unwrap());
    assert!(run.status.success(), "{err}");
    out
}

const RENAMED: &str = "video5, the director's cut";

fn check(document: &str) {
    let found: Value = serde_json::from_str(document).unwrap();
    let expected = json!({
        "items": 29,
        "user": { "user_id": 3, "user_name": "cathy", "created_at": "2020-01-03T00:00:00Z" },
        "video": {
            "video_id": 5,
            "video_title": "video5",
            "created_at": "2020-02-05T00:00:00Z",
            "creator_id": 3,
        },
        "channel": {
            "channel_id": 1,
            "channel_name": "channel1",
            "created_at": "2020-03-01T00:00:00Z",
            "creator_id": 3,
        },
        "user_videos": [9, 8, 7, 6, 5],
        "user_channels": [2, 1],
        "channel_videos": [6, 5],
        "same_instant": [102, 101],
        "renamed": { "item": RENAMED, "by_creator": RENAMED, "in_channel": RENAMED },
        "conflicts": 1,
        "name_taken": "user_name",
        "orphans": 0,
    });
    assert_eq!(found, expected);
}

#[test]
fn youtube_as_json() {
    check(&youtube(&["--json"]));
}

#[test]
fn youtube_for_people() {
    insta::assert_snapshot!("youtube", youtube(&[]));
}

#[test]
fn a_file_keeps_the_data() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("youtube.db");
    let path = path.to_str().unwrap();
    check(&youtube(&["--json", "--file", path]));
    check(&youtube(&["--json", "--file", path]));
    let readable = youtube(&["--file", path]);
    assert_eq!(readable, youtube(&["--file", path, "--drop"]));
    assert_eq!(readable, youtube(&["--file", path]), "and a dropped table is filled anew");
}

#[test]
fn help_names_every_option() {
    let help = youtube(&["--help"]);
    for option in ["--json", "--file", "--endpoint", "--aws", "--keep", "--drop"] {
        assert!(help.contains(option), "{option}");
    }
}

#[test]
fn a_hierarchy_is_read_by_any_of_its_levels() {
    let found: Value = serde_json::from_str(&run("hierarchy", &["--json"])).unwrap();
    let state = ["Pearl Street", "Broadway", "Wall Street"];
    let expected = json!({
        "country": [state[0], state[1], state[2], "a state that only starts like another", "Pike Place"],
        "state": state,
        "city": ["Broadway", "Wall Street"],
        "subtree": ["photos/2020/beach.jpg", "photos/2020/hike.jpg", "photos/cat.jpg"],
        "folder": ["photos/cat.jpg"],
    });
    assert_eq!(found, expected);
}

#[test]
fn github_as_json() {
    let found: Value = serde_json::from_str(&run("github", &["--json"])).unwrap();
    let newest: Vec<u32> = (1..=96).rev().filter(|number| number % 3 != 0).take(10).collect();
    assert_eq!(found, json!({ "repository": "dynamodb-book", "newest_issues": newest, "requests": 1 }));
}

#[test]
fn github_for_people() {
    insta::assert_snapshot!("github", run("github", &[]));
}

#[test]
fn a_shop_is_read_over_its_indexes() {
    let found: Value = serde_json::from_str(&run("shop", &["--json"])).unwrap();
    let expected = json!({
        "customer": 2,
        "address_taken": "email",
        "cheapest": ["A pencil", "A fountain"],
        "open_before": [101, 102, 103],
        "open_after": [102, 103],
        "of_customer": [103, 101],
        "lines": ["1 x pencil", "1 x fountain"],
        "with_product": [101, 102, 103],
    });
    assert_eq!(found, expected);
}

#[test]
fn sessions_slide_expire_and_end_everywhere() {
    let found: Value = serde_json::from_str(&run("sessions", &["--json"])).unwrap();
    let expected = json!({
        "stranger_logged_in": false,
        "used_after_20_minutes": "ann",
        "used_after_40_minutes": "ann",
        "idle_for_40_minutes": null,
        "idle_but_stored": true,
        "devices": ["tablet", "laptop"],
        "ended": 2,
        "devices_after": [],
        "devices_of_bob": ["desktop"],
    });
    assert_eq!(found, expected);
}

#[test]
fn sessions_for_people() {
    insta::assert_snapshot!("sessions", run("sessions", &[]));
}

#[test]
fn orders_take_from_the_stock_or_are_refused() {
    let found: Value = serde_json::from_str(&run("orders", &["--json"])).unwrap();
    let stock = json!({ "ink": 0, "paper": 50, "pen": 1 });
    let expected = json!({
        "to_ship": [103, 101, 102],
        "stock": stock,
        "refused": [
            "2 of pen were ordered, and there are 1",
            "there is no product pencil",
            "there is no such customer",
            "the number is that of another order, of 1970-01-01T01:00:00Z",
        ],
        "stock_after_refusals": stock,
        "shipped": [103],
        "cancelling_what_was_shipped": "refused",
        "cancelled": [101],
        "left_to_ship": [102],
        "stock_after_cancelling": { "ink": 5, "paper": 50, "pen": 1 },
    });
    assert_eq!(found, expected);
}

#[test]
fn orders_for_people() {
    insta::assert_snapshot!("orders", run("orders", &[]));
}
