//! Reading many items by their keys.

use std::marker::PhantomData;
use std::sync::Arc;

use crate::client::TableClient;
use crate::error::Error;
use crate::expr::ProjectedPath;
use crate::item::ItemKey;
use crate::item::parts::Lists;
use crate::item::table::Table;
use crate::read::names::{add_names, with_keys};
use crate::read::one::{ReadOne, ReadOperation};
use crate::read::{DecodeKeyed, Fetch};

/// Reads many items of one table by their keys, of one entity or of several: `get`s, and reads of unique lookups
/// (`User::by_email("a@b")`).
///
/// Sends one `BatchGetItem` request for each 100 keys, at half the read capacity when it is not
/// [`consistent`](Self::consistent). A key that is asked for twice is read once. Unprocessed keys are retried after a
/// pause, which grows with each request that reads nothing. Other keys are still read if one is refused.
///
/// [`batch_get`] makes one of an iterator.
///
/// # Examples
///
/// ```
/// # use dynamodel_doc_model::*; example(async |table| {
/// use dynamodel::{BatchGet, batch_get};
///
/// // Of one entity:
/// let videos = batch_get((7..=9).map(Video::get)).send(&table).await?;
/// assert_eq!(videos, [Some(video(7, 2025, "Intro")), Some(video(8, 2026, "Keys")), None]);
/// // Of several:
/// let both = BatchGet::<YouTube, YouTube>::new().and(User::get(3)).and(Video::get(9)).send(&table).await?;
/// assert_eq!(both, [Some(YouTube::User(user())), None]);
/// # Ok(()) });
/// ```
#[must_use = "an operation does nothing until it is sent"]
pub struct BatchGet<I, T> {
    keys: Vec<(Result<ItemKey, Error>, DecodeKeyed<I>)>,
    is_consistent: bool,
    /// The attributes that the `get`s read; `None` if one of them reads all.
    attributes: Option<Vec<ProjectedPath>>,
    table: PhantomData<fn() -> T>,
}

/// Reads many items of one entity by their keys: `batch_get(ids.into_iter().map(User::get))`. See [`BatchGet`] for the
/// requests.
///
/// # Examples
///
/// ```
/// # use dynamodel_doc_model::*; example(async |table| {
/// use dynamodel::batch_get;
///
/// let videos = batch_get([7, 9].map(Video::get)).send(&table).await?;
/// assert_eq!(videos, [Some(video(7, 2025, "Intro")), None]);
/// # Ok(()) });
/// ```
pub fn batch_get<O: ReadOperation<T>, T: Table>(gets: impl IntoIterator<Item = O>) -> BatchGet<O::Item, T> {
    gets.into_iter().collect()
}

impl<I, T> Default for BatchGet<I, T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<I, T> BatchGet<I, T> {
    /// Creates a batch without keys.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use dynamodel::BatchGet;
    ///
    /// let batch = BatchGet::<YouTube, YouTube>::new().and(User::get(3)).and(Video::get(7));
    /// assert_eq!(batch.send(&table).await?.len(), 2);
    /// # Ok(()) });
    /// ```
    pub fn new() -> Self {
        Self { keys: Vec::new(), is_consistent: false, attributes: Some(Vec::new()), table: PhantomData }
    }

    /// Makes the read strongly consistent. Costs twice the read capacity.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use dynamodel::BatchGet;
    ///
    /// let batch = [7, 8].into_iter().map(Video::get).collect::<BatchGet<_, YouTube>>();
    /// assert_eq!(batch.consistent().send(&table).await?.len(), 2);
    /// # Ok(()) });
    /// ```
    pub fn consistent(mut self) -> Self {
        self.is_consistent = true;
        self
    }

    /// Adds one more item to read.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use dynamodel::BatchGet;
    ///
    /// let batch = BatchGet::<Video, YouTube>::new().and(Video::get(7)).and(Video::get(8));
    /// assert_eq!(batch.send(&table).await?.len(), 2);
    /// # Ok(()) });
    /// ```
    pub fn and<O: ReadOperation<T>>(mut self, get: O) -> Self
    where
        T: Table,
        I: From<O::Item>,
    {
        self.push(get);
        self
    }

    fn push<O: ReadOperation<T>>(&mut self, get: O)
    where
        T: Table,
        I: From<O::Item>,
    {
        let ReadOne { key, names, consistent, arrive, .. } = get.into_one();
        let decode = move |item, now| Ok(arrive.decode(T::META, item, Lists::Whole, now)?.map(I::from));
        self.is_consistent |= consistent;
        match (&mut self.attributes, with_keys(T::META, names)) {
            (Some(attributes), Some(names)) => add_names(attributes, names),
            _ => self.attributes = None,
        }
        self.keys.push((key, Arc::new(decode)));
    }
}

impl<O: ReadOperation<T>, T: Table, I: From<O::Item>> Extend<O> for BatchGet<I, T> {
    fn extend<G: IntoIterator<Item = O>>(&mut self, gets: G) {
        gets.into_iter().for_each(|get| self.push(get));
    }
}

impl<O: ReadOperation<T>, T: Table> FromIterator<O> for BatchGet<O::Item, T> {
    fn from_iter<G: IntoIterator<Item = O>>(gets: G) -> Self {
        gets.into_iter().fold(Self::new(), Self::and)
    }
}

impl<I: Send + Sync + 'static, T: Table> BatchGet<I, T> {
    /// Reads the items: for each key in turn its item, or `None` if it does not exist.
    ///
    /// # Errors
    ///
    /// A key is invalid, `DynamoDB` refuses it, or its item is malformed or of another type. Or the batch stopped: a
    /// request failed, or `DynamoDB` kept leaving keys unprocessed. [`Error::partial`] is a
    /// [`PartialBatch`](crate::op::PartialBatch): the items that were read, and the keys that were refused.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use dynamodel::BatchGet;
    ///
    /// let batch = [7, 8, 9].into_iter().map(Video::get).collect::<BatchGet<_, YouTube>>();
    /// let videos = batch.send(&table).await?;
    /// assert_eq!(videos.iter().flatten().count(), 2);
    /// # Ok(()) });
    /// ```
    pub fn send(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<Vec<Option<I>>, Error>> + Send + use<I, T> {
        let connection = table.connection().clone();
        async move {
            let mut fetch = Fetch::new(T::META, self.attributes, self.is_consistent);
            self.keys.into_iter().for_each(|(key, decode)| fetch.add(key, decode));
            fetch.run(&connection).await
        }
    }
}
