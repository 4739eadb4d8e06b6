//! How are relations of the catalogs read?
//!
//! Their rows are made once an operator: what a statement sees of them does not change while it runs.
//! Where columns are held equal, the one of which fewest rows
//! have the value leads to them; filters above judge.

use crate::batch::Batch;
use crate::code::Code;
use crate::compile::{Compiled, Compiler};
use crate::operator::{Node, Operator, Run};
use crate::system::{self, Relation};
use async_trait::async_trait;
use base::SqlResult;
use plan::Probe;
use sql::rel::Column;
use std::sync::Arc;
use types::{Datum, Oid};

/// A relation of the catalog.
pub(crate) fn compile(
    compiler: &mut Compiler,
    relation: Oid,
    columns: &[Column],
    probes: &[(usize, Probe)],
) -> SqlResult<Compiled> {
    let mut held = Vec::with_capacity(probes.len());
    for (column, probe) in probes {
        let ty = columns.get(*column).map_or(0, |column| column.ty.oid);
        let code = match probe {
            Probe::One(value) => compiler.code(value, &[])?,
            Probe::Any(values) => compiler.code(values, &[])?,
            Probe::Null => continue,
        };
        held.push(Held { column: *column, ty, code });
    }
    let definition = Definition { relation, width: columns.len(), held };
    Ok(Compiled::of(Scan(Arc::new(definition)), columns))
}

struct Definition {
    relation: Oid,
    width: usize,
    held: Vec<Held>,
}

/// A column that is to be equal to a value, or to one of an array.
struct Held {
    column: usize,
    ty: Oid,
    code: Code,
}

struct Scan(Arc<Definition>);

struct ScanRun {
    definition: Arc<Definition>,
    /// Kept when the scan begins again.
    relation: Option<Arc<Relation>>,
    reading: Option<Reading>,
}

struct Reading {
    relation: Arc<Relation>,
    /// Where to look, when not at all rows.
    places: Option<Vec<usize>>,
    /// How many of them are done.
    done: usize,
}

impl Node for Scan {
    fn start(&self) -> Box<dyn Operator> {
        Box::new(ScanRun { definition: Arc::clone(&self.0), relation: None, reading: None })
    }
}

#[async_trait]
impl Operator for ScanRun {
    async fn next(&mut self, run: &mut Run<'_, '_>, want: usize) -> SqlResult<Option<Batch>> {
        run.breathe().await?;
        let definition = &self.definition;
        if self.reading.is_none() {
            let relation = match self.relation.take() {
                Some(relation) => relation,
                None => Arc::new(made(definition.relation, run).await?),
            };
            // A sequence moves on while the statement runs.
            if !run.cx.catalog.sequences.contains_key(&definition.relation) {
                self.relation = Some(Arc::clone(&relation));
            }
            let places = places(definition, &relation, run).await?;
            self.reading = Some(Reading { relation, places, done: 0 });
        }
        let mut out = Batch::new(definition.width);
        while let Some(reading) = &mut self.reading
            && out.len() < want
            && let Some(row) = reading.next()
        {
            let mut row = row.clone();
            row.resize(definition.width, Datum::Null);
            out.push(row);
        }
        Ok((!out.is_empty()).then_some(out))
    }

    fn reset(&mut self, _: &mut Run<'_, '_>) {
        self.reading = None;
    }
}

async fn made(relation: Oid, run: &mut Run<'_, '_>) -> SqlResult<Relation> {
    run.patiently(|eval| system::relation(relation, eval.functions)).await
}

/// Where the least of what columns are held to is found; `None` when none is held.
async fn places(
    definition: &Definition,
    relation: &Relation,
    run: &mut Run<'_, '_>,
) -> SqlResult<Option<Vec<usize>>> {
    run.patiently(|eval| {
        let mut least: Option<Vec<usize>> = None;
        for held in &definition.held {
            let value = held.code.eval(eval, &[])?;
            let found = match &value {
                Datum::Array(array) => relation.find(held.column, held.ty, &array.items),
                value => relation.find(held.column, held.ty, std::slice::from_ref(value)),
            };
            if least.as_ref().is_none_or(|least| found.len() < least.len()) {
                least = Some(found);
            }
        }
        eval.row_done();
        Ok(least)
    })
    .await
}

impl Reading {
    fn next(&mut self) -> Option<&Vec<Datum>> {
        let place = match &self.places {
            Some(places) => *places.get(self.done)?,
            None => self.done,
        };
        self.done += 1;
        self.relation.row(place)
    }
}
