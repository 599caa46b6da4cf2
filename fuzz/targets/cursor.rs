//! Cursors: a text is refused with a typed error, or resumes its query inside of its range.

use std::sync::LazyLock;

use aws_sdk_dynamodb::types::AttributeValue;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use dynamodel::{Cursor, Entity, Error, Query, Table, TableClient};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of", pk = "of-{owner}", sk = "{seq}")]
#[lookup(name = "all", pk = "all-{shard}", sk = "{owner}#{seq}", shards = 2)]
struct Note {
    owner: u32,
    seq: u32,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "notes", type_attribute = "kind")]
enum Notes {
    Note(Note),
}

/// A table and, of each of its queries, the start of its cursors: version and fingerprint, which are no secret.
struct World {
    table: TableClient<Notes>,
    signing: TableClient<Notes>,
    starts: [Vec<u8>; 3],
}

/// The bytes of the version and the fingerprint.
const START: usize = 17;

static WORLD: LazyLock<World> = LazyLock::new(|| {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    runtime.block_on(world()).expect("a table with two notes")
});

async fn world() -> Result<World, Error> {
    let table = Notes::table(dynamodel::embedded::client());
    table.create().await?;
    for seq in 2..6 {
        Note { owner: 1, seq }.create().send(&table).await?;
    }
    let cursors = [
        range().take(1).page(&table).await?.cursor,
        Note::all().take(1).page(&table).await?.cursor,
        Note::scan().segments(2).take(1).page(&table).await?.cursor,
    ];
    let starts = cursors.map(|cursor| {
        let bytes =
            cursor.and_then(|cursor| URL_SAFE_NO_PAD.decode(cursor.as_str()).ok()).unwrap_or_default();
        bytes.into_iter().take(START).collect::<Vec<_>>()
    });
    assert!(starts.iter().all(|start| start.len() == START), "a query has issued no cursor");
    let signing = table.clone().cursor_secrets(["a secret that nobody knows"])?;
    Ok(World { table, signing, starts })
}

fn range() -> Query<Note> {
    Note::of(1).range(2..5)
}

/// Positions to start from.
pub const SEEDS: &[&[u8]] = &[
    br#"[["pk","S","of-1"],["sk","S","0000000003"]]"#,
    br#"[[["pk","S","all-0"],["sk","S","0000000001#0000000003"]],[]]"#,
    br#"[null,[["pk","S","of-1"],["sk","S","0000000003"]]]"#,
    br#"[["pk","N","1"],["sk","B","AAAA"]]"#,
    b"null",
    b"AgAAAAAAAAAAAAAAAAAAAAAAAFtd",
];

/// Reads on from any text, and from any position in a cursor of the query.
pub fn cursor(data: &[u8]) {
    let World { table, signing, starts } = &*WORLD;
    let text = Cursor::from(String::from_utf8_lossy(data).into_owned());
    let positions = starts.each_ref().map(|start| {
        let bytes: Vec<u8> = start.iter().chain(data).copied().collect();
        Cursor::from(URL_SAFE_NO_PAD.encode(bytes))
    });
    for cursor in positions.iter().chain([&text]) {
        if let Some(request) = accepted(range().after(cursor).request(table)) {
            let start = request.exclusive_start_key.expect("a position");
            let inside = |name: &str, fits: &dyn Fn(&str) -> bool| matches!(start.get(name), Some(AttributeValue::S(text)) if fits(text));
            let partition = inside("pk", &|pk| pk == "of-0000000001" || pk == "of-1");
            let sort = inside("sk", &|sk| ("0000000002".."0000000005").contains(&sk));
            assert!(partition && sort && start.len() == 2, "{start:?} is outside of the range");
        }
        accepted(Note::all().after(cursor).requests(table));
        accepted(Note::scan().after(cursor).request(table));
        accepted(Note::scan().segments(2).after(cursor).request(table));
        accepted(Notes::scan().after(cursor).request(table));
        assert!(accepted(range().after(cursor).request(signing)).is_none(), "a cursor without signature");
    }
}

/// The answer, unless the cursor was refused.
fn accepted<R>(answer: Result<R, Error>) -> Option<R> {
    match answer {
        Ok(request) => Some(request),
        Err(error) => {
            assert!(error.is_invalid_cursor(), "{error}");
            None
        }
    }
}
