//! Entities whose operations are measured.

use dynamodel::{Entity, Projection, Table};
use serde::{Deserialize, Serialize};

/// Neither lookups nor indexes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_shelf", pk = "SHELF#{shelf}", sk = "BOOK#{book}")]
pub(super) struct Book {
    pub(super) shelf: u32,
    pub(super) book: u32,
    pub(super) title: String,
    pub(super) loans: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Projection)]
#[projection(of = Book)]
pub(super) struct Title {
    pub(super) title: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "AUTHOR#{author}", sk = "AUTHOR")]
#[key(index = "gsi1", name = "of_country", pk = "COUNTRY#{country}", sk = "AUTHOR#{author}")]
pub(super) struct Author {
    pub(super) author: u32,
    pub(super) country: String,
    pub(super) books: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_book", pk = "BOOK#{book}", sk = "VOLUME#{volume}")]
#[lookup(name = "in_branch", pk = "BRANCH#{branch}", sk = "VOLUME#{book}#{volume}")]
pub(super) struct Volume {
    pub(super) book: u32,
    pub(super) volume: u32,
    pub(super) branch: String,
    pub(super) state: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "READER#{reader}", sk = "READER")]
pub(super) struct Reader {
    pub(super) reader: u32,
    #[entity(unique)]
    pub(super) email: String,
    pub(super) name: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_reader", pk = "READER#{reader}", sk = "HOLD#{hold}")]
pub(super) struct Hold {
    pub(super) reader: u32,
    pub(super) hold: u32,
    #[entity(ttl)]
    pub(super) until: u64,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "library", type_attribute = "kind", ttl_attribute = "expires_at")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
pub(super) enum Library {
    Book(Book),
    Author(Author),
    Volume(Volume),
    Reader(Reader),
    Hold(Hold),
}

pub(super) fn book(book: u32) -> Book {
    Book { shelf: 1, book, title: format!("Title {book}"), loans: 0 }
}

pub(super) fn author(author: u32) -> Author {
    Author { author, country: "IS".to_owned(), books: 1 }
}

pub(super) fn volume(volume: u32) -> Volume {
    Volume { book: 7, volume, branch: "north".to_owned(), state: "new".to_owned() }
}

pub(super) fn reader(reader: u32) -> Reader {
    Reader { reader, email: format!("{reader}@example.com"), name: "Ada".to_owned() }
}
