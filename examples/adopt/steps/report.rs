//! The findings of each step.

use std::fmt;

/// The findings of all steps, in their order.
#[derive(Default)]
pub struct Report {
    steps: Vec<Step>,
}

struct Step {
    title: &'static str,
    found: Vec<String>,
}

impl Report {
    /// Starts the next step.
    pub fn step(&mut self, title: &'static str) {
        self.steps.push(Step { title, found: Vec::new() });
    }

    /// Adds a finding to the current step.
    pub fn found(&mut self, finding: impl Into<String>) {
        if let Some(step) = self.steps.last_mut() {
            step.found.push(finding.into());
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, step) in (1..).zip(&self.steps) {
            writeln!(f, "{number}. {}", step.title)?;
            for line in step.found.iter().flat_map(|finding| finding.lines()) {
                writeln!(f, "   {line}")?;
            }
        }
        Ok(())
    }
}
