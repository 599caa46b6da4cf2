//! A list of what happened, with costs.

use dynamodel::{Meter, op::Cost};

/// A step of the story.
pub struct Step {
    pub what: &'static str,
    pub outcome: String,
    /// `None` if the step was refused, or if it does not cost the same each time.
    pub cost: Option<Cost>,
}

/// Records steps, and takes their cost from the meter.
pub struct Diary<'m> {
    pub meter: &'m Meter,
    pub steps: Vec<Step>,
}

impl Diary<'_> {
    pub fn note(&mut self, what: &'static str, outcome: impl Into<String>) {
        let cost = Some(self.meter.take()).filter(|cost| cost.requests > 0);
        self.steps.push(Step { what, outcome: outcome.into(), cost });
    }

    pub fn note_without_cost(&mut self, what: &'static str, outcome: impl Into<String>) {
        self.skip();
        self.steps.push(Step { what, outcome: outcome.into(), cost: None });
    }

    /// Forgets the cost of the requests since the last step.
    pub fn skip(&self) {
        let _ = self.meter.take();
    }
}
