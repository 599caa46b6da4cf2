//! Conditions on fields that older items have under an alias.

use aws_sdk_dynamodb::types::AttributeValue;

use super::{Comparison, Expr, Path, Step};

impl Step {
    fn aliases(&self) -> &'static [&'static str] {
        match self {
            Self::Name(name) => name.aliases,
            Self::Ttl(_) | Self::Element(_) => &[],
        }
    }
}

impl Path {
    /// The aliases of steps: for each, the position of the step and the path that ends in the alias.
    pub(crate) fn aliases(&self) -> impl Iterator<Item = (usize, Path)> + '_ {
        let steps = self.0.iter().enumerate();
        steps.flat_map(move |(place, step)| {
            step.aliases().iter().map(move |alias| (place, self.with_step(place, alias)))
        })
    }

    /// The steps before a position, then this name.
    pub(crate) fn with_step(&self, place: usize, name: &'static str) -> Self {
        let before = self.0.iter().take(place).cloned();
        Self(before.chain([Step::Name(name.into())]).collect())
    }

    /// This path with every combination of aliases.
    pub(crate) fn variants(&self) -> Vec<Path> {
        self.0.iter().fold(vec![Path(Vec::new())], |paths, step| {
            let others = step.aliases().iter().map(|alias| Step::Name((*alias).into()));
            let steps: Vec<Step> = std::iter::once(step.clone()).chain(others).collect();
            let longer = |path: &Path| {
                let steps = steps.iter().cloned();
                steps.map(|step| Path(path.0.iter().cloned().chain([step]).collect())).collect::<Vec<_>>()
            };
            paths.iter().flat_map(longer).collect()
        })
    }
}

/// Conditions on paths with aliases.
impl Path {
    /// Requires the condition under some name.
    fn any(&self, condition: impl Fn(Path) -> Expr) -> Expr {
        self.joined(condition, Expr::Or)
    }

    /// Requires the condition under each name.
    fn all(&self, condition: impl Fn(Path) -> Expr) -> Expr {
        self.joined(condition, Expr::And)
    }

    fn joined(&self, condition: impl Fn(Path) -> Expr, join: fn(Vec<Expr>) -> Expr) -> Expr {
        match self.variants() {
            variants if variants.len() > 1 => join(variants.into_iter().map(condition).collect()),
            _ => condition(self.clone()),
        }
    }
}

impl Expr {
    /// Extends the condition to the aliases of its attributes. An item has each attribute under one name.
    pub(crate) fn of_all_names(self) -> Self {
        match self {
            Self::Exists(path) => path.any(Self::Exists),
            Self::NotExists(path) => path.all(Self::NotExists),
            Self::Compare(path, Comparison::NotEqual, value) => {
                path.all(|path| Self::Compare(path, Comparison::NotEqual, value.clone()))
            }
            Self::Compare(path, how, value) => path.any(|path| Self::Compare(path, how, value.clone())),
            Self::Size(path, how, size) => of_size(&path, how, &size),
            Self::Between(path, least, most) => {
                path.any(|path| Self::Between(path, least.clone(), most.clone()))
            }
            Self::BeginsWith(path, prefix) => path.any(|path| Self::BeginsWith(path, prefix.clone())),
            Self::Contains(path, part) => path.any(|path| Self::Contains(path, part.clone())),
            Self::In(path, values) => path.any(|path| Self::In(path, values.clone())),
            Self::Expired(attribute) => Self::Expired(attribute),
            Self::Not(inner) => Self::Not(Box::new(inner.of_all_names())),
            Self::And(all) => Self::And(all.into_iter().map(Self::of_all_names).collect()),
            Self::Or(any) => Self::Or(any.into_iter().map(Self::of_all_names).collect()),
        }
    }

    /// The paths in the condition.
    pub(crate) fn paths(&self) -> Vec<&Path> {
        match self {
            Self::Exists(path)
            | Self::NotExists(path)
            | Self::Compare(path, ..)
            | Self::Size(path, ..)
            | Self::Between(path, ..)
            | Self::BeginsWith(path, _)
            | Self::Contains(path, _)
            | Self::In(path, _) => vec![path],
            Self::Expired(_) => Vec::new(),
            Self::Not(inner) => inner.paths(),
            Self::And(parts) | Self::Or(parts) => parts.iter().flat_map(Self::paths).collect(),
        }
    }
}

/// Compares the size under one name only. `DynamoDB` decides what the size of a missing attribute is.
fn of_size(path: &Path, how: Comparison, size: &AttributeValue) -> Expr {
    let has_size = |path: Path| Expr::Size(path, how, size.clone());
    let variants = path.variants();
    match variants.split_first() {
        Some((own, aliases)) if how == Comparison::NotEqual && !aliases.is_empty() => {
            let absent = aliases.iter().cloned().map(Expr::NotExists);
            let of_own = Expr::And(absent.chain([has_size(own.clone())]).collect());
            let of_alias = |path: &Path| Expr::And(vec![Expr::Exists(path.clone()), has_size(path.clone())]);
            Expr::Or(std::iter::once(of_own).chain(aliases.iter().map(of_alias)).collect())
        }
        _ => path.any(has_size),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Name, Renderer, Scope};
    use super::*;

    fn text(expr: Expr) -> String {
        Renderer::new(Scope::default()).render(&expr.of_all_names())
    }

    fn views() -> Path {
        Path::from_names([Name::for_field("views", &["viewCount", "seen"])])
    }

    fn five() -> AttributeValue {
        AttributeValue::N("5".to_owned())
    }

    #[test]
    fn a_filter_is_of_any_name_and_its_opposite_of_all() {
        let greater = Expr::Compare(views(), Comparison::Greater, five());
        assert_eq!(text(greater), "#n0 > :v0 OR #n1 > :v1 OR #n2 > :v2");
        let other = Expr::Compare(views(), Comparison::NotEqual, five());
        assert_eq!(text(other), "#n0 <> :v0 AND #n1 <> :v1 AND #n2 <> :v2");
        let none = Expr::without_value(views(), AttributeValue::Null(true));
        assert_eq!(
            text(none),
            "(attribute_not_exists(#n0) AND attribute_not_exists(#n1) AND attribute_not_exists(#n2)) \
             OR (#n0 = :v0 OR #n1 = :v1 OR #n2 = :v2)"
        );
        let size = Expr::Size(Path::from_names([Name::for_field("a", &["b"])]), Comparison::NotEqual, five());
        assert_eq!(
            text(size),
            "(attribute_not_exists(#n0) AND size(#n1) <> :v0) OR (attribute_exists(#n0) AND size(#n0) <> :v1)"
        );
        assert_eq!(text(Expr::Exists("title".into())), "attribute_exists(#n0)");
    }

    #[test]
    fn a_path_has_the_names_of_each_of_its_steps() {
        let path =
            Path::from_names([Name::for_field("stats", &["statistics"]), Name::for_field("views", &["n"])]);
        let names: Vec<String> = path.variants().iter().map(Path::to_string).collect();
        assert_eq!(names, ["stats.views", "stats.n", "statistics.views", "statistics.n"]);
        let stale: Vec<_> = path.aliases().map(|(place, path)| (place, path.to_string())).collect();
        assert_eq!(stale, [(0, "statistics".to_owned()), (1, "stats.n".to_owned())]);
    }
}
