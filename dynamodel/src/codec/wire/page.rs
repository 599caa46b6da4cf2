//! Views of scanned items.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;

use crate::schema::item::Item;

/// A part of the text or of the binary values.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Span {
    /// The positions are below the length of a text that [`Scanner::new`](super::json::Scanner::new) has accepted.
    #[inline]
    pub(super) fn new(start: usize, end: usize) -> Self {
        let position = |position| u32::try_from(position).unwrap_or(u32::MAX);
        Self { start: position(start), end: position(end) }
    }
}

/// An attribute, an element or a name, followed by its contents.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    /// The span of a string or binary value; of a map, list or set the number of members and the index behind the last;
    /// of a bool its value.
    pub(super) span: Span,
}

impl Node {
    /// Returns the index behind the node at this index and its contents.
    #[inline]
    pub(super) fn next(self, index: usize) -> usize {
        match self.kind {
            Kind::Text | Kind::Number | Kind::Bytes | Kind::Bool | Kind::Null => index + 1,
            Kind::List | Kind::Texts | Kind::Numbers | Kind::Blobs | Kind::Map => self.span.end as usize,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Number,
    Bytes,
    Bool,
    Null,
    List,
    Texts,
    Numbers,
    Blobs,
    Map,
}

/// The items of a response.
pub(crate) struct Page {
    /// The response, and behind it the unescaped strings.
    text: String,
    binary: Vec<u8>,
    /// The items one after the other, each in the order of the response.
    nodes: Vec<Node>,
}

impl Page {
    pub(super) fn new(text: String, binary: Vec<u8>, nodes: Vec<Node>) -> Self {
        Self { text, binary, nodes }
    }

    /// Returns the items in the order of the response.
    pub(crate) fn items(self) -> impl Iterator<Item = WireItem> {
        let page = Arc::new(self);
        let mut index = 0;
        std::iter::from_fn(move || {
            let item = index;
            index = page.nodes.get(item)?.next(item);
            Some(WireItem { page: Arc::clone(&page), index: item })
        })
    }
}

/// The bytes are not shown: errors end up in logs.
impl fmt::Debug for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Page").finish_non_exhaustive()
    }
}

/// An item of a response.
#[derive(Clone, Debug)]
pub(crate) struct WireItem {
    page: Arc<Page>,
    index: usize,
}

impl WireItem {
    /// Returns the attributes, each with its name.
    pub(crate) fn entries(&self) -> Entries<'_> {
        Entries(self.value().members())
    }

    /// Returns the item as a map.
    #[inline]
    pub(crate) fn value(&self) -> Value<'_> {
        Value { page: &self.page, index: self.index }
    }

    /// Returns the attribute of this name.
    pub(crate) fn get(&self, name: &str) -> Option<Value<'_>> {
        self.entries().find(|(other, _)| *other == name).map(|(_, value)| value)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.entries().len() == 0
    }

    /// Returns the item in the SDK's form.
    pub(crate) fn to_item(&self) -> Item {
        self.entries().owned()
    }
}

/// An attribute, or an element of one.
#[derive(Clone, Copy)]
pub struct Value<'p> {
    page: &'p Page,
    index: usize,
}

/// The type and the contents of an attribute.
pub(crate) enum Shape<'p> {
    Text(&'p str),
    Number(&'p str),
    Bytes(&'p [u8]),
    Bool(bool),
    Null(bool),
    List(Values<'p>),
    Texts(Values<'p>),
    Numbers(Values<'p>),
    Blobs(Values<'p>),
    Map(Entries<'p>),
}

impl<'p> Value<'p> {
    #[inline]
    fn node(self) -> Node {
        // Every view has the index of a node.
        self.page.nodes[self.index]
    }

    #[inline]
    fn text(self) -> &'p str {
        let Span { start, end } = self.node().span;
        self.page.text.get(start as usize..end as usize).unwrap_or_default()
    }

    fn bytes(self) -> &'p [u8] {
        let Span { start, end } = self.node().span;
        self.page.binary.get(start as usize..end as usize).unwrap_or_default()
    }

    #[inline]
    fn members(self) -> Values<'p> {
        Values { page: self.page, next: self.index + 1, left: self.node().span.start as usize }
    }

    #[inline]
    pub(crate) fn is_null(self) -> bool {
        self.node().kind == Kind::Null
    }

    #[inline]
    pub(crate) fn number(self) -> Option<&'p str> {
        (self.node().kind == Kind::Number).then(|| self.text())
    }

    #[inline]
    pub(crate) fn shape(self) -> Shape<'p> {
        let node = self.node();
        match node.kind {
            Kind::Text => Shape::Text(self.text()),
            Kind::Number => Shape::Number(self.text()),
            Kind::Bytes => Shape::Bytes(self.bytes()),
            Kind::Bool => Shape::Bool(node.span.end == 1),
            Kind::Null => Shape::Null(node.span.end == 1),
            Kind::List => Shape::List(self.members()),
            Kind::Texts => Shape::Texts(self.members()),
            Kind::Numbers => Shape::Numbers(self.members()),
            Kind::Blobs => Shape::Blobs(self.members()),
            Kind::Map => Shape::Map(Entries(self.members())),
        }
    }

    /// Returns the attribute in the SDK's form.
    pub(crate) fn to_attribute(self) -> AttributeValue {
        let texts = |values: Values<'_>| values.map(|value| value.text().to_owned()).collect();
        match self.shape() {
            Shape::Text(text) => AttributeValue::S(text.to_owned()),
            Shape::Number(number) => AttributeValue::N(number.to_owned()),
            Shape::Bytes(bytes) => AttributeValue::B(Blob::new(bytes)),
            Shape::Bool(value) => AttributeValue::Bool(value),
            Shape::Null(value) => AttributeValue::Null(value),
            Shape::List(values) => AttributeValue::L(values.map(Value::to_attribute).collect()),
            Shape::Texts(values) => AttributeValue::Ss(texts(values)),
            Shape::Numbers(values) => AttributeValue::Ns(texts(values)),
            Shape::Blobs(values) => {
                AttributeValue::Bs(values.map(|value| Blob::new(value.bytes())).collect())
            }
            Shape::Map(entries) => AttributeValue::M(entries.owned()),
        }
    }
}

/// The type of the attribute only, as the bytes are not to be logged.
impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Value").field(&self.node().kind).finish()
    }
}

/// The elements of a list or set.
#[derive(Clone, Debug)]
pub struct Values<'p> {
    page: &'p Page,
    next: usize,
    left: usize,
}

impl<'p> Iterator for Values<'p> {
    type Item = Value<'p>;

    #[inline]
    fn next(&mut self) -> Option<Value<'p>> {
        self.left = self.left.checked_sub(1)?;
        let value = Value { page: self.page, index: self.next };
        self.next = value.node().next(value.index);
        Some(value)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for Values<'_> {}

/// The attributes of a map, each with its name.
#[derive(Clone, Debug)]
pub struct Entries<'p>(Values<'p>);

impl Entries<'_> {
    fn owned(self) -> Item {
        self.map(|(name, value)| (name.to_owned(), value.to_attribute())).collect::<HashMap<_, _>>()
    }
}

impl<'p> Iterator for Entries<'p> {
    type Item = (&'p str, Value<'p>);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        // A name is a node before its attribute.
        let name = self.0.next()?;
        let value = Value { page: name.page, index: self.0.next };
        self.0.next = value.node().next(value.index);
        Some((name.text(), value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl ExactSizeIterator for Entries<'_> {}
