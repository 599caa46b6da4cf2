//! The building of requests.

use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use aws_sdk_dynamodb::operation::scan::builders::ScanFluentBuilder;
use aws_sdk_dynamodb::types::{AttributeValue, Select};

use super::{PageRequest, Requests};
use crate::error::{Error, Kind};
use crate::expr::{Comparison, Expr, Renderer, within_limit};
use crate::key::{KeyValue, SortCondition};
use crate::read::operation::{Operation, Segments};
use crate::schema::attribute::KeyAttribute;

impl Requests {
    /// Builds a request of a query.
    ///
    /// # Errors
    ///
    /// No key can be in the range, or the filter is too long.
    pub(crate) fn query(&self, page: PageRequest) -> Result<QueryFluentBuilder, Error> {
        let partition = self.partition().filter(|_| !self.is_empty());
        let partition = partition.ok_or_else(|| Error::new(Kind::EmptyRange))?;
        let fixed = partition.fixed(page.lane);
        let fixed = fixed.map(|(attribute, value)| Some(Expr::equal(attribute.name, value.clone())));
        let ranged = partition.ranged();
        let ranged =
            ranged.map(|sk| sort_condition(&partition.interval.condition, sk)).transpose()?.flatten();
        let condition = Expr::all(fixed.chain([ranged]));
        let mut renderer = self.connection.renderer();
        let condition = condition.map(|condition| renderer.render(&condition));
        let filter = self.filter(&page, &mut renderer)?;
        let projection = self.projection(&page, &mut renderer);
        let (names, values) = renderer.finish();
        let request = self.connection.client.query().table_name(&*self.connection.table);
        Ok(request
            .set_index_name(partition.attributes.index.map(str::to_owned))
            .set_key_condition_expression(condition)
            .set_filter_expression(filter)
            .set_projection_expression(projection)
            .set_expression_attribute_names(names)
            .set_expression_attribute_values(values)
            .set_scan_index_forward((!partition.forward).then_some(false))
            .set_consistent_read(self.is_consistent.then_some(true))
            .set_select(page.counts.then_some(Select::Count))
            .set_limit(page.limit)
            .set_exclusive_start_key(page.start)
            .set_return_consumed_capacity(self.connection.return_capacity()))
    }

    /// Builds a request of a scan.
    ///
    /// # Errors
    ///
    /// The filter is too long.
    pub(crate) fn scan(&self, page: PageRequest) -> Result<ScanFluentBuilder, Error> {
        // At most `MAX_SEGMENTS`, which fits.
        let number = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
        let segments = self.segments();
        let mut renderer = self.connection.renderer();
        let filter = self.filter(&page, &mut renderer)?;
        let projection = self.projection(&page, &mut renderer);
        let (names, values) = renderer.finish();
        let request = self.connection.client.scan().table_name(&*self.connection.table);
        Ok(request
            .set_index_name(self.key_attributes().index.map(str::to_owned))
            .set_segment(segments.map(|_| number(page.lane)))
            .set_total_segments(segments.map(number))
            .set_filter_expression(filter)
            .set_projection_expression(projection)
            .set_expression_attribute_names(names)
            .set_expression_attribute_values(values)
            .set_consistent_read(self.is_consistent.then_some(true))
            .set_select(page.counts.then_some(Select::Count))
            .set_limit(page.limit)
            .set_exclusive_start_key(page.start)
            .set_return_consumed_capacity(self.connection.return_capacity()))
    }

    fn segments(&self) -> Option<usize> {
        match &self.operation {
            Operation::Query(_) => None,
            Operation::Scan { segments: Segments { count, .. }, .. } => *count,
        }
    }

    fn filter(&self, page: &PageRequest, renderer: &mut Renderer) -> Result<Option<String>, Error> {
        let filter = self.filters.expression(self.table, self.key_attributes().index, page.counts);
        filter.map(|filter| within_limit(renderer.render(&filter))).transpose()
    }

    fn projection(&self, page: &PageRequest, renderer: &mut Renderer) -> Option<String> {
        let attributes = self.attributes.as_ref().filter(|_| !page.counts);
        attributes.map(|names| renderer.projection(names))
    }
}

fn sort_condition(condition: &SortCondition, sk: &KeyAttribute) -> Result<Option<Expr>, Error> {
    let name = sk.name;
    let compare = |comparison, key: &KeyValue| -> Result<Expr, Error> {
        Ok(Expr::Compare(name.into(), comparison, key.attribute(sk)?))
    };
    Ok(Some(match condition {
        SortCondition::All | SortCondition::Nothing => return Ok(None),
        SortCondition::Equal(key) => Expr::equal(name, key.attribute(sk)?),
        SortCondition::BeginsWith(prefix) => Expr::BeginsWith(name.into(), AttributeValue::S(prefix.clone())),
        SortCondition::AtLeast(least) => compare(Comparison::AtLeast, least)?,
        SortCondition::AtMost(most) => compare(Comparison::AtMost, most)?,
        SortCondition::Beyond(beyond) => compare(Comparison::Greater, beyond)?,
        SortCondition::Below(below) => compare(Comparison::Less, below)?,
        SortCondition::Between(least, most) => {
            Expr::Between(name.into(), least.attribute(sk)?, most.attribute(sk)?)
        }
    }))
}
