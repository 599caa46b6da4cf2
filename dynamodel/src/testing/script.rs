//! Faults, their schedule and the log.

use std::fmt;
use std::time::Duration;

use fastrand::Rng;
use serde_json::{Value, json};

/// A failure of one attempt.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
///
/// use dynamodel::testing::Fault;
///
/// let faults = [
///     Fault::throttled(),
///     Fault::error(400, "AccessDeniedException"),
///     Fault::Delay(Duration::from_secs(3)),
///     Fault::LostReply,
/// ];
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Fault {
    /// The client receives this response without a request to the server; see [`response`](Fault::response) and
    /// [`error`](Fault::error).
    Response {
        /// The HTTP status.
        status: u16,
        /// The body.
        body: String,
    },
    /// No response comes, and the server gets no request. Only a timeout of the SDK ends the attempt.
    Hang,
    /// The server gets the request after this time.
    Delay(Duration),
    /// No connection is made.
    Refused,
    /// The server processes the request, then the connection breaks.
    LostReply,
    /// The server processes the request, then the wait for its response times out.
    ReplyTimeout,
    /// The server processes the request, and its response breaks off after the headers.
    BrokenBody,
    /// Only this many entries of a batch reach the server; the others are returned unprocessed. A request that is not a batch
    /// does not fail.
    Partial(usize),
}

impl Fault {
    /// An error by its HTTP status and its code, such as `TransactionConflictException`.
    ///
    /// # Examples
    ///
    /// ```
    /// let conflict = dynamodel::testing::Fault::error(400, "TransactionConflictException");
    /// ```
    #[must_use]
    pub fn error(status: u16, code: &str) -> Self {
        let kind = format!("com.amazonaws.dynamodb.v20120810#{code}");
        Self::response(status, json!({ "__type": kind, "message": "scripted" }).to_string())
    }

    /// A response with any status and body. An invalid HTTP status fails the request in the client.
    ///
    /// # Examples
    ///
    /// ```
    /// let nothing_found = dynamodel::testing::Fault::response(200, "{}");
    /// ```
    #[must_use]
    pub fn response(status: u16, body: impl Into<String>) -> Self {
        Self::Response { status, body: body.into() }
    }

    /// A throttled request (`ProvisionedThroughputExceededException`). The SDK retries it.
    ///
    /// # Examples
    ///
    /// ```
    /// let throttled = dynamodel::testing::Fault::throttled();
    /// ```
    #[must_use]
    pub fn throttled() -> Self {
        Self::error(400, "ProvisionedThroughputExceededException")
    }

    /// A failure of the server (`InternalServerError`): the write is ambiguous, though it did not happen. The SDK retries it.
    ///
    /// # Examples
    ///
    /// ```
    /// let internal = dynamodel::testing::Fault::internal();
    /// ```
    #[must_use]
    pub fn internal() -> Self {
        Self::error(500, "InternalServerError")
    }
}

/// The attempts at which a fault happens, counted from 1 including retries.
///
/// # Examples
///
/// One in ten, the same ones in each run:
///
/// ```
/// let sometimes = dynamodel::testing::When::Random { seed: 7, chance: 0.1 };
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum When {
    /// The attempt with this number.
    Nth(usize),
    /// The first attempts, this many.
    First(usize),
    /// Every attempt.
    Always,
    /// Each attempt with this chance, from 0 to 1. Equal seeds choose equal attempts.
    Random {
        /// The seed.
        seed: u64,
        /// The chance of each attempt.
        chance: f64,
    },
}

impl When {
    fn holds(self, n: usize) -> bool {
        match self {
            Self::Nth(nth) => n == nth,
            Self::First(count) => n <= count,
            Self::Always => true,
            Self::Random { seed, chance } => Rng::with_seed(seed ^ n as u64).f64() < chance,
        }
    }
}

/// A sent request and its fault.
///
/// `Debug` does not show the body, which holds the values of items.
///
/// # Examples
///
/// ```
/// # fn example(faults: dynamodel::testing::Faults) {
/// for attempt in faults.attempts() {
///     println!("{} {:?}", attempt.operation(), attempt.fault());
/// }
/// # }
/// ```
#[derive(Clone)]
pub struct Attempt {
    operation: String,
    body: String,
    fault: Option<Fault>,
}

impl Attempt {
    pub(super) fn new(operation: String, body: String) -> Self {
        Self { operation, body, fault: None }
    }

    /// The operation by its name in `DynamoDB`'s API.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn example(attempt: dynamodel::testing::Attempt) {
    /// assert_eq!(attempt.operation(), "PutItem");
    /// # }
    /// ```
    #[must_use]
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// The body of the request.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn example(first: dynamodel::testing::Attempt, second: dynamodel::testing::Attempt) {
    /// assert_eq!(first.body(), second.body(), "the retry is the same request");
    /// # }
    /// ```
    #[must_use]
    pub fn body(&self) -> &str {
        &self.body
    }

    /// The body of the request as JSON, `null` if it is not JSON.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn example(attempt: dynamodel::testing::Attempt) {
    /// assert_eq!(attempt.json()["Item"]["pk"]["S"], "user-3");
    /// # }
    /// ```
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }

    /// The fault of the attempt.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel::testing::Fault;
    /// # fn example(attempt: dynamodel::testing::Attempt) {
    /// assert!(matches!(attempt.fault(), Some(Fault::LostReply)));
    /// # }
    /// ```
    #[must_use]
    pub fn fault(&self) -> Option<&Fault> {
        self.fault.as_ref()
    }
}

impl fmt::Debug for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, fault, .. } = self;
        let mut attempt = f.debug_struct("Attempt");
        attempt.field("operation", operation).field("fault", fault).finish_non_exhaustive()
    }
}

#[derive(Debug)]
pub(super) struct Rule {
    pub(super) operation: Option<String>,
    pub(super) when: When,
    pub(super) fault: Fault,
}

#[derive(Default)]
pub(super) struct Script {
    pub(super) rules: Vec<Rule>,
    pub(super) attempts: Vec<Attempt>,
}

impl Script {
    /// Logs the attempt and returns the fault of the first rule that matches it.
    pub(super) fn meet(&mut self, attempt: Attempt) -> Option<Fault> {
        let same = |other: &&Attempt| other.operation == attempt.operation;
        let of_operation = self.attempts.iter().filter(same).count() + 1;
        let of_all = self.attempts.len() + 1;
        let rule = self.rules.iter().find(|rule| match &rule.operation {
            Some(operation) => *operation == attempt.operation && rule.when.holds(of_operation),
            None => rule.when.holds(of_all),
        });
        let fault = rule.map(|rule| rule.fault.clone());
        self.attempts.push(Attempt { fault: fault.clone(), ..attempt });
        fault
    }
}
