//! Any values, of which any part is as programs from before have left it.

use std::collections::{BTreeSet, HashMap};

use dynamodel::Entity as _;
use proptest::prelude::*;

use crate::backfill::older_items::{AGES, Age, aged_table};
use crate::backfill::shapes::{Place, Thing, Things};
use crate::backfill::{backfill, counts};
use crate::support::store::{content, stored};
use crate::support::world::table;

/// Unique values contain the number.
fn thing() -> impl Strategy<Value = Thing> {
    let some = |part: &'static str| prop::option::of(Just(part));
    let texts =
        (prop::sample::select(vec!["open", "done"]), some("ann"), some("mail"), some("nick#"), some("a"));
    let numbers =
        (prop::option::of(any::<u8>()), any::<i64>(), any::<bool>(), prop::option::of(any::<i32>()));
    (texts, numbers).prop_map(|((status, owner, mail, nick, tag), (badge, rank, lives, more))| Thing {
        day: "monday".to_owned(),
        id: 0,
        status: status.to_owned(),
        rank,
        owner: owner.map(str::to_owned),
        mail: mail.map(str::to_owned),
        badge: badge.map(u32::from),
        nick: nick.map(str::to_owned),
        place: Place { city: "rome".to_owned(), street: tag.map(str::to_owned) },
        tags: tag.into_iter().map(str::to_owned).collect::<BTreeSet<_>>(),
        rest: more.into_iter().map(|more| ("more".to_owned(), f64::from(more))).collect::<HashMap<_, _>>(),
        until: lives.then_some(99_999_999_999),
    })
}

fn things() -> impl Strategy<Value = Vec<Thing>> {
    prop::collection::vec(thing(), 1..4).prop_map(|mut things| {
        for (at, thing) in things.iter_mut().enumerate() {
            thing.id = at as u64;
            thing.badge = thing.badge.map(|badge| 1_000 * u32::try_from(at).unwrap() + badge);
            for text in [&mut thing.mail, &mut thing.nick].into_iter().flatten() {
                text.push_str(&at.to_string());
            }
        }
        things
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn backfill_stores_what_a_put_stores(
        values in things(),
        ages in prop::collection::vec(prop::sample::select(AGES.to_vec()), 1..12),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(check(&values, &ages));
    }
}

async fn check(values: &[Thing], ages: &[Age]) {
    let put = table::<Things>().await;
    for value in values {
        value.put().send(&put).await.unwrap();
    }
    let table = aged_table::<Thing, Things>(ages, values, &stored(&put).await).await;
    let done = backfill::<Thing, Things>(&table).await;
    assert_eq!((done.read, done.left.len()), (values.len(), 0), "{done:?}");
    assert_eq!(content(&table).await, content(&put).await);
    let again = backfill::<Thing, Things>(&table).await;
    assert_eq!(counts(&again), [values.len(), 0, values.len(), 0]);
}
