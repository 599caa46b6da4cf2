//! The model: repositories with issues, pull requests and stars, as in "The `DynamoDB` Book" by Alex `DeBrie`.
//!
//! In the table, a repository lies between its issues and its stars: `ISSUE#` < `REPO#` < `STAR#`. Reading down from
//! it finds the newest issues, reading up from it the stars. In the index, it lies behind its pull requests.

use dynamodel::{Collection, Entity, Table};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A repository. It counts issues and pull requests together, as their numbers are one sequence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "REPO#{owner}#{name}", sk = "REPO#{owner}#{name}")]
#[key(index = "GSI1", name = "with_pulls", pk = "REPO#{owner}#{name}", sk = "REPO#{owner}#{name}")]
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

/// A pull request, by itself, and in the index beside the others of its repository.
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

/// Somebody likes a repository.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_repository", pk = "REPO#{owner}#{repository}", sk = "STAR#{user}")]
pub struct Star {
    pub owner: String,
    pub repository: String,
    pub user: String,
    pub starred_at: Timestamp,
}

/// Everything that lives in the table.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "github", pk = "PK", sk = "SK", type_attribute = "type")]
#[index(name = "GSI1", pk = "GSI1PK", sk = "GSI1SK")]
pub enum GitHub {
    Repository(Repository),
    Issue(Issue),
    PullRequest(PullRequest),
    Star(Star),
}

/// A repository with its newest issues.
#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "with_newest_issues", pk = "REPO#{owner}#{repository}", rev)]
pub struct RepositoryWithIssues {
    #[collection(parent)]
    pub repository: Repository,
    #[collection(children)]
    pub issues: Vec<Issue>,
}

/// A repository with its newest pull requests, from the index.
#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "with_newest_pulls", pk = "REPO#{owner}#{repository}", rev)]
pub struct RepositoryWithPulls {
    #[collection(parent)]
    #[pattern(with_pulls)]
    pub repository: Repository,
    #[collection(children)]
    #[pattern(of_repository)]
    pub pulls: Vec<PullRequest>,
}

/// A repository with those who like it, by name.
#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "with_stars", pk = "REPO#{owner}#{repository}")]
pub struct RepositoryWithStars {
    #[collection(parent)]
    pub repository: Repository,
    #[collection(children)]
    pub stars: Vec<Star>,
}

/// Whatever stands on a repository's page, in the order of the table.
#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "repository_page", pk = "REPO#{owner}#{repository}")]
pub enum RepositoryItem {
    Issue(Issue),
    Repository(Repository),
    Star(Star),
}
