//! Which types share their bytes, and which operator class serves a type by default?
//!
//! Two of PostgreSQL's questions that need more than one row: `IsBinaryCoercible` of
//! src/backend/parser/parse_coerce.c and `GetDefaultOpClass` of src/backend/commands/indexcmds.c.

use super::{OPCLASSES, OpclassFact, cast, element_of, oid, type_by_oid};
use crate::Oid;

/// Whether a value of `source` is a value of `target` as it stands, implicitly. Domains count as
/// their base type.
pub fn binary_coercible(source: Oid, target: Oid) -> bool {
    if source == target
        || target == oid::ANY
        || target == oid::ANYELEMENT
        || target == oid::ANYCOMPATIBLE
    {
        return true;
    }
    let source = base_type(source);
    let kind = type_by_oid(source).map(|row| row.typtype);
    match target {
        _ if source == target => true,
        oid::ANYARRAY | oid::ANYCOMPATIBLEARRAY => element_of(source).is_some(),
        oid::ANYNONARRAY | oid::ANYCOMPATIBLENONARRAY => element_of(source).is_none(),
        oid::ANYENUM => kind == Some('e'),
        oid::ANYRANGE | oid::ANYCOMPATIBLERANGE => kind == Some('r'),
        oid::ANYMULTIRANGE | oid::ANYCOMPATIBLEMULTIRANGE => kind == Some('m'),
        _ => cast(source, target).is_some_and(|row| row.method == 'b' && row.context == 'i'),
    }
}

fn base_type(mut oid: Oid) -> Oid {
    while let Some(row) = type_by_oid(oid).filter(|row| row.typtype == 'd') {
        oid = row.basetype;
    }
    oid
}

/// The default operator class of an access method for a type: that of the type itself, else the
/// only one whose type it is binary coercible to, a preferred type first (`varchar` is served by
/// `text_ops`, every array by `array_ops`). User-defined enums and row types, which are not among
/// these facts, go by `ANYENUM` and `RECORD`.
pub fn opclass_default(am: Oid, of: Oid) -> Option<&'static OpclassFact> {
    let of = base_type(of);
    let category = type_by_oid(of).map(|row| row.category);
    let defaults = || OPCLASSES.iter().filter(|row| row.am == am && row.default);
    if let Some(exact) = defaults().find(|row| row.intype == of) {
        return Some(exact);
    }
    let preferred = |oid: Oid| {
        type_by_oid(oid).is_some_and(|row| row.preferred && Some(row.category) == category)
    };
    let mut compatible = defaults().filter(|row| binary_coercible(of, row.intype));
    let mut best =
        defaults().filter(|row| preferred(row.intype) && binary_coercible(of, row.intype));
    match (best.next(), best.next()) {
        (Some(only), None) => Some(only),
        _ => compatible.next().filter(|_| compatible.next().is_none()),
    }
}
