//! Indexes whose keys are lists of fields, and the same keys as templates.

use dynamodel::{Entity, Error, KeySegment, Projection, Table, TableClient};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::support::raw::{n, s};
use crate::support::store::stored;
use crate::support::world::table;

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, KeySegment)]
enum Bracket {
    Lower,
    Upper,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KeySegment)]
struct MatchId(u32);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "match-{match_id}", sk = "_root")]
#[key(
    index = "native", name = "by_league",
    pk = [tournament, region], sk = [round, bracket, match_id]
)]
#[key(
    index = "template",
    name = "by_league_text",
    pk = "{tournament}#{region}",
    sk = "{round}#{bracket}#{match_id}"
)]
#[key(index = "by_score", name = "by_score", pk = [region], sk = [score])]
#[key(index = "by_day", name = "by_day", pk = [played_on], sk = [digest])]
#[key(index = "lean", name = "lean", pk = [region], sk = [round], project(keys_only))]
#[key(index = "spread", name = "spread", pk = "{tournament}#{shard}", sk = [round, match_id], shards = 4)]
#[serde(rename_all = "camelCase")]
struct Match {
    match_id: MatchId,
    tournament: String,
    region: String,
    round: String,
    bracket: Bracket,
    score: Option<f64>,
    played_on: Date,
    #[serde(with = "bytes")]
    digest: Vec<u8>,
}

/// As binary.
mod bytes {
    use std::fmt;

    use serde::de::{Deserializer, Error, Visitor};
    use serde::ser::Serializer;

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(bytes)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        deserializer.deserialize_byte_buf(Bytes)
    }

    struct Bytes;

    impl Visitor<'_> for Bytes {
        type Value = Vec<u8>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("bytes")
        }

        fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
            Ok(bytes.to_vec())
        }
    }
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "matches", type_attribute = "kind")]
#[index(name = "native", pk = ["tournament", "region"], sk = ["round", "bracket", "matchId"])]
#[index(name = "template", pk = "gsi1pk", sk = "gsi1sk")]
#[index(name = "by_score", pk = ["region"], sk = ["score"])]
#[index(name = "by_day", pk = "playedOn", sk = "digest", sk_type = B)]
#[index(name = "lean", pk = ["region"], sk = ["round"], project(keys_only))]
#[index(name = "spread", pk = "spread", sk = ["round", "matchId"])]
enum Matches {
    Match(Match),
}

const ROUNDS: [&str; 5] = ["R", "R1", "R1a", "R10", "R2"];

fn game(id: u32, region: &str, round: &str, bracket: Bracket) -> Match {
    Match {
        match_id: MatchId(id),
        tournament: "cup".into(),
        region: region.into(),
        round: round.into(),
        bracket,
        score: Some(f64::from(id) / 2.0),
        played_on: Date::constant(2024, 1, 1 + i8::try_from(id % 3).unwrap_or_default()),
        digest: id.to_be_bytes()[2..].to_vec(),
    }
}

async fn matches() -> Result<(TableClient<Matches>, Vec<Match>), Error> {
    let table = table::<Matches>().await;
    let mut all = Vec::new();
    for region in ["eu", "eu-w"] {
        for round in ROUNDS {
            for bracket in [Bracket::Upper, Bracket::Lower] {
                for _ in 0..2 {
                    let id = u32::try_from(all.len()).unwrap_or_default();
                    all.push(game(id, region, round, bracket));
                }
            }
        }
    }
    for game in &all {
        game.create().send(&table).await?;
    }
    Ok((table, all))
}

fn ids(matches: &[Match]) -> Vec<u32> {
    matches.iter().map(|found| found.match_id.0).collect()
}

#[tokio::test]
async fn a_list_and_a_template_find_the_same_by_values_and_prefixes() -> Result<(), Error> {
    let (table, all) = matches().await?;
    for region in ["eu", "eu-w", "e", "eu-west"] {
        let native = || Match::by_league("cup", region);
        let text = || Match::by_league_text("cup", region);
        let expected: Vec<u32> =
            ids(&all.iter().filter(|found| found.region == region).cloned().collect::<Vec<_>>());
        let mut found = ids(&native().all(&table).await?);
        found.sort_unstable();
        assert_eq!(found, expected);
        let mut found = ids(&text().all(&table).await?);
        found.sort_unstable();
        assert_eq!(found, expected);
        for round in ROUNDS.into_iter().chain(["R3", "R1b"]) {
            let one = native().prefix(round).all(&table).await?;
            assert_eq!(one, text().prefix(round).all(&table).await?, "{region} {round}");
            assert!(one.iter().all(|found| found.round == round), "{round} has a longer sibling");
            assert_eq!(one, native().prefix((round,)).all(&table).await?);
            for bracket in [Bracket::Lower, Bracket::Upper] {
                let two = native().prefix((round, &bracket)).all(&table).await?;
                assert_eq!(two, text().prefix((round, &bracket)).all(&table).await?);
                assert_eq!(two, native().prefix(round).prefix(bracket).all(&table).await?);
                for id in [5, 17] {
                    let id = MatchId(id);
                    let three = native().prefix((round, bracket, &id)).all(&table).await?;
                    assert_eq!(three, text().prefix((round, bracket, &id)).all(&table).await?);
                }
            }
        }
        for start in ["", "R", "R1", "R10", "R1a", "x"] {
            // The text of a template goes on behind the round, with a character that sorts before it.
            let sorted = |mut found: Vec<u32>| {
                found.sort_unstable();
                found
            };
            let native = sorted(ids(&native().starts_with_raw(start).all(&table).await?));
            let text = sorted(ids(&text().starts_with_raw(start).all(&table).await?));
            assert_eq!(native, text, "{region} {start}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn the_last_attribute_used_has_ranges() -> Result<(), Error> {
    let (table, _) = matches().await?;
    let rounds = |found: Vec<Match>| {
        let mut rounds: Vec<String> = found.into_iter().map(|found| found.round).collect();
        rounds.dedup();
        rounds
    };
    let eu = || Match::by_league("cup", "eu");
    assert_eq!(rounds(eu().range("R1".."R2").all(&table).await?), ["R1", "R10", "R1a"]);
    assert_eq!(rounds(eu().range("R1"..="R10").all(&table).await?), ["R1", "R10"]);
    assert_eq!(rounds(eu().range(.."R1").all(&table).await?), ["R"]);
    assert_eq!(rounds(eu().range("R1a"..).rev().all(&table).await?), ["R2", "R1a"]);
    assert_eq!(rounds(eu().range(("R1",)..=("R1",)).all(&table).await?), ["R1"]);
    assert_eq!(eu().range("R2".."R1").count(&table).await?, 0);
    assert_eq!(eu().range("R1".."R2").take(3).all(&table).await?.len(), 3);
    let upper = || eu().prefix(("R1", Bracket::Upper));
    let [first, second] = ids(&upper().all(&table).await?)[..] else { panic!("two matches") };
    assert_eq!(ids(&upper().range(MatchId(first + 1)..).all(&table).await?), [second]);
    assert_eq!(ids(&upper().range(&MatchId(first)..&MatchId(second)).all(&table).await?), [first]);
    Ok(())
}

impl dynamodel::expr::OrderedAttribute for MatchId {}

#[tokio::test]
async fn numbers_and_bytes_are_in_their_order() -> Result<(), Error> {
    let (table, _) = matches().await?;
    let eu = || Match::by_score("eu");
    assert_eq!(ids(&eu().range(1.0..3.0).all(&table).await?), [2, 3, 4, 5]);
    assert_eq!(ids(&eu().range(..=0.5).all(&table).await?), [0, 1]);
    assert_eq!(ids(&eu().range(9.0..).rev().all(&table).await?), [19, 18]);
    assert_eq!(ids(&eu().prefix(2.5).all(&table).await?), [5]);
    assert_eq!(eu().range(10.0..9.5).count(&table).await?, 0);
    assert_eq!(eu().range(9.0..10.0).count(&table).await?, 2);
    let day = Date::constant(2024, 1, 2);
    let digests = Match::by_day(&day).range(&[0, 4][..]..&[0, 10][..]).all(&table).await?;
    assert_eq!(ids(&digests), [4, 7]);
    assert_eq!(ids(&Match::by_day(&day).prefix(&[0u8, 1][..]).all(&table).await?), [1]);
    Ok(())
}

#[tokio::test]
async fn the_attributes_are_those_of_the_fields() -> Result<(), Error> {
    let table = table::<Matches>().await;
    game(300, "eu", "R1", Bracket::Lower).create().send(&table).await?;
    let item = stored(&table).await.into_values().next().unwrap();
    assert_eq!(
        (&item["matchId"], &item["bracket"], &item["playedOn"]),
        (&n(300), &s("Lower"), &s("2024-01-01"))
    );
    assert_eq!((&item["gsi1pk"], &item["gsi1sk"]), (&s("cup#eu"), &s("R1#Lower#0000000300")));
    // pk, sk, kind, the three of the templates, and the eight fields.
    assert_eq!(item.len(), 14);
    Ok(())
}

#[tokio::test]
async fn a_field_that_is_none_leaves_its_index_only() -> Result<(), Error> {
    let table = table::<Matches>().await;
    let played = game(4, "eu", "R1", Bracket::Lower);
    played.create().send(&table).await?;
    assert_eq!(Match::by_score("eu").count(&table).await?, 1);
    let open = Match { score: None, ..played };
    open.put().send(&table).await?;
    assert_eq!(Match::by_score("eu").count(&table).await?, 0);
    let only = std::slice::from_ref(&open);
    assert_eq!(Match::by_league("cup", "eu").all(&table).await?, only);
    assert_eq!(Match::by_league_text("cup", "eu").all(&table).await?, only);
    assert_eq!(Match::get(&open.match_id).send(&table).await?, Some(open));
    let item = stored(&table).await.into_values().next().unwrap();
    assert!(!item.contains_key("score"), "NULL is no key");
    Ok(())
}

#[tokio::test]
async fn a_walk_over_ties_equals_the_whole() -> Result<(), Error> {
    let (table, _) = matches().await?;
    for backward in [false, true] {
        for take in [None, Some(2)] {
            let query = || {
                let query = Match::by_league("cup", "eu").range("R1".."R2").page_size(1);
                if backward { query.rev() } else { query }
            };
            let (mut walked, mut cursor) = (Vec::new(), None);
            loop {
                let query = query().after(cursor);
                let query = if let Some(items) = take { query.take(items) } else { query };
                let page = query.page(&table).await?;
                walked.extend(page.items);
                cursor = page.cursor;
                if cursor.is_none() {
                    break;
                }
            }
            assert_eq!(walked, query().all(&table).await?);
            assert_eq!(walked.len(), 12);
        }
    }
    let page = Match::by_league("cup", "eu").prefix("R1").take(1).page(&table).await?;
    let refused = Match::by_league("cup", "eu").prefix("R2").after(page.cursor.clone()).page(&table).await;
    assert!(refused.is_err_and(|error| error.is_invalid_cursor()));
    let refused = Match::by_league("cup", "eu-w").prefix("R1").after(page.cursor).page(&table).await;
    assert!(refused.is_err_and(|error| error.is_invalid_cursor()));
    Ok(())
}

#[tokio::test]
async fn invalid_key_values_are_refused_before_any_request() {
    let table = table::<Matches>().await;
    let refused = game(1, "", "R1", Bracket::Lower).create().send(&table).await.unwrap_err();
    assert!(refused.is_invalid_key(), "{refused}");
    let long = "x".repeat(1025);
    let refused = game(1, "eu", &long, Bracket::Lower).create().send(&table).await.unwrap_err();
    assert!(refused.is_invalid_key(), "{refused}");
    let refused = Match::by_league("", "eu").all(&table).await.unwrap_err();
    assert!(refused.is_invalid_key(), "{refused}");
    let refused = Match::by_league("cup", "eu").prefix(long.as_str()).all(&table).await.unwrap_err();
    assert!(refused.is_invalid_key(), "{refused}");
    assert!(stored(&table).await.is_empty());
}

/// A projection of the keys of the lean index.
#[derive(Clone, Debug, PartialEq, Deserialize, Projection)]
#[projection(of = Match)]
#[serde(rename_all = "camelCase")]
struct Lean {
    match_id: MatchId,
    region: String,
    round: String,
}

#[tokio::test]
async fn fields_that_are_keys_are_read_where_only_keys_are() -> Result<(), Error> {
    let table = table::<Matches>().await;
    let played = game(4, "eu", "R1", Bracket::Lower);
    played.create().send(&table).await?;
    let lean = Match::lean("eu").range("R"..).project::<Lean>().all(&table).await?;
    assert_eq!(lean, [Lean { match_id: MatchId(4), region: "eu".into(), round: "R1".into() }]);
    assert_eq!(Match::lean("eu").prefix("R1").hydrate().all(&table).await?, [played]);
    Ok(())
}

#[tokio::test]
async fn shards_are_merged_by_all_sort_attributes() -> Result<(), Error> {
    let (table, mut all) = matches().await?;
    all.sort_by(|one, other| (&one.round, one.match_id.0).cmp(&(&other.round, other.match_id.0)));
    assert_eq!(ids(&Match::spread("cup").all(&table).await?), ids(&all));
    all.reverse();
    let (mut walked, mut cursor) = (Vec::new(), None);
    loop {
        let page = Match::spread("cup").rev().take(7).after(cursor).page(&table).await?;
        walked.extend(page.items);
        cursor = page.cursor;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(ids(&walked), ids(&all));
    let of_round = Match::spread("cup").prefix("R1").range(MatchId(5)..=MatchId(25));
    assert!(of_round.all(&table).await?.iter().all(|found| found.round == "R1" && found.match_id.0 <= 25));
    Ok(())
}
