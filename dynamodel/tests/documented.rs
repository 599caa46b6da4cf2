//! The documentation names every attribute word, placeholder spec, feature, example and page.
//!
//! The lists are read from the sources, so that a new word fails here until it is documented. `docs/errors.md` has a
//! test of its own in `tests/behaviour/errors/documented.rs`.

use std::fs;
use std::path::{Path, PathBuf};

/// The lists of words that each derive accepts, and the function whose documentation explains them.
const LISTS: &[(&str, &str)] = &[
    ("attr.rs", "derive_entity"),
    ("attr/draft.rs", "derive_entity"),
    ("attr/unique.rs", "derive_entity"),
    ("project.rs", "derive_entity"),
    ("spec.rs", "derive_entity"),
    ("project.rs", "derive_table"),
    ("table/attr.rs", "derive_table"),
    ("table/index.rs", "derive_table"),
    ("collection/attr.rs", "derive_collection"),
    ("projection.rs", "derive_projection"),
];

/// Files with lists of other names.
const OTHER_LISTS: &[&str] = &["check.rs", "model/field.rs"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The names in a folder.
fn names(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(root().join(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn has_extension(name: &str, extension: &str) -> bool {
    Path::new(name).extension().is_some_and(|of| of == extension)
}

/// The strings of the lists in a source file: `const KEY: &[&str] = &["pk", "sk"];`, pairs of a word, and the arguments
/// of `Args::new(.., &["name"])`.
fn listed(source: &str) -> Vec<String> {
    let constants = source.split("const ").skip(1).filter_map(|text| {
        let (declared, list) = text.split_once(" = &[")?;
        let (_, of) = declared.split_once(": ")?;
        let is_list = of == "&[&str]" || of == "&[(&str, Word)]";
        list.split_once("];").map(|(list, _)| list).filter(|_| is_list)
    });
    let arguments = source.split("Args::").skip(1).filter_map(|text| {
        let (_, list) = text.split_once(';')?.0.split_once("&[")?;
        list.split_once(']').map(|(list, _)| list)
    });
    let lists = constants.chain(arguments);
    lists.flat_map(|list| list.split('"').skip(1).step_by(2)).map(str::to_owned).collect()
}

/// The words in the code spans of Markdown.
fn words_in_code(markdown: &str) -> Vec<&str> {
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    markdown
        .split('`')
        .skip(1)
        .step_by(2)
        .flat_map(|code| code.split(move |character| !is_word(character)))
        .filter(|word| !word.is_empty())
        .collect()
}

/// The doc comment of a function.
fn documentation(source: &str, function: &str) -> String {
    let end = source.find(&format!("pub fn {function}(")).unwrap_or_else(|| panic!("{function} is gone"));
    let lines = source[..end].lines().rev().skip_while(|line| !line.starts_with("///"));
    let mut lines: Vec<_> = lines.map_while(|line| line.strip_prefix("///")).collect();
    lines.reverse();
    lines.join("\n")
}

#[test]
fn derives_explain_every_attribute_word() {
    let reference = read("dynamodel-derive/src/lib.rs");
    for (list, function) in LISTS {
        let words = listed(&read(&format!("dynamodel-derive/src/{list}")));
        assert!(!words.is_empty(), "{list} has no list of words");
        let documentation = documentation(&reference, function);
        let known = words_in_code(&documentation);
        let missing: Vec<_> = words.iter().filter(|word| !known.contains(&word.as_str())).collect();
        assert!(missing.is_empty(), "add {missing:?} of {list} to the documentation of {function}");
    }
}

#[test]
fn no_list_of_words_is_left_out() {
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        for name in names(&format!("dynamodel-derive/src/{folder}")) {
            let path = format!("{folder}{name}");
            if !has_extension(&name, "rs") {
                folders.push(format!("{path}/"));
            } else if !listed(&read(&format!("dynamodel-derive/src/{path}"))).is_empty() {
                let is_known = LISTS.iter().any(|(list, _)| *list == path) || OTHER_LISTS.contains(&&*path);
                assert!(is_known, "add {path} to LISTS or OTHER_LISTS in this test");
            }
        }
    }
}

#[test]
fn the_stored_format_explains_every_placeholder_spec() {
    let format = read("docs/key-format.md");
    let known = words_in_code(&format);
    let words = listed(&read("dynamodel-derive/src/spec.rs"));
    let missing: Vec<_> = words.iter().filter(|word| !known.contains(&word.as_str())).collect();
    assert!(missing.is_empty(), "add {missing:?} to docs/key-format.md");
}

#[test]
fn the_front_page_and_the_readme_name_every_feature() {
    let manifest = read("dynamodel/Cargo.toml");
    let section = manifest.split("[features]").nth(1).and_then(|text| text.split("\n[").next());
    let features = section.expect("a list of features").lines().filter_map(|line| line.split_once(" = "));
    let features: Vec<_> = features.map(|(name, _)| name).filter(|name| *name != "default").collect();
    assert!(features.len() > 5, "{features:?}");
    for page in ["dynamodel/src/lib.rs", "README.md"] {
        let text = read(page);
        let missing: Vec<_> =
            features.iter().filter(|feature| !text.contains(&format!("`{feature}`"))).collect();
        assert!(missing.is_empty(), "add {missing:?} to {page}");
    }
}

#[test]
fn the_readme_links_every_example_and_page() {
    let (readme, checks) = (read("README.md"), read(".ci/run"));
    for example in names("examples") {
        // The program of the README is shown there.
        let is_shown = example == "readme" || readme.contains(&format!("](examples/{example}/"));
        assert!(is_shown, "link examples/{example} in README.md");
        let is_run =
            checks.contains(&format!("example {example}")) || checks.contains(&format!("examples/{example}"));
        assert!(is_run, "run the example {example} in .ci/run");
    }
    for page in names("docs").iter().filter(|name| has_extension(name, "md")) {
        assert!(readme.contains(&format!("](docs/{page})")), "link docs/{page} in README.md");
    }
}

#[test]
fn the_guide_lists_every_page() {
    for (list, folder) in [("guide.rs", "guide"), ("guide/recipes.rs", "recipes")] {
        let source = read(&format!("dynamodel/src/{list}"));
        let pages = names(&format!("dynamodel/src/{}", list.trim_end_matches(".rs")));
        let pages: Vec<_> = pages.iter().filter(|page| has_extension(page, "md")).collect();
        assert!(pages.len() > 5, "{pages:?}");
        for page in pages {
            let name = page.split('.').next().unwrap_or_default();
            assert!(source.contains(&format!("{folder}/{page}\")")), "include {folder}/{page} in {list}");
            assert!(source.contains(&format!("//! | [`{name}`] |")), "list {name} in the table of {list}");
        }
    }
    let guide = read("dynamodel/src/guide.rs");
    assert!(["recipes", "model"].iter().all(|page| guide.contains(&format!("//! | [`{page}`] |"))));
}

#[test]
fn the_front_page_starts_with_code_and_links_the_guide() {
    let source = read("dynamodel/src/lib.rs");
    let front = source.split("#![cfg_attr").next().unwrap_or_default();
    let places: Vec<_> = ["//! ```", "(guide::getting_started)", "(guide)", "[`embedded`]"]
        .map(|text| front.find(text).unwrap_or_else(|| panic!("{text} is not on the front page")))
        .into();
    assert!(places.is_sorted(), "{places:?}");
    for module in ["streams", "embedded", "testing"] {
        assert!(front.contains(&format!("[`{module}`]:")), "link {module}");
    }
}

#[test]
fn words_are_read_from_lists_and_code() {
    let source = "\nconst A: &[&str] = &[\"x\", \"y\"];\nconst B: &[(&str, Word)] = &[(\"z\", Word::Z)];\nconst C: &str = \"c\";\nArgs::new(&[\"w\"]);";
    assert_eq!(listed(source), ["x", "y", "z", "w"]);
    assert_eq!(words_in_code("a `b = \"c\"` d `e(f)`").join(" "), "b c e f");
    assert_eq!(documentation("/// one\n/// two\n#[x]\npub fn f(", "f"), " one\n two");
}
