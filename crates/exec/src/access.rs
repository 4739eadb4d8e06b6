//! Under which keys do the rows stand that an access path means?
//!
//! Equal values of leading key columns and a range of the next become byte ranges, since keys sort
//! as values do. When a whole unique key is given they become points, and many points are asked of
//! storage at once.

use crate::code::Code;
use crate::compile::Compiler;
use crate::eval::{Eval, whole};
use crate::keys;
use base::key::after_prefix;
use base::{Key, KeyRange, SqlError, SqlResult};
use plan::{Access, Bound, Probe};
use sql::rel::{ColumnId, Scan};
use types::facts::oid;
use types::{Datum, Oid, key};

/// A compiled access path.
pub(crate) struct Way {
    /// What keys begin with: the table's storage, or the index's.
    prefix: Vec<u8>,
    parts: Vec<Part>,
    equal: Vec<Equal>,
    lower: Option<(Code, bool)>,
    upper: Option<(Code, bool)>,
    /// What is found are index entries, whose values are row keys.
    pub(crate) by_entry: bool,
    /// All key columns of a unique index are held equal.
    whole: bool,
    /// Rows are found against the order of keys.
    pub(crate) backward: bool,
}

/// A key column.
struct Part {
    ty: Oid,
    descending: bool,
    nulls_first: bool,
}

enum Equal {
    One(Code),
    Any(Code),
    Null,
}

/// Where to look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// One key, which may not be there.
    Point(Key),
    /// Every key in it.
    Range(KeyRange),
}

impl Target {
    fn start(&self) -> &Key {
        match self {
            Target::Point(key) => key,
            Target::Range(range) => &range.start,
        }
    }
}

impl Way {
    /// Compiles `access` of `scan`; its expressions are over rows of `columns`.
    pub(crate) fn compile(
        compiler: &mut Compiler,
        scan: &Scan,
        access: &Access,
        backward: bool,
        columns: &[ColumnId],
    ) -> SqlResult<Way> {
        let mut way = Way {
            prefix: keys::prefix(scan.table.storage),
            parts: Vec::new(),
            equal: Vec::new(),
            lower: None,
            upper: None,
            by_entry: false,
            whole: false,
            backward,
        };
        let Access::Index { index, equal, lower, upper } = access else { return Ok(way) };
        let lost = || SqlError::internal("an index of the plan is lost");
        let index = scan.table.indexes.get(*index).ok_or_else(lost)?;
        if !index.primary {
            way.prefix = keys::prefix(index.storage);
            way.by_entry = true;
        }
        way.whole = index.unique && equal.len() == index.keys.len();
        let exprs = scan.indexes.iter().find(|own| own.index == index.oid);
        for (place, part) in index.keys.iter().enumerate().take(equal.len() + 1) {
            let column = part.column.and_then(|column| scan.table.columns.get(column));
            let expr = exprs.and_then(|own| own.keys.iter().find(|(at, _)| *at == place));
            let ty = match (column, expr) {
                (Some(column), _) => column.type_oid,
                (None, Some((_, expr))) => expr.ty().oid,
                (None, None) => break,
            };
            way.parts.push(Part { ty, descending: part.descending, nulls_first: part.nulls_first });
        }
        let ranged = usize::from(lower.is_some() || upper.is_some());
        if way.parts.len() < equal.len() + ranged {
            return Err(lost());
        }
        for probe in equal {
            way.equal.push(match probe {
                Probe::One(expr) => Equal::One(compiler.code(expr, columns)?),
                Probe::Any(expr) => Equal::Any(compiler.code(expr, columns)?),
                Probe::Null => Equal::Null,
            });
        }
        let mut bound = |bound: &Option<Bound>| -> SqlResult<Option<(Code, bool)>> {
            let Some(bound) = bound else { return Ok(None) };
            Ok(Some((compiler.code(&bound.value, columns)?, bound.inclusive)))
        };
        way.lower = bound(lower)?;
        way.upper = bound(upper)?;
        Ok(way)
    }

    /// Appends where to look, in the order rows shall come.
    pub(crate) fn targets(
        &self,
        eval: &Eval<'_>,
        row: &[Datum],
        out: &mut Vec<Target>,
    ) -> SqlResult<()> {
        let first = out.len();
        let mut prefixes = vec![self.prefix.clone()];
        let mut nullable = false;
        for (equal, part) in self.equal.iter().zip(&self.parts) {
            match equal {
                Equal::One(code) => {
                    let value = code.value(eval, row)?;
                    let Fit::Value(value) = fit(&value, part.ty) else { return Ok(()) };
                    prefixes.iter_mut().for_each(|prefix| part.put(&value, prefix));
                }
                Equal::Any(code) => {
                    let value = code.value(eval, row)?;
                    let Datum::Array(array) = &*value else { return Ok(()) };
                    let mut longer = Vec::with_capacity(array.items.len() * prefixes.len());
                    for item in &array.items {
                        let Fit::Value(item) = fit(item, part.ty) else { continue };
                        for prefix in &prefixes {
                            let mut prefix = prefix.clone();
                            part.put(&item, &mut prefix);
                            longer.push(prefix);
                        }
                    }
                    prefixes = longer;
                }
                Equal::Null => {
                    nullable = true;
                    prefixes.iter_mut().for_each(|prefix| part.put(&Datum::Null, prefix));
                }
            }
        }
        if self.whole && !nullable {
            out.extend(prefixes.into_iter().map(|prefix| Target::Point(prefix.into())));
        } else if self.lower.is_some() || self.upper.is_some() {
            let part = self.parts.get(self.equal.len());
            let Some(part) = part else { return Ok(()) };
            let Some((start, end)) = self.span(part, eval, row)? else { return Ok(()) };
            for prefix in prefixes {
                let key = |tail: &[u8]| [&prefix, tail].concat();
                let end = match &end {
                    Edge::Before(tail) => Some(Key::from(key(tail))),
                    Edge::After(tail) => after_prefix(&key(tail)),
                };
                let start = match &start {
                    Edge::Before(tail) => Some(Key::from(key(tail))),
                    Edge::After(tail) => after_prefix(&key(tail)),
                };
                if let Some(start) = start {
                    out.push(Target::Range(KeyRange { start, end }));
                }
            }
        } else {
            let ranges = prefixes.into_iter().map(|prefix| KeyRange::prefix(Key::from(prefix)));
            out.extend(ranges.map(Target::Range));
        }
        let new = &mut out[first..];
        if new.len() > 1 {
            new.sort_by(|a, b| a.start().cmp(b.start()));
            out.dedup();
        }
        if self.backward {
            out[first..].reverse();
        }
        Ok(())
    }

    /// Where the range of the column `part` begins and ends, as the bytes after the equal columns;
    /// `None` when nothing can be inside. NULLs are outside.
    fn span(&self, part: &Part, eval: &Eval<'_>, row: &[Datum]) -> SqlResult<Option<(Edge, Edge)>> {
        let mut edges = [Edge::Before(vec![VALUES]), Edge::After(vec![VALUES])];
        for (is_upper, bound) in [(false, &self.lower), (true, &self.upper)] {
            let Some((code, inclusive)) = bound else { continue };
            let value = code.value(eval, row)?;
            let value = match fit(&value, part.ty) {
                Fit::Value(value) => value,
                Fit::Null => return Ok(None),
                // Below every value of the column: as a lower bound it holds nothing back.
                Fit::Below if is_upper => return Ok(None),
                Fit::Above if !is_upper => return Ok(None),
                Fit::Below | Fit::Above => continue,
            };
            let mut bytes = Vec::new();
            part.put(&value, &mut bytes);
            // A descending column's lower bound ends its range of keys.
            let ends = is_upper != part.descending;
            let edge = if ends == *inclusive { Edge::After(bytes) } else { Edge::Before(bytes) };
            edges[usize::from(ends)] = edge;
        }
        let [start, end] = edges;
        Ok(Some((start, end)))
    }
}

/// What every value begins with that is not NULL ([`types::key`]).
const VALUES: u8 = 1;

/// An end of a range of keys that begin with some bytes: before the first of them, or after the last.
enum Edge {
    Before(Vec<u8>),
    After(Vec<u8>),
}

impl Part {
    fn put(&self, value: &Datum, out: &mut Vec<u8>) {
        key::encode(self.ty, value, self.descending, self.nulls_first, out);
    }
}

/// A value as one of a column's type.
enum Fit {
    Value(Datum),
    /// Less than every value of the type.
    Below,
    /// Greater.
    Above,
    /// Compares with nothing.
    Null,
}

fn fit(value: &Datum, column: Oid) -> Fit {
    let Some(number) = whole(value) else {
        return if value.is_null() { Fit::Null } else { Fit::Value(value.clone()) };
    };
    let fitted = match column {
        oid::INT2 => i16::try_from(number).ok().map(Datum::Int2),
        oid::INT4 => i32::try_from(number).ok().map(Datum::Int4),
        oid::INT8 => Some(Datum::Int8(number)),
        _ => Some(value.clone()),
    };
    match fitted {
        Some(value) => Fit::Value(value),
        None if number < 0 => Fit::Below,
        None => Fit::Above,
    }
}
