//! Generated functions at run time: keys of every form, written and read.

use dynamodel::__private::{AttributeValue, Stored as _, stored_key};
use dynamodel::schema::KeySlot;
use dynamodel::{Document, Entity, Error, KeySegment};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, KeySegment)]
struct UserId(u64);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KeySegment)]
struct Wrapped<T> {
    inner: T,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, KeySegment)]
#[serde(rename_all = "kebab-case")]
enum Status {
    InReview,
    #[serde(rename = "open")]
    StillOpen,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, KeySegment)]
enum Size {
    Small,
    Large,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Document)]
struct Address {
    city: String,
    country: Country,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Document)]
struct Country {
    code: String,
    r#type: u8,
}

/// The key that a value is stored under.
fn key_of<E: Entity>(value: &E) -> (String, Option<String>) {
    let key = value.primary_key().expect("a key");
    (key.pk().to_owned(), key.sk().map(str::to_owned))
}

fn pair(pk: &str, sk: &str) -> (String, Option<String>) {
    (pk.to_owned(), Some(sk.to_owned()))
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "n#{plain}#{small}", sk = "{padded}#{width:08}#{down:desc}#{both:desc:06}#{signed}#{bare:plain}")]
struct Numbers {
    plain: u32,
    small: i8,
    padded: u16,
    width: u64,
    down: u8,
    both: u32,
    signed: i8,
    bare: i32,
}

#[test]
fn number_keys_round_trip() -> Result<(), Error> {
    let value = Numbers { plain: 7, small: -1, padded: 9, width: 1, down: 5, both: 1, signed: -1, bare: -3 };
    let (pk, sk) = ("n#7#-1", "00009#00000001#250#999998#127#-3");
    assert_eq!(key_of(&value), pair(pk, sk));
    assert_eq!(Numbers::key(7, -1, 9, 1, 5, 1, -1, -3)?, value.primary_key()?);
    assert_eq!(Numbers::decode_key(pk, sk)?, (7, -1, 9, 1, 5, 1, -1, -3));
    Ok(())
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "{{{plain}}}", sk = "{escaped:escaped}#{letter}{flag}#{rest:any}")]
struct Texts {
    plain: String,
    escaped: String,
    letter: char,
    flag: bool,
    rest: String,
}

#[test]
fn text_keys_round_trip() -> Result<(), Error> {
    let value = Texts {
        plain: "Ä b".to_owned(),
        escaped: "a#b%".to_owned(),
        letter: 'é',
        flag: true,
        rest: "#{}".to_owned(),
    };
    let (pk, sk) = ("{Ä b}", "a%23b%25#étrue##{}");
    assert_eq!(key_of(&value), pair(pk, sk));
    assert_eq!(Texts::key("Ä b", "a#b%", 'é', true, "#{}")?, value.primary_key()?);
    let decoded = ("Ä b".to_owned(), "a#b%".to_owned(), 'é', true, "#{}".to_owned());
    assert_eq!(Texts::decode_key(pk, sk)?, decoded);
    assert!(Texts::key("", "a", 'x', true, "").is_err_and(|error| error.is_invalid_key()));
    assert!(Texts::key("a#b", "a", 'x', true, "").is_err_and(|error| error.is_invalid_key()));
    Ok(())
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "mail-{email:lower}", sk = "{code:upper:escaped}#{id}")]
struct Cased {
    email: String,
    code: String,
    id: u32,
}

#[test]
fn lossy_segments_are_not_read_back() -> Result<(), Error> {
    let value = Cased { email: "A@B.c".to_owned(), code: "x1".to_owned(), id: 2 };
    assert_eq!(key_of(&value), pair("mail-a@b.c", "X1#0000000002"));
    assert_eq!(Cased::key("a@b.C", "X1", 2)?, value.primary_key()?);
    assert_eq!(Cased::decode_key("mail-a@b.c", "X1#0000000002")?, (2,));
    Ok(())
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_user", pk = "user-{user}", sk = "{status}#{size}#{tag}#{user}")]
struct Derived {
    user: UserId,
    status: Status,
    size: Size,
    tag: Wrapped<String>,
}

#[test]
fn derived_segments_round_trip() -> Result<(), Error> {
    let tag = Wrapped { inner: "t".to_owned() };
    let value = Derived { user: UserId(7), status: Status::InReview, size: Size::Large, tag: tag.clone() };
    let (pk, sk) = ("user-7", "in-review#Large#t#00000000000000000007");
    assert_eq!(key_of(&value), pair(pk, sk));
    assert_eq!(Derived::key(&UserId(7), &Status::InReview, &Size::Large, &tag)?, value.primary_key()?);
    assert_eq!(Derived::decode_key(pk, sk)?, (UserId(7), Status::InReview, Size::Large, tag.clone()));
    assert!(Derived::decode_key(pk, "closed#Large#t#00000000000000000007").is_err());
    let _ = Derived::of_user(&UserId(7)).prefix(Status::StillOpen).prefix(&Size::Small).prefix((&tag,));
    let _ = Derived::of_user(&UserId(7))
        .prefix((Status::StillOpen, Size::Small, &tag))
        .range(UserId(1)..UserId(3));
    Ok(())
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "by_state", pk = "state", sk = "{state}")]
struct Ordered {
    state: OrderedState,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, KeySegment)]
enum OrderedState {
    Draft,
    Live,
    Withdrawn,
}

#[test]
fn variants_that_sort_as_their_names_have_ranges() {
    let _ = Ordered::by_state().range(OrderedState::Draft..OrderedState::Withdrawn);
    let _ = Ordered::by_state().range(&OrderedState::Live..);
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KeySegment)]
#[serde(try_from = "String")]
struct Slug(String);

impl TryFrom<String> for Slug {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        if text.contains(' ') { Err("a slug has no spaces") } else { Ok(Self(text)) }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "post-{slug}")]
struct Post {
    slug: Slug,
}

#[test]
fn a_checked_newtype_is_checked_when_a_key_is_read() -> Result<(), Error> {
    assert_eq!(Post::decode_key("post-a-b")?, (Slug("a-b".to_owned()),));
    assert!(Post::decode_key("post-a b").is_err_and(|error| error.is_invalid_key()));
    Ok(())
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "{address.country.code}#{address.country.type}", sk = "{address.city}#{city}")]
struct Nested {
    address: Address,
    city: u16,
}

#[test]
fn nested_fields_round_trip() -> Result<(), Error> {
    let country = Country { code: "de".to_owned(), r#type: 1 };
    let value = Nested { address: Address { city: "Ulm".to_owned(), country }, city: 3 };
    let (pk, sk) = ("de#1", "Ulm#00003");
    assert_eq!(key_of(&value), pair(pk, sk));
    assert_eq!(Nested::key("de", 1, "Ulm", 3)?, value.primary_key()?);
    assert_eq!(Nested::decode_key(pk, sk)?, ("de".to_owned(), 1, "Ulm".to_owned(), 3));
    Ok(())
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[serde(rename_all = "camelCase")]
#[key(pk = "task#{the_number}")]
#[lookup(name = "by_title", pk = "title#{title}|{the_number}")]
#[entity(type_name = "TASK", delimiter = "|", methods(get = "fetch", key = "key_for"))]
struct Task {
    #[entity(in_key)]
    the_number: u32,
    #[serde(rename = "t")]
    title: String,
    #[serde(with = "as_text")]
    done: bool,
    #[serde(skip)]
    cached: Option<u8>,
    #[serde(flatten)]
    address: Option<Address>,
}

mod as_text {
    use serde::{Deserialize as _, Deserializer, Serializer};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
    pub(crate) fn serialize<S: Serializer>(value: &bool, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(if *value { "yes" } else { "no" })
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
        Ok(String::deserialize(deserializer)? == "yes")
    }
}

#[test]
fn names_are_the_serialized_ones() {
    assert_eq!(Task::META.type_name, "TASK");
    assert_eq!(Task::META.keys[1].type_value, "TASK.by_title");
    assert_eq!(Task::META.keys[0].pk.delimiter, "|");
    let fields = Task::META.fields.iter().map(|field| (field.name, field.attribute, field.in_key));
    assert_eq!(
        fields.collect::<Vec<_>>(),
        [("the_number", "theNumber", true), ("title", "t", false), ("done", "done", false)]
    );
}

#[test]
fn a_key_without_sort_key_and_with_its_own_delimiter() -> Result<(), Error> {
    let task = Task { the_number: 4, title: "a#b".to_owned(), done: true, cached: None, address: None };
    assert_eq!(key_of(&task), ("task#4".to_owned(), None));
    assert_eq!(Task::key_for(4)?, task.primary_key()?);
    assert_eq!(Task::decode_key("task#4")?, (4,));
    let _ = Task::fetch(4);
    let _: dynamodel::op::Query<TaskByTitle> = Task::by_title("a#b", 4);
    Ok(())
}

#[test]
fn the_key_gives_its_fields_back() -> Result<(), Error> {
    let text = |text: &str| AttributeValue::S(text.to_owned());
    let number = |text: &str| AttributeValue::N(text.to_owned());
    let (pk, copy) = (text("task#4"), text("title#x y|4"));
    assert_eq!(Task::read_key(KeySlot::Primary, &stored_key(&pk, None))?, [("theNumber", number("4"))]);
    let fields = Task::read_key(KeySlot::Lookup(0), &stored_key(&copy, None))?;
    assert_eq!(fields, [("t", text("x y")), ("theNumber", number("4"))]);

    let (pk, sk) = (text("mail-a@b.c"), text("X1#0000000002"));
    assert_eq!(Cased::read_key(KeySlot::Primary, &stored_key(&pk, Some(&sk)))?, [("id", number("2"))]);
    let (pk, sk) = (text("de#1"), text("Ulm#00003"));
    assert_eq!(Nested::read_key(KeySlot::Primary, &stored_key(&pk, Some(&sk)))?, [("city", number("3"))]);
    Ok(())
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "all", pk = "envelope-{id}", sk = "{id}#{number}")]
struct Envelope<T, const N: usize> {
    id: T,
    number: u8,
    #[serde(skip)]
    padding: std::marker::PhantomData<[(); N]>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "carrier-{id}", sk = "_root")]
struct Carrier<T> {
    id: u64,
    cargo: T,
}

#[test]
fn generic_entities() -> Result<(), Error> {
    let value = Envelope::<u16, 3> { id: 1, number: 2, padding: std::marker::PhantomData };
    assert_eq!(key_of(&value), pair("envelope-1", "00001#002"));
    assert_eq!(Envelope::<u16, 3>::key(&1, 2)?, value.primary_key()?);
    assert_eq!(Envelope::<String, 3>::decode_key("envelope-a", "a#002")?, ("a".to_owned(), 2));
    let _ = Envelope::<u16, 3>::all(&1).range(3..4);
    let carrier = Carrier { id: 1, cargo: value };
    assert_eq!(Carrier::<Envelope<u16, 3>>::key(1)?, carrier.primary_key()?);
    Ok(())
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "r#for", pk = "{type}", sk = "{a.city}#{b.city}")]
struct r#Raw {
    r#type: String,
    a: Address,
    b: Address,
}

#[test]
fn raw_names_and_nested_fields_of_one_name() -> Result<(), Error> {
    let key = r#Raw::key("t", "Ulm", "Bonn")?;
    assert_eq!((key.pk(), key.sk()), ("t", Some("Ulm#Bonn")));
    let _ = r#Raw::r#for("t").prefix("Ulm").range("A".."B");
    assert_eq!(r#Raw::META.keys[0].pattern, Some("for"));
    Ok(())
}
