use std::collections::HashMap;
use std::fmt::Write as _;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use proptest::prelude::*;

use super::*;
use crate::schema::item::Item;

/// How a string is written as JSON.
#[derive(Clone, Copy, Debug)]
enum Escapes {
    Needed,
    All,
}

fn write_string(out: &mut String, text: &str, escapes: Escapes) {
    out.push('"');
    for letter in text.chars() {
        match (letter, escapes) {
            ('"' | '\\', Escapes::Needed) => out.extend(['\\', letter]),
            ('\n', Escapes::Needed) => out.push_str("\\n"),
            ('\0'..='\u{1F}', _) | (_, Escapes::All) => {
                for unit in letter.encode_utf16(&mut [0; 2]) {
                    write!(out, "\\u{unit:04X}").unwrap();
                }
            }
            _ => out.push(letter),
        }
    }
    out.push('"');
}

fn write_all<V>(
    out: &mut String,
    brackets: [char; 2],
    values: impl Iterator<Item = V>,
    write: impl Fn(&mut String, V),
) {
    out.push(brackets[0]);
    for (index, value) in values.enumerate() {
        if index > 0 {
            out.push_str(", \t");
        }
        write(out, value);
    }
    out.push(brackets[1]);
}

fn write_item(out: &mut String, item: &Item, escapes: Escapes) {
    write_all(out, ['{', '}'], item.iter(), |out, (name, value)| {
        write_string(out, name, escapes);
        out.push_str(" :\n");
        write_value(out, value, escapes);
    });
}

fn write_value(out: &mut String, value: &AttributeValue, escapes: Escapes) {
    let base64 = |bytes: &Blob| aws_smithy_types::base64::encode(bytes);
    let string = |out: &mut String, text: &String| write_string(out, text, escapes);
    let blob = |out: &mut String, bytes: &Blob| write_string(out, &base64(bytes), Escapes::Needed);
    let tag = |out: &mut String, tag: &str| write!(out, "{{\"{tag}\":").unwrap();
    match value {
        AttributeValue::S(text) => (tag(out, "S"), string(out, text)).1,
        AttributeValue::N(number) => (tag(out, "N"), string(out, number)).1,
        AttributeValue::B(bytes) => (tag(out, "B"), blob(out, bytes)).1,
        AttributeValue::Bool(value) => write!(out, "{{\"BOOL\":{value}").unwrap(),
        AttributeValue::Null(value) => write!(out, "{{\"NULL\":{value}").unwrap(),
        AttributeValue::Ss(texts) => (tag(out, "SS"), write_all(out, ['[', ']'], texts.iter(), string)).1,
        AttributeValue::Ns(numbers) => (tag(out, "NS"), write_all(out, ['[', ']'], numbers.iter(), string)).1,
        AttributeValue::Bs(all) => (tag(out, "BS"), write_all(out, ['[', ']'], all.iter(), blob)).1,
        AttributeValue::M(map) => (tag(out, "M"), write_item(out, map, escapes)).1,
        AttributeValue::L(list) => {
            tag(out, "L");
            write_all(out, ['[', ']'], list.iter(), |out, value| write_value(out, value, escapes));
        }
        other => panic!("{other:?}"),
    }
    out.push('}');
}

fn attribute() -> impl Strategy<Value = AttributeValue> {
    let text = "\\PC{0,12}|[\"\\\\\\x00-\\x1F/\u{7F}é\u{1F600}]{0,9}";
    let bytes = || proptest::collection::vec(any::<u8>(), 0..5).prop_map(Blob::new);
    let leaf = prop_oneof![
        text.prop_map(AttributeValue::S),
        "-?[0-9]{1,5}(\\.[0-9]{1,3})?".prop_map(AttributeValue::N),
        bytes().prop_map(AttributeValue::B),
        any::<bool>().prop_map(AttributeValue::Bool),
        any::<bool>().prop_map(AttributeValue::Null),
        proptest::collection::vec(text, 0..4).prop_map(AttributeValue::Ss),
        proptest::collection::vec("[0-9]{1,3}", 0..4).prop_map(AttributeValue::Ns),
        proptest::collection::vec(bytes(), 0..4).prop_map(AttributeValue::Bs),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(AttributeValue::L),
            proptest::collection::hash_map("\\PC{0,4}", inner, 0..4).prop_map(AttributeValue::M),
        ]
    })
}

fn items() -> impl Strategy<Value = Vec<Item>> {
    proptest::collection::vec(proptest::collection::hash_map("[a-d\"é]{0,3}", attribute(), 0..6), 0..4)
}

fn scanned(response: &str, layout: Layout) -> Option<(Vec<Item>, String)> {
    let Scanned { page, rest } = scan(response.as_bytes().to_vec(), layout).ok()?;
    Some((page.items().map(|item| item.to_item()).collect(), rest))
}

proptest! {
    #[test]
    fn scanned_items_are_those_of_the_response(
        items in items(),
        escapes in prop_oneof![Just(Escapes::Needed), Just(Escapes::All)],
    ) {
        let list = |out: &mut String| {
            write_all(out, ['[', ']'], items.iter(), |out, item| write_item(out, item, escapes));
        };
        let mut query = "{\"Count\" : 1e0 , \"Items\":".to_owned();
        list(&mut query);
        query.push_str(",\"LastEvaluatedKey\":{\"pk\":{\"S\":\"a\"}},\"More\":[true,false,null,{}] } \n");
        let rest = "{\"Count\" : 1e0 , \"Items\":[],\"LastEvaluatedKey\":{\"pk\":{\"S\":\"a\"}},\
                    \"More\":[true,false,null,{}] } \n";
        prop_assert_eq!(scanned(&query, Layout::Items), Some((items.clone(), rest.to_owned())));

        let mut batch = "{\"Responses\":{\"t\":".to_owned();
        list(&mut batch);
        batch.push_str("},\"UnprocessedKeys\":{}}");
        let rest = "{\"Responses\":{},\"UnprocessedKeys\":{}}";
        prop_assert_eq!(scanned(&batch, Layout::Tables), Some((items.clone(), rest.to_owned())));

        let mut transaction = "{\"Responses\":[{},".to_owned();
        for item in &items {
            transaction.push_str("{\"Item\":");
            write_item(&mut transaction, item, escapes);
            transaction.push_str("},");
        }
        transaction.push_str("{}]}");
        let found = scanned(&transaction, Layout::Positions).map(|(items, _)| items);
        let expected = [Item::new()].into_iter().chain(items).chain([Item::new()]).collect();
        prop_assert_eq!(found, Some(expected));
    }

    #[test]
    fn any_bytes_are_scanned_or_given_back(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
        for layout in [Layout::Items, Layout::Tables, Layout::Positions] {
            if let Err(given_back) = scan(bytes.clone(), layout) {
                prop_assert_eq!(&given_back, &bytes);
            }
        }
    }
}

#[test]
fn attributes_are_found_by_name() {
    let response = r#"{"Items":[{"a":{"M":{"b":{"S":"in a"}}},"b":{"N":"1"}},{"b":{"L":[]}}]}"#;
    let Scanned { page, .. } = scan(response.into(), Layout::Items).unwrap();
    let items: Vec<_> = page.items().collect();
    let found = |item: &WireItem, name| item.get(name).map(Value::to_attribute);
    assert_eq!(found(&items[0], "b"), Some(AttributeValue::N("1".to_owned())));
    assert_eq!(found(&items[0], "c"), None);
    assert_eq!(found(&items[1], "b"), Some(AttributeValue::L(Vec::new())));
    assert!(!items[1].is_empty());
}

/// One item with one attribute `a`.
fn response_of(attribute: &str) -> String {
    format!("{{\"Items\":[{{\"a\":{attribute}}}]}}")
}

fn nested(levels: usize) -> String {
    let (open, close) = ("{\"L\":[".repeat(levels), "]}".repeat(levels));
    response_of(&format!("{open}{{\"BOOL\":true}}{close}"))
}

#[test]
fn unusual_attributes_are_left_to_the_sdk() {
    let usual = r#"{"S":"x"}"#;
    assert!(scanned(&response_of(usual), Layout::Items).is_some());
    for attribute in [
        "null",
        r#"{"S":null}"#,
        r#"{"X":"x"}"#,
        "{}",
        r#"{"S":"x","N":"1"}"#,
        r#"{"\u0053":"x"}"#,
        r#"{"B":"!"}"#,
        r#"{"B":"AA=\u003d"}"#,
        r#"{"BOOL":1}"#,
        r#"{"NULL":null}"#,
        r#"{"SS":["a",null]}"#,
        r#"{"N":1}"#,
        r#"{"S":"\uD800"}"#,
        r#"{"S":"\uDC00"}"#,
        r#"{"S":"\uD800\u0041"}"#,
        r#"{"S":"\x"}"#,
        "{\"S\":\"\u{1}\"}",
        r#"{"S":"\u12"}"#,
        r#"{"L":[{"S":"x"},]}"#,
        r#"{"S":"x"},"a":{"S":"y"}"#,
    ] {
        assert_eq!(scanned(&response_of(attribute), Layout::Items), None, "{attribute}");
    }
}

#[test]
fn unusual_responses_are_left_to_the_sdk() {
    for response in [
        "",
        "{}",
        "[]",
        r#"{"Items":null}"#,
        r#"{"Items":[null]}"#,
        r#"{"It\u0065ms":[]}"#,
        r#"{"Items":[],"Items":[]}"#,
        r#"{"Items":[]} {}"#,
        r#"{"Items":[],}"#,
        r#"{"Items":[]"#,
        r#"{"Count":1}"#,
        "\u{FEFF}{\"Items\":[]}",
    ] {
        assert_eq!(scanned(response, Layout::Items), None, "{response}");
    }
    for response in [r#"{"Responses":{"a":[],"b":[]}}"#, r#"{"Responses":[]}"#, r#"{"Responses":{"a":null}}"#]
    {
        assert_eq!(scanned(response, Layout::Tables), None, "{response}");
    }
    for response in [r#"{"Responses":[{"Item":{},"Item":{}}]}"#, r#"{"Responses":[{"Other":1}]}"#] {
        assert_eq!(scanned(response, Layout::Positions), None, "{response}");
    }
}

#[test]
fn items_of_all_depths_of_the_service_are_scanned_and_deeper_ones_left_to_the_sdk() {
    assert!(scanned(&nested(32), Layout::Items).is_some());
    for levels in [40, 100_000] {
        assert_eq!(scanned(&nested(levels), Layout::Items), None);
    }
    let skipped = |levels| format!("{{\"Items\":[],\"More\":{}{}}}", "[".repeat(levels), "]".repeat(levels));
    assert!(scanned(&skipped(10), Layout::Items).is_some());
    assert_eq!(scanned(&skipped(100_000), Layout::Items), None);
}

#[test]
fn equal_names_of_large_maps_are_found() {
    let map = |names: &mut dyn Iterator<Item = String>| {
        let members: Vec<_> = names.map(|name| format!("\"{name}\":{{\"BOOL\":true}}")).collect();
        response_of(&format!("{{\"M\":{{{}}}}}", members.join(",")))
    };
    for length in [2, 10, 100, 1_000] {
        let names = || (0..length).map(|number| number.to_string());
        assert!(scanned(&map(&mut names()), Layout::Items).is_some());
        assert_eq!(scanned(&map(&mut names().chain(["1".to_owned()])), Layout::Items), None);
    }
}

#[test]
fn strings_end_at_the_first_quote_of_any_position() {
    for length in 0..40 {
        for (end, expected) in [("\"", Some(())), ("\u{1}\"", None), ("\\\"\"", Some(()))] {
            let text = "é".repeat(length % 3) + &"x".repeat(length);
            let response = response_of(&format!("{{\"S\":\"{text}{end}}}"));
            let items = scanned(&response, Layout::Items).map(|(items, _)| items);
            let unescaped = end.strip_suffix('"').unwrap_or_default().replace('\\', "");
            let value = HashMap::from([("a".to_owned(), AttributeValue::S(text + &unescaped))]);
            assert_eq!(items, expected.map(|()| vec![value]), "{response}");
        }
    }
}
