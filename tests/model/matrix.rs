//! Counts of the operations that met each shape.

use std::collections::BTreeMap;
use std::fmt;

use crate::plant::Shape;

#[derive(Clone, Default)]
pub(crate) struct Matrix {
    all: BTreeMap<&'static str, usize>,
    met: BTreeMap<(&'static str, Shape), usize>,
}

impl Matrix {
    pub(crate) fn count<'s>(&mut self, operation: &'static str, shapes: impl Iterator<Item = &'s Shape>) {
        *self.all.entry(operation).or_default() += 1;
        for shape in shapes {
            *self.met.entry((operation, *shape)).or_default() += 1;
        }
    }

    pub(crate) fn add(&mut self, other: Self) {
        for (operation, count) in other.all {
            *self.all.entry(operation).or_default() += count;
        }
        for (met, count) in other.met {
            *self.met.entry(met).or_default() += count;
        }
    }
}

impl fmt::Display for Matrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:20}", "")?;
        self.all.keys().try_for_each(|operation| write!(f, "{operation:>15}"))?;
        write!(f, "\n{:20}", "in all")?;
        self.all.values().try_for_each(|count| write!(f, "{count:>15}"))?;
        for shape in Shape::ALL {
            write!(f, "\n{:20}", format!("{shape:?}"))?;
            for operation in self.all.keys() {
                write!(f, "{:>15}", self.met.get(&(*operation, *shape)).copied().unwrap_or_default())?;
            }
        }
        Ok(())
    }
}
