//! Strings are given as `&str`, `String` or `&String`.

use dynamodel::{Entity, Table, TableClient};
use serde::{Deserialize, Serialize};

use crate::support::world::table;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_shelf", pk = "shelf-{shelf}", sk = "{author}#{title}")]
#[lookup(unique, name = "by_isbn", pk = "isbn-{isbn}", sk = "_root")]
#[key(index = "gsi1", name = "by_topic", pk = [topic], sk = [label])]
struct Book {
    shelf: String,
    author: Box<str>,
    title: Box<str>,
    isbn: String,
    topic: String,
    label: Option<Box<str>>,
    note: Box<str>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "gsi2", name = "by_status", pk = "status-{status}", sk = "{owner}#{id}")]
struct Task {
    id: u64,
    status: String,
    owner: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "library", type_attribute = "type")]
#[index(name = "gsi1", pk = "topic", sk = "label", copies = filter)]
#[index(name = "gsi2", pk = "gsi2pk", sk = "gsi2sk")]
enum Library {
    Book(Book),
    Task(Task),
}

fn book() -> Book {
    Book {
        shelf: "a".to_owned(),
        author: "Knuth".into(),
        title: "TAOCP".into(),
        isbn: "0-201".to_owned(),
        topic: "algorithms".to_owned(),
        label: Some("new".into()),
        note: "signed".into(),
    }
}

async fn filled() -> TableClient<Library> {
    let table = table::<Library>().await;
    book().create().send(&table).await.unwrap();
    table
}

#[tokio::test]
async fn functions_take_every_form_of_string() {
    let table = filled().await;
    let [shelf, author, title] = ["a", "Knuth", "TAOCP"].map(str::to_owned);
    let boxed: Box<str> = author.as_str().into();
    let other: Box<str> = title.as_str().into();
    for get in [
        Book::get("a", "Knuth", "TAOCP"),
        Book::get(&shelf, &author, &title),
        Book::get(shelf.clone(), author.clone(), title.clone()),
        Book::get(&shelf, &boxed, &other),
        Book::get(&*shelf, boxed, other),
    ] {
        assert_eq!(get.send(&table).await.unwrap(), Some(book()));
    }
    let isbn = "0-201".to_owned();
    assert_eq!(Book::by_isbn(isbn.clone()).send(&table).await.unwrap(), Some(book()));
    let isbns = [isbn];
    for find in isbns.iter().map(Book::by_isbn) {
        assert_eq!(find.send(&table).await.unwrap(), Some(book()));
    }
}

#[tokio::test]
async fn prefixes_and_ranges_take_every_form_of_string() {
    let table = filled().await;
    let author = "Knuth".to_owned();
    let of_shelf = || Book::of_shelf("a");
    for query in [of_shelf().prefix("Knuth"), of_shelf().prefix(&author), of_shelf().prefix(author.clone())] {
        assert_eq!(query.all(&table).await.unwrap(), [book()]);
    }
    let (from, to) = ("S".to_owned(), "U".to_owned());
    let of_author = || of_shelf().prefix(&author);
    for query in [
        of_author().range("S".."U"),
        of_author().range(&from..&to),
        of_author().range(from.clone()..to.clone()),
        of_author().starts_with_raw(from.clone().replace('S', "TA")),
    ] {
        assert_eq!(query.all(&table).await.unwrap(), [book()]);
    }
    let topic = "algorithms".to_owned();
    let by_topic = || Book::by_topic(topic.clone());
    let (from, to) = ("m".to_owned(), "o".to_owned());
    for query in [
        by_topic().range("m".."o"),
        by_topic().range(&from..&to),
        by_topic().range(from..to),
        by_topic().prefix("new".to_owned()),
    ] {
        assert_eq!(query.all(&table).await.unwrap(), [book()]);
    }
}

#[tokio::test]
async fn conditions_and_updates_take_every_form_of_string() {
    let table = filled().await;
    let (note, label) = ("signed".to_owned(), "new".to_owned());
    let fields = Book::FIELDS;
    for condition in [
        fields.note.eq("signed"),
        fields.note.eq(&note),
        fields.note.eq(note.clone()),
        fields.title.is_in(["TAOCP".to_owned()]),
        fields.title.is_in(&["TAOCP".to_owned()]),
    ] {
        assert_eq!(Book::scan().filter(condition).all(&table).await.unwrap(), [book()]);
    }
    for condition in [fields.label.eq("new"), fields.label.eq(&label), fields.label.eq(label.clone())] {
        assert_eq!(Book::scan().filter(condition).all(&table).await.unwrap(), [book()]);
    }
    let loaded = async || Book::get("a", "Knuth", "TAOCP").required().send(&table).await.unwrap();
    loaded().await.update().set(fields.note, "old").send(&table).await.unwrap();
    loaded().await.update().set(fields.note, &note).send(&table).await.unwrap();
    loaded().await.update().set(fields.note, label).send(&table).await.unwrap();
    assert_eq!(&*loaded().await.note, "new");
}

#[tokio::test]
async fn set_all_takes_the_values_of_set() {
    let table = table::<Library>().await;
    let task = Task { id: 7, status: "open".to_owned(), owner: "ann".to_owned() };
    task.create().send(&table).await.unwrap();
    let fields = (Task::FIELDS.status, Task::FIELDS.owner);
    let (done, bob) = ("done".to_owned(), "bob".to_owned());
    for update in [
        Task::update(7).set_all(fields, ("done", "bob")),
        Task::update(7).set_all(fields, (&done, bob.clone())),
        Task::update(7).set_all(fields, (done.clone(), &bob)),
    ] {
        update.send(&table).await.unwrap();
        let found = Task::by_status(&done).prefix((&bob, 7)).all(&table).await.unwrap();
        assert_eq!(found, [Task { status: done.clone(), owner: bob.clone(), ..task.clone() }]);
        Task::update(7).set_all(fields, ("open", "ann")).send(&table).await.unwrap();
    }
}
