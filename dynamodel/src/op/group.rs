//! Reading a parent with its children.

use std::marker::PhantomData;

use aws_sdk_dynamodb::operation::query::QueryInput;

use crate::client::{Sending, TableClient};
use crate::collection::{Collected, Group, HeldBy, PagedGroup};
use crate::error::Error;
use crate::item::StoredItem;
use crate::item::table::Table;
use crate::key::KeyWriter;
use crate::op::multi_pattern::Together;
use crate::page::{Cursor, IntoCursor, Page};
use crate::read::Decoded;
use crate::read::options::ReadOptions;
use crate::read::pattern::ConsistentRead;
use crate::read::prepared::Prepared;

/// Reads a parent and the children beside it: `RepositoryWithIssues::with_newest_issues("owner", "repo")`.
///
/// One `Query` request a page of at most 1 MB, which starts at the parent: half a read capacity unit for each
/// 4 KB read, or a whole one if [`consistent`](Self::consistent). With [`take`](Self::take), a parent and its
/// children are one request wherever nothing else can lie between them.
#[must_use = "an operation does nothing until it is sent"]
pub struct GroupQuery<G> {
    pk: KeyWriter,
    options: ReadOptions,
    group: PhantomData<fn() -> G>,
}

crate::codec::debug::debug!(GroupQuery<G> { pk, options });

/// A parent with children, as far as one page has them. It serializes as it is, with the cursor as text.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct GroupPage<G> {
    /// The parent, on the first page, and the page's children.
    pub group: G,
    /// The start of the next page: pass it to `.after(cursor)` of the same query. `None` when there is
    /// nothing more.
    pub cursor: Option<Cursor>,
    /// The number of items of unknown types that were left out.
    pub skipped: usize,
}

/// One item of a group.
enum Piece<A, B> {
    Parent(A),
    Child(B),
}

type PieceOf<G> = Piece<<G as Group>::Parent, <G as Group>::Child>;

impl<G: Group> GroupQuery<G> {
    pub(crate) fn new(pk: KeyWriter) -> Self {
        let options = ReadOptions { backward: G::REV, ..ReadOptions::default() };
        Self { pk, options, group: PhantomData }
    }

    /// Makes the read strongly consistent. Costs twice the read capacity. A global index cannot.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let found = VideoWithComments::with_comments(7).consistent().one(&table).await?;
    /// assert!(found.is_some());
    /// # Ok(()) });
    /// ```
    pub fn consistent(mut self) -> Self
    where
        G::Place: ConsistentRead,
    {
        self.options.consistent = true;
        self
    }

    /// Makes an item of a type that the table does not know an error; without, it is left out.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let found = VideoWithComments::with_comments(7).strict().one(&table).await?;
    /// assert!(found.is_some());
    /// # Ok(()) });
    /// ```
    pub fn strict(mut self) -> Self {
        self.options.strict = true;
        self
    }

    /// Returns items past their `#[entity(ttl)]` too, until `DynamoDB` removes them, which takes up to a few
    /// days. Without, they count as absent.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let found = VideoWithComments::with_comments(7).with_expired().one(&table).await?;
    /// assert!(found.is_some());
    /// # Ok(()) });
    /// ```
    pub fn with_expired(mut self) -> Self {
        self.options.with_expired = true;
        self
    }

    super::instead::instead!(Self: SaysGroup; all(T), send(T));

    /// At most this many children, however many requests they take. The parent is not counted.
    ///
    /// Requests read no more, or where other items can lie between them, some more: twice as many or 20 more, and
    /// with each further request four times that.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let found = VideoWithComments::with_comments(7).take(2).one(&table).await?;
    /// assert_eq!(found.map(|found| found.comments.len()), Some(2));
    /// # Ok(()) });
    /// ```
    pub fn take(mut self, children: usize) -> Self {
        self.options.extent.take = Some(children);
        self
    }

    /// Sets the maximum number of items that one request reads, including the parent. The default is 1 MB of items.
    ///
    /// 0 counts as 1.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let page = VideoWithComments::with_comments(7).page_size(2).page(&table).await?;
    /// assert_eq!(page.group.comments, [comment(7, 1)]);
    /// # Ok(()) });
    /// ```
    pub fn page_size(mut self, items: u32) -> Self {
        self.options.extent.page_size = Some(items.max(1));
        self
    }

    /// Goes on where the page ended that this cursor is from: with further children, and no parent.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let first = VideoWithComments::with_comments(7).take(2).page(&table).await?;
    /// let second = VideoWithComments::with_comments(7).take(2).after(first.cursor).page(&table).await?;
    /// assert_eq!(second.group, VideoWithComments { video: None, comments: vec![comment(7, 3)] });
    /// # Ok(()) });
    /// ```
    pub fn after(mut self, cursor: impl IntoCursor) -> Self
    where
        G: PagedGroup,
    {
        self.options.extent.after = cursor.into_cursor();
        self
    }

    /// The first request, as it would be sent.
    ///
    /// # Errors
    ///
    /// A value does not fit its segment, or the cursor is not this query's.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let request = VideoWithComments::with_comments(7).request(&table)?;
    /// assert_eq!(request.table_name(), Some("entities"));
    /// # Ok(()) });
    /// ```
    pub fn request<T: Table>(self, table: &TableClient<T>) -> Result<QueryInput, Error>
    where
        G::Parent: HeldBy<T>,
        G::Child: HeldBy<T>,
    {
        self.prepared(table).query(table.connection())
    }

    /// The parent with its children, page after page; `None` where there is nothing, or no parent for a struct
    /// that needs one.
    ///
    /// If parents of several kinds are there, the first in the order of reading is taken.
    ///
    /// # Errors
    ///
    /// A value does not fit its segment ([`Error::is_invalid_key`]), the cursor is not this query's
    /// ([`Error::is_invalid_cursor`]), an item is malformed ([`Error::is_malformed_item`]), or a request
    /// failed.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// if let Some(found) = VideoWithComments::with_comments(7).one(&table).await? {
    ///     println!("{:?} has {} comments", found.video, found.comments.len());
    /// }
    /// # Ok(()) });
    /// ```
    pub fn one<T: Table>(self, table: &TableClient<T>) -> Sending<Option<G>>
    where
        G::Parent: HeldBy<T>,
        G::Child: HeldBy<T>,
    {
        let pieces = self.prepared(table).all();
        Sending::new(async move {
            let (parent, children) = parted::<G>(pieces.await?);
            let is_empty = parent.is_none() && children.is_empty();
            Ok(if is_empty { None } else { G::group(parent, children) })
        })
    }

    /// One page: what one request brings, or with [`take`](Self::take) that many children. The parent is on
    /// the first page only.
    ///
    /// # Errors
    ///
    /// As [`one`](Self::one).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let page = VideoWithComments::with_comments(7).take(2).page(&table).await?;
    /// assert!(page.group.video.is_some());
    /// assert!(page.cursor.is_some());
    /// # Ok(()) });
    /// ```
    pub fn page<T: Table>(self, table: &TableClient<T>) -> Sending<GroupPage<G>>
    where
        G: PagedGroup,
        G::Parent: HeldBy<T>,
        G::Child: HeldBy<T>,
    {
        let page = self.prepared(table).page();
        Sending::new(async move {
            let Page { items, cursor, skipped } = page.await?;
            let (parent, children) = parted::<G>(items);
            Ok(GroupPage { group: G::paged(parent, children), cursor, skipped })
        })
    }

    fn prepared<T: Table>(self, table: &TableClient<T>) -> Prepared<PieceOf<G>>
    where
        G::Parent: HeldBy<T>,
        G::Child: HeldBy<T>,
    {
        let Self { pk, options, .. } = self;
        let entities: &[&[usize]] = &[<G::Parent as HeldBy<T>>::INDEXES, <G::Child as HeldBy<T>>::INDEXES];
        let together = Together {
            name: G::NAME,
            members: &[G::PARENT, G::CHILDREN],
            entities,
            is_mixed: G::is_mixed(T::META, entities),
            pk,
            sorts: None,
            parents: G::PARENT.len(),
            options,
        };
        together.prepare(table, decode::<G>, None)
    }
}

fn decode<G: Group>(member: usize, stored: StoredItem<'_>) -> Result<Decoded<PieceOf<G>>, Error> {
    match member.checked_sub(G::PARENT.len()) {
        None => G::Parent::decode_member(member, stored).map(|parent| Decoded::Parent(Piece::Parent(parent))),
        Some(child) => G::Child::decode_member(child, stored).map(|child| Decoded::Item(Piece::Child(child))),
    }
}

fn parted<G: Group>(pieces: Vec<PieceOf<G>>) -> (Option<G::Parent>, Vec<G::Child>) {
    let (mut parent, mut children) = (None, Vec::with_capacity(pieces.len()));
    for piece in pieces {
        match piece {
            Piece::Parent(found) => parent = parent.or(Some(found)),
            Piece::Child(child) => children.push(child),
        }
    }
    (parent, children)
}
