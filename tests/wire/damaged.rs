//! Damaged responses, read with and without the SDK's deserializer.
//!
//! One difference is allowed: an error of the SDK about the rest of a response may name another position in it.

use dynamodel::TableClient;

use crate::canned::{Canned, Reply};
use crate::damage::damage;
use crate::generate;
use crate::json::Writer;
use crate::thing::Things;
use crate::{random, setting, text_of};

/// The attempts to find an error again that depends on the order of attributes, which is random in the SDK's maps.
const ATTEMPTS: usize = 100;

async fn read(table: &TableClient<Things>) -> Result<Vec<Things>, String> {
    let read = Things::scan().with_expired().page(table).await;
    read.map(|page| page.items).map_err(|error| without_position(&text_of(&error)))
}

fn without_position(text: &str) -> String {
    let parts = text.split("Error at offset ");
    parts.map(|part| part.trim_start_matches(|digit: char| digit.is_ascii_digit())).collect()
}

#[tokio::test]
async fn damaged_responses_are_read_as_by_the_sdk() {
    let random = &mut random();
    let canned = Canned::new([Reply::ok("")]);
    let table = canned.table::<Things>();
    let by_sdk = canned.table::<Things>().items_by_sdk();
    let (mut whole, mut refused) = (0, 0);
    for _ in 0..setting("DYNAMODEL_WIRE_PAGES", 2_000) {
        let items: Vec<_> = (0..random.usize(1..3)).map(|_| generate::item(random)).collect();
        let mut writer = Writer { out: String::new(), random, escaped: 20, spaced: 20 };
        writer.items(&items);
        let mut body = writer.out.into_bytes();
        damage(&mut body, random);
        canned.set(Reply::ok(body.clone()).framed(1 + body.len() / 2));
        let (ours, mut theirs) = (read(&table).await, read(&by_sdk).await);
        for _ in 0..ATTEMPTS {
            if ours == theirs {
                break;
            }
            theirs = read(&by_sdk).await;
        }
        assert_eq!(ours, theirs, "{}", String::from_utf8_lossy(&body[..body.len().min(5_000)]));
        *if ours.is_ok() { &mut whole } else { &mut refused } += 1;
    }
    assert!(whole > 0 && refused > 0, "{whole} responses were read, {refused} refused");
    println!("{whole} responses were read, {refused} refused");
}
