//! Log-in sessions that expire: `cargo run --example sessions`.
//!
//! A session is read by its token, and lasts half an hour from its last use. A `keys_only` index finds all sessions of a
//! user, to end them at once. An expired session counts as absent at once, although `DynamoDB` deletes it later. The
//! example moves the clock to show this.
#![allow(unreachable_pub, reason = "the model reads as it would in a library")]

mod actions;
mod model;

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use dynamodel::{Entity as _, Error, TableClient};
use jiff::Timestamp;
use model::{Session, Sessions, Token, User};
use serde::Serialize;
use uuid::Uuid;

/// The results.
#[derive(Serialize)]
struct Answers {
    stranger_logged_in: bool,
    used_after_20_minutes: Option<String>,
    used_after_40_minutes: Option<String>,
    idle_for_40_minutes: Option<String>,
    idle_but_stored: bool,
    devices: Vec<String>,
    ended: usize,
    devices_after: Vec<String>,
    devices_of_bob: Vec<String>,
}

/// A clock that the example moves by hand.
#[derive(Clone)]
struct Clock(Arc<AtomicI64>);

impl Clock {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.0.load(Ordering::Relaxed)).unwrap_or_default()
    }

    fn wait(&self, minutes: i64) {
        self.0.fetch_add(60 * minutes, Ordering::Relaxed);
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let clock = Clock(Arc::new(AtomicI64::new(1_577_836_800)));
    let time = clock.clone();
    let table = Sessions::table(dynamodel::embedded::client()).with_clock(move || time.now().into());
    table.create().await?;
    let answers = run(&table, &clock).await?;
    let mut out = std::io::stdout().lock();
    if std::env::args().any(|argument| argument == "--json") {
        writeln!(out, "{}", serde_json::to_string(&answers)?)?;
    } else {
        print(&mut out, &answers)?;
    }
    Ok(())
}

/// Returns a numbered token, so that every run prints the same.
fn token(number: u128) -> Token {
    Token(Uuid::from_u128(number))
}

async fn run(table: &TableClient<Sessions>, clock: &Clock) -> Result<Answers, Error> {
    for (user_name, full_name) in [("ann", "Ann Lee"), ("bob", "Bob Ray")] {
        let user = User { user_name: user_name.to_owned(), full_name: full_name.to_owned() };
        user.create().send(table).await?;
    }
    let laptop = token(1);
    let phone = token(2);
    let tablet = token(3);
    let of_bob = token(4);
    for (token, user_name, device) in
        [(laptop, "ann", "laptop"), (phone, "ann", "phone"), (of_bob, "bob", "desktop")]
    {
        actions::log_in(table, &Session::new(token, user_name, device, clock.now())).await?;
    }
    let stranger = Session::new(token(5), "eve", "unknown", clock.now());
    let stranger_logged_in = match actions::log_in(table, &stranger).await {
        Err(error) if error.is_not_found() => false,
        result => result.map(|()| true)?,
    };

    let user = |session: Option<Session>| session.map(|session| session.user_name);
    clock.wait(20);
    let used_after_20_minutes = user(actions::extend(table, &laptop, clock.now()).await?);
    actions::extend(table, &of_bob, clock.now()).await?;
    actions::log_in(table, &Session::new(tablet, "ann", "tablet", clock.now())).await?;
    clock.wait(20);
    let used_after_40_minutes = user(actions::extend(table, &laptop, clock.now()).await?);
    let idle_for_40_minutes = user(actions::extend(table, &phone, clock.now()).await?);
    let idle_but_stored = Session::get(&phone).with_expired().send(table).await?.is_some();

    let devices = actions::devices(table, "ann").await?;
    actions::log_out(table, &tablet).await?;
    Ok(Answers {
        stranger_logged_in,
        used_after_20_minutes,
        used_after_40_minutes,
        idle_for_40_minutes,
        idle_but_stored,
        devices,
        ended: actions::log_out_everywhere(table, "ann").await?,
        devices_after: actions::devices(table, "ann").await?,
        devices_of_bob: actions::devices(table, "bob").await?,
    })
}

fn print(out: &mut impl std::io::Write, answers: &Answers) -> std::io::Result<()> {
    let name = |name: &Option<String>| name.clone().unwrap_or_else(|| "nobody".to_owned());
    writeln!(out, "Used after 20 minutes:    {}", name(&answers.used_after_20_minutes))?;
    writeln!(out, "And after 20 more:        {}", name(&answers.used_after_40_minutes))?;
    let stored = if answers.idle_but_stored { "still stored" } else { "removed" };
    writeln!(out, "Idle for 40 minutes:      {}, {stored}", name(&answers.idle_for_40_minutes))?;
    writeln!(out, "Where ann is logged in:   {}", answers.devices.join(", "))?;
    writeln!(out, "Logged out of the tablet, then everywhere: {} sessions ended", answers.ended)?;
    let left = answers.devices_after.len();
    writeln!(out, "Left: {left} of ann, {} of bob", answers.devices_of_bob.len())
}
