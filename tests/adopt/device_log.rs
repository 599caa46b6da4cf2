//! A log of the states of devices, as a published design stores it: key attributes with `#` in their names, times as index
//! keys, a sparse index, and no type attribute.

mod answers;
mod audit;
mod model;
mod writes;

use dynamodel::TableClient;
use jiff::civil::date;

use crate::planted::{items, plant};
use crate::support::raw::Item;
use crate::support::world::table;
use model::{DeviceLog, Second};

fn rows() -> Vec<Item> {
    items(include_str!("data/device_log.json"))
}

/// The table, as the other program left it.
async fn log() -> TableClient<DeviceLog> {
    let table = table::<DeviceLog>().await;
    plant(&table, rows()).await;
    table
}

/// A minute of April 2020.
fn at(day: i8, hour: i8, minute: i8) -> Second {
    Second(date(2020, 4, day).at(hour, minute, 0, 0))
}
