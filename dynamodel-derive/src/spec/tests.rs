use super::{Case, Day, Form, Number, Spec, Text, Time, Unit};

fn parse(words: &str) -> Option<Spec> {
    let words: Vec<String> = words.split(':').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    super::parse(&words, super::ALL).ok()
}

#[test]
fn the_parts_of_a_spec_have_any_order() {
    let number = |width, descending| Number { width, descending };
    let time = |unit, exact| Some(Spec::Time(Time { unit, exact, lower: false, offset: false }));
    let styled = |unit, lower, offset| Some(Spec::Time(Time { unit, lower, offset, exact: false }));
    assert_eq!(parse(""), Some(Spec::Position));
    assert_eq!(parse("08"), Some(Spec::Number(number(Some(8), false))));
    assert_eq!(parse("month"), Some(Spec::Date(Day::Month)));
    assert_eq!(parse("hour:exact"), time(Unit::Hour, true));
    assert_eq!(parse("desc:08"), Some(Spec::Number(number(Some(8), true))));
    assert_eq!(parse("010:desc:unix"), time(Unit::Unix(number(Some(10), true)), false));
    assert_eq!(parse("float:unix"), time(Unit::UnixFloat { micros: false }, false));
    assert_eq!(parse("us:float:unix"), time(Unit::UnixFloat { micros: true }, false));
    assert_eq!(parse("unix"), time(Unit::Unix(number(None, false)), false));
    assert_eq!(parse("ms:unix:desc"), time(Unit::UnixMillis(number(None, true)), false));
    assert_eq!(parse("unix:ms:013:exact"), time(Unit::UnixMillis(number(Some(13), false)), true));
    assert_eq!(parse("exact:unix:desc"), time(Unit::Unix(number(None, true)), true));
    assert_eq!(parse("ms:exact"), time(Unit::Millis, true));
    assert_eq!(parse("s"), time(Unit::Seconds, false));
    assert_eq!(parse("us"), time(Unit::Micros, false));
    assert_eq!(parse("lower:us"), styled(Unit::Micros, true, false));
    assert_eq!(parse("ns:lower"), styled(Unit::Nanos, true, false));
    assert_eq!(parse("offset"), styled(Unit::Short, false, true));
    assert_eq!(parse("offset:ms:lower"), styled(Unit::Millis, true, true));
    assert_eq!(parse("display"), Some(Spec::Display));
    assert_eq!(parse("plain:019"), Some(Spec::PlainNumber { width: 19, descending: false }));
    assert_eq!(parse("desc:08:plain"), Some(Spec::PlainNumber { width: 8, descending: true }));
    assert_eq!(parse("10.2"), Some(Spec::Decimal { digits: 10, scale: 2 }));
    let text = Spec::Text(Text { form: Form::Any, case: Some(Case::Lower), exact: false });
    assert_eq!(parse("lower:any"), Some(text));
    assert_eq!(parse("any:lower"), Some(text));
    let exact = |form, case| Some(Spec::Text(Text { form, case: Some(case), exact: true }));
    assert_eq!(parse("lower:exact"), exact(Form::Position, Case::Lower));
    assert_eq!(parse("exact:any:upper"), exact(Form::Any, Case::Upper));
    assert_eq!(parse("lower:escaped:exact"), exact(Form::Escaped, Case::Lower));
}

#[test]
fn invalid_specs_are_refused() {
    for words in [
        "plain:desc",
        "lower:upper",
        "date:ms",
        "desc:desc",
        "escaped:any",
        "08:09",
        "unix:plain",
        "10.2:desc",
        "lower:08",
        "8",
        "12:desc",
        "month:exact",
        "year:month",
        "39",
        "0",
        "00",
        "10.11",
        "29.2",
        "1.",
        "+8",
        "unixx",
        "999999999999999999999",
        "s:ms",
        "exact",
        "date:exact",
        "08:exact",
        "any:exact",
        "ns:exact",
        "offset:exact",
        "display:exact",
        "display:lower",
        "us:ms",
        "us:upper",
        "unix:lower",
        "unix:offset",
        "hour:offset",
        "unix:us",
        "unix:ms:lower",
        "lower:plain",
    ] {
        assert_eq!(parse(words), None, "{words}");
    }
}
