//! Running random steps, and shrinking what fails.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use fastrand::Rng;

use crate::many;
use crate::matrix::Matrix;
use crate::plant;
use crate::reads;
use crate::world::World;
use crate::writes;
use crate::zoo::{Clip, Parcel, Place, Task, User, Video, ZOO};

/// The steps on one table.
const EPISODE: usize = 250;

/// Runs this many steps, on all processors.
pub(crate) fn run(seed: u64, steps: usize) {
    let start = Instant::now();
    println!("seed {seed}, {steps} steps");
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let episodes: Vec<usize> = (0..steps.div_ceil(EPISODE)).collect();
    let matrices = std::thread::scope(|scope| {
        let share = |thread| episodes.iter().skip(thread).step_by(threads);
        let running: Vec<_> =
            (0..threads).map(|thread| scope.spawn(move || some(seed, steps, share(thread)))).collect();
        running.into_iter().map(|thread| thread.join().expect("no difference")).collect::<Vec<_>>()
    });
    let mut matrix = Matrix::default();
    for other in matrices {
        matrix.add(other);
    }
    println!("{steps} steps without a difference in {:.1} s\n{matrix}", start.elapsed().as_secs_f64());
}

fn some<'e>(seed: u64, steps: usize, episodes: impl Iterator<Item = &'e usize>) -> Matrix {
    let mut matrix = Matrix::default();
    for episode in episodes {
        let mut rng = Rng::with_seed(seed.wrapping_mul(1_000_003).wrapping_add(*episode as u64));
        let count = EPISODE.min(steps - episode * EPISODE);
        let seeds: Vec<u64> = (0..count).map(|_| rng.u64(..)).collect();
        match replay(&seeds) {
            Ok(other) => matrix.add(other),
            Err(failure) => report(seed, *episode, seeds, failure),
        }
    }
    matrix
}

struct Failure {
    step: usize,
    error: String,
    log: Vec<String>,
}

fn report(seed: u64, episode: usize, mut seeds: Vec<u64>, mut failure: Failure) -> ! {
    seeds.truncate(failure.step + 1);
    shrink(&mut seeds, &mut failure);
    panic!(
        "seed {seed}, episode {episode}: after {} steps\n{}\n{}",
        seeds.len(),
        failure.log.join("\n"),
        failure.error
    );
}

/// Leaves out steps, fewer and fewer at once, as long as what is left still fails.
fn shrink(seeds: &mut Vec<u64>, failure: &mut Failure) {
    let mut chunk = seeds.len() / 2;
    while chunk > 0 {
        let mut start = 0;
        while start < seeds.len() {
            let mut fewer = seeds.clone();
            fewer.drain(start..(start + chunk).min(seeds.len()));
            match replay(&fewer) {
                Err(smaller) => {
                    fewer.truncate(smaller.step + 1);
                    *seeds = fewer;
                    *failure = smaller;
                }
                Ok(_) => start += chunk,
            }
        }
        chunk /= 2;
    }
}

/// Does these steps on a new table.
fn replay(seeds: &[u64]) -> Result<Matrix, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let mut world = runtime.block_on(World::new());
    for (step, seed) in seeds.iter().enumerate() {
        let mut rng = Rng::with_seed(*seed);
        let done = catch_unwind(AssertUnwindSafe(|| runtime.block_on(one(&mut world, &mut rng))));
        let error = match done {
            Ok(Ok(())) => continue,
            Ok(Err(error)) => error,
            Err(panic) => panic.downcast_ref::<String>().cloned().unwrap_or_else(|| "a panic".to_owned()),
        };
        return Err(Failure { step, error, log: world.log });
    }
    Ok(world.matrix)
}

/// Calls a generic function for the entity of this number.
macro_rules! of {
    ($kind:expr, $module:ident::$function:ident($($argument:expr),*)) => {
        match $kind {
            0 => $module::$function::<Video>($($argument),*).await,
            1 => $module::$function::<User>($($argument),*).await,
            2 => $module::$function::<Task>($($argument),*).await,
            3 => $module::$function::<Clip>($($argument),*).await,
            4 => $module::$function::<Parcel>($($argument),*).await,
            _ => $module::$function::<Place>($($argument),*).await,
        }
    };
}

/// One step, then a look at what it may have changed, or now and then at everything.
async fn one(world: &mut World, rng: &mut Rng) -> Result<(), String> {
    let kind = rng.u8(..ZOO);
    match rng.u8(..100) {
        0..56 => of!(kind, writes::one(world, rng))?,
        56..64 => many::transaction(world, rng).await?,
        64..67 => many::batch_write(world, rng).await?,
        67 => many::create_each(world, rng).await?,
        68 => many::delete_all(world, rng).await?,
        69..73 => of!(kind, many::backfill(world))?,
        73..88 => of!(kind, plant::plant(world, rng)),
        88..93 => of!(kind, plant::write_attribute(world, rng)),
        93..95 => of!(kind, plant::remove(world, rng)),
        _ => {
            world.advance(60);
            world.log.push(format!("it is {}", world.now()));
        }
    }
    of!(kind, reads::load(world, rng))?;
    if rng.u8(..8) == 0 { reads::all(world, rng).await } else { reads::of_kind(world, rng, kind).await }
}
