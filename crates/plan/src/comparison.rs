//! Which functions of `pg_proc` compare, by the order B-tree indexes keep?
//!
//! An index serves `column op value` only when `op` belongs to the operator
//! family of the column's type (PostgreSQL's `pg_amop`, method `btree`, joined to
//! `pg_operator.oprcode`). Types left out are filtered row by
//! row: `bpchar` too, whose equal values may differ in their padding.

use types::Oid;

/// A B-tree strategy, numbered as in `pg_amop.amopstrategy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Comparison {
    Less,
    LessEqual,
    Equal,
    GreaterEqual,
    Greater,
}

impl Comparison {
    const ALL: [Comparison; 5] = [
        Comparison::Less,
        Comparison::LessEqual,
        Comparison::Equal,
        Comparison::GreaterEqual,
        Comparison::Greater,
    ];

    /// The same comparison with its sides exchanged.
    #[must_use]
    pub fn commuted(self) -> Comparison {
        match self {
            Comparison::Less => Comparison::Greater,
            Comparison::LessEqual => Comparison::GreaterEqual,
            Comparison::Equal => Comparison::Equal,
            Comparison::GreaterEqual => Comparison::LessEqual,
            Comparison::Greater => Comparison::Less,
        }
    }

    /// The operator's name.
    pub fn symbol(self) -> &'static str {
        match self {
            Comparison::Less => "<",
            Comparison::LessEqual => "<=",
            Comparison::Equal => "=",
            Comparison::GreaterEqual => ">=",
            Comparison::Greater => ">",
        }
    }
}

/// What `function` compares, when both its arguments have one type.
pub fn same_type(function: Oid) -> Option<Comparison> {
    find(&SAME_TYPE, function)
}

/// What `function` compares, when its arguments are integers of two widths.
pub fn integers(function: Oid) -> Option<Comparison> {
    find(&INTEGERS, function)
}

/// Either of the two above.
pub fn comparison(function: Oid) -> Option<Comparison> {
    same_type(function).or_else(|| integers(function))
}

fn find(table: &[[Oid; 5]], function: Oid) -> Option<Comparison> {
    let place = table.iter().find_map(|row| row.iter().position(|oid| *oid == function))?;
    Comparison::ALL.get(place).copied()
}

/// By type OID: bool, bytea, "char", name, int8, int2, int4, text, oid, float4, float8, date, time,
/// timestamp, timestamptz, interval, timetz, numeric, uuid.
const SAME_TYPE: [[Oid; 5]; 19] = [
    [56, 1691, 60, 1692, 57],       // 16
    [1949, 1950, 1948, 1952, 1951], // 17
    [1246, 72, 61, 74, 73],         // 18
    [655, 656, 62, 658, 657],       // 19
    [469, 471, 467, 472, 470],      // 20
    [64, 148, 63, 151, 146],        // 21
    [66, 149, 65, 150, 147],        // 23
    [740, 741, 67, 743, 742],       // 25
    [716, 717, 184, 1639, 1638],    // 26
    [289, 290, 287, 292, 291],      // 700
    [295, 296, 293, 298, 297],      // 701
    [1087, 1088, 1086, 1090, 1089], // 1082
    [1102, 1103, 1145, 1105, 1104], // 1083
    [2054, 2055, 2052, 2056, 2057], // 1114
    [1154, 1155, 1152, 1156, 1157], // 1184
    [1164, 1165, 1162, 1166, 1167], // 1186
    [1354, 1355, 1352, 1356, 1357], // 1266
    [1722, 1723, 1718, 1721, 1720], // 1700
    [2954, 2955, 2956, 2957, 2958], // 2950
];

/// By the types of both arguments.
const INTEGERS: [[Oid; 5]; 6] = [
    [1858, 1860, 1856, 1861, 1859], // (20, 21)
    [476, 478, 474, 479, 477],      // (20, 23)
    [1852, 1854, 1850, 1855, 1853], // (21, 20)
    [160, 166, 158, 168, 162],      // (21, 23)
    [854, 856, 852, 857, 855],      // (23, 20)
    [161, 167, 159, 169, 163],      // (23, 21)
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn int4s_functions_are_the_ones_of_pg_amop() {
        assert_eq!(same_type(65), Some(Comparison::Equal));
        assert_eq!(same_type(66), Some(Comparison::Less));
        assert_eq!(same_type(147), Some(Comparison::Greater));
        assert_eq!(integers(65), None);
        assert_eq!(comparison(852), Some(Comparison::Equal));
        assert_eq!(comparison(144), None, "<> is in no family");
    }
}
