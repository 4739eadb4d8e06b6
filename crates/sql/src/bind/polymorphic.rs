//! Which types do `anyelement` and its kin stand for in one call?
//! (`enforce_generic_type_consistency` of src/backend/parser/parse_coerce.c)

use super::coerce;
use super::type_name::{base_oid, shown};
use types::Oid;
use types::facts::{self, oid};

/// The pseudo-types that stand for one of the types of a call.
const FAMILY: [Oid; 11] = [
    oid::ANYELEMENT,
    oid::ANYARRAY,
    oid::ANYNONARRAY,
    oid::ANYENUM,
    oid::ANYRANGE,
    oid::ANYMULTIRANGE,
    oid::ANYCOMPATIBLE,
    oid::ANYCOMPATIBLEARRAY,
    oid::ANYCOMPATIBLENONARRAY,
    oid::ANYCOMPATIBLERANGE,
    oid::ANYCOMPATIBLEMULTIRANGE,
];

pub(crate) fn is_polymorphic(ty: Oid) -> bool {
    FAMILY.contains(&ty)
}

/// Whether a value of any type is passed as it stands.
pub(crate) fn accepts_any(ty: Oid) -> bool {
    ty == oid::ANY || is_polymorphic(ty)
}

/// What the pseudo-types mean in one call.
#[derive(Clone, Copy, Debug, Default)]
struct Meaning {
    element: Option<Oid>,
    array: Option<Oid>,
    range: Option<Oid>,
    multirange: Option<Oid>,
    /// Of the `anycompatible` family.
    compatible: Option<Oid>,
    compatible_range: Option<Oid>,
    compatible_multirange: Option<Oid>,
}

/// Whether these arguments can be passed to these declarations together.
pub(crate) fn consistent(actual: &[Oid], declared: &[Oid]) -> bool {
    gather(actual, declared).is_ok()
}

fn not_alike(what: &str, one: Oid, other: Oid) -> (String, Option<String>) {
    let detail = format!("{} versus {}", shown(one), shown(other));
    (format!("arguments declared \"{what}\" are not all alike"), Some(detail))
}

type Refusal = (String, Option<String>);

fn set(slot: &mut Option<Oid>, ty: Oid, what: &str) -> Result<(), Refusal> {
    match *slot {
        Some(known) if known != ty => Err(not_alike(what, known, ty)),
        _ => {
            *slot = Some(ty);
            Ok(())
        }
    }
}

fn gather(actual: &[Oid], declared: &[Oid]) -> Result<Meaning, Refusal> {
    let mut meaning = Meaning::default();
    let mut compatible: Vec<(Oid, i32)> = Vec::new();
    let (mut nonarray, mut some_compatible) = (false, false);
    for (ty, slot) in actual.iter().zip(declared) {
        let unknown = *ty == oid::UNKNOWN;
        some_compatible |= is_compatible(*slot);
        if unknown {
            nonarray |= *slot == oid::ANYNONARRAY;
            continue;
        }
        let base = base_oid(*ty);
        let not = |kind: &str| {
            (
                format!("argument declared {} is not {kind} but type {}", shown(*slot), shown(*ty)),
                None,
            )
        };
        match *slot {
            oid::ANYELEMENT | oid::ANYNONARRAY | oid::ANYENUM => {
                nonarray |= *slot == oid::ANYNONARRAY;
                if *slot == oid::ANYENUM {
                    return Err((
                        format!("type matched to anyenum is not an enum type: {}", shown(*ty)),
                        None,
                    ));
                }
                set(&mut meaning.element, *ty, "anyelement")?;
            }
            oid::ANYARRAY => {
                facts::element_of(base).ok_or_else(|| not("an array"))?;
                set(&mut meaning.array, base, "anyarray")?;
            }
            oid::ANYRANGE => {
                facts::range(base).ok_or_else(|| not("a range type"))?;
                set(&mut meaning.range, base, "anyrange")?;
            }
            oid::ANYMULTIRANGE => {
                range_of_multirange(base).ok_or_else(|| not("a multirange type"))?;
                set(&mut meaning.multirange, base, "anymultirange")?;
            }
            oid::ANYCOMPATIBLE | oid::ANYCOMPATIBLENONARRAY => {
                if *slot == oid::ANYCOMPATIBLENONARRAY && facts::element_of(base).is_some() {
                    return Err((
                        format!(
                            "type matched to anycompatiblenonarray is an array type: {}",
                            shown(*ty)
                        ),
                        None,
                    ));
                }
                compatible.push((*ty, -1));
            }
            oid::ANYCOMPATIBLEARRAY => {
                compatible.push((facts::element_of(base).ok_or_else(|| not("an array"))?, -1));
            }
            oid::ANYCOMPATIBLERANGE => {
                let range = facts::range(base).ok_or_else(|| not("a range type"))?;
                set(&mut meaning.compatible_range, base, "anycompatiblerange")?;
                compatible.push((range.subtype, -1));
            }
            oid::ANYCOMPATIBLEMULTIRANGE => {
                let range = range_of_multirange(base).ok_or_else(|| not("a multirange type"))?;
                set(&mut meaning.compatible_multirange, base, "anycompatiblemultirange")?;
                compatible.push((facts::range(range).map_or(0, |row| row.subtype), -1));
            }
            _ => {}
        }
    }
    settle(&mut meaning)?;
    if nonarray && let Some(element) = meaning.element.filter(|ty| facts::element_of(*ty).is_some())
    {
        return Err((
            format!("type matched to anynonarray is an array type: {}", shown(element)),
            None,
        ));
    }
    if some_compatible {
        let common = coerce::common(&compatible);
        meaning.compatible = Some(common.map_err(|(one, other, _)| {
            (format!("types {} and {} cannot be matched", shown(one), shown(other)), None)
        })?);
        let wanted = meaning.compatible.unwrap_or(oid::TEXT);
        let fits = |(ty, _): &(Oid, i32)| {
            *ty == wanted || coerce::can_coerce(&[*ty], &[wanted], coerce::Context::Implicit)
        };
        if let Some((ty, _)) = compatible.iter().find(|pair| !fits(pair)) {
            return Err((
                format!("types {} and {} cannot be matched", shown(*ty), shown(wanted)),
                None,
            ));
        }
    }
    Ok(meaning)
}

/// Makes element, array, range and multirange agree, each filled in from the others.
fn settle(meaning: &mut Meaning) -> Result<(), Refusal> {
    if meaning.range.is_none() {
        meaning.range = meaning.multirange.and_then(range_of_multirange);
    }
    for (found, what) in [
        (meaning.array.and_then(facts::element_of), "anyarray"),
        (meaning.range.and_then(|range| facts::range(range).map(|row| row.subtype)), "anyrange"),
    ] {
        let Some(found) = found else { continue };
        match meaning.element {
            Some(element) if element != found => {
                let message = format!(
                    "argument declared {what} is not consistent with argument declared anyelement"
                );
                let detail = format!("{} versus {}", shown(found), shown(element));
                return Err((message, Some(detail)));
            }
            _ => meaning.element = Some(found),
        }
    }
    if meaning.array.is_none() {
        meaning.array = meaning.element.and_then(facts::array_of);
    }
    if meaning.multirange.is_none() {
        meaning.multirange =
            meaning.range.and_then(|range| facts::range(range).map(|row| row.multirange));
    }
    Ok(())
}

fn range_of_multirange(multirange: Oid) -> Option<Oid> {
    facts::RANGES.iter().find(|row| row.multirange == multirange).map(|row| row.range)
}

fn is_compatible(ty: Oid) -> bool {
    matches!(
        ty,
        oid::ANYCOMPATIBLE
            | oid::ANYCOMPATIBLEARRAY
            | oid::ANYCOMPATIBLENONARRAY
            | oid::ANYCOMPATIBLERANGE
            | oid::ANYCOMPATIBLEMULTIRANGE
    )
}

/// The declared types and result with every pseudo-type replaced by what it means in this call.
///
/// # Errors
/// The message and DETAIL of a 42804.
pub(crate) fn resolve(
    actual: &[Oid],
    declared: &[Oid],
    result: Oid,
) -> Result<(Vec<Oid>, Oid), Refusal> {
    if !is_polymorphic(result) && !declared.iter().any(|ty| is_polymorphic(*ty)) {
        return Ok((declared.to_vec(), result));
    }
    let meaning = gather(actual, declared)?;
    let mean = |ty: Oid| match ty {
        oid::ANYELEMENT | oid::ANYNONARRAY | oid::ANYENUM => meaning.element,
        oid::ANYARRAY => meaning.array,
        oid::ANYRANGE => meaning.range,
        oid::ANYMULTIRANGE => meaning.multirange,
        oid::ANYCOMPATIBLE | oid::ANYCOMPATIBLENONARRAY => meaning.compatible,
        oid::ANYCOMPATIBLEARRAY => meaning.compatible.and_then(facts::array_of),
        oid::ANYCOMPATIBLERANGE => meaning.compatible_range,
        oid::ANYCOMPATIBLEMULTIRANGE => meaning.compatible_multirange,
        other => Some(other),
    };
    let unknown = || {
        let message = "could not determine polymorphic type because input has type unknown";
        (message.to_string(), None)
    };
    let declared =
        declared.iter().map(|ty| mean(*ty).ok_or_else(unknown)).collect::<Result<_, _>>()?;
    Ok((declared, mean(result).ok_or_else(unknown)?))
}
