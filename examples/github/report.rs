//! The readable output.

use std::fmt;

use dynamodel::op::Cost;

use crate::model::{Repository, RepositoryItem};
use crate::queries::{Answers, Measured};

impl fmt::Display for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { issues, pulls, stars, page, starred } = self;
        heading(f, "A repository and its newest issues", &issues.cost)?;
        if let Some(parent) = &issues.answer {
            repository(f, &parent.repository)?;
            list(f, parent.issues.iter().map(|issue| format!("#{} {}", issue.number, issue.title)))?;
        }
        heading(f, "A repository and its newest pull requests, from the index", &pulls.cost)?;
        if let Some(parent) = &pulls.answer {
            repository(f, &parent.repository)?;
            list(f, parent.pulls.iter().map(|pull| format!("#{} {}", pull.number, pull.title)))?;
        }
        heading(f, "A repository and the first of those who like it", &stars.cost)?;
        if let Some(parent) = &stars.answer {
            repository(f, &parent.repository)?;
            list(f, parent.stars.iter().map(|star| format!("{} since {}", star.user, star.starred_at)))?;
        }
        heading(f, "The last items of the partition, of whatever kind", &page.cost)?;
        list(f, page.answer.iter().map(described))?;
        let Measured { answer, cost } = starred;
        writeln!(f, "{answer} stars ({})", spent(cost))
    }
}

/// Describes an item. A new variant does not compile until it is added here.
fn described(item: &RepositoryItem) -> String {
    match item {
        RepositoryItem::Issue(issue) => format!("issue #{} of {}", issue.number, issue.created_at),
        RepositoryItem::Repository(repository) => format!("repository {}", repository.name),
        RepositoryItem::Star(star) => format!("star of {}", star.user),
    }
}

fn heading(f: &mut fmt::Formatter<'_>, text: &str, cost: &Cost) -> fmt::Result {
    writeln!(f, "{text} ({})", spent(cost))
}

fn repository(f: &mut fmt::Formatter<'_>, parent: &Repository) -> fmt::Result {
    let Repository { owner, name, last_number, created_at } = parent;
    writeln!(f, "  {owner}/{name}, created {created_at}, numbers up to {last_number}")
}

fn list(f: &mut fmt::Formatter<'_>, lines: impl Iterator<Item = String>) -> fmt::Result {
    for line in lines {
        writeln!(f, "  - {line}")?;
    }
    writeln!(f)
}

fn spent(cost: &Cost) -> String {
    let requests = if cost.requests == 1 { "request" } else { "requests" };
    format!("{} {requests}, {} read units", cost.requests, cost.capacity)
}
