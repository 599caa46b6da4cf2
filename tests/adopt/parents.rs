//! Parents without a word that children begin with, and a kind in front of a word: layouts of existing tables.

use dynamodel::{Collection, Entity, KeySegment, Table, TableClient};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::support::raw::s;
use crate::support::store::stored;
use crate::support::world::table;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "POST#{post}", sk = "#post")]
struct Post {
    post: u64,
    title: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "POST#{post}", sk = "{created_at}#{id}")]
struct Comment {
    post: u64,
    created_at: Timestamp,
    id: u32,
}

/// `#` sorts before all digits.
#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "of_post", pk = "POST#{post}")]
struct PostWithComments {
    #[collection(parent)]
    post: Post,
    #[collection(children)]
    comments: Vec<Comment>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "GAME#{game}", sk = "META")]
struct Game {
    game: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "GAME#{game}", sk = "{number:04}")]
struct Round {
    game: u64,
    number: u16,
}

/// All digits sort before `META`.
#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "of_game", pk = "GAME#{game}", rev)]
struct GameWithLastRounds {
    #[collection(parent)]
    game: Game,
    #[collection(children)]
    rounds: Vec<Round>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, KeySegment)]
#[serde(rename_all = "UPPERCASE")]
enum Target {
    Issue,
    IssueComment,
    Pr,
}

/// `ISSUECOMMENT` continues `ISSUE` with `C`, which no `REACTION` begins with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "on", pk = "REPO#{repo}", sk = "{target}REACTION#{number}#{user}")]
struct Reaction {
    repo: String,
    target: Target,
    number: u32,
    user: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "parents", type_attribute = "type")]
enum Parents {
    Post(Post),
    Comment(Comment),
    Game(Game),
    Round(Round),
    Reaction(Reaction),
}

async fn world() -> TableClient<Parents> {
    table::<Parents>().await
}

#[tokio::test]
async fn a_parent_may_sort_before_times() {
    let table = world().await;
    let comments = [1, 2, 3].map(|id| Comment { post: 7, created_at: Timestamp::UNIX_EPOCH, id });
    for comment in &comments {
        comment.create().send(&table).await.unwrap();
    }
    assert_eq!(PostWithComments::of_post(7).one(&table).await.unwrap(), None);
    let post = Post { post: 7, title: "Hello".to_owned() };
    post.create().send(&table).await.unwrap();
    let found = PostWithComments::of_post(7).take(2).one(&table).await.unwrap().unwrap();
    assert_eq!(found, PostWithComments { post, comments: comments[..2].to_vec() });
}

#[tokio::test]
async fn a_parent_may_sort_behind_numbers() {
    let table = world().await;
    Game { game: 7 }.create().send(&table).await.unwrap();
    let rounds = [9, 10, 9999].map(|number| Round { game: 7, number });
    for round in &rounds {
        round.create().send(&table).await.unwrap();
    }
    let found = GameWithLastRounds::of_game(7).take(2).one(&table).await.unwrap().unwrap();
    let last = vec![rounds[2].clone(), rounds[1].clone()];
    assert_eq!(found, GameWithLastRounds { game: Game { game: 7 }, rounds: last });
}

#[tokio::test]
async fn a_word_may_follow_a_kind_that_another_kind_begins_with() {
    let table = world().await;
    let reaction =
        |target, number| Reaction { repo: "tokio".to_owned(), target, number, user: "ann".to_owned() };
    let all = [Target::Issue, Target::IssueComment, Target::Pr].map(|target| reaction(target, 1));
    for reaction in &all {
        reaction.create().send(&table).await.unwrap();
    }
    assert_eq!(stored(&table).await.values().nth(1).unwrap()["sk"], s("ISSUEREACTION#0000000001#ann"));
    assert_eq!(Reaction::on("tokio").prefix(&Target::Issue).all(&table).await.unwrap(), all[..1]);
    assert_eq!(Reaction::on("tokio").prefix(&Target::Issue).count(&table).await.unwrap(), 1);
    assert_eq!(Reaction::on("tokio").prefix(&Target::IssueComment).all(&table).await.unwrap(), all[1..2]);
    assert_eq!(
        Reaction::get("tokio", &Target::Pr, 1, "ann").send(&table).await.unwrap(),
        Some(all[2].clone())
    );
}
