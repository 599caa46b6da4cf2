//! Measuring the implementations of a workload in turns.

use std::alloc::System;
use std::hint::black_box;
use std::time::{Duration, Instant};

use stats_alloc::{Region, StatsAlloc};

/// One piece of work, in several implementations.
pub struct Workload {
    /// The name in `docs/performance.md`.
    pub name: &'static str,
    /// The number of operations of one sample.
    pub operations: usize,
    /// The number of samples of each implementation.
    pub samples: usize,
    /// The implementations. The first is hand-written.
    pub cases: Vec<Case>,
}

/// Runs this many operations, and counts what they allocate if it is given the allocator.
type Run = dyn FnMut(usize, Option<&StatsAlloc<System>>) -> Sample;

/// One implementation of a workload.
pub struct Case {
    pub name: &'static str,
    run: Box<Run>,
}

/// The measure of several operations.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sample {
    pub time: Duration,
    pub allocations: usize,
    pub bytes: usize,
}

impl Case {
    /// Inputs are made before the clock starts, and outputs are dropped after it stops.
    pub fn new<I: 'static, O: 'static>(
        name: &'static str,
        mut input: impl FnMut() -> I + 'static,
        mut operation: impl FnMut(I) -> O + 'static,
    ) -> Self {
        let run = Box::new(move |operations: usize, allocator: Option<&StatsAlloc<System>>| {
            let inputs: Vec<I> = (0..operations).map(|_| input()).collect();
            let mut outputs: Vec<O> = Vec::with_capacity(operations);
            let region = allocator.map(Region::new);
            let start = Instant::now();
            for input in inputs {
                outputs.push(black_box(measured(&mut operation, black_box(input))));
            }
            let time = start.elapsed();
            let change = region.map(|region| region.change()).unwrap_or_default();
            drop(outputs);
            let allocations = change.allocations + change.reallocations;
            Sample { time, allocations, bytes: change.bytes_allocated }
        });
        Self { name, run }
    }

    /// Runs this many operations and measures the time.
    pub fn time(&mut self, operations: usize) -> Duration {
        (self.run)(operations, None).time
    }

    /// Runs this many operations and counts what they allocate.
    pub fn count(&mut self, operations: usize, allocator: &StatsAlloc<System>) -> Sample {
        (self.run)(operations, Some(allocator))
    }
}

/// Runs one operation. `instructions.sh` counts what is inside of this function.
#[inline(never)]
fn measured<I, O>(operation: &mut impl FnMut(I) -> O, input: I) -> O {
    operation(input)
}

impl Workload {
    /// Measures each implementation beside the first: the medians of the ratios of samples that were taken in one round, so
    /// that a change of the machine's speed falls on all alike.
    pub fn ratios(&mut self) -> Vec<f64> {
        let mut ratios: Vec<Vec<f64>> = vec![Vec::with_capacity(self.samples); self.cases.len()];
        self.round(0);
        for round in 0..self.samples {
            let times = self.round(round);
            for (ratios, time) in ratios.iter_mut().zip(&times) {
                ratios.push(time / times[0]);
            }
        }
        ratios.into_iter().map(median).collect()
    }

    /// One sample of each implementation, in seconds. Each round starts with another.
    fn round(&mut self, round: usize) -> Vec<f64> {
        let count = self.cases.len();
        let mut times = vec![0.0; count];
        for turn in 0..count {
            let turn = (turn + round) % count;
            // The others have filled the caches.
            self.cases[turn].time(self.operations.div_ceil(8));
            times[turn] = self.cases[turn].time(self.operations).as_secs_f64();
        }
        times
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
