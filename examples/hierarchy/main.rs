//! Hierarchies in one sort key: `cargo run --example hierarchy`.
//!
//! One of known depth (country, state, city, shop) is a template with a segment a level: a prefix of
//! segments is a subtree. One of any depth (the files of a drive) keeps its path as one last segment,
//! and the index of parents finds what stands directly in a folder.
#![allow(unreachable_pub, reason = "the model reads as it would in a library")]

mod model;

use std::io::Write as _;

use dynamodel::{Entity as _, Error, TableClient};
use model::{File, Hierarchy, Shop};
use serde::Serialize;

/// What the example reads.
#[derive(Serialize)]
struct Answers {
    country: Vec<String>,
    state: Vec<String>,
    city: Vec<String>,
    subtree: Vec<String>,
    folder: Vec<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let table = Hierarchy::table(dynamodel::embedded::client());
    table.create().await?;
    load(&table).await?;
    let answers = read(&table).await?;
    let mut out = std::io::stdout().lock();
    if std::env::args().any(|argument| argument == "--json") {
        writeln!(out, "{}", serde_json::to_string(&answers)?)?;
    } else {
        let Answers { country, state, city, subtree, folder } = &answers;
        writeln!(out, "Shops in the US:          {}", country.join(", "))?;
        writeln!(out, "Shops in New York state:  {}", state.join(", "))?;
        writeln!(out, "Shops in New York City:   {}", city.join(", "))?;
        writeln!(out, "Everything under photos:  {}", subtree.join(", "))?;
        writeln!(out, "Directly in photos:       {}", folder.join(", "))?;
    }
    Ok(())
}

async fn load(table: &TableClient<Hierarchy>) -> Result<(), Error> {
    let shops = [
        ("US", "NY", "Albany", "Pearl Street"),
        ("US", "NY", "New York", "Broadway"),
        ("US", "NY", "New York", "Wall Street"),
        ("US", "NYX", "New York", "a state that only starts like another"),
        ("US", "WA", "Seattle", "Pike Place"),
        ("CA", "ON", "Toronto", "Queen Street"),
    ];
    for (country, state, city, name) in shops {
        Shop::new(country, state, city, name).create().send(table).await?;
    }
    for path in ["photos/2020/beach.jpg", "photos/2020/hike.jpg", "photos/cat.jpg", "photos-old/cat.jpg"] {
        File::new("ann", path).create().send(table).await?;
    }
    Ok(())
}

async fn read(table: &TableClient<Hierarchy>) -> Result<Answers, Error> {
    let shops = |shops: Vec<Shop>| shops.into_iter().map(|shop| shop.name).collect();
    let files = |files: Vec<File>| files.into_iter().map(|file| file.path).collect();
    Ok(Answers {
        // Each is one query of one subtree, in the order of the levels.
        country: shops(Shop::in_country("US").all(table).await?),
        state: shops(Shop::in_country("US").prefix("NY").all(table).await?),
        city: shops(Shop::in_country("US").prefix(("NY", "New York")).all(table).await?),
        // A path has no levels that a template could name, so its prefix is text, slash included.
        subtree: files(File::in_drive("ann").starts_with_raw("photos/").all(table).await?),
        folder: files(File::in_folder("ann", "photos").all(table).await?),
    })
}
