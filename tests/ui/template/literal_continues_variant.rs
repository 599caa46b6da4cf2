//! `ISSUECOMMENT#7` could be a comment on the kind `ISSUE`, or an `ISSUECOMMENT`.

use dynamodel::{Entity, KeySegment};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, KeySegment)]
#[serde(rename_all = "UPPERCASE")]
enum Kind {
    Issue,
    IssueComment,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "{id}", sk = "{kind}COMMENT#{number}")]
struct Comment {
    id: u64,
    kind: Kind,
    number: u32,
}

fn main() {}
