//! What number is `5min` of a setting in milliseconds, and how is it shown?
//! (PostgreSQL, `parse_int` and `ShowGUCOption` of utils/misc/guc.c)

/// Units of time in microseconds, largest first.
const TIME: [(&str, f64); 6] =
    [("d", 86_400e6), ("h", 3_600e6), ("min", 60e6), ("s", 1e6), ("ms", 1e3), ("us", 1.0)];
/// Units of memory in bytes, largest first.
const MEMORY: [(&str, f64); 5] = [
    ("TB", 1_099_511_627_776.0),
    ("GB", 1_073_741_824.0),
    ("MB", 1_048_576.0),
    ("kB", 1024.0),
    ("B", 1.0),
];

/// Why a text is no quantity.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It is no number.
    Number,
    /// Its unit is not one of these.
    Unit(&'static str),
}

/// The number of units `base` (`ms`, `8kB`, ...; none for a bare number) that a text means.
pub(crate) fn parse(text: &str, base: Option<&str>) -> Result<f64, Refusal> {
    let text = text.trim();
    let unit_at = text.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
    // The exponent of `1e3` is no unit.
    let (number, unit) = match text.parse::<f64>() {
        Ok(_) => (text, ""),
        Err(_) => (text[..unit_at].trim_end(), &text[unit_at..]),
    };
    let number = match number.strip_prefix("0x").or_else(|| number.strip_prefix("0X")) {
        Some(hex) => i64::from_str_radix(hex, 16).ok().map(|value| value as f64),
        None => number.parse::<f64>().ok().filter(|value| value.is_finite()),
    };
    let number = number.ok_or(Refusal::Number)?;
    if unit.is_empty() {
        return Ok(number);
    }
    let Some(base) = base else { return Err(Refusal::Number) };
    let (table, known) = units(base);
    let size = table.iter().find(|(name, _)| *name == unit).map(|(_, size)| size);
    Ok(number * size.ok_or(Refusal::Unit(known))? / size_of(base))
}

/// A number of units `base` in the largest unit that leaves it whole.
pub(crate) fn show(value: i64, base: Option<&str>) -> String {
    let Some(base) = base else { return value.to_string() };
    if value <= 0 {
        return value.to_string();
    }
    let whole = value as f64 * size_of(base);
    let (table, _) = units(base);
    match table.iter().find(|(_, size)| whole % size == 0.0) {
        Some((name, size)) => format!("{}{name}", (whole / size) as i64),
        None => value.to_string(),
    }
}

fn size_of(base: &str) -> f64 {
    let digits = base.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let (table, _) = units(base);
    let size = table.iter().find(|(name, _)| *name == &base[digits.len()..]);
    size.map_or(1.0, |(_, size)| *size) * digits.parse::<f64>().unwrap_or(1.0)
}

fn units(base: &str) -> (&'static [(&'static str, f64)], &'static str) {
    if base.ends_with('B') {
        let known = "Valid units for this parameter are \"B\", \"kB\", \"MB\", \"GB\", and \"TB\".";
        (&MEMORY, known)
    } else {
        let known =
            "Valid units for this parameter are \"us\", \"ms\", \"s\", \"min\", \"h\", and \"d\".";
        (&TIME, known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantity_is_kept_in_its_base_unit_and_shown_in_the_largest() {
        assert_eq!(parse("5s", Some("ms")), Ok(5000.0));
        assert_eq!(parse(" 1.5 min ", Some("ms")), Ok(90_000.0));
        assert_eq!(parse("1GB", Some("8kB")), Ok(131_072.0));
        assert_eq!(parse("x", Some("ms")), Err(Refusal::Number));
        assert!(matches!(parse("5 parsecs", Some("ms")), Err(Refusal::Unit(_))));
        assert_eq!(show(5000, Some("ms")), "5s");
        assert_eq!(show(1500, Some("ms")), "1500ms");
        assert_eq!(show(4096, Some("kB")), "4MB");
        assert_eq!(show(16384, Some("8kB")), "128MB");
        assert_eq!((show(0, Some("ms")), show(-1, Some("kB"))), ("0".into(), "-1".into()));
    }
}
