//! What goes wrong, and when.

use std::time::Duration;

use serde_json::{Value, json};

/// What goes wrong.
#[derive(Clone, Debug)]
pub(crate) enum Fault {
    /// The server is not asked; this is the answer.
    Answer { status: u16, body: String },
    /// No answer ever comes, and the server is not asked.
    Hang,
    /// The server is asked after this time.
    Delay(Duration),
    /// No connection is made.
    Refused,
    /// The server does what is asked, then the connection breaks.
    LostReply,
    /// The server does what is asked, then the wait for its answer times out.
    ReplyTimeout,
    /// The server does what is asked, and its answer breaks off behind the headers.
    BrokenBody,
    /// Only the first entries of a batch reach the server; the others come back unprocessed.
    Partial(usize),
}

impl Fault {
    /// An error by the name it has on the wire, such as `TransactionConflictException`.
    pub(crate) fn error(status: u16, code: &str) -> Self {
        let kind = format!("com.amazonaws.dynamodb.v20120810#{code}");
        Self::answer(status, &json!({ "__type": kind, "message": "scripted" }).to_string())
    }

    /// A body given as it stands, with any status.
    pub(crate) fn answer(status: u16, body: &str) -> Self {
        Self::Answer { status, body: body.to_owned() }
    }

    pub(crate) fn throttled() -> Self {
        Self::error(400, "ProvisionedThroughputExceededException")
    }

    pub(crate) fn internal() -> Self {
        Self::error(500, "InternalServerError")
    }
}

/// Which of the matching attempts a fault meets, counted from 1; retries count too.
#[derive(Clone, Copy, Debug)]
pub(crate) enum When {
    Nth(usize),
    First(usize),
    Always,
}

impl When {
    fn holds(self, n: usize) -> bool {
        match self {
            Self::Nth(nth) => n == nth,
            Self::First(count) => n <= count,
            Self::Always => true,
        }
    }
}

/// One request as it was sent, a retry included.
#[derive(Clone, Debug)]
pub(crate) struct Attempt {
    pub(crate) operation: String,
    pub(crate) body: String,
}

impl Attempt {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("the SDK sends JSON")
    }
}

#[derive(Debug)]
pub(super) struct Rule {
    pub(super) operation: Option<String>,
    pub(super) when: When,
    pub(super) fault: Fault,
}

#[derive(Debug, Default)]
pub(super) struct Script {
    pub(super) rules: Vec<Rule>,
    pub(super) attempts: Vec<Attempt>,
}

impl Script {
    /// Logs the attempt and finds the first rule that it meets.
    pub(super) fn attempt(&mut self, attempt: Attempt) -> Option<Fault> {
        let same = |other: &&Attempt| other.operation == attempt.operation;
        let of_operation = self.attempts.iter().filter(same).count() + 1;
        let of_all = self.attempts.len() + 1;
        let rule = self.rules.iter().find(|rule| match &rule.operation {
            Some(operation) => *operation == attempt.operation && rule.when.holds(of_operation),
            None => rule.when.holds(of_all),
        });
        let fault = rule.map(|rule| rule.fault.clone());
        self.attempts.push(attempt);
        fault
    }
}
