//! Access patterns of several entities in one partition, which one query reads.

use crate::schema::table::TableMeta;

mod params;
mod pattern;
mod shared;

pub use params::{Param, Params, SameParams, SameSpec, SameType};
pub use pattern::{
    Collected, HeldBy, Pattern, PatternMeta, PatternOf, is_collected, is_entity, partition_key,
};
pub use shared::{
    Between, Choose, DifferentSegment, EndOf, First, If, NoSegment, Nth, OtherSegment, OtherText,
    PrivateSegment, SameSegment, SharesEnd, SharesSegment, SharesText,
};
pub(crate) use shared::{CLOSED, NO_SEGMENT, OTHER_SEGMENT, OTHER_TEXT, UNKNOWN};

/// Access patterns of one partition, read in one query as the variants of an enum. Derive it:
///
/// ```
/// use dynamodel::{Collection, Entity, Table};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
/// #[key(pk = "repo-{name}", sk = "repo-{name}")]
/// struct Repository {
///     name: String,
/// }
///
/// #[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
/// #[key(pk = "repo-{repository}", sk = "issue-{number}")]
/// struct Issue {
///     repository: String,
///     number: u32,
/// }
///
/// /// A repository and its issues.
/// #[derive(Debug, PartialEq, Collection)]
/// #[collection(name = "of_repository", pk = "repo-{name}")]
/// enum RepositoryItem {
///     Issue(Issue),
///     Repository(Repository),
/// }
///
/// #[derive(Table)]
/// #[table(name = "github", type_attribute = "kind")]
/// enum GitHub {
///     Issue(Issue),
///     Repository(Repository),
/// }
///
/// # #[cfg(feature = "embedded")]
/// # async fn example() -> Result<(), dynamodel::Error> {
/// let table = GitHub::table(dynamodel::embedded::client());
/// table.create().await?;
/// Repository { name: "tokio".into() }.create().send(&table).await?;
/// for number in [1, 2] {
///     Issue { repository: "tokio".into(), number }.create().send(&table).await?;
/// }
/// // One request: `sk BETWEEN "issue-" AND "repo-tokio"`, from the end.
/// for item in RepositoryItem::of_repository("tokio").rev().take(11).all(&table).await? {
///     match item {
///         RepositoryItem::Repository(repository) => assert_eq!(repository.name, "tokio"),
///         RepositoryItem::Issue(issue) => assert!(issue.number > 0),
///     }
/// }
/// # Ok(())
/// # }
/// # #[cfg(feature = "embedded")]
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(example()).unwrap();
/// ```
///
/// The derive proves that all patterns lie in one place (the table, or one index) and in the partition of
/// the collection's `pk`.
pub trait Collection: Pattern + Collected {
    /// The name of the enum.
    const NAME: &'static str;

    /// Returns `true` if other items can be in the range of the patterns. `entities` are the positions of their entities
    /// in the table.
    #[doc(hidden)]
    fn is_mixed(table: &'static TableMeta, entities: &[&[usize]]) -> bool;
}

/// A parent and its children, read in one query into a struct. Derive [`Collection`](derive@crate::Collection)
/// on the struct:
///
/// ```
/// # use dynamodel::{Collection, Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
/// # #[key(pk = "repo-{name}", sk = "repo-{name}")]
/// # struct Repository { name: String }
/// # #[derive(Debug, PartialEq, Serialize, Deserialize, Entity)]
/// # #[key(pk = "repo-{repository}", sk = "issue-{number}")]
/// # struct Issue { repository: String, number: u32 }
/// # #[derive(Table)]
/// # #[table(name = "github", type_attribute = "kind")]
/// # enum GitHub { Issue(Issue), Repository(Repository) }
/// /// `repo-` sorts behind `issue-`: the repository comes first where reading starts at the end.
/// #[derive(Debug, PartialEq, Collection)]
/// #[collection(name = "with_newest_issues", pk = "repo-{name}", rev)]
/// struct RepositoryWithIssues {
///     #[collection(parent)]
///     repository: Repository,
///     #[collection(children)]
///     issues: Vec<Issue>,
/// }
///
/// # #[cfg(feature = "embedded")]
/// # async fn example() -> Result<(), dynamodel::Error> {
/// # let table = GitHub::table(dynamodel::embedded::client());
/// # table.create().await?;
/// # Repository { name: "tokio".into() }.create().send(&table).await?;
/// # for number in 1..=30 { Issue { repository: "tokio".into(), number }.create().send(&table).await?; }
/// // One request of 11 items.
/// let found = RepositoryWithIssues::with_newest_issues("tokio").take(10).one(&table).await?;
/// let found = found.expect("a repository of that name");
/// assert_eq!(found.repository.name, "tokio");
/// assert_eq!(found.issues.len(), 10);
/// assert_eq!(found.issues[0].number, 30);
/// # Ok(())
/// # }
/// # #[cfg(feature = "embedded")]
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(example()).unwrap();
/// ```
pub trait Group: Sized + Send + 'static {
    /// The parent: an entity or an enum of several.
    type Parent: Collected;
    /// A child: an entity or an enum of several.
    type Child: Collected;
    /// The location: the table or an index.
    type Place;

    /// The name of the struct.
    const NAME: &'static str;
    /// `true` to read in descending sort key order.
    const REV: bool;

    /// Returns `true` if other items can be in the range of the patterns. `entities` are the positions of their entities
    /// in the table.
    #[doc(hidden)]
    fn is_mixed(table: &'static TableMeta, entities: &[&[usize]]) -> bool;

    #[doc(hidden)]
    const PARENT: &'static [PatternMeta];
    #[doc(hidden)]
    const CHILDREN: &'static [PatternMeta];

    /// The struct; `None` if it needs a parent and there is none.
    #[doc(hidden)]
    fn group(parent: Option<Self::Parent>, children: Vec<Self::Child>) -> Option<Self>;
}

/// A group whose parent is an `Option`, so that it can be read page by page: children of later pages come
/// without it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is read whole: on a later page there would be no parent for it",
    note = "make the parent an `Option` to read page by page, or leave `page` and `after` for `one`"
)]
pub trait PagedGroup: Group {
    #[doc(hidden)]
    fn paged(parent: Option<Self::Parent>, children: Vec<Self::Child>) -> Self;
}
