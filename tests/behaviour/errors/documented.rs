//! The list of kinds in the documentation.

use std::collections::HashSet;

use dynamodel::ErrorKind;

const DOCS: &str = include_str!("../../../docs/errors.md");

#[test]
fn the_documentation_lists_every_kind_with_its_code() {
    let row = |kind: &ErrorKind| format!("| `{kind:?}` | `{}` | ", kind.code());
    let missing: Vec<_> = ErrorKind::ALL.iter().map(row).filter(|row| !DOCS.contains(row)).collect();
    assert_eq!(missing, [""; 0], "add them to the table of docs/errors.md");
    let table = DOCS.lines().skip_while(|line| !line.starts_with("| kind | code |"));
    let rows = table.take_while(|line| line.starts_with('|')).count() - 2;
    assert_eq!(rows, ErrorKind::ALL.len(), "the table has a kind that does not exist, or one twice");
}

#[test]
fn a_code_is_the_name_of_its_kind_in_snake_case() {
    for kind in ErrorKind::ALL {
        let words = kind.code().split('_').map(|word| format!("{}{}", word[..1].to_uppercase(), &word[1..]));
        assert_eq!(words.collect::<String>(), format!("{kind:?}"));
    }
    let codes: HashSet<_> = ErrorKind::ALL.iter().map(|kind| kind.code()).collect();
    assert_eq!(codes.len(), ErrorKind::ALL.len());
}
