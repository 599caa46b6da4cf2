//! Updates that `DynamoDB` refuses because of the stored item.

use crate::error::{Error, Kind, Misfit};
use crate::expr::{Action, Path, Source};

/// Adds the paths that the error of an update may be about: `DynamoDB` does not name them.
pub(crate) fn explain(actions: &[Action], error: Error) -> Error {
    let Some(misfit) = error.refusal().and_then(misfit_of) else { return error };
    let blamed = actions.iter().filter(|action| match misfit {
        Misfit::NoParent => action.path().attribute().is_none(),
        Misfit::NoValue => reads(action),
        Misfit::OtherType => works_on_stored(action),
    });
    let paths: Vec<String> = blamed.map(Action::path).map(Path::to_string).collect();
    if paths.is_empty() {
        return error;
    }
    Error::new(Kind::Misfit { paths: paths.join("`, `"), misfit, source: Box::new(error) })
}

/// Returns the misfit that `DynamoDB` describes.
fn misfit_of(message: &str) -> Option<Misfit> {
    const WORDS: &[(&str, Misfit)] = &[
        ("document path provided in the update expression is invalid", Misfit::NoParent),
        ("refers to an attribute that does not exist in the item", Misfit::NoValue),
        ("operand in the update expression has an incorrect data type", Misfit::OtherType),
        ("Type mismatch for attribute to update", Misfit::OtherType),
    ];
    WORDS.iter().find(|(words, _)| message.contains(words)).map(|(_, misfit)| *misfit)
}

/// Returns `true` if the action needs a stored value of the type of its own.
fn works_on_stored(action: &Action) -> bool {
    match action {
        Action::Set(_, source) => !matches!(source, Source::Value(_) | Source::IfNotExists(..)),
        Action::Add(..) | Action::Delete(..) => true,
        Action::Remove(_) => false,
    }
}

/// Returns `true` if the action needs a stored value.
fn reads(action: &Action) -> bool {
    match action {
        Action::Set(_, source) => source.reads(),
        _ => false,
    }
}

impl Source {
    fn reads(&self) -> bool {
        match self {
            Self::Path(_) => true,
            Self::Value(_) | Self::IfNotExists(..) => false,
            Self::Append(first, second) => first.reads() || second.reads(),
            Self::Plus(source, _) | Self::Minus(source, _) => source.reads(),
        }
    }
}
