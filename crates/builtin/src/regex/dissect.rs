//! What does each group match, within a match? (`cdissect` of src/backend/regex/regexec.c)

use super::Spans;
use super::parse::{Node, Prefer, Sub};
use super::program::Program;

/// Sets the groups of `sub`, which matches exactly `span`.
pub(super) fn dissect(sub: &Sub, text: &[char], span: (usize, usize), spans: &mut Spans) -> bool {
    if !sub.captures {
        return sub.program().spans(text, span);
    }
    match &sub.node {
        Node::Group(number, inner) => {
            if !dissect(inner, text, span, spans) {
                return false;
            }
            spans[*number] = Some(span);
            true
        }
        Node::Concat(first, rest) => concat(first, rest, text, span, spans),
        Node::Alternate(branches) => branches
            .iter()
            .any(|branch| branch.program().spans(text, span) && dissect(branch, text, span, spans)),
        Node::Repeat { inner, min: 0, max } => repeat(inner, *max, text, span, spans),
        Node::Repeat { inner, min, max } => {
            let before = Program::of_repeat(inner, min - 1, max.map(|max| max - 1));
            last_of(&before, inner, sub.prefer, text, span, spans)
        }
        _ => sub.program().spans(text, span),
    }
}

/// Where the first part may end, in the order it prefers.
fn ends(sub: &Sub, text: &[char], (start, end): (usize, usize)) -> Vec<usize> {
    let mut found = Vec::new();
    sub.program().ends(text, start, end, |at| {
        found.push(at);
        false
    });
    if sub.prefer != Prefer::Short {
        found.reverse();
    }
    found
}

fn concat(
    first: &Sub,
    rest: &Sub,
    text: &[char],
    (start, end): (usize, usize),
    spans: &mut Spans,
) -> bool {
    let before = spans.clone();
    for middle in ends(first, text, (start, end)) {
        if rest.program().spans(text, (middle, end))
            && dissect(first, text, (start, middle), spans)
            && dissect(rest, text, (middle, end), spans)
        {
            return true;
        }
        spans.clone_from(&before);
    }
    false
}

/// The groups of a repetition are those of its last time, so that only the last time counts.
fn last_of(
    before: &Program,
    inner: &Sub,
    prefer: Prefer,
    text: &[char],
    (start, end): (usize, usize),
    spans: &mut Spans,
) -> bool {
    let mut middles = Vec::new();
    before.ends(text, start, end, |at| {
        middles.push(at);
        false
    });
    if prefer != Prefer::Short {
        middles.reverse();
    }
    middles.into_iter().any(|middle| {
        inner.program().spans(text, (middle, end)) && dissect(inner, text, (middle, end), spans)
    })
}

/// One repetition after another, perhaps none. An empty one is tried before none.
fn repeat(
    inner: &Sub,
    max: Option<u32>,
    text: &[char],
    (start, end): (usize, usize),
    spans: &mut Spans,
) -> bool {
    // More repetitions than characters would have to be empty.
    let length = u32::try_from(end - start).unwrap_or(u32::MAX);
    let most = max.unwrap_or(u32::MAX).min(length).max(1);
    let mut failed = std::collections::HashSet::new();
    iterate(inner, (1, most), text, (start, end), spans, &mut failed) || start == end
}

fn iterate(
    inner: &Sub,
    (min, most): (u32, u32),
    text: &[char],
    (start, end): (usize, usize),
    spans: &mut Spans,
    failed: &mut std::collections::HashSet<(usize, u32)>,
) -> bool {
    // An explicit stack of (place, repetitions done, ends to try), for as many repetitions as
    // there are characters.
    let mut stack = vec![(start, 0u32, ends(inner, text, (start, end)).into_iter())];
    while let Some((from, done, choices)) = stack.last_mut() {
        let (from, done) = (*from, *done);
        let Some(to) = choices.next() else {
            failed.insert((from, done));
            stack.pop();
            continue;
        };
        let repetitions = done + 1;
        // An empty repetition helps only to reach the least number.
        if (to == from && repetitions > min) || failed.contains(&(to, repetitions)) {
            continue;
        }
        if to == end && repetitions >= min {
            let mut cuts: Vec<usize> = stack.iter().map(|entry| entry.0).collect();
            cuts.push(to);
            let before = spans.clone();
            // Each time begins without groups, also those that the time before had.
            let once = |cut: &[usize]| {
                spans.clone_from(&before);
                dissect(inner, text, (cut[0], cut[1]), spans)
            };
            if cuts.windows(2).all(once) {
                return true;
            }
            spans.clone_from(&before);
            continue;
        }
        if repetitions < most {
            let choices = ends(inner, text, (to, end)).into_iter();
            stack.push((to, repetitions, choices));
        }
    }
    false
}
