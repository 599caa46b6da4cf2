//! Numbers keep their digits, or the error names the attribute.

use std::collections::{BTreeSet, HashMap};

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel::{Document, Entity, Error, ErrorKind, Number, Table, TableClient};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::support::store::{content, stored, with, write};
use crate::support::world::table;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Document)]
struct Money {
    amount: Number,
}

/// Numbers of each type.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "price-{id}", sk = "_root")]
struct Price {
    id: u64,
    decimal: Decimal,
    #[serde(with = "dynamodel::number")]
    stored: Decimal,
    #[serde(with = "dynamodel::number")]
    optional: Option<Decimal>,
    number: Number,
    wide: u128,
    signed: Option<i128>,
    small: i32,
    float: f64,
    money: Money,
    #[serde(with = "dynamodel::number_set")]
    all: BTreeSet<Number>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Flat {
    number: Number,
    decimal: Decimal,
    float: f64,
}

/// Attributes that serde buffers before it reads them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "mixed-{id}", sk = "_root")]
struct Mixed {
    id: u64,
    #[serde(flatten)]
    flat: Flat,
}

/// With a copy that the library computes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "account-{id}", sk = "_root")]
#[lookup(name = "by_owner", pk = "owner-{owner}", sk = "{id}")]
struct Account {
    id: u64,
    owner: String,
    balance: Number,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "prices", type_attribute = "kind")]
enum Prices {
    Price(Price),
    Mixed(Mixed),
    Account(Account),
}

fn n(number: &str) -> AttributeValue {
    AttributeValue::N(number.to_owned())
}

fn number(text: &str) -> Number {
    text.parse().unwrap()
}

/// Stores a number that another program has written, in place of an attribute of the one item.
async fn plant(table: &TableClient<Prices>, name: &str, value: AttributeValue) {
    let item = content(table).await.into_values().next().unwrap();
    write(table, with(item, name, value)).await;
}

async fn read(table: &TableClient<Prices>) -> Result<Price, Error> {
    Price::get(7).consistent().send(table).await.map(Option::unwrap)
}

async fn with_price() -> TableClient<Prices> {
    let table = table::<Prices>().await;
    Price { id: 7, ..Price::default() }.put().send(&table).await.unwrap();
    table
}

const LONGEST: &str = "12345678901234567890123456789012345678";

#[tokio::test]
async fn a_decimal_is_read_exactly_or_names_the_attribute() {
    let table = with_price().await;
    for name in ["decimal", "stored", "optional"] {
        for text in [
            "99999999999999999999",
            "79228162514264337593543950335",
            "-1.0000000000000000000000000001",
            "1E+20",
            "0.1",
            "-3",
        ] {
            plant(&table, name, n(text)).await;
            let price = read(&table).await.unwrap();
            let found = [price.decimal, price.stored, price.optional.unwrap_or_default()];
            assert!(
                found.contains(&Decimal::from_scientific(text).or_else(|_| text.parse()).unwrap()),
                "{text}: {found:?}"
            );
        }
        for text in ["1E-130", "1E+125", LONGEST, "0.12345678901234567890123456789012345678", "1E-29"] {
            plant(&table, name, n(text)).await;
            let error = read(&table).await.unwrap_err();
            assert_eq!(
                (error.kind(), error.path()),
                (ErrorKind::MalformedItem, Some(name)),
                "{text}: {error}"
            );
        }
        plant(&table, name, n("0")).await;
    }
}

#[tokio::test]
async fn an_integer_is_read_exactly_or_names_the_attribute() {
    let table = with_price().await;
    plant(&table, "wide", n(LONGEST)).await;
    plant(&table, "signed", n(&format!("-{LONGEST}"))).await;
    plant(&table, "small", n("1E+2")).await;
    let price = read(&table).await.unwrap();
    assert_eq!((price.wide.to_string(), price.small), (LONGEST.to_owned(), 100));
    assert_eq!(price.signed.unwrap().to_string(), format!("-{LONGEST}"));
    for (name, text) in
        [("small", "2147483648"), ("small", "1.5"), ("wide", "-1"), ("wide", "1E+125"), ("small", "1E-130")]
    {
        plant(&table, name, n(text)).await;
        let error = read(&table).await.unwrap_err();
        assert_eq!((error.kind(), error.path()), (ErrorKind::MalformedItem, Some(name)), "{text}: {error}");
        plant(&table, name, n("1")).await;
    }
    // 39 digits.
    let error = Price { wide: u128::MAX, ..Price::default() }.put().send(&table).await.unwrap_err();
    assert_eq!(error.path(), Some("wide"), "{error}");
}

#[tokio::test]
async fn a_decimal_is_stored_as_a_number_where_the_field_says_so() {
    let table = table::<Prices>().await;
    let amount: Decimal = "1.50".parse().unwrap();
    let price = Price { id: 7, decimal: amount, stored: amount, ..Price::default() };
    price.put().send(&table).await.unwrap();
    let item = stored(&table).await.into_values().next().unwrap();
    assert_eq!(item["decimal"], AttributeValue::S("1.50".to_owned()));
    assert!(item["stored"].is_n() && !item.contains_key("optional"));
    assert_eq!(read(&table).await.unwrap(), price);
    let fields = Price::FIELDS;
    let update = Price::update(7).set(fields.optional, amount).condition(fields.stored.eq(amount));
    update.send(&table).await.unwrap();
    assert_eq!(read(&table).await.unwrap().optional, Some(amount));
}

#[tokio::test]
async fn a_number_works_in_every_expression() {
    let fields = Price::FIELDS;
    let table = with_price().await;
    let updated = Price::update(7)
        .set(fields.number, number("0.1"))
        .add(fields.money.amount, number("-0.00000000000000000000000000000000000001"))
        .add(fields.wide, 3_u128)
        .insert_into(fields.all, [number("1.50"), number("15E-1"), number("2")])
        .returning_updated()
        .send(&table)
        .await
        .unwrap();
    assert_eq!(updated.get(fields.number).unwrap(), Some(number("0.1")));
    let price = read(&table).await.unwrap();
    assert_eq!(price.money.amount, number("-1E-38"));
    assert_eq!(price.all, [number("1.5"), number("2")].into());
    for condition in [
        fields.number.eq(number("1E-1")),
        fields.number.gt(number("0.09999999999999999999999999999999999999")),
        fields.number.between(number("0"), Number::from(1)),
        fields.wide.ge(3_u128),
    ] {
        let update = Price::update(7).add(fields.number, number("0")).condition(condition);
        update.send(&table).await.unwrap();
    }
}

#[tokio::test]
async fn a_sum_that_the_library_computes_has_all_digits() {
    let table = table::<Prices>().await;
    let account = Account { id: 1, owner: "ann".to_owned(), balance: number("0.1") };
    account.create().send(&table).await.unwrap();
    account.update().add(Account::FIELDS.balance, number("0.2")).send(&table).await.unwrap();
    let expected = Account { balance: number("0.3"), ..account };
    assert_eq!(Account::by_owner("ann").all(&table).await.unwrap(), std::slice::from_ref(&expected));
    let less = number("0.00000000000000000000000000000000000001");
    expected.update().subtract(Account::FIELDS.balance, less).send(&table).await.unwrap();
    let found = Account::by_owner("ann").all(&table).await.unwrap();
    assert_eq!(found[0].balance, number("0.29999999999999999999999999999999999999"));
}

#[tokio::test]
async fn a_number_that_serde_buffers_is_exact_or_an_error() {
    let table = table::<Prices>().await;
    let flat = Flat { number: number("1.5"), decimal: Decimal::TEN, float: 1e-30 };
    let mixed = Mixed { id: 7, flat };
    mixed.put().send(&table).await.unwrap();
    let read = || Mixed::get(7).consistent().send(&table);
    assert_eq!(read().await.unwrap().unwrap(), mixed);
    // Nobody reads it.
    plant(&table, "other", n(LONGEST)).await;
    plant(&table, "number", n(LONGEST)).await;
    let found = read().await.unwrap().unwrap();
    assert_eq!(found, Mixed { flat: Flat { number: number(LONGEST), ..mixed.flat }, ..mixed });
    plant(&table, "decimal", n("1.00000000000000000000000001")).await;
    assert!(read().await.unwrap_err().is_malformed_item());
}

#[test]
fn numbers_are_compared_by_value_and_keep_their_text() {
    assert_eq!(number("1.50"), number("15e-1"));
    assert_eq!(number("1.50").to_string(), "1.50");
    assert_eq!(number("-0"), Number::default());
    assert!(
        number("-1") < number("-1E-130")
            && number("1E+20") > number("99999999999999999999.9").min(number("2"))
    );
    assert_eq!(u64::try_from(&number("1E+2")), Ok(100));
    assert!(u8::try_from(&number("256")).is_err() && u8::try_from(&number("1.5")).is_err());
    assert_eq!(Decimal::try_from(&number("1.5")).unwrap().to_string(), "1.5");
    assert!(Decimal::try_from(&number(LONGEST)).is_err());
    assert_eq!(Number::try_from(0.1).unwrap().as_str(), "0.1");
    assert!(Number::try_from(f64::NAN).is_err() && Number::try_from(u128::MAX).is_err());
    for text in ["", "a", "1e126", "1E-131", "0x1", "1.2.3", &format!("{LONGEST}9")] {
        assert!(text.parse::<Number>().is_err(), "{text}");
    }
    let by_number: HashMap<Number, u8> = [(number("1.0"), 1)].into();
    assert_eq!(by_number.get(&number("1")), Some(&1));
}

/// Numbers of 1 to 38 digits and every exponent that `DynamoDB` takes.
fn any_number() -> impl Strategy<Value = String> {
    let number = |(negative, digits, power): (bool, String, i32)| {
        let sign = if negative { "-" } else { "" };
        let exponent = power - i32::try_from(digits.len()).unwrap() + 1;
        format!("{sign}{digits}E{exponent}")
    };
    (any::<bool>(), "[1-9][0-9]{0,37}", -130..=125).prop_map(number)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_number_comes_back_from_the_table_as_it_was_written(texts in prop::collection::vec(any_number(), 1..12)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let table = table::<Prices>().await;
            let numbers: Vec<Number> = texts.iter().map(|text| number(text)).collect();
            let all = numbers.iter().cloned().collect();
            let price = Price { id: 7, money: Money { amount: numbers[0].clone() }, all, ..Price::default() };
            price.put().send(&table).await.unwrap();
            assert_eq!(read(&table).await.unwrap(), price);
            for written in numbers {
                Price::update(7).set(Price::FIELDS.number, &written).send(&table).await.unwrap();
                let met = Price::update(7).add(Price::FIELDS.small, 1).condition(Price::FIELDS.number.eq(&written));
                met.send(&table).await.unwrap();
                assert_eq!(read(&table).await.unwrap().number, written);
                plant(&table, "decimal", n(written.as_str())).await;
                plant(&table, "stored", n(written.as_str())).await;
                match (read(&table).await, Decimal::try_from(&written)) {
                    (Ok(price), Ok(exact)) => assert_eq!((price.decimal, price.stored), (exact, exact)),
                    (Err(error), Err(_)) => assert!(["decimal", "stored"].contains(&error.path().unwrap()), "{error}"),
                    (read, exact) => panic!("{written}: {read:?} {exact:?}"),
                }
                for name in ["decimal", "stored"] {
                    plant(&table, name, n("0")).await;
                }
            }
        });
    }
}
