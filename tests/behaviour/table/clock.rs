//! The clock of a table's client.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use dynamodel::{TableClient, WriteTime};
use jiff::Timestamp;

use crate::support::model::YouTube;
use crate::support::world::table;

/// A newtype of the user's.
#[derive(Debug, PartialEq)]
struct Moment(Timestamp);

impl WriteTime for Moment {
    fn from_system(time: SystemTime) -> Option<Self> {
        Timestamp::from_system(time).map(Self)
    }

    fn is_unset(&self) -> bool {
        self.0.is_unset()
    }

    fn unset() -> Self {
        Self(Timestamp::unset())
    }
}

fn at(table: TableClient<YouTube>, seconds: u64) -> TableClient<YouTube> {
    table.with_clock(move || UNIX_EPOCH + Duration::from_secs(seconds))
}

#[tokio::test]
async fn the_time_is_given_in_the_type_of_the_field() {
    let table = at(table().await, 90);
    let ninety = Timestamp::from_second(90).unwrap();
    assert_eq!(table.now::<SystemTime>(), UNIX_EPOCH + Duration::from_secs(90));
    assert_eq!(table.now::<Timestamp>(), ninety);
    assert_eq!(table.now::<Option<Timestamp>>(), Some(ninety));
    assert_eq!(table.now::<chrono::DateTime<chrono::Utc>>().timestamp(), 90);
    assert_eq!(table.now::<time::OffsetDateTime>().unix_timestamp(), 90);
    assert_eq!(table.now::<time::UtcDateTime>().unix_timestamp(), 90);
    assert_eq!(table.now::<Moment>(), Moment(ninety));
    let updated_at: Timestamp = table.now();
    assert_eq!(updated_at, ninety);
}

#[tokio::test]
async fn a_time_that_a_type_cannot_hold_is_unset() {
    // Later than the year 9999.
    let table = at(table().await, 400_000_000_000);
    assert_eq!(table.now::<Timestamp>(), Timestamp::UNIX_EPOCH);
    assert_eq!(table.now::<Option<Timestamp>>(), None);
    assert_eq!(table.now::<chrono::DateTime<chrono::Utc>>().timestamp(), 400_000_000_000);
}
