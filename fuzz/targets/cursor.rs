//! Cursors: a text is refused with a typed error, or resumes its query inside of its range.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use dynamodel::{Cursor, Entity, Error, Table, TableClient, op::Closed, op::Query};
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

fn range() -> Query<NoteOf, Closed> {
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

/// Reads on from any text, and from any position in a cursor of each query.
pub fn cursor(data: &[u8]) -> bool {
    let World { table, signing, starts } = &*WORLD;
    let text = Cursor::from(String::from_utf8_lossy(data).into_owned());
    let [of_range, of_shards, of_segments] = starts.each_ref().map(|start| {
        let bytes: Vec<u8> = start.iter().chain(data).copied().collect();
        Cursor::from(URL_SAFE_NO_PAD.encode(bytes))
    });
    for cursor in [&of_range, &text] {
        assert!(accepted(range().after(cursor).request(signing)).is_none(), "a cursor without signature");
    }
    for refused in [
        accepted(range().after(&text).request(table)).is_some(),
        accepted(Note::all().after(&text).requests(table)).is_some(),
        accepted(Notes::scan().after(&text).request(table)).is_some(),
        accepted(Note::scan().segments(2).after(&of_range).request(table)).is_some(),
    ] {
        assert!(!refused, "a cursor of no query");
    }
    let in_range = accepted(range().after(&of_range).request(table));
    let accepted_elsewhere = accepted(Note::all().after(&of_shards).requests(table)).is_some()
        | accepted(Note::scan().segments(2).after(&of_segments).request(table)).is_some();
    let Some(request) = in_range else { return accepted_elsewhere };
    let start = request.exclusive_start_key.expect("a position");
    let text = |name: &str| start.get(name).and_then(|value| value.as_s().ok()).map(String::as_str);
    let inside = text("sk").is_some_and(|sk| ("0000000002".."0000000005").contains(&sk));
    assert!(text("pk") == Some("of-1") && inside && start.len() == 2, "{start:?} is outside of the range");
    true
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
