//! The fields of projections that read a part of an attribute.

use std::sync::LazyLock;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::attribute::Attributes;
use crate::expr::field::ByType;
use crate::expr::{Path, ReadTarget, Step};

/// The attributes that a struct reads.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    pub(crate) attributes: &'static [&'static str],
    pub(crate) parts: Option<&'static Parts>,
}

impl Wanted {
    /// Whole attributes.
    #[must_use]
    pub const fn attributes(attributes: &'static [&'static str]) -> Self {
        Self { attributes, parts: None }
    }

    /// Adds parts of attributes.
    #[must_use]
    pub fn with_parts(self, parts: &'static LazyParts) -> Self {
        Self { parts: Some(parts), ..self }
    }
}

/// The parts that a projection reads, made once.
pub type LazyParts = LazyLock<Parts>;

/// The parts that a projection reads.
#[derive(Debug)]
pub struct Parts {
    fields: Vec<Part>,
    /// The paths to ask for. None leads inside another, or inside an attribute that the projection reads.
    pub(crate) asked: Vec<Path>,
    /// The attributes that a response may hold in part.
    pub(super) partial: Vec<String>,
}

/// A field of a projection that reads a part of an attribute.
#[derive(Debug)]
pub struct Part {
    /// The serialized name of the field.
    name: &'static str,
    path: Path,
    /// The path by each of the names.
    stored: Vec<Path>,
    /// These paths in a response that has only the elements that were asked for.
    returned: Vec<Path>,
}

/// The elements in the lists of an item of which elements were asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lists {
    /// All elements.
    Whole,
    /// The elements that were asked for, one behind the other.
    Asked,
}

impl Part {
    fn named(name: &'static str, path: Path) -> Self {
        Self { name, stored: path.variants(), returned: Vec::new(), path }
    }
}

impl Parts {
    /// The parts beside these whole attributes.
    #[must_use]
    pub fn new<const N: usize>(attributes: &[&str], mut fields: [Part; N]) -> Self {
        let is_whole = |path: &Path| path.root().is_some_and(|root| attributes.contains(&root));
        let stored = || fields.iter().flat_map(|field| &field.stored).filter(|path| !is_whole(path));
        let mut asked: Vec<Path> = Vec::new();
        for path in stored().map(|path| in_one_element(path, stored())) {
            if asked.iter().all(|other| !path.starts_with(other)) {
                asked.retain(|other| !other.starts_with(&path));
                asked.push(path);
            }
        }
        for field in &mut fields {
            let returned = |path: &Path| if is_whole(path) { path.clone() } else { returned(path, &asked) };
            field.returned = field.stored.iter().map(returned).collect();
        }
        let mut partial: Vec<_> = asked.iter().filter_map(|path| path.root().map(str::to_owned)).collect();
        partial.dedup();
        Self { fields: fields.into(), asked, partial }
    }

    /// Returns the fields whose parts are in the item.
    pub(super) fn read(&self, item: &impl Attributes, lists: Lists) -> Vec<(&'static str, AttributeValue)> {
        let value = |field: &Part| {
            let mut paths = match lists {
                Lists::Whole => &field.stored,
                Lists::Asked => &field.returned,
            }
            .iter();
            Some((field.name, paths.find_map(|path| path.value(item))?.value().into_owned()))
        };
        self.fields.iter().filter_map(value).collect()
    }

    /// Returns the path of the entity for one of the projection.
    pub(super) fn path_in_entity(&self, path: &str) -> Option<String> {
        self.fields.iter().find_map(|field| {
            let rest = path.strip_prefix(field.name)?;
            (rest.is_empty() || rest.starts_with(['.', '['])).then(|| format!("{}{rest}", field.path))
        })
    }
}

/// Ends the path behind the element of a list of which other elements are asked for too. Only whole elements tell which of
/// them the list lacks.
fn in_one_element<'p>(path: &Path, others: impl Iterator<Item = &'p Path>) -> Path {
    let forks = others.filter_map(|other| {
        let fork = path.0.iter().zip(&other.0).position(|(step, other)| step != other)?;
        matches!((&path.0[fork], &other.0[fork]), (Step::Element(_), Step::Element(_))).then_some(fork)
    });
    let steps = forks.min().map_or(path.0.len(), |fork| fork + 1);
    Path(path.0.iter().take(steps).cloned().collect())
}

/// The path in a response to these paths, whose lists have only the elements that were asked for.
fn returned(path: &Path, asked: &[Path]) -> Path {
    let mut steps = Vec::with_capacity(path.0.len());
    for (at, step) in path.0.iter().enumerate() {
        let list = Path(path.0.iter().take(at).cloned().collect());
        let is_whole = asked.iter().any(|asked| list.starts_with(asked));
        steps.push(match step {
            Step::Element(index) if !is_whole => Step::Element(rank(&list, *index, asked)),
            step => step.clone(),
        });
    }
    Path(steps)
}

/// The number of elements before this one that are asked for.
fn rank(list: &Path, index: usize, asked: &[Path]) -> usize {
    let inside = asked.iter().filter(|asked| asked.starts_with(list));
    let elements = inside.filter_map(|asked| match asked.0.get(list.0.len()) {
        Some(Step::Element(other)) if *other < index => Some(*other),
        _ => None,
    });
    let mut elements: Vec<usize> = elements.collect();
    elements.sort_unstable();
    elements.dedup();
    elements.len()
}

/// A field that reads the part at a path with its type.
pub fn part<V, E, T>(name: &'static str, target: &T) -> Part
where
    T: ReadTarget<E, Read: ReadInto<V>, Reader: ReadByType>,
{
    Part::named(name, target.path())
}

/// A field that reads the part at a path with a function of its own.
pub fn part_with<V, E, T: ReadTarget<E, Read: ReadInto<V>>>(name: &'static str, target: &T) -> Part {
    Part::named(name, target.path())
}

/// The type at a path, which a projection reads into a field of type `V`: the same, or an `Option` of it, which is `None`
/// if the item lacks the part.
#[diagnostic::on_unimplemented(
    message = "the path leads to a `{Self}`, and the projection's field is a `{V}`",
    label = "the entity has a `{Self}` here",
    note = "write the same type, or an `Option` of it for a part that an item may lack"
)]
pub trait ReadInto<V> {}
impl<T> ReadInto<T> for T {}
impl<T> ReadInto<Option<T>> for T {}

/// A field of a nested struct that has no serde function.
#[diagnostic::on_unimplemented(
    message = "the field at this path is written with a serde function, and the projection reads it without one",
    label = "write the `#[serde(with = \"...\")]` of that field here too"
)]
pub trait ReadByType {}
impl ReadByType for ByType {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::Name;
    use crate::schema::item::Item;

    fn deal(index: usize, name: &str) -> Path {
        Path::from("deals").element(index).name(name)
    }

    fn parts(attributes: &[&str], paths: [Path; 3]) -> Parts {
        let mut names = ["one", "two", "three"].into_iter();
        Parts::new(attributes, paths.map(|path| Part::named(names.next().unwrap_or_default(), path)))
    }

    fn shown<'p>(paths: impl IntoIterator<Item = &'p Path>) -> Vec<String> {
        paths.into_iter().map(Path::to_string).collect()
    }

    fn returned_paths(parts: &Parts) -> Vec<String> {
        shown(parts.fields.iter().flat_map(|field| &field.returned))
    }

    #[test]
    fn elements_are_asked_for_whole_if_there_are_several() {
        let parts = parts(&[], [deal(5, "title"), deal(2, "title"), deal(5, "price")]);
        assert_eq!(shown(&parts.asked), ["deals[5]", "deals[2]"]);
        assert_eq!(returned_paths(&parts), ["deals[1].title", "deals[0].title", "deals[1].price"]);
        assert_eq!(parts.partial, ["deals"]);
    }

    #[test]
    fn one_element_is_asked_for_in_part() {
        let parts =
            parts(&[], [deal(5, "title"), deal(5, "price"), Path::from("matrix").element(1).element(2)]);
        assert_eq!(shown(&parts.asked), ["deals[5].title", "deals[5].price", "matrix[1][2]"]);
        assert_eq!(returned_paths(&parts), ["deals[0].title", "deals[0].price", "matrix[0][0]"]);
    }

    #[test]
    fn a_path_inside_another_is_read_from_that() {
        let price = deal(3, "prices").element(4);
        let parts = parts(&["address"], [price, deal(3, "prices"), Path::from("address").name("city")]);
        assert_eq!(shown(&parts.asked), ["deals[3].prices"]);
        assert_eq!(returned_paths(&parts), ["deals[0].prices[4]", "deals[0].prices", "address.city"]);
    }

    #[test]
    fn a_part_is_read_under_each_name() {
        let city =
            Path::from_names([Name::for_field("address", &["addr"]), Name::for_field("city", &["town"])]);
        let parts = Parts::new(&[], [Part::named("city", city)]);
        assert_eq!(shown(&parts.asked), ["address.city", "address.town", "addr.city", "addr.town"]);
        let town = AttributeValue::M(Item::from([("town".to_owned(), AttributeValue::S("Bern".to_owned()))]));
        let item = Item::from([("addr".to_owned(), town)]);
        let read = parts.read(&item, Lists::Asked);
        assert_eq!(read, [("city", AttributeValue::S("Bern".to_owned()))]);
        assert_eq!(parts.path_in_entity("city[1]").as_deref(), Some("address.city[1]"));
        assert_eq!(parts.path_in_entity("cities"), None);
    }
}
