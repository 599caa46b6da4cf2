//! Lenient reads go on behind malformed items, and give them beside the good ones.

#![allow(clippy::duplicated_attributes, reason = "keys of several places are alike")]

use dynamodel::{Collection, Entity, Projection, Table, TableClient, op::LenientPage, op::Malformed};
use serde::{Deserialize, Serialize};

use crate::support::raw::{Item, item, n, s};
use crate::support::store::{with, write};
use crate::support::world::table;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_room", pk = "room-{room}", sk = "device-{seq}")]
#[key(index = "gsi1", name = "by_owner", pk = "owner-{owner}", sk = "{seq}")]
#[key(index = "gsi2", name = "keys_by_owner", pk = "owner-{owner}", sk = "{seq}", project(keys_only))]
struct Device {
    room: u32,
    seq: u32,
    owner: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "room-{room}", sk = "_root")]
struct Room {
    room: u32,
}

/// Spread over shards.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_day", pk = "day-{day}#{shard}", sk = "{seq}", shards = 3)]
struct Reading {
    day: u32,
    seq: u32,
    value: i32,
}

/// A table without types, in which each item is the entity that its key fits.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "devices")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
#[index(name = "gsi2", pk = "gsi2pk", sk = "gsi2sk", project(keys_only))]
enum Devices {
    Device(Device),
    Room(Room),
    Reading(Reading),
}

#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "of_room", pk = "room-{room}")]
enum InRoom {
    Device(Device),
    Room(Room),
}

#[derive(Clone, Debug, PartialEq, Deserialize, Projection)]
#[projection(of = Device)]
struct Owner {
    owner: String,
}

const MALFORMED: [u32; 4] = [0, 3, 4, 9];

fn device(seq: u32) -> Device {
    Device { room: 1, seq, owner: "ann".to_owned() }
}

fn good() -> Vec<Device> {
    (0..10).filter(|seq| !MALFORMED.contains(seq)).map(device).collect()
}

fn key(seq: u32) -> (String, String) {
    ("room-1".to_owned(), format!("device-{seq:010}"))
}

/// Updates a device that is gone, as a program that does not know of it does.
async fn heartbeat(table: &TableClient<Devices>, seq: u32) {
    let (pk, sk) = key(seq);
    let beat = table.client().update_item().table_name(table.name()).key("pk", s(&pk)).key("sk", s(&sk));
    beat.update_expression("SET seen_at = :now")
        .expression_attribute_values(":now", n(7))
        .send()
        .await
        .unwrap();
}

/// Ten devices, four of which were removed and came back as partial items.
async fn filled() -> TableClient<Devices> {
    let table = table::<Devices>().await;
    for seq in 0..10 {
        device(seq).create().send(&table).await.unwrap();
    }
    for seq in MALFORMED {
        Device::delete(1, seq).send(&table).await.unwrap();
        heartbeat(&table, seq).await;
    }
    table
}

fn sk(item: &Item) -> String {
    item["sk"].as_s().unwrap().clone()
}

/// The malformed items are the expected ones, each with its key and a reason.
fn check(malformed: &[Malformed]) {
    let mut keys: Vec<_> = malformed.iter().map(|malformed| sk(&malformed.key)).collect();
    keys.sort();
    assert_eq!(keys, MALFORMED.map(|seq| key(seq).1));
    for Malformed { key, error, .. } in malformed {
        assert!(error.is_malformed_item() && key.len() == 2, "{error}");
        assert_eq!(error.key(), Some(("room-1", Some(&*sk(key)))));
        assert!(error.entity() == Some("Device") && error.to_string().contains("missing field"), "{error}");
    }
}

fn sorted(mut devices: Vec<Device>) -> Vec<Device> {
    devices.sort_by_key(|device| device.seq);
    devices
}

#[tokio::test]
async fn a_partial_item_of_a_heartbeat_does_not_end_a_lenient_scan() {
    let table = filled().await;
    assert!(Devices::scan().all(&table).await.unwrap_err().is_malformed_item());
    let LenientPage { items, malformed, cursor, .. } = Devices::scan().lenient().all(&table).await.unwrap();
    assert_eq!(items, good().into_iter().map(Devices::Device).collect::<Vec<_>>());
    assert!(cursor.is_none());
    check(&malformed);
    let devices = Device::scan().lenient().all(&table).await.unwrap();
    assert_eq!(devices.items, good());
    check(&devices.malformed);
}

#[tokio::test]
async fn the_default_and_strict_reads_still_fail_at_a_malformed_item() {
    let table = filled().await;
    assert!(Device::of_room(1).all(&table).await.unwrap_err().is_malformed_item());
    assert!(Device::of_room(1).strict().page(&table).await.unwrap_err().is_malformed_item());
    let foreign = with(item("x", "y"), "z", s("z"));
    write(&table, foreign).await;
    assert_eq!(Devices::scan().lenient().all(&table).await.unwrap().skipped, 1);
    assert!(Devices::scan().strict().lenient().all(&table).await.unwrap_err().is_unknown_type());
}

#[tokio::test]
async fn every_page_goes_on_behind_its_malformed_items() {
    let table = filled().await;
    for rev in [false, true] {
        let query = || if rev { Device::of_room(1).rev() } else { Device::of_room(1) };
        for (take, size) in (1..=8).flat_map(|take| [1, 2, 3, 100].map(|size| (take, size))) {
            let (mut items, mut malformed, mut cursor) = (Vec::new(), Vec::new(), None);
            for _ in 0..20 {
                let page =
                    query().take(take).page_size(size).after(cursor).lenient().page(&table).await.unwrap();
                assert!(page.items.len() == take || page.cursor.is_none());
                items.extend(page.items);
                malformed.extend(page.malformed);
                cursor = page.cursor;
                if cursor.is_none() {
                    break;
                }
            }
            assert!(cursor.is_none());
            assert_eq!(sorted(items), good(), "{take} {size}");
            check(&malformed);
        }
    }
    let page = Device::of_room(1).page_size(1).lenient().page(&table).await.unwrap();
    assert_eq!((page.items.len(), page.malformed.len(), page.cursor.is_some()), (0, 1, true));
    let rest = Device::of_room(1).after(page.cursor).lenient().all(&table).await.unwrap();
    assert_eq!((rest.items, rest.malformed.len()), (good(), 3));
}

#[tokio::test]
async fn a_stream_gives_good_and_malformed_items_in_their_order() {
    let table = filled().await;
    let mut stream = Device::of_room(1).page_size(3).lenient().stream(&table);
    let mut seen = Vec::new();
    while let Some(next) = stream.try_next().await.unwrap() {
        seen.push(next.map(|device| device.seq).map_err(|malformed| sk(&malformed.key)));
    }
    let expected = (0..10).map(|seq| if MALFORMED.contains(&seq) { Err(key(seq).1) } else { Ok(seq) });
    assert_eq!(seen, expected.collect::<Vec<_>>());
}

#[tokio::test]
async fn scans_in_segments_are_lenient() {
    let table = filled().await;
    for segments in [1, 3] {
        let scan = || Device::scan().segments(segments);
        let all = scan().lenient().all(&table).await.unwrap();
        assert_eq!(sorted(all.items), good());
        check(&all.malformed);
        let (mut items, mut malformed, mut cursor) = (Vec::new(), Vec::new(), None);
        loop {
            let page = scan().take(2).page_size(1).after(cursor).lenient().page(&table).await.unwrap();
            items.extend(page.items);
            malformed.extend(page.malformed);
            cursor = page.cursor;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(sorted(items), good());
        check(&malformed);
        let (mut stream, mut counts) = (scan().lenient().stream(&table), [0, 0]);
        while let Some(next) = stream.try_next().await.unwrap() {
            counts[usize::from(next.is_err())] += 1;
        }
        assert_eq!(counts, [6, 4]);
    }
}

#[tokio::test]
async fn first_is_the_first_good_item_and_count_counts_malformed_ones() {
    let table = filled().await;
    assert_eq!(Device::of_room(1).lenient().first(&table).await.unwrap(), Some(device(1)));
    assert_eq!(Device::of_room(1).rev().lenient().first(&table).await.unwrap(), Some(device(8)));
    assert_eq!(Device::of_room(1).range(3..5).lenient().first(&table).await.unwrap(), None);
    assert_eq!(Device::of_room(2).lenient().first(&table).await.unwrap(), None);
    assert_eq!(Device::of_room(1).lenient().count(&table).await.unwrap(), 10);
    assert_eq!(Device::scan().segments(2).lenient().count(&table).await.unwrap(), 10);
    assert_eq!(InRoom::of_room(1).lenient().count(&table).await.unwrap(), 10);
    assert_eq!(Devices::scan().lenient().count(&table).await.unwrap(), 10);
}

#[tokio::test]
async fn collections_are_lenient() {
    let table = filled().await;
    Room { room: 1 }.create().send(&table).await.unwrap();
    let all = InRoom::of_room(1).lenient().all(&table).await.unwrap();
    let room = InRoom::Room(Room { room: 1 });
    assert_eq!(
        all.items,
        [room].into_iter().chain(good().into_iter().map(InRoom::Device)).collect::<Vec<_>>()
    );
    check(&all.malformed);
    let page = InRoom::of_room(1).take(2).lenient().page(&table).await.unwrap();
    assert_eq!((page.items.len(), page.malformed.len()), (2, 1));
    let rest = InRoom::of_room(1).after(page.cursor).lenient().page(&table).await.unwrap();
    assert_eq!((rest.items.len(), rest.malformed.len(), rest.cursor), (5, 3, None));
}

#[tokio::test]
async fn queries_over_shards_are_lenient() {
    let table = table::<Devices>().await;
    for seq in 0..12 {
        Reading { day: 1, seq, value: 7 }.create().send(&table).await.unwrap();
    }
    for shard in 0..3 {
        write(&table, item(&format!("day-1#{shard}"), &format!("{:010}", 100 + shard))).await;
    }
    let query = || Reading::of_day(1);
    assert!(query().all(&table).await.unwrap_err().is_malformed_item());
    let all = query().lenient().all(&table).await.unwrap();
    assert_eq!(all.items.iter().map(|reading| reading.seq).collect::<Vec<_>>(), (0..12).collect::<Vec<_>>());
    assert_eq!(all.malformed.len(), 3);
    let (mut items, mut malformed, mut cursor) = (0, 0, None);
    loop {
        let page = query().take(5).after(cursor).lenient().page(&table).await.unwrap();
        (items, malformed) = (items + page.items.len(), malformed + page.malformed.len());
        cursor = page.cursor;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!((items, malformed), (12, 3));
}

/// Puts partial items into the indexes too.
async fn indexed() -> TableClient<Devices> {
    let table = filled().await;
    for seq in MALFORMED {
        let mut partial = item(&key(seq).0, &key(seq).1);
        for index in ["gsi1", "gsi2"] {
            partial = with(partial, &format!("{index}pk"), s("owner-ann"));
            partial = with(partial, &format!("{index}sk"), s(&format!("{seq:010}")));
        }
        write(&table, partial).await;
    }
    table
}

#[tokio::test]
async fn reads_of_an_index_projections_and_hydrated_ones_are_lenient() {
    let table = indexed().await;
    let by_owner = Device::by_owner("ann").lenient().all(&table).await.unwrap();
    assert_eq!(by_owner.items, good());
    check(&by_owner.malformed);
    let scanned = Device::scan_by_owner().lenient().all(&table).await.unwrap();
    assert_eq!(scanned.items.len(), 6);
    check(&scanned.malformed);
    let hydrated = Device::keys_by_owner("ann").hydrate().lenient().all(&table).await.unwrap();
    assert_eq!(hydrated.items, good());
    check(&hydrated.malformed);
    let page = Device::keys_by_owner("ann").hydrate().take(3).lenient().page(&table).await.unwrap();
    assert_eq!((page.items.len(), page.malformed.len()), (3, 3));
    let next =
        Device::keys_by_owner("ann").hydrate().after(page.cursor).lenient().page(&table).await.unwrap();
    assert_eq!((next.items.len(), next.malformed.len()), (3, 1));
    let owners = Device::of_room(1).project::<Owner>().lenient().all(&table).await.unwrap();
    assert_eq!((owners.items.len(), owners.malformed.len()), (6, 4));
    let filtered =
        Device::of_room(1).filter(Device::FIELDS.owner.ne("ann")).lenient().all(&table).await.unwrap();
    assert_eq!((filtered.items.len(), filtered.malformed.len()), (0, 4));
}
