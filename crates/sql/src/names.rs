//! What is a constraint, index or sequence called when its statement names none?
//!
//! PostgreSQL's `makeObjectName` and `ChooseRelationName` (commands/indexcmds.c):
//! `table_columns_label`, cut to fit an identifier, with a number put after the
//! label until nothing else has the name.

/// The longest identifier, in bytes (`NAMEDATALEN` - 1).
pub const MAX_NAME: usize = 63;

/// The longest prefix of `text` of at most `bytes` bytes that ends between characters.
pub fn clip(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// `first_second_label`, the two names shortened, longer one first, until all fits [`MAX_NAME`].
/// A label that leaves no room for them is kept whole.
pub fn object_name(first: &str, second: Option<&str>, label: &str) -> String {
    let overhead = label.len() + 1 + usize::from(second.is_some());
    let room = MAX_NAME.saturating_sub(overhead);
    let (mut one, mut two) = (first.len(), second.map_or(0, str::len));
    while one + two > room {
        if one > two { one -= 1 } else { two -= 1 }
    }
    let mut name = clip(first, one).to_string();
    if let Some(second) = second {
        name.push('_');
        name.push_str(clip(second, two));
    }
    name.push('_');
    name.push_str(label);
    name
}

/// [`object_name`], or with 1, 2, ... after the label when `taken` says it exists.
pub fn choose_name(
    first: &str,
    second: Option<&str>,
    label: &str,
    taken: impl Fn(&str) -> bool,
) -> String {
    let mut name = object_name(first, second, label);
    let mut pass = 0u64;
    while taken(&name) {
        pass += 1;
        name = object_name(first, second, &format!("{label}{pass}"));
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_table_columns_label() {
        assert_eq!(object_name("t", None, "pkey"), "t_pkey");
        assert_eq!(object_name("t", Some("a_b"), "key"), "t_a_b_key");
    }

    #[test]
    fn the_longer_name_gives_way_first() {
        let name = object_name(&"t".repeat(60), Some("id"), "seq");
        assert_eq!(name, format!("{}_id_seq", "t".repeat(56)));
        assert_eq!(name.len(), MAX_NAME);
    }

    #[test]
    fn a_name_is_cut_between_characters() {
        let name = object_name(&"\u{e9}".repeat(40), None, "pkey");
        assert_eq!(name, format!("{}_pkey", "\u{e9}".repeat(29)));
    }

    #[test]
    fn a_taken_name_gets_a_number() {
        let taken = ["t_a_key", "t_a_key1"];
        assert_eq!(choose_name("t", Some("a"), "key", |n| taken.contains(&n)), "t_a_key2");
    }
}
