//! Storing a new item.

use std::marker::PhantomData;

use super::plan::{self, Change, Refusal};
use super::request::Request;
use crate::error::Kind;
use crate::expr::Expr;
use crate::item::{Encoded, same};
use crate::{Entity, Error, Holds, TableClient, TableMeta};

/// Stores a new item: `video.create()`. One `PutItem` request, or with lookups one
/// `TransactWriteItems` request, which costs twice the write capacity of its items.
#[must_use = "an operation does nothing until it is sent"]
pub struct Create<E> {
    value: Result<Encoded, Error>,
    entity: PhantomData<fn() -> E>,
}

crate::debug::debug!(Create<E> { value });

impl<E: Entity> Create<E> {
    pub(crate) fn new(value: &E) -> Self {
        Self { value: Encoded::of(value), entity: PhantomData }
    }

    /// The request, as it would be sent.
    ///
    /// # Errors
    ///
    /// A key is invalid, or the item too large.
    pub fn request<T: Holds<E>>(self, table: &TableClient<T>) -> Result<Request, Error> {
        plan::first_request(table.caller(), &changes(&self.value?, T::META)?)
    }

    /// Sends it.
    ///
    /// If an answer is lost, the SDK sends the request again; an item that is then found to be
    /// the very one sent counts as stored.
    ///
    /// # Errors
    ///
    /// There is an item with this key ([`Error::is_already_exists`]), a key is invalid, the item too
    /// large, or the request failed. Nothing was written then, unless
    /// [`is_outcome_unknown`](Error::is_outcome_unknown) says that this is not known.
    pub fn send<T: Holds<E>>(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<E, T> {
        let table = table.clone();
        async move {
            let value = self.value?;
            let changes = changes(&value, T::META)?;
            let token = plan::token();
            let attempt = |attempts| plan::send(table.caller(), &changes, &token, attempts);
            let sent = plan::write(attempt, Refusal::is_passing).await;
            let context =
                |error: Error| error.entity_is(E::META.name).item_key_is(value.key()).table_is(table.name());
            sent.or_else(|refusal| verdict(refusal, &changes)).map_err(context)
        }
    }
}

fn changes(value: &Encoded, table: &'static TableMeta) -> Result<Vec<Change>, Error> {
    let absent = Some(Expr::absent(table.pk.name));
    let revision = super::lookups::first_revision(value.entity);
    let mut changes = vec![Change::Put { item: value.item(table, 0, revision)?, condition: absent }];
    super::lookups::put_copies(value, table, &mut changes)?;
    Ok(changes)
}

/// What it means that there is an item: that it was there before, or that an earlier attempt whose
/// answer was lost has written it.
fn verdict(refusal: Refusal, changes: &[Change]) -> Result<(), Error> {
    match (refusal, changes) {
        (Refusal::Condition { met, lost_answer: true }, [Change::Put { item, .. }]) => match met {
            Some(met) if same(&met, item) => Ok(()),
            _ => Err(Error::new(Kind::Unknown)),
        },
        // The token makes a repeated transaction the same one: had it been carried out, this had succeeded.
        (Refusal::Condition { .. }, _) => Err(Error::new(Kind::AlreadyExists)),
        (refusal, _) => Err(refusal.into_error()),
    }
}
