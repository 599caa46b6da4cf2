//! The data: two repositories, one with many issues.

use dynamodel::{Entity as _, Error, TableClient};
use jiff::{Timestamp, ToSpan as _};

use crate::model::{GitHub, Issue, PullRequest, Repository, Star};

/// 2020-01-01T00:00:00Z
const NEW_YEAR: Timestamp = Timestamp::constant(1_577_836_800, 0);

/// The owner of both repositories.
pub const OWNER: &str = "alexdebrie";
/// The repository with many issues.
pub const REPOSITORY: &str = "dynamodb-book";
/// The number of issues and pull requests. Every third is a pull request.
const NUMBERS: u32 = 96;
/// The number of its stars.
const STARS: u32 = 36;

/// Returns the time this many hours after the New Year.
fn at(hours: u32) -> Timestamp {
    NEW_YEAR + i64::from(hours).hours()
}

fn repository(name: &str, last_number: u32) -> Repository {
    Repository { owner: OWNER.to_owned(), name: name.to_owned(), last_number, created_at: at(0) }
}

fn issue(repository: &str, number: u32) -> Issue {
    Issue {
        owner: OWNER.to_owned(),
        repository: repository.to_owned(),
        number,
        title: format!("issue {number}"),
        created_at: at(number),
    }
}

fn pull_request(number: u32) -> PullRequest {
    PullRequest {
        owner: OWNER.to_owned(),
        repository: REPOSITORY.to_owned(),
        number,
        title: format!("change {number}"),
        created_at: at(number),
    }
}

fn star(nth: u32) -> Star {
    Star {
        owner: OWNER.to_owned(),
        repository: REPOSITORY.to_owned(),
        user: format!("user-{nth:02}"),
        starred_at: at(nth),
    }
}

/// Stores all data.
pub async fn load(table: &TableClient<GitHub>) -> Result<(), Error> {
    repository(REPOSITORY, NUMBERS).create().send(table).await?;
    for number in 1..=NUMBERS {
        if number % 3 == 0 {
            pull_request(number).create().send(table).await?;
        } else {
            issue(REPOSITORY, number).create().send(table).await?;
        }
    }
    for nth in 1..=STARS {
        star(nth).create().send(table).await?;
    }
    // This name starts with the other name. Its items must not appear in the other's queries.
    let second = format!("{REPOSITORY}-2");
    repository(&second, 1).create().send(table).await?;
    issue(&second, 1).create().send(table).await
}
