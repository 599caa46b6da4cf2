//! Hierarchies in a sort key: `cargo run --example hierarchy`.
//!
//! A hierarchy of fixed depth (country, state, city, shop) is a template with a segment for each level. A prefix of
//! segments selects a subtree. A hierarchy of any depth (the files of a drive) has its path as the last segment. An
//! index by folder finds the direct children.
#![allow(unreachable_pub, reason = "the model reads as it would in a library")]

mod model;

use std::io::Write as _;

use dynamodel::{Entity as _, Error, TableClient};
use model::{File, Hierarchy, Shop};
use serde::Serialize;

/// The results.
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
        // Each subtree is one query.
        country: shops(Shop::in_country("US").all(table).await?),
        state: shops(Shop::in_country("US").prefix("NY").all(table).await?),
        city: shops(Shop::in_country("US").prefix(("NY", "New York")).all(table).await?),
        // A path is one segment, so its prefix is raw text with the slash.
        subtree: files(File::in_drive("ann").starts_with_raw("photos/").all(table).await?),
        folder: files(File::in_folder("ann", "photos").all(table).await?),
    })
}
