//! Templates and projections that are written once.

use dynamodel::{Collection, Entity, Projection, Table};
use serde::{Deserialize, Serialize};

use crate::support::world::table;

/// The entities of a repository, with the template of its partition.
macro_rules! repository {
    ($partition:literal) => {
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
        #[key(pk = $partition, sk = pk)]
        #[key(index = "gsi1", name = "newest", pk = "all", sk = "{stars}#{name}", project(include(stars)))]
        struct Repository {
            owner: String,
            name: String,
            stars: u32,
            about: String,
        }

        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
        #[key(pk = $partition, sk = "ISSUE#{number}")]
        #[key(
            index = "gsi1",
            name = "by_state",
            pk = "state-{state}",
            sk = "{number}",
            project(include(name, state, title, ends_at))
        )]
        #[key(index = "gsi2", name = "by_title", pk = "{title}", sk = "{number}", project(keys_only))]
        #[key(index = "gsi3", name = "by_number", pk = "{number}")]
        struct Issue {
            owner: String,
            name: String,
            number: u32,
            title: String,
            state: String,
            text: String,
            #[entity(ttl)]
            ends_at: Option<u64>,
        }

        #[derive(Clone, Debug, PartialEq, Collection)]
        #[collection(name = "of_repository", pk = $partition)]
        enum Item {
            Issue(Issue),
            Repository(Repository),
        }
    };
}
repository!("REPO#{owner}#{name}");

/// The indexes have the attributes that the entities read.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "github", type_attribute = "type", ttl_attribute = "expires_at")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
#[index(name = "gsi2", pk = "gsi2pk", sk = "gsi2sk")]
#[index(name = "gsi3", pk = "gsi3pk")]
enum GitHub {
    Repository(Repository),
    Issue(Issue),
}

#[derive(Debug, PartialEq, Deserialize, Projection)]
#[projection(of = Issue)]
struct Title {
    number: u32,
    title: String,
}

fn repository() -> Repository {
    Repository { owner: "ann".into(), name: "db".into(), stars: 3, about: "a database".into() }
}

fn issue() -> Issue {
    let (owner, name) = ("ann".into(), "db".into());
    Issue {
        owner,
        name,
        number: 7,
        title: "Slow".into(),
        state: "open".into(),
        text: "..".into(),
        ends_at: None,
    }
}

#[tokio::test]
async fn entities_and_their_collection_share_one_template() {
    let table = table::<GitHub>().await;
    repository().create().send(&table).await.unwrap();
    issue().create().send(&table).await.unwrap();
    assert_eq!(Repository::key("ann", "db").unwrap().sk(), Some("REPO#ann#db"));
    let items = Item::of_repository("ann", "db").all(&table).await.unwrap();
    assert_eq!(items, [Item::Issue(issue()), Item::Repository(repository())]);
}

#[test]
fn index_projects_the_attributes_that_its_entities_read() {
    let request = GitHub::table(dynamodel::embedded::client()).create().request().unwrap();
    let projections: Vec<_> = request
        .global_secondary_indexes()
        .iter()
        .filter_map(|index| index.projection())
        .map(|projection| (projection.projection_type().unwrap().as_str(), projection.non_key_attributes()))
        .collect();
    let included = ["stars", "name", "state", "title", "type", "expires_at"].map(str::to_owned);
    assert_eq!(projections, [("INCLUDE", &included[..]), ("KEYS_ONLY", &[]), ("ALL", &[])]);
}

#[tokio::test]
async fn entities_read_their_part_of_the_index() {
    let table = table::<GitHub>().await;
    repository().create().send(&table).await.unwrap();
    issue().create().send(&table).await.unwrap();
    let titles = Issue::by_state("open").project::<Title>().all(&table).await.unwrap();
    assert_eq!(titles, [Title { number: 7, title: "Slow".into() }]);
    assert_eq!(Issue::by_title("Slow").hydrate().all(&table).await.unwrap(), [issue()]);
    assert_eq!(Issue::by_number(7).all(&table).await.unwrap(), [issue()]);
    let stars = Repository::newest().filter(Repository::NEWEST_FIELDS.stars.gt(2)).hydrate();
    assert_eq!(stars.all(&table).await.unwrap(), [repository()]);
}
