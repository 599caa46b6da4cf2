//! The requests and the capacity of each operation, as `docs/performance.md` lists them.

mod models;
mod reads;
mod writes;

use dynamodel::{Meter, TableClient};

use crate::support::world::table;
use models::Library;

const PAGE: &str = include_str!("../../docs/performance.md");

/// An operation with its requests and capacity units.
struct Row {
    operation: &'static str,
    requests: u64,
    capacity: f64,
}

/// A table whose operations are measured.
struct Measured {
    table: TableClient<Library>,
    meter: Meter,
    rows: Vec<Row>,
}

impl Measured {
    async fn new() -> Self {
        let meter = Meter::new();
        Self { table: table::<Library>().await.metered(&meter), meter, rows: Vec::new() }
    }

    /// Adds the cost of everything that was sent since the last row.
    fn row(&mut self, operation: &'static str) {
        let cost = self.meter.take();
        self.rows.push(Row { operation, requests: cost.requests, capacity: cost.capacity });
    }

    /// Leaves out everything that was sent since the last row.
    fn prepared(&self) {
        drop(self.meter.take());
    }
}

/// Compares the rows with those of the page, in their order.
fn assert_listed(rows: &[Row]) {
    let measured: Vec<String> = rows
        .iter()
        .map(|row| format!("| {} | {} | {} |", row.operation, row.requests, row.capacity))
        .collect();
    let is_measured =
        |line: &&str| rows.iter().any(|row| line.starts_with(&format!("| {} |", row.operation)));
    let listed: Vec<&str> = PAGE.lines().filter(is_measured).collect();
    assert_eq!(listed, measured, "these rows belong in docs/performance.md:\n{}", measured.join("\n"));
}

#[tokio::test]
async fn the_page_lists_what_each_operation_costs() {
    let mut rows = reads::rows().await;
    rows.extend(writes::rows().await);
    assert_listed(&rows);
    let table = PAGE.lines().skip_while(|line| !line.starts_with("| operation | requests |"));
    let listed = table.take_while(|line| line.starts_with('|')).count() - 2;
    assert_eq!(listed, rows.len(), "the page has a row that is not measured");
}
