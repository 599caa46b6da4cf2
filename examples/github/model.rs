//! The model: repositories with issues, pull requests and stars, as in "The `DynamoDB` Book" by Alex `DeBrie`.
//!
//! In the table, the sort key of a repository is between those of its issues and of its stars: `ISSUE#` < `REPO#` <
//! `STAR#`. A query in descending order finds the repository and its newest issues, one in ascending order the
//! repository and its stars. In the index, the repository comes after its pull requests.

use dynamodel::{Collection, Entity, Table};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A repository. Its issues and pull requests share one sequence of numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "REPO#{owner}#{name}", sk = "REPO#{owner}#{name}")]
#[key(index = "GSI1", name(with_pulls, type = RepositoryBesidePulls), pk = "REPO#{owner}#{name}", sk = "REPO#{owner}#{name}")]
pub struct Repository {
    pub owner: String,
    pub name: String,
    pub last_number: u32,
    pub created_at: Timestamp,
}

/// An issue of a repository.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_repository", pk = "REPO#{owner}#{repository}", sk = "ISSUE#{number}")]
pub struct Issue {
    pub owner: String,
    pub repository: String,
    pub number: u32,
    pub title: String,
    pub created_at: Timestamp,
}

/// A pull request, read by number, and listed by repository through the index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "PR#{owner}#{repository}#{number}", sk = "PR#{owner}#{repository}#{number}")]
#[key(index = "GSI1", name = "of_repository", pk = "REPO#{owner}#{repository}", sk = "PR#{number}")]
pub struct PullRequest {
    pub owner: String,
    pub repository: String,
    pub number: u32,
    pub title: String,
    pub created_at: Timestamp,
}

/// A star that a user gave to a repository.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_repository", pk = "REPO#{owner}#{repository}", sk = "STAR#{user}")]
pub struct Star {
    pub owner: String,
    pub repository: String,
    pub user: String,
    pub starred_at: Timestamp,
}

/// All entities of the table.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "github", pk = "PK", sk = "SK", type_attribute = "type")]
#[index(name = "GSI1", pk = "GSI1PK", sk = "GSI1SK")]
pub enum GitHub {
    Repository(Repository),
    Issue(Issue),
    PullRequest(PullRequest),
    Star(Star),
}

/// A repository and its newest issues.
#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "with_newest_issues", pk = "REPO#{owner}#{repository}", rev)]
pub struct RepositoryWithIssues {
    #[collection(parent)]
    pub repository: Repository,
    #[collection(children)]
    pub issues: Vec<Issue>,
}

/// A repository and its newest pull requests, from the index.
#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "with_newest_pulls", pk = "REPO#{owner}#{repository}", rev)]
pub struct RepositoryWithPulls {
    #[collection(parent)]
    #[pattern(RepositoryBesidePulls)]
    pub repository: Repository,
    #[collection(children)]
    #[pattern(PullRequestOfRepository)]
    pub pulls: Vec<PullRequest>,
}

/// A repository and its stars, by name of the user.
#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "with_stars", pk = "REPO#{owner}#{repository}")]
pub struct RepositoryWithStars {
    #[collection(parent)]
    pub repository: Repository,
    #[collection(children)]
    pub stars: Vec<Star>,
}

/// An item of a repository's page, in the order of the table.
#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "repository_page", pk = "REPO#{owner}#{repository}")]
pub enum RepositoryItem {
    Issue(Issue),
    Repository(Repository),
    Star(Star),
}
