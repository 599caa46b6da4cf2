//! The rooms of the library import only what is below them.
//!
//! `docs/architecture.md` has the picture; this test reads every `crate::` path of the library.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms from the bottom to the top, as in `docs/architecture.md`.
const ROOMS: [&str; 24] = [
    "message",
    "clock",
    "schema",
    "codec",
    "error",
    "key",
    "form",
    "expr",
    "item",
    "page",
    "meter",
    "client",
    "read",
    "write",
    "collection",
    "op",
    "entity",
    "proof",
    "streams",
    "testing",
    "embedded",
    "https",
    "private",
    "guide",
];

fn rank(room: &str) -> Option<usize> {
    ROOMS.iter().position(|other| *other == room)
}

/// The source files of the library with the room of each. The crate root only re-exports, and test modules see all rooms.
fn files() -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder of the sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let below = path.strip_prefix(&root).expect("a path below the root").with_extension("");
                let first = below.iter().next().expect("a name").to_string_lossy().into_owned();
                let is_test = below.iter().any(|name| name == "tests");
                if first != "lib" && !is_test {
                    files.push((first, path));
                }
            }
        }
    }
    files
}

/// The first name of every path that starts at the crate's root, out of groups too.
fn imported(source: &str) -> Vec<String> {
    let code = source.lines().map(|line| line.split("//").next().unwrap_or_default());
    let code = code.collect::<Vec<_>>().join("\n");
    // What an exported macro expands to is in the user's crate.
    let is_expanded =
        |start: usize| code[..start].ends_with('$') && code[start..].starts_with("crate::__private::");
    code.match_indices("crate::")
        .filter(|(start, _)| !is_expanded(*start))
        .flat_map(|(start, prefix)| first_names(&code[start + prefix.len()..]))
        .collect()
}

fn first_names(path: &str) -> Vec<String> {
    let name = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let Some(group) = path.strip_prefix('{') else { return vec![name(path)] };
    let (mut depth, mut names, mut is_start) = (0, Vec::new(), true);
    for (at, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => is_start = true,
            _ if is_start && !character.is_whitespace() => {
                names.push(name(&group[at..]));
                is_start = false;
            }
            _ => {}
        }
    }
    names
}

#[test]
fn no_room_imports_one_above_it() {
    let mut faults = Vec::new();
    for (room, path) in files() {
        let own = rank(&room).unwrap_or_else(|| panic!("{room} is not among the rooms"));
        for name in imported(&fs::read_to_string(&path).expect("a source file")) {
            match rank(&name) {
                Some(other) if other <= own => {}
                _ => faults.push(format!("{} imports crate::{name}", path.display())),
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn paths_are_read_out_of_groups() {
    assert_eq!(
        imported("use crate::key::Key;\nuse crate::{error::{Error, Kind}, op}; // crate::no"),
        ["key", "error", "op"]
    );
}
