//! The documentation names every attribute word, placeholder spec, feature, example and page, and each attribute word has
//! a heading with an example.
//!
//! The lists are read from the sources, so that a new word fails here until it is documented. `docs/errors.md` has a
//! test of its own in `tests/behaviour/errors/documented.rs`.

use std::fs;
use std::path::{Path, PathBuf};

/// The lists of words that each derive accepts: a file and its constant, or `""` for a list within a call. Then the
/// reference of the derive, and the start of the chapter that explains them.
const LISTS: &[(&str, &str, &str, &str)] = &[
    ("attr.rs", "KEY", "entity", "The primary key and index keys"),
    ("attr.rs", "LOOKUP", "entity", "A copy under a second key"),
    ("attr.rs", "ENTITY", "entity", "The struct"),
    ("attr.rs", "METHODS", "entity", "The struct"),
    ("attr.rs", "FIELD", "entity", "A field"),
    ("attr.rs", "", "document", "The struct"),
    ("attr.rs", "", "key_segment", "The type"),
    ("attr/draft.rs", "", "entity", "The struct"),
    ("attr/unique.rs", "WORDS", "entity", "A field"),
    ("project.rs", "WORDS", "entity", "The primary key and index keys"),
    ("project.rs", "WORDS", "entity", "A copy under a second key"),
    ("project.rs", "WORDS", "table", "An index"),
    ("spec.rs", "WORDS", "entity", "Placeholder specs"),
    ("table/attr.rs", "WORDS", "table", "The table"),
    ("table/index.rs", "INDEX", "table", "An index"),
    ("collection/attr.rs", "WORDS", "collection", "The enum or struct"),
    ("collection/attr.rs", "FIELD", "collection", "A field"),
    ("projection.rs", "WORDS", "projection", "The struct"),
    ("projection/path.rs", "WORDS", "projection", "A field"),
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

/// The lists in a source file, each with the name of its constant: `const KEY: &[&str] = &["pk", "sk"];`, pairs of a
/// word, and without a name the arguments of `Args::new(.., &["name"])`.
fn lists(source: &str) -> Vec<(&str, Vec<&str>)> {
    let constants = source.split("const ").skip(1).filter_map(|text| {
        let (declared, list) = text.split_once(" =")?;
        let list = list.trim_start().strip_prefix("&[")?;
        let (name, of) = declared.split_once(": ")?;
        let is_list = of == "&[&str]" || of == "&[(&str, Word)]";
        list.split_once("];").map(|(list, _)| (name, list)).filter(|_| is_list)
    });
    let arguments = source.split("Args::").skip(1).filter_map(|text| {
        let (_, list) = text.split(';').next()?.split_once("&[")?;
        list.split_once(']').map(|(list, _)| ("", list))
    });
    constants
        .chain(arguments)
        .map(|(name, list)| (name, list.split('"').skip(1).step_by(2).collect()))
        .collect()
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

/// The text of the headings of this level, each with the text up to the next such heading.
fn sections<'a>(markdown: &'a str, level: &str) -> Vec<(&'a str, &'a str)> {
    let heading = format!("\n{level} ");
    markdown.split(&*heading).skip(1).filter_map(|section| section.split_once('\n')).collect()
}

/// The words of a section in the headings of its attributes, each with the text below.
fn attributes<'a>(reference: &'a str, section: &str) -> Vec<(Vec<&'a str>, &'a str)> {
    let sections = sections(reference, "##");
    let (_, text) = sections
        .into_iter()
        .find(|(title, _)| title.split(':').next() == Some(section))
        .unwrap_or_else(|| panic!("no section {section}"));
    self::sections(text, "###").into_iter().map(|(title, text)| (words_in_code(title), text)).collect()
}

#[test]
fn derives_have_a_heading_and_an_example_for_every_attribute_word() {
    for (file, constant, page, section) in LISTS {
        let source = read(&format!("dynamodel-derive/src/{file}"));
        let words: Vec<_> = lists(&source).into_iter().filter(|(name, _)| name == constant).collect();
        assert!(!words.is_empty(), "{file} has no list {constant}");
        let reference = read(&format!("dynamodel-derive/docs/{page}.md"));
        let attributes = attributes(&reference, section);
        for word in words.into_iter().flat_map(|(_, words)| words) {
            let found = attributes.iter().find(|(words, _)| words.contains(&word));
            let (_, text) = found.unwrap_or_else(|| {
                panic!("add `### `{word}`` to \"{section}\" of dynamodel-derive/docs/{page}.md, for {file}")
            });
            let example = text.split("\n```").skip(1).step_by(2).collect::<String>();
            assert!(example.contains(word), "no example of `{word}` in {page}: {section}");
            assert!(example.contains("assert"), "the example of `{word}` in {page} asserts nothing");
        }
    }
}

#[test]
fn references_of_derives_link_pages_of_the_guide() {
    let link = "](../dynamodel/guide/";
    let references: String = names("dynamodel-derive/docs")
        .iter()
        .map(|page| read(&format!("dynamodel-derive/docs/{page}")))
        .collect();
    let pages: Vec<_> =
        references.split(link).skip(1).filter_map(|text| text.split_once("/index.html)")).collect();
    assert!(pages.len() > 8, "{}", pages.len());
    for (page, _) in pages {
        assert!(
            root().join(format!("dynamodel/src/guide/{page}.md")).exists(),
            "the guide has no page {page}"
        );
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
                continue;
            }
            for (constant, _) in lists(&read(&format!("dynamodel-derive/src/{path}"))) {
                let is_known = LISTS.iter().any(|(file, name, ..)| *file == path && *name == constant);
                let is_known = is_known || OTHER_LISTS.contains(&&*path);
                assert!(is_known, "add {constant} of {path} to LISTS or OTHER_LISTS in this test");
            }
        }
    }
}

#[test]
fn the_stored_format_explains_every_placeholder_spec() {
    let format = read("docs/key-format.md");
    let known = words_in_code(&format);
    let specs = read("dynamodel-derive/src/spec.rs");
    let words = lists(&specs).into_iter().flat_map(|(_, words)| words);
    let missing: Vec<_> = words.filter(|word| !known.contains(word)).collect();
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

/// The text of the Rust files in a folder and its folders.
fn sources(folder: &str) -> String {
    names(folder).into_iter().map(|name| format!("{folder}/{name}")).fold(String::new(), |text, path| {
        if has_extension(&path, "rs") { text + &read(&path) } else { text + &sources(&path) }
    })
}

#[test]
fn guide_pages_have_an_example_that_asserts() {
    for folder in ["dynamodel/src/guide", "dynamodel/src/guide/recipes"] {
        // The cheat sheet has a line for each task, and links to the pages.
        for page in names(folder).iter().filter(|page| has_extension(page, "md") && *page != "cheat_sheet.md")
        {
            let text = read(&format!("{folder}/{page}"));
            let code: String = text.split("\n```").skip(1).step_by(2).collect();
            assert!(
                code.lines().any(|line| line.trim_start().starts_with("assert")),
                "{page} asserts nothing"
            );
            assert!(!code.contains("async fn example("), "{page} has an example that does not run");
        }
    }
}

#[test]
fn the_walkthrough_shows_the_code_of_the_example() {
    let example = sources("examples/youtube");
    let page = read("dynamodel/src/guide/youtube.md");
    let blocks = page.split("\n```").skip(1).step_by(2);
    let visible = blocks.map(|block| {
        block.lines().skip(1).filter(|line| !line.starts_with("# ")).collect::<Vec<_>>().join("\n")
    });
    let is_item = |text: &str| {
        text.lines()
            .any(|line| ["pub ", "fn ", "async fn ", "const "].iter().any(|word| line.starts_with(word)))
    };
    let items: Vec<_> = visible
        .flat_map(|block| block.split("\n\n").map(|text| text.trim().to_owned()).collect::<Vec<_>>())
        .filter(|text| is_item(text))
        .collect();
    assert!(items.len() > 15, "{items:#?}");
    for item in items {
        assert!(example.contains(&item), "examples/youtube does not have this code:\n{item}");
    }
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
fn words_are_read_from_lists_headings_and_code() {
    let source = "\nconst A: &[&str] = &[\"x\", \"y\"];\nconst B: &[(&str, Word)] = &[(\"z\", Word::Z)];\nconst C: &str = \"c\";\nArgs::new(&[\"w\"]);";
    assert_eq!(lists(source), [("A", vec!["x", "y"]), ("B", vec!["z"]), ("", vec!["w"])]);
    assert_eq!(words_in_code("a `b = \"c\"` d `e(f)`").join(" "), "b c e f");
    let reference = "text\n## A: `x`\n\n### `b`, `c`\nfirst\n### `d`\nsecond\n## B\n\n### `e`\nthird";
    assert_eq!(attributes(reference, "A"), [(vec!["b", "c"], "first"), (vec!["d"], "second")]);
    assert_eq!(attributes(reference, "B"), [(vec!["e"], "third")]);
}
