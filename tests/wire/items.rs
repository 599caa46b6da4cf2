//! Random items, read with and without the SDK's deserializer.

use dynamodel::TableClient;
use dynamodel::op::{Lenient, LenientPage, Scan};

use crate::canned::{Canned, Reply};
use crate::generate;
use crate::json::Writer;
use crate::thing::Things;
use crate::{random, setting, text_of};

/// The items of a page.
const PAGE: usize = 50;

fn scan() -> Lenient<Scan<Things>> {
    Things::scan().with_copies().with_expired().lenient()
}

async fn read(table: &TableClient<Things>) -> LenientPage<Things> {
    scan().page(table).await.unwrap_or_else(|error| panic!("{}", text_of(&error)))
}

#[tokio::test]
async fn random_items_are_read_as_by_the_sdk() {
    let random = &mut random();
    let canned = Canned::new([Reply::ok("")]);
    let table = canned.table::<Things>();
    let by_sdk = canned.table::<Things>().items_by_sdk();
    let (mut read_items, mut malformed) = (0, 0);
    for _ in 0..setting("DYNAMODEL_WIRE_ITEMS", 5_000_usize).div_ceil(PAGE) {
        let items: Vec<_> = (0..PAGE).map(|_| generate::item(random)).collect();
        let [escaped, spaced] = [[0, 1, 9], [0, 3, 30]].map(|odds| random.choice(odds).unwrap());
        let mut writer = Writer { out: String::new(), random, escaped, spaced };
        writer.items(&items);
        let body = writer.out;
        canned.set(Reply::ok(body.clone()).framed(random.usize(1..10_000)));
        let (ours, theirs) = (read(&table).await, read(&by_sdk).await);
        assert_eq!(ours.items, theirs.items, "{body}");
        assert_eq!(ours.skipped, theirs.skipped, "{body}");
        let faults = |page: &LenientPage<Things>| -> Vec<_> {
            page.malformed.iter().map(|fault| (fault.key.clone(), text_of(&fault.error))).collect()
        };
        assert_eq!(faults(&ours), faults(&theirs), "{body}");
        read_items += ours.items.len();
        malformed += ours.malformed.len();
    }
    assert!(read_items > malformed && malformed > 0, "{read_items} good items, {malformed} malformed ones");
    println!("{read_items} good items, {malformed} malformed ones");
}
