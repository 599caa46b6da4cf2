//! The attributes, and the parts of attributes, that a request asks for.

use crate::expr::{Path, Step};

/// An attribute, or a part of one, that a request asks for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ProjectedPath {
    Attribute(&'static str),
    /// The first steps of a path, of which there are at least two.
    Part(&'static Path, usize),
}

impl ProjectedPath {
    /// The first steps of a path.
    fn steps_of(path: &'static Path, count: usize) -> Self {
        match path.root() {
            Some(root) if count <= 1 => Self::Attribute(root),
            _ => Self::Part(path, count),
        }
    }

    /// The path to the first list in it, or the whole path.
    pub(crate) fn with_whole_list(self) -> Self {
        match self {
            Self::Attribute(_) => self,
            Self::Part(path, count) => {
                Self::steps_of(path, path.list().map_or(count, |list| list.min(count)))
            }
        }
    }

    /// Returns `true` if the paths are equal, or this one leads inside the other.
    pub(crate) fn is_inside(self, other: Self) -> bool {
        match (self, other) {
            (Self::Attribute(name), Self::Attribute(other)) => name == other,
            (Self::Part(path, _), Self::Attribute(other)) => path.root() == Some(other),
            (Self::Attribute(_), Self::Part(..)) => false,
            (Self::Part(path, count), Self::Part(other, shorter)) => {
                shorter <= count
                    && path.0.iter().zip(&other.0).take(shorter).all(|(step, other)| step == other)
            }
        }
    }

    /// The steps of the path.
    pub(super) fn path(self) -> Path {
        match self {
            Self::Attribute(name) => name.into(),
            Self::Part(path, count) => Path(path.0.iter().take(count).cloned().collect()),
        }
    }
}

impl From<&'static str> for ProjectedPath {
    fn from(name: &'static str) -> Self {
        Self::Attribute(name)
    }
}

impl From<&'static Path> for ProjectedPath {
    fn from(path: &'static Path) -> Self {
        Self::steps_of(path, path.0.len())
    }
}

/// Returns the paths that do not lead inside another. `DynamoDB` refuses those that do.
pub(super) fn disjoint(paths: &[ProjectedPath]) -> impl Iterator<Item = ProjectedPath> + '_ {
    paths.iter().enumerate().filter_map(|(at, path)| {
        let ProjectedPath::Part(..) = path else { return Some(*path) };
        let is_covered = |(other, wider): (usize, &ProjectedPath)| {
            // Of equal paths, the first stays.
            other != at && path.is_inside(*wider) && (other < at || !wider.is_inside(*path))
        };
        (!paths.iter().enumerate().any(is_covered)).then_some(*path)
    })
}

impl Path {
    /// The number of steps before the first element of a list.
    fn list(&self) -> Option<usize> {
        self.0.iter().position(|step| matches!(step, Step::Element(_)))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;

    static CITY: LazyLock<Path> = LazyLock::new(|| Path::from("address").name("city"));
    static CODE: LazyLock<Path> = LazyLock::new(|| Path::from("address").name("city").name("code"));
    static TITLE: LazyLock<Path> = LazyLock::new(|| Path::from("deals").element(2).name("title"));

    fn shown(paths: &[ProjectedPath]) -> Vec<String> {
        disjoint(paths).map(|path| path.path().to_string()).collect()
    }

    #[test]
    fn a_path_inside_another_is_left_out() {
        let [city, code, title] = [&*CITY, &*CODE, &*TITLE].map(ProjectedPath::from);
        assert_eq!(shown(&[code, title, city, city]), ["deals[2].title", "address.city"]);
        assert_eq!(shown(&[city, "address".into(), title]), ["address", "deals[2].title"]);
        assert_eq!(shown(&["deals".into(), "pk".into()]), ["deals", "pk"]);
    }

    #[test]
    fn a_whole_list_ends_before_the_element() {
        let [city, title] = [&*CITY, &*TITLE].map(|path| ProjectedPath::from(path).with_whole_list());
        assert_eq!(shown(&[city, title]), ["address.city", "deals"]);
    }
}
