//! Where items come from: one request after the other.

use std::sync::Arc;

use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use aws_sdk_dynamodb::operation::scan::builders::ScanFluentBuilder;
use aws_sdk_dynamodb::types::{AttributeValue, Select};

use super::Hydration;
use crate::client::Caller;
use crate::expr::{Comparison, Expr, Renderer, within_limit};
use crate::item::{Item, SortKey, stable};
use crate::key::{Interval, KeyValue, SortCondition};
use crate::page::CursorError;
use crate::table::{IndexMeta, KeyAttribute, KeyKind, TableMeta};
use crate::{Error, TableClient, ttl};

/// What became of an item that arrived.
pub(crate) enum Arrived<I> {
    /// It is one of those asked for.
    Item(I),
    /// It stands before those that are counted.
    Parent(I),
    /// It is of another type that the table knows, or just outside of the range.
    Other,
    /// Its type is not one that the table knows.
    Foreign,
}

/// Decides what an item is.
pub(crate) type Arrive<I> = Arc<dyn Fn(Item) -> Result<Arrived<I>, Error> + Send + Sync>;

/// What is read: one partition's interval, or the whole of a table or index.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    Partition(Box<Partition>),
    Whole(Attributes),
}

/// One of the equal parts that a parallel scan reads side by side.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Segment {
    pub(crate) number: usize,
    pub(crate) total: usize,
}

/// What is read of one partition.
#[derive(Clone, Debug)]
pub(crate) struct Partition {
    pub(crate) attributes: Attributes,
    /// A value for each attribute of the partition key.
    pub(crate) pk: Vec<AttributeValue>,
    /// Values for the first attributes of the sort key, where there are several.
    pub(crate) leading: Vec<AttributeValue>,
    /// What is asked of the attribute behind those.
    pub(crate) interval: Interval,
    pub(crate) forward: bool,
}

impl Partition {
    /// The attribute that the interval is of.
    pub(crate) fn open(&self) -> Option<&'static KeyAttribute> {
        self.attributes.sk.get(self.leading.len())
    }

    /// The attributes that have one value each.
    fn fixed(&self) -> impl Iterator<Item = (&'static KeyAttribute, &AttributeValue)> {
        self.attributes.pk.iter().zip(&self.pk).chain(self.attributes.sk.iter().zip(&self.leading))
    }
}

/// The key attributes of a table or an index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attributes {
    pub(crate) index: Option<&'static str>,
    pub(crate) pk: &'static [KeyAttribute],
    pub(crate) sk: &'static [KeyAttribute],
}

impl Attributes {
    pub(crate) fn of_table(table: &'static TableMeta) -> Self {
        Self { index: None, pk: std::slice::from_ref(&table.pk), sk: table.sk.as_slice() }
    }

    pub(crate) fn of_index(index: &IndexMeta) -> Self {
        Self { index: Some(index.name), pk: index.pk, sk: index.sk }
    }

    fn each(self) -> impl Iterator<Item = KeyAttribute> {
        self.pk.iter().chain(self.sk).copied()
    }
}

/// Where items come from.
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(crate) struct Source<I> {
    pub(crate) caller: Caller,
    pub(crate) table: &'static TableMeta,
    pub(crate) place: Place,
    pub(crate) consistent: bool,
    /// Leaves items of other types with the server.
    pub(crate) types: Option<Expr>,
    /// True of the items asked for and of no others, where the server can tell them.
    pub(crate) exact: Option<Expr>,
    /// What the caller asks for besides.
    pub(crate) filter: Option<Expr>,
    /// Whether items of other types can be where this reads.
    pub(crate) mixed: bool,
    /// Whether expired items are left out.
    pub(crate) alive: bool,
    pub(crate) counting: bool,
    /// The attributes that are asked for; `None` for all.
    pub(crate) wanted: Option<Vec<&'static str>>,
    /// How what is found becomes the items that arrive, if those have to be fetched.
    pub(crate) hydration: Option<Hydration>,
    /// How many items can stand before those that are counted.
    pub(crate) parents: usize,
    pub(crate) arrive: Arrive<I>,
}

/// One answer.
pub(crate) struct Answer {
    pub(crate) items: Vec<Item>,
    pub(crate) count: usize,
    /// How many items were read for it, those that a filter left out too.
    pub(crate) scanned: usize,
    pub(crate) last: Option<Item>,
}

impl<I> Source<I> {
    pub(crate) fn new<T: crate::Table>(table: &TableClient<T>, place: Place, arrive: Arrive<I>) -> Self {
        let caller = table.caller().clone();
        let (types, exact, filter) = (None, None, None);
        let (mixed, consistent, alive, counting, parents) = (false, false, false, false, 0);
        let (wanted, hydration, table) = (None, None, T::META);
        Self {
            caller,
            table,
            place,
            consistent,
            types,
            exact,
            filter,
            mixed,
            alive,
            counting,
            wanted,
            hydration,
            parents,
            arrive,
        }
    }

    /// The same in another partition.
    pub(super) fn in_partition(&self, pk: Vec<AttributeValue>) -> Self {
        let place = match &self.place {
            Place::Partition(partition) => {
                Place::Partition(Box::new(Partition { pk, ..(**partition).clone() }))
            }
            Place::Whole(attributes) => Place::Whole(*attributes),
        };
        let Self { caller, table, consistent, types, exact, filter, mixed, alive, counting, arrive, .. } =
            self;
        Self {
            caller: caller.clone(),
            table,
            place,
            consistent: *consistent,
            types: types.clone(),
            exact: exact.clone(),
            filter: filter.clone(),
            mixed: *mixed,
            alive: *alive,
            counting: *counting,
            parents: self.parents,
            wanted: self.wanted.clone(),
            hydration: self.hydration.clone(),
            arrive: arrive.clone(),
        }
    }

    /// Whether the least sort key comes first.
    pub(super) fn is_forward(&self) -> bool {
        self.partition().is_none_or(|partition| partition.forward)
    }

    /// Whether nothing can be there, so that nothing need be asked.
    pub(crate) fn is_empty(&self) -> bool {
        self.partition().is_some_and(|partition| partition.interval.condition == SortCondition::Nothing)
    }

    /// Whether every item that is read is one of those asked for, so that `Limit` counts them.
    pub(crate) fn is_exact(&self) -> bool {
        self.excluded().is_empty() && !self.mixed && self.conditions().is_none()
    }

    /// Lets the server count, if its condition and filter say exactly what is asked for.
    pub(crate) fn count_only(&mut self) -> bool {
        self.counting = self.excluded().is_empty() && self.exact.is_some();
        self.counting
    }

    fn partition(&self) -> Option<&Partition> {
        match &self.place {
            Place::Partition(partition) => Some(partition),
            Place::Whole(_) => None,
        }
    }

    /// The key attributes of what is read.
    fn attributes(&self) -> Attributes {
        match &self.place {
            Place::Partition(partition) => partition.attributes,
            Place::Whole(attributes) => *attributes,
        }
    }

    fn excluded(&self) -> &[KeyValue] {
        self.partition().map_or(&[], |partition| &partition.interval.excluded)
    }

    pub(crate) fn arrive(&self, item: Item) -> Result<Arrived<I>, Error> {
        if self.is_excluded(&item)? {
            return Ok(Arrived::Other);
        }
        self.decode(item)
    }

    pub(super) fn decode(&self, item: Item) -> Result<Arrived<I>, Error> {
        if self.alive && ttl::is_expired(self.table, &item, self.caller.clock.epoch_seconds()) {
            return Ok(Arrived::Other);
        }
        (self.arrive)(item).map_err(|error| error.table_is(&self.caller.table))
    }

    /// Whether an item is one that only the range leaves out, and not the condition.
    pub(super) fn is_excluded(&self, item: &Item) -> Result<bool, Error> {
        if let Some(attribute) = self.partition().and_then(Partition::open) {
            for excluded in self.excluded() {
                let excluded = stable(&excluded.attribute(attribute)?);
                if item.get(attribute.name).is_some_and(|value| stable(value) == excluded) {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    pub(crate) fn count_arrived(&self, items: Vec<Item>) -> Result<usize, Error> {
        let mut count = 0;
        for item in items {
            count += usize::from(matches!(self.arrive(item)?, Arrived::Item(_)));
        }
        Ok(count)
    }

    /// The attributes that a read goes on from: the key of the table, and that of the index.
    fn key_attributes(&self) -> Vec<KeyAttribute> {
        let mut all: Vec<_> = Attributes::of_table(self.table).each().collect();
        for attribute in self.attributes().each() {
            if all.iter().all(|other| other.name != attribute.name) {
                all.push(attribute);
            }
        }
        all
    }

    /// By what the items of a partition are sorted.
    pub(super) fn sort_key(&self, item: &Item) -> Vec<SortKey> {
        let attributes = self.attributes().sk.iter();
        attributes.map(|attribute| SortKey::of(item.get(attribute.name))).collect()
    }

    pub(crate) fn key_of(&self, item: &Item) -> Item {
        let attributes = self.key_attributes().into_iter();
        attributes.filter_map(|at| Some((at.name.to_owned(), item.get(at.name)?.clone()))).collect()
    }

    /// Refuses the key of a cursor that would lead out of what is read here.
    pub(crate) fn check_inside(&self, key: &Item) -> Result<(), CursorError> {
        let attributes = self.key_attributes();
        let fits = |at: &KeyAttribute| key.get(at.name).is_some_and(|value| holds(at.kind, value));
        if key.len() != attributes.len() || !attributes.iter().all(fits) {
            return Err(CursorError::Malformed);
        }
        let Some(partition) = self.partition() else { return Ok(()) };
        let sort_fits = match partition.open() {
            Some(attribute) => key.get(attribute.name).is_some_and(|sk| inside(&partition.interval, sk)),
            None => true,
        };
        let mut fixed = partition.fixed();
        let fixed_fit = fixed
            .all(|(attribute, value)| key.get(attribute.name).is_some_and(|at| stable(at) == stable(value)));
        if fixed_fit && sort_fits { Ok(()) } else { Err(CursorError::OtherQuery) }
    }

    pub(crate) async fn fetch(&self, start: Option<Item>, limit: Option<i32>) -> Result<Answer, Error> {
        match &self.place {
            Place::Partition(_) => {
                let request = self.query(start, limit)?;
                let answer = self.caller.send("Query", request.send()).await;
                let answer = answer.map_err(|error| self.caller.error("Query", false, error))?;
                self.caller.count(answer.consumed_capacity.as_slice());
                Ok(self::answer(
                    answer.items,
                    [answer.count, answer.scanned_count],
                    answer.last_evaluated_key,
                ))
            }
            Place::Whole(_) => self.fetch_scan(None, start, limit).await,
        }
    }

    /// The answer to one request of a scan: of everything, or of one segment.
    pub(crate) async fn fetch_scan(
        &self,
        segment: Option<Segment>,
        start: Option<Item>,
        limit: Option<i32>,
    ) -> Result<Answer, Error> {
        let request = self.scan(segment, start, limit)?;
        let answer = self.caller.send("Scan", request.send()).await;
        let answer = answer.map_err(|error| self.caller.error("Scan", false, error))?;
        self.caller.count(answer.consumed_capacity.as_slice());
        Ok(self::answer(answer.items, [answer.count, answer.scanned_count], answer.last_evaluated_key))
    }

    /// The filter: what the caller asks for, and the type where it is not given by the keys.
    fn conditions(&self) -> Option<Expr> {
        let types = if self.counting { &self.exact } else { &self.types };
        // An index of keys does not know when its items expire.
        let index = self.attributes().index.and_then(|name| self.table.index(name));
        let alive = self.alive && self.table.says_ttl(index);
        let alive = alive.then(|| ttl::alive(self.table)).flatten();
        Expr::all([types.clone(), alive, self.filter.clone()])
    }

    /// What to send back of each item.
    fn projection(&self, renderer: &mut Renderer) -> Option<String> {
        let wanted = self.wanted.as_ref().filter(|_| !self.counting);
        wanted.map(|names| renderer.projection(names))
    }

    fn select(&self) -> Option<Select> {
        self.counting.then_some(Select::Count)
    }

    pub(crate) fn query(&self, start: Option<Item>, limit: Option<i32>) -> Result<QueryFluentBuilder, Error> {
        let Some(partition) = self.partition() else {
            return Ok(self.caller.client.query());
        };
        let Partition { attributes, interval, forward, .. } = partition;
        let mut renderer = self.caller.renderer();
        let fixed = partition.fixed().map(|(attribute, value)| Expr::equal(attribute.name, value.clone()));
        let open = partition.open().map(|sk| sort_condition(&interval.condition, sk)).transpose()?.flatten();
        let condition = Expr::all(fixed.map(Some).chain([open])).map(|condition| renderer.render(&condition));
        let filter = self.conditions().map(|filter| within_limit(renderer.render(&filter))).transpose()?;
        let projection = self.projection(&mut renderer);
        let (names, values) = renderer.finish();
        let request = self.caller.client.query().table_name(&*self.caller.table);
        Ok(request
            .set_index_name(attributes.index.map(str::to_owned))
            .set_key_condition_expression(condition)
            .set_filter_expression(filter)
            .set_projection_expression(projection)
            .set_expression_attribute_names(names)
            .set_expression_attribute_values(values)
            .set_scan_index_forward((!forward).then_some(false))
            .set_consistent_read(self.consistent.then_some(true))
            .set_select(self.select())
            .set_limit(limit)
            .set_exclusive_start_key(start)
            .set_return_consumed_capacity(self.caller.return_capacity()))
    }

    pub(crate) fn scan(
        &self,
        segment: Option<Segment>,
        start: Option<Item>,
        limit: Option<i32>,
    ) -> Result<ScanFluentBuilder, Error> {
        // Checked against `MAX_SEGMENTS` before.
        let number = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
        let mut renderer = self.caller.renderer();
        let filter = self.conditions().map(|filter| within_limit(renderer.render(&filter))).transpose()?;
        let projection = self.projection(&mut renderer);
        let (names, values) = renderer.finish();
        let request = self.caller.client.scan().table_name(&*self.caller.table);
        Ok(request
            .set_index_name(self.attributes().index.map(str::to_owned))
            .set_segment(segment.map(|segment| number(segment.number)))
            .set_total_segments(segment.map(|segment| number(segment.total)))
            .set_filter_expression(filter)
            .set_projection_expression(projection)
            .set_expression_attribute_names(names)
            .set_expression_attribute_values(values)
            .set_consistent_read(self.consistent.then_some(true))
            .set_select(self.select())
            .set_limit(limit)
            .set_exclusive_start_key(start)
            .set_return_consumed_capacity(self.caller.return_capacity()))
    }
}

fn answer(items: Option<Vec<Item>>, counts: [i32; 2], last: Option<Item>) -> Answer {
    let [count, scanned] = counts.map(|count| usize::try_from(count).unwrap_or_default());
    Answer { items: items.unwrap_or_default(), count, scanned, last: last.filter(|key| !key.is_empty()) }
}

fn sort_condition(condition: &SortCondition, sk: &KeyAttribute) -> Result<Option<Expr>, Error> {
    let name = sk.name;
    Ok(Some(match condition {
        SortCondition::All | SortCondition::Nothing => return Ok(None),
        SortCondition::Equal(value) => Expr::equal(name, value.attribute(sk)?),
        SortCondition::BeginsWith(prefix) => Expr::BeginsWith(name.into(), AttributeValue::S(prefix.clone())),
        SortCondition::AtLeast(least) => {
            Expr::Compare(name.into(), Comparison::AtLeast, least.attribute(sk)?)
        }
        SortCondition::AtMost(most) => Expr::Compare(name.into(), Comparison::AtMost, most.attribute(sk)?),
        SortCondition::Beyond(beyond) => {
            Expr::Compare(name.into(), Comparison::Greater, beyond.attribute(sk)?)
        }
        SortCondition::Below(below) => Expr::Compare(name.into(), Comparison::Less, below.attribute(sk)?),
        SortCondition::Between(least, most) => {
            Expr::Between(name.into(), least.attribute(sk)?, most.attribute(sk)?)
        }
    }))
}

/// Whether a key attribute of this type can have this value.
fn holds(kind: KeyKind, value: &AttributeValue) -> bool {
    match (kind, value) {
        (KeyKind::String, AttributeValue::S(text)) => !text.is_empty(),
        (KeyKind::Number, AttributeValue::N(number)) => number.parse::<f64>().is_ok_and(f64::is_finite),
        (KeyKind::Binary, AttributeValue::B(bytes)) => !bytes.as_ref().is_empty(),
        _ => false,
    }
}

/// Whether a sort key is one that the interval's condition lets through.
pub(crate) fn inside(interval: &Interval, sk: &AttributeValue) -> bool {
    let AttributeValue::S(text) = sk else {
        // Numbers and bytes are not compared here: the condition goes with every request anyway.
        return true;
    };
    match &interval.condition {
        SortCondition::All => true,
        SortCondition::Nothing => false,
        SortCondition::Equal(value) => *text == value.text,
        SortCondition::BeginsWith(prefix) => text.starts_with(prefix),
        SortCondition::AtLeast(least) => *text >= least.text,
        SortCondition::AtMost(most) => *text <= most.text,
        SortCondition::Beyond(beyond) => *text > beyond.text,
        SortCondition::Below(below) => *text < below.text,
        SortCondition::Between(least, most) => least.text <= *text && *text <= most.text,
    }
}
