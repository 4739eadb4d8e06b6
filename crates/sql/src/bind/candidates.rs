//! Which of several functions or operators of one name fits the arguments best?
//! (`func_match_argtypes` and `func_select_candidate` of src/backend/parser/parse_func.c)

use super::coerce::{Context, can_coerce};
use super::type_name::{base_oid, category, preferred};
use types::Oid;
use types::facts::oid;

/// A function or operator, by the types its arguments would have in this call.
#[derive(Clone, Debug)]
pub(crate) struct Candidate<T> {
    pub what: T,
    pub args: Vec<Oid>,
}

/// What came of choosing.
pub(crate) enum Choice<T> {
    One(Candidate<T>),
    None,
    Several,
}

/// The best of those that can be called at all.
pub(crate) fn choose<T: Clone>(input: &[Oid], all: Vec<Candidate<T>>) -> Choice<T> {
    let mut fit: Vec<Candidate<T>> = all
        .into_iter()
        .filter(|candidate| can_coerce(input, &candidate.args, Context::Implicit))
        .collect();
    match fit.len() {
        0 => Choice::None,
        1 => fit.pop().map_or(Choice::None, Choice::One),
        _ => select(input, fit).map_or(Choice::Several, Choice::One),
    }
}

/// Keeps the candidates with the most places for which `counts` holds, if any has one.
fn keep_best<T>(list: &mut Vec<Candidate<T>>, counts: impl Fn(usize, Oid) -> bool) {
    let score = |candidate: &Candidate<T>| {
        candidate.args.iter().enumerate().filter(|(place, ty)| counts(*place, **ty)).count()
    };
    let best = list.iter().map(score).max().unwrap_or(0);
    list.retain(|candidate| score(candidate) == best);
}

fn select<T: Clone>(input: &[Oid], mut list: Vec<Candidate<T>>) -> Option<Candidate<T>> {
    let base: Vec<Oid> = input
        .iter()
        .map(|ty| if *ty == oid::UNKNOWN { oid::UNKNOWN } else { base_oid(*ty) })
        .collect();
    let known = |place: usize| base[place] != oid::UNKNOWN;
    keep_best(&mut list, |place, ty| known(place) && ty == base[place]);
    if list.len() == 1 {
        return list.pop();
    }
    keep_best(&mut list, |place, ty| {
        known(place)
            && (ty == base[place] || (category(ty) == category(base[place]) && preferred(ty)))
    });
    if list.len() == 1 {
        return list.pop();
    }
    if (0..base.len()).all(known) {
        return None;
    }
    by_category(&base, &mut list);
    if list.len() == 1 {
        return list.pop();
    }
    let mut known_types = base.iter().filter(|ty| **ty != oid::UNKNOWN);
    let one = *known_types.next()?;
    if known_types.any(|ty| *ty != one) {
        return None;
    }
    let assumed = vec![one; base.len()];
    list.retain(|candidate| can_coerce(&assumed, &candidate.args, Context::Implicit));
    if list.len() == 1 { list.pop() } else { None }
}

/// Where every unknown argument's place has one category among the candidates (string wins over
/// others), keeps those of that category, preferred types only where there are some.
fn by_category<T: Clone>(base: &[Oid], list: &mut Vec<Candidate<T>>) {
    let mut wanted: Vec<Option<(char, bool)>> = vec![None; base.len()];
    for (place, ty) in base.iter().enumerate() {
        if *ty != oid::UNKNOWN {
            continue;
        }
        let (mut slot, mut has_preferred, mut conflict) = (None, false, false);
        for candidate in list.iter() {
            let Some(ty) = candidate.args.get(place) else { continue };
            let (own, is_preferred) = (category(*ty), preferred(*ty));
            match slot {
                None => (slot, has_preferred) = (Some(own), is_preferred),
                Some(known) if known == own => has_preferred |= is_preferred,
                Some(_) if own == 'S' => (slot, has_preferred) = (Some('S'), is_preferred),
                Some(_) => conflict = true,
            }
        }
        if conflict && slot != Some('S') {
            return;
        }
        wanted[place] = slot.map(|slot| (slot, has_preferred));
    }
    let fits = |candidate: &Candidate<T>| {
        candidate.args.iter().zip(&wanted).all(|(ty, slot)| match slot {
            Some((slot, must)) => category(*ty) == *slot && (!must || preferred(*ty)),
            None => true,
        })
    };
    if list.iter().any(fits) {
        list.retain(fits);
    }
}
