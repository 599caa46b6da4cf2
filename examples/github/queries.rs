//! The queries of a repository's page, and their costs.

use dynamodel::{Error, Meter, TableClient, op::Cost};
use serde::Serialize;

use crate::data::{OWNER, REPOSITORY};
use crate::model::{
    GitHub, RepositoryItem, RepositoryWithIssues, RepositoryWithPulls, RepositoryWithStars, Star,
};

/// The number of issues, pull requests or stars on a page.
const LIMIT: usize = 10;

/// The answers.
pub struct Answers {
    pub issues: Measured<Option<RepositoryWithIssues>>,
    pub pulls: Measured<Option<RepositoryWithPulls>>,
    pub stars: Measured<Option<RepositoryWithStars>>,
    pub page: Measured<Vec<RepositoryItem>>,
    pub starred: Measured<usize>,
}

/// An answer and its cost.
pub struct Measured<R> {
    pub answer: R,
    pub cost: Cost,
}

/// Runs all queries.
pub async fn run(table: &TableClient<GitHub>) -> Result<Answers, Error> {
    let meter = Meter::new();
    let table = &table.clone().metered(&meter);
    let issues = RepositoryWithIssues::with_newest_issues(OWNER, REPOSITORY).take(LIMIT);
    let pulls = RepositoryWithPulls::with_newest_pulls(OWNER, REPOSITORY).take(LIMIT);
    let stars = RepositoryWithStars::with_stars(OWNER, REPOSITORY).take(LIMIT);
    let page = RepositoryItem::repository_page(OWNER, REPOSITORY).rev().take(LIMIT);
    Ok(Answers {
        issues: measured(issues.one(table).await?, &meter),
        pulls: measured(pulls.one(table).await?, &meter),
        stars: measured(stars.one(table).await?, &meter),
        page: measured(page.all(table).await?, &meter),
        starred: measured(Star::of_repository(OWNER, REPOSITORY).count(table).await?, &meter),
    })
}

fn measured<R>(answer: R, meter: &Meter) -> Measured<R> {
    Measured { answer, cost: meter.take() }
}

/// The output of `--json`.
#[derive(Serialize)]
pub struct Document<'a> {
    repository: Option<&'a str>,
    newest_issues: Vec<u32>,
    requests: u64,
}

impl<'a> From<&'a Answers> for Document<'a> {
    fn from(answers: &'a Answers) -> Self {
        let parent = answers.issues.answer.as_ref();
        Self {
            repository: parent.map(|parent| parent.repository.name.as_str()),
            newest_issues: parent
                .iter()
                .flat_map(|parent| &parent.issues)
                .map(|issue| issue.number)
                .collect(),
            requests: answers.issues.cost.requests,
        }
    }
}
