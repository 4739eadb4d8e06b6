//! How is a type called? (`format_type`, utils/adt/format_type.c)

use super::World;
use super::args;
use super::world::Class;
use crate::functions::Functions;
use base::SqlResult;
use sql::catalog::{of_row_type, row_types};
use types::facts::{self, PG_CATALOG, RelationFact, oid as ty};
use types::{Datum, Oid, Type};

/// `format_type(oid, typmod)`: NULL for no type, `???` for one that is not there.
pub(super) fn function(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let Some(oid) = args::oid(given, 0) else { return Ok(Datum::Null) };
    let typmod = args::int(given, 1).and_then(|typmod| i32::try_from(typmod).ok());
    Ok(Datum::text(format_type(&f.world(), oid, typmod)))
}

/// The type's name as SQL writes it; `typmod` is none where no modifier is at hand, and -1 where
/// the type is known to have none.
pub(crate) fn format_type(world: &World<'_>, oid: Oid, typmod: Option<i32>) -> String {
    // `int2vector` is an array to all but its name.
    if let Some(element) = facts::element_of(oid)
        && !matches!(oid, ty::INT2VECTOR | ty::OIDVECTOR)
    {
        return format!("{}[]", format_type(world, element, typmod));
    }
    if let Some(class) = row_class(world, oid) {
        let visible = world.relation_visible(class.name) == Some(class.oid);
        let name = world.qualified(class.namespace, class.name, visible);
        return if oid == row_types(class.oid).0 { name } else { name + "[]" };
    }
    match facts::type_by_oid(oid) {
        // Known to have no modifier, they are not `character` and `bit`, which are of length 1.
        Some(_) if oid == ty::BPCHAR && typmod == Some(-1) => "bpchar".into(),
        Some(_) if oid == ty::BIT && typmod == Some(-1) => "\"bit\"".into(),
        Some(fact) if fact.namespace == PG_CATALOG => {
            types::format_type(Type { oid, typmod: typmod.unwrap_or(-1) })
        }
        Some(fact) => {
            let visible = world.path().contains(&fact.namespace);
            world.qualified(fact.namespace, fact.name, visible)
        }
        None => match relation_of_row_type(oid) {
            Some(fact) => {
                let visible = world.path().contains(&fact.namespace);
                world.qualified(fact.namespace, fact.name, visible)
            }
            None if oid == 0 => "-".into(),
            None => "???".into(),
        },
    }
}

/// Whether there is a type with this OID.
pub(crate) fn type_exists(oid: Oid) -> bool {
    facts::type_by_oid(oid).is_some() || relation_of_row_type(oid).is_some()
}

/// The table or view of a row type, or of the array over one.
pub(super) fn row_class<'a>(world: &World<'a>, oid: Oid) -> Option<Class<'a>> {
    let (relation, _) = of_row_type(oid)?;
    world.class(relation).filter(|class| matches!(class.kind, 'r' | 'v'))
}

fn relation_of_row_type(oid: Oid) -> Option<&'static RelationFact> {
    facts::RELATIONS.iter().find(|fact| oid != 0 && fact.rowtype == oid)
}
