//! The driver of all writes: reads, plans, sends, and plans again where another writer came between.
//!
//! A write that is sent alone is a group of one.

use std::iter;

use aws_sdk_dynamodb::types::ReturnValue;
use futures_util::future::try_join_all;

use crate::client::Attempts;
use crate::error::{Error, Kind};
use crate::read::item;
use crate::schema::item::Item;
use crate::write::{
    delivery::{Delivery, Single},
    fold::{self, Owner},
    group::Group,
    member::{Failure, Member, Verdict},
    plan::Plan,
    refusal::{Refusal, Why},
    request::Request,
};

/// The outcome of a write.
#[derive(Debug, Default)]
pub struct Written {
    /// The plan that was carried out, of the first member.
    pub(crate) plan: Plan,
    /// The attributes that the request returned, if it wrote one item.
    pub(crate) returned: Option<Item>,
}

impl Written {
    fn new(plans: Vec<Plan>, returned: Option<Item>) -> Self {
        Self { plan: plans.into_iter().next().unwrap_or_default(), returned }
    }

    /// The outcome of a write that a failed condition has proven: the item that was met is returned whole.
    fn met(plans: Vec<Plan>, met: Option<Item>) -> Self {
        let mut written = Self::new(plans, met);
        if written.returned.is_some() {
            written.plan.returns = Some(ReturnValue::AllNew);
        }
        written
    }
}

/// The next step after a refused request.
enum Next {
    /// It has happened all the same.
    Done(Option<Item>),
    /// All items are read and planned again.
    Again,
    /// One member has another plan.
    Replan { member: usize, plan: Box<Plan> },
}

impl Group {
    /// Returns the first request, as it would be sent.
    pub(crate) fn request(&self) -> Result<Request, Error> {
        fold::check_claims(self)?;
        let unread = self.plan_unread()?;
        if let Some(member) = self.first_read(&unread) {
            return read_of(member);
        }
        let mut plans = self.plan(unread, iter::repeat(None))?;
        let assumes = is_any_assumed(&plans);
        match (self.deliver(&mut plans), self.first_read(&self.none_planned())) {
            (Err(_), Some(member)) if assumes => read_of(member),
            (delivery, _) => delivery?.request(&self.connection),
        }
    }

    /// Returns the first member whose item must be read.
    fn first_read(&self, unread: &[Option<Plan>]) -> Option<&dyn Member> {
        let members = self.members.iter().zip(unread);
        let mut reading = members.filter(|(member, unread)| member.reads() && unread.is_none());
        reading.next().map(|(member, _)| &**member)
    }

    /// Carries the writes out.
    pub(crate) async fn send(&mut self) -> Result<Written, Error> {
        let mut attempts = Attempts::default();
        let written = self.run(&mut attempts).await;
        written
            .map_err(|error| self.context(if attempts.lost_an_answer() { ambiguous(error) } else { error }))
    }

    async fn run(&mut self, attempts: &mut Attempts) -> Result<Written, Error> {
        fold::check_claims(self)?;
        let mut pauses = self.connection.retry.pauses();
        let mut plans = if self.members.iter().any(|member| member.reads()) {
            let unread = self.plan_unread()?;
            let items = self.read(&unread).await?;
            self.plan_first(unread, items)?
        } else {
            self.plan_first(iter::repeat_with(|| None), iter::repeat_with(|| None))?
        };
        let mut planned_anew = Vec::new();
        loop {
            let assumes = is_any_assumed(&plans);
            let delivery = self.deliver(&mut plans);
            if assumes && delivery.is_err() {
                // The stored items may lead to other changes, which go together.
                drop(delivery);
                plans = self.read_and_plan().await?;
                continue;
            }
            let mut delivery = delivery?;
            let refusal = match delivery.send(&self.connection, attempts, self.retries_throttled).await {
                Ok(returned) => return Ok(Written::new(plans, returned)),
                Err(refusal) => refusal,
            };
            delivery.restore();
            if delivery.is_transaction() && matches!(refusal.why, Why::Condition(_)) {
                // The token makes a retried transaction the same one: it would have succeeded, had it happened before.
                *attempts = Attempts::default();
            }
            planned_anew.resize(self.members.len(), 0);
            let owners = refusal.position.map(|position| delivery.owners(position)).unwrap_or_default();
            match self.refused(&plans, &owners, refusal, attempts, &mut planned_anew)? {
                Next::Done(met) => return Ok(Written::met(plans, met)),
                Next::Replan { member, plan } => plans[member] = *plan,
                Next::Again => {
                    tokio::time::sleep(pauses.next().ok_or_else(|| self.connection.conflict())?).await;
                    plans = self.read_and_plan().await?;
                }
            }
        }
    }

    /// Plans the members that read, as far as they can do without.
    fn plan_unread(&self) -> Result<Vec<Option<Plan>>, Error> {
        let members = self.members.iter().enumerate();
        let plans = members.map(|(index, member)| {
            if !member.reads() {
                return Ok(None);
            }
            member.plan_unread().map_err(|error| self.blame(Some(index), error))
        });
        plans.collect()
    }

    /// Leaves all plans to be made.
    fn none_planned(&self) -> Vec<Option<Plan>> {
        vec![None; self.members.len()]
    }

    /// Plans all members, from the items as they are now.
    async fn read_and_plan(&self) -> Result<Vec<Plan>, Error> {
        let unread = self.none_planned();
        let items = self.read(&unread).await?;
        self.plan(unread, items)
    }

    /// Reads the items of the members that depend on them and have no plan, at once.
    async fn read(&self, unread: &[Option<Plan>]) -> Result<Vec<Option<Item>>, Error> {
        let members = self.members.iter().zip(unread).enumerate();
        let read = members.map(|(index, (member, unread))| async move {
            if unread.is_some() || !member.reads() {
                return Ok(None);
            }
            let item = item::fetch(member.connection(), member.table(), member.key(), true).await;
            item.map_err(|error| self.blame(Some(index), error))
        });
        try_join_all(read).await
    }

    fn plan_first(
        &mut self,
        unread: impl IntoIterator<Item = Option<Plan>>,
        before: impl IntoIterator<Item = Option<Item>>,
    ) -> Result<Vec<Plan>, Error> {
        let members = self.members.iter_mut().zip(unread).zip(before).enumerate();
        let plans = members.map(|(index, ((member, unread), before))| match unread {
            Some(plan) => Ok(plan),
            None => member.plan_first(before).map_err(|error| (index, error)),
        });
        plans.collect::<Result<_, _>>().map_err(|(index, error)| self.blame(Some(index), error))
    }

    fn plan(
        &self,
        unread: Vec<Option<Plan>>,
        before: impl IntoIterator<Item = Option<Item>>,
    ) -> Result<Vec<Plan>, Error> {
        let members = self.members.iter().zip(unread).zip(before).enumerate();
        let plans = members.map(|(index, ((member, unread), before))| match unread {
            Some(plan) => Ok(plan),
            None => member.plan(before).map_err(|error| self.blame(Some(index), error)),
        });
        plans.collect()
    }

    fn deliver<'p>(&self, plans: &'p mut [Plan]) -> Result<Delivery<'p>, Error> {
        let alone = plans.first().filter(|_| self.is_single && plans.len() == 1);
        if alone.is_some_and(|plan| plan.changes.is_empty()) {
            return Ok(Delivery::Nothing);
        }
        if alone.is_some_and(|plan| !plan.is_transaction()) {
            let single = plans.first_mut().and_then(Single::of_plan);
            return Ok(single.map_or(Delivery::Nothing, Delivery::Single));
        }
        Delivery::transaction(self, plans)
    }

    /// Decides what follows from a refused request.
    fn refused(
        &self,
        plans: &[Plan],
        owners: &[Owner],
        refusal: Refusal,
        attempts: &mut Attempts,
        planned_anew: &mut [usize],
    ) -> Result<Next, Error> {
        // The stored item has another form than was assumed, which the change does not suit.
        if is_any_assumed(plans) && refusal.is_of_change() {
            return Ok(Next::Again);
        }
        let blamed = owners.first().map(|owner| owner.member);
        let met = refusal.why.into_met(&self.connection).map_err(|error| self.blame(blamed, error))?;
        let owners = || owners.iter().map(|owner| (owner, &self.members[owner.member], &plans[owner.member]));
        // Another writer came between the read and the request, so the other conditions tell nothing. Only the first
        // change is of the item that was read.
        if owners().any(|(owner, member, plan)| {
            owner.change == 0 && member.reads() && !plan.assumes && !plan.is_made_from(met.as_ref())
        }) {
            return Ok(Next::Again);
        }
        for (owner, member, plan) in owners() {
            let failure = Failure {
                position: owner.change,
                met: met.clone(),
                after_ambiguous: attempts.lost_an_answer(),
                now: member.connection().clock.epoch_seconds(),
            };
            let index = owner.member;
            match member.refused(plan, failure) {
                Verdict::Done(item) => return Ok(Next::Done(item)),
                Verdict::Again => {}
                Verdict::Instead(plan) => {
                    *attempts = Attempts::default();
                    return Ok(Next::Replan { member: index, plan });
                }
                // Other items of the transaction may differ too: all are read.
                Verdict::Anew(_) if !self.is_single && plan.assumes => return Ok(Next::Again),
                Verdict::Anew(plan) => {
                    self.count_anew(index, &mut planned_anew[index])?;
                    return Ok(Next::Replan { member: index, plan });
                }
                Verdict::Failed(error) => return Err(self.blame(Some(index), error)),
            }
        }
        Ok(Next::Again)
    }

    /// Bounds how often a member is planned anew: in a transaction once, or many operations would be sent very often.
    fn count_anew(&self, index: usize, count: &mut usize) -> Result<(), Error> {
        *count += 1;
        match *count {
            count if self.is_single && count >= self.connection.retry.attempts() => {
                Err(self.connection.conflict())
            }
            count if !self.is_single && count > 1 => Err(self.blame(Some(index), Error::new(Kind::Changed))),
            _ => Ok(()),
        }
    }
}

/// Returns the consistent read of a member.
fn read_of(member: &dyn Member) -> Result<Request, Error> {
    let key = member.key().attributes(member.table())?;
    item::request(member.connection(), key, true, None).map(Request::GetItem)
}

fn is_any_assumed(plans: &[Plan]) -> bool {
    plans.iter().any(|plan| plan.assumes)
}

/// Returns the error of a write after an ambiguous attempt: it may have happened, unless the error proves otherwise.
fn ambiguous(error: Error) -> Error {
    match error.cause() {
        Kind::Conflict { .. } => Error::new(Kind::Unknown),
        kind if kind.proves_outcome() => error,
        _ => error.outcome_unknown(),
    }
}
