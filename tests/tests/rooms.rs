//! ARCHITECTURE.md's table of rooms is true: every crate is in it and names only what its row allows.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ is in the root").to_owned()
}

/// The words in backquotes of `text`.
fn quoted(text: &str) -> BTreeSet<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Room to (colour, rooms it may name), from the table.
fn table() -> BTreeMap<String, (String, BTreeSet<String>)> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let mut rooms: BTreeMap<String, (String, BTreeSet<String>)> = BTreeMap::new();
    for line in text.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let allowed = if cells[3] == "all above" {
            rooms.keys().cloned().collect()
        } else {
            quoted(cells[3])
        };
        let room = quoted(cells[0]).into_iter().next().expect("a room has a name");
        rooms.insert(room, (cells[1].to_owned(), allowed));
    }
    rooms
}

/// The names under `[dependencies]` of a crate.
fn dependencies(manifest: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(manifest).expect("a crate has a manifest");
    text.lines()
        .skip_while(|line| line.trim() != "[dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split(['.', ' ', '=']).next())
        .filter(|name| !name.is_empty() && !name.starts_with('#'))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_room_is_listed_and_every_listed_room_is_there() {
    let crates = root().join("crates");
    let there: BTreeSet<String> = fs::read_dir(crates)
        .expect("crates/")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"))
        .collect();
    assert_eq!(there, table().into_keys().collect());
    assert!(there.len() <= 17, "rooms are few");
}

#[test]
fn a_room_names_only_the_rooms_its_row_allows() {
    let rooms = table();
    for (room, (_, allowed)) in &rooms {
        let named = dependencies(&root().join("crates").join(room).join("Cargo.toml"));
        let neighbours: BTreeSet<String> =
            named.into_iter().filter(|name| rooms.contains_key(name)).collect();
        let forbidden: Vec<_> = neighbours.difference(allowed).collect();
        assert!(forbidden.is_empty(), "{room} names {forbidden:?}, which its row does not allow");
    }
}

#[test]
fn only_hosts_know_a_runtime_a_clock_or_chance() {
    const HOST_ONLY: [&str; 7] =
        ["tokio", "tokio-rustls", "hyper", "hyper-util", "rand", "tracing", "rcgen"];
    for (room, (colour, _)) in table() {
        if colour == "host" {
            continue;
        }
        let named = dependencies(&root().join("crates").join(&room).join("Cargo.toml"));
        for library in HOST_ONLY {
            assert!(!named.contains(library), "{room} is {colour} and names {library}");
        }
    }
}

#[test]
fn pure_rooms_are_not_async() {
    for (room, (colour, _)) in table() {
        if colour != "pure" {
            continue;
        }
        for file in sources(&root().join("crates").join(&room).join("src")) {
            if file.ends_with("tests.rs") {
                continue; // A test may need a thread with a deeper stack.
            }
            let text = fs::read_to_string(&file).expect("a source file");
            for word in ["async fn", "std::thread", "SystemTime::now", "Instant::now", "std::fs"] {
                assert!(!text.contains(word), "{} is pure and says `{word}`", file.display());
            }
        }
    }
}

#[test]
fn every_file_opens_with_the_question_it_answers() {
    for file in sources(&root().join("crates")) {
        let text = fs::read_to_string(&file).expect("a source file");
        // A generated file says first who made it.
        let opening = text.lines().find(|line| !line.starts_with("// Made by "));
        let answers = opening.is_some_and(|line| line.starts_with("//!"));
        assert!(answers, "{} does not open with //!", file.display());
    }
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}
