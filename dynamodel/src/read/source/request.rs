//! The requests of a source.

use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use aws_sdk_dynamodb::operation::scan::builders::ScanFluentBuilder;
use aws_sdk_dynamodb::types::{AttributeValue, Select};

use super::{Partition, Segment, Source};
use crate::error::Error;
use crate::expr::{Comparison, Expr, Renderer, within_limit};
use crate::item::ttl;
use crate::key::SortCondition;
use crate::schema::attribute::KeyAttribute;
use crate::schema::item::Item;

impl<I> Source<I> {
    /// The filter: what the caller asks for, and the type where it is not given by the keys.
    pub(super) fn conditions(&self) -> Option<Expr> {
        let types = if self.counting { &self.exact } else { &self.types };
        // An index of keys does not know when its items expire.
        let index = self.attributes().index.and_then(|name| self.table.index(name));
        let alive = self.alive && self.table.says_ttl(index);
        let alive = alive.then(|| ttl::alive(self.table)).flatten();
        Expr::all([types.clone(), alive, self.filter.clone().map(Expr::of_all_names)])
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
            return Ok(self.connection.client.query());
        };
        let Partition { attributes, interval, forward, .. } = partition;
        let mut renderer = self.connection.renderer();
        let fixed = partition.fixed().map(|(attribute, value)| Expr::equal(attribute.name, value.clone()));
        let open = partition.open().map(|sk| sort_condition(&interval.condition, sk)).transpose()?.flatten();
        let condition = Expr::all(fixed.map(Some).chain([open])).map(|condition| renderer.render(&condition));
        let filter = self.conditions().map(|filter| within_limit(renderer.render(&filter))).transpose()?;
        let projection = self.projection(&mut renderer);
        let (names, values) = renderer.finish();
        let request = self.connection.client.query().table_name(&*self.connection.table);
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
            .set_return_consumed_capacity(self.connection.return_capacity()))
    }

    pub(crate) fn scan(
        &self,
        segment: Option<Segment>,
        start: Option<Item>,
        limit: Option<i32>,
    ) -> Result<ScanFluentBuilder, Error> {
        // Checked against `MAX_SEGMENTS` before.
        let number = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
        let mut renderer = self.connection.renderer();
        let filter = self.conditions().map(|filter| within_limit(renderer.render(&filter))).transpose()?;
        let projection = self.projection(&mut renderer);
        let (names, values) = renderer.finish();
        let request = self.connection.client.scan().table_name(&*self.connection.table);
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
            .set_return_consumed_capacity(self.connection.return_capacity()))
    }
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
