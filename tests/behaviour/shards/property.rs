//! Any walk over any items brings what one read brings, which is what is stored, in order.

use dynamodel::{Cursor, Entity as _, op::AccessPattern, op::Closed, op::FilterOf, op::Query};
use proptest::prelude::*;

use crate::shards::model::{Event, Events, event};
use crate::support::world::table;

const DAY: &str = "2020-01-01";

/// The options of a walk.
#[derive(Clone, Copy, Debug)]
struct Walk {
    page_size: u32,
    take: Option<usize>,
    backward: bool,
    filtered: bool,
}

fn walk() -> impl Strategy<Value = Walk> {
    let take = prop::option::of(1_usize..5);
    (1_u32..4, take, any::<bool>(), any::<bool>()).prop_map(|(page_size, take, backward, filtered)| Walk {
        page_size,
        take,
        backward,
        filtered,
    })
}

impl Walk {
    fn query<A>(self, query: Query<A, Closed>) -> Query<A, Closed>
    where
        A: AccessPattern<Entity = Event, Item = Event>,
        Event: FilterOf<Event, A::Place>,
    {
        let query = if self.backward { query.rev() } else { query };
        if self.filtered { query.filter(Event::FIELDS.status.eq("open")) } else { query }
    }

    fn page<A>(self, query: Query<A, Closed>, after: Option<Cursor>) -> Query<A, Closed>
    where
        A: AccessPattern<Entity = Event, Item = Event>,
        Event: FilterOf<Event, A::Place>,
    {
        let query = self.query(query).page_size(self.page_size).after(after);
        if let Some(items) = self.take { query.take(items) } else { query }
    }
}

async fn check<A>(
    table: &dynamodel::TableClient<Events>,
    walk: Walk,
    query: impl Fn() -> Query<A, Closed>,
) -> Vec<Event>
where
    A: AccessPattern<Entity = Event, Item = Event>,
    Event: FilterOf<Event, A::Place>,
{
    let whole = walk.query(query()).all(table).await.unwrap();
    let (mut walked, mut after) = (Vec::new(), None);
    loop {
        let page = walk.page(query(), after).page(table).await.unwrap();
        assert!(walk.take.is_none_or(|take| page.items.len() == take || page.cursor.is_none()));
        walked.extend(page.items);
        after = page.cursor;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(walked, whole);
    whole
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_walk_is_the_query(
        items in prop::collection::btree_set((0_u32..4, 0_u64..50), 0..12),
        from in 0_u32..3,
        walk in walk(),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let table = table::<Events>().await;
            for (at, id) in &items {
                event(*at, *id).create().send(&table).await.unwrap();
            }
            let wanted = |event: &Event| event.at >= from && (!walk.filtered || event.status == "open");
            let mut expected: Vec<_> = items.iter().map(|(at, id)| event(*at, *id)).filter(wanted).collect();
            if walk.backward {
                expected.reverse();
            }
            assert_eq!(check(&table, walk, || Event::of_day(DAY).range(from..)).await, expected);

            let open = check(&table, walk, || Event::by_status("open").range(from..)).await;
            expected.retain(|event| event.status == "open");
            let times = |events: &[Event]| events.iter().map(|event| event.at).collect::<Vec<_>>();
            assert_eq!(times(&open), times(&expected));
            assert!(open.iter().all(|event| expected.contains(event)));
        });
    }
}
