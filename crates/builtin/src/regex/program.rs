//! Where can a match of an expression end? (Thompson's simulation: linear in the text)

use super::parse::{Assert, Node, Set, Sub};

pub(super) const TOO_COMPLEX: &str = "regular expression is too complex";
/// Instructions, after bounded repetitions are written out.
const INSTRUCTIONS_MAX: usize = 100_000;

enum Instruction {
    One(char),
    Set(Set),
    Split(usize, usize),
    Jump(usize),
    Assert(Assert),
    Look { ahead: bool, positive: bool, program: Program },
    Match,
}

/// An expression as instructions.
pub(super) struct Program {
    code: Vec<Instruction>,
    too_complex: bool,
}

impl Program {
    pub(super) fn of(sub: &Sub) -> Program {
        let mut program = Program { code: Vec::new(), too_complex: false };
        program.emit(sub);
        program.code.push(Instruction::Match);
        program
    }

    /// Of a part some times over.
    pub(super) fn of_repeat(inner: &Sub, min: u32, max: Option<u32>) -> Program {
        let mut program = Program { code: Vec::new(), too_complex: false };
        program.emit_repeat(inner, min, max);
        program.code.push(Instruction::Match);
        program
    }

    pub(super) fn is_too_complex(&self) -> bool {
        self.too_complex
    }

    fn emit(&mut self, sub: &Sub) {
        if self.code.len() > INSTRUCTIONS_MAX {
            self.too_complex = true;
            return;
        }
        match &sub.node {
            Node::Empty => {}
            Node::Set(set) => self.code.push(match set.ranges[..] {
                [(low, high)] if low == high && !set.negated => Instruction::One(low),
                _ => Instruction::Set(set.clone()),
            }),
            Node::Row(parts) => parts.iter().for_each(|part| self.emit(part)),
            Node::Concat(first, rest) => {
                self.emit(first);
                self.emit(rest);
            }
            Node::Group(_, inner) => self.emit(inner),
            Node::Alternate(branches) => self.emit_branches(branches),
            Node::Repeat { inner, min, max } => self.emit_repeat(inner, *min, *max),
            Node::Assert(assert) => self.code.push(Instruction::Assert(*assert)),
            Node::Look { ahead, positive, inner } => {
                let program = Program::of(inner);
                self.too_complex |= program.too_complex;
                self.code.push(Instruction::Look { ahead: *ahead, positive: *positive, program });
            }
        }
    }

    fn emit_branches(&mut self, branches: &[Sub]) {
        let mut jumps = Vec::new();
        for (index, branch) in branches.iter().enumerate() {
            let split = (index + 1 < branches.len()).then_some(self.code.len());
            if split.is_some() {
                self.code.push(Instruction::Match);
            }
            self.emit(branch);
            if let Some(split) = split {
                jumps.push(self.code.len());
                self.code.push(Instruction::Match);
                self.code[split] = Instruction::Split(split + 1, self.code.len());
            }
        }
        let end = self.code.len();
        for jump in jumps {
            self.code[jump] = Instruction::Jump(end);
        }
    }

    fn emit_repeat(&mut self, inner: &Sub, min: u32, max: Option<u32>) {
        for _ in 0..min {
            self.emit(inner);
        }
        match max {
            None => {
                let split = self.code.len();
                self.code.push(Instruction::Match);
                self.emit(inner);
                self.code.push(Instruction::Jump(split));
                self.code[split] = Instruction::Split(split + 1, self.code.len());
            }
            Some(max) => {
                let mut splits = Vec::new();
                for _ in min..max {
                    splits.push(self.code.len());
                    self.code.push(Instruction::Match);
                    self.emit(inner);
                }
                let end = self.code.len();
                for split in splits {
                    self.code[split] = Instruction::Split(split + 1, end);
                }
            }
        }
    }

    /// The end of the longest match that begins at `start`.
    pub(super) fn longest(&self, text: &[char], start: usize) -> Option<usize> {
        let mut found = None;
        self.ends(text, start, text.len(), |end| {
            found = Some(end);
            false
        });
        found
    }

    /// The end of the shortest match that begins at `start`.
    pub(super) fn shortest(&self, text: &[char], start: usize) -> Option<usize> {
        let mut found = None;
        self.ends(text, start, text.len(), |end| {
            found = Some(end);
            true
        });
        found
    }

    /// Whether a match spans exactly this.
    pub(super) fn spans(&self, text: &[char], (start, end): (usize, usize)) -> bool {
        let mut found = false;
        self.ends(text, start, end, |at| {
            found = at == end;
            found
        });
        found
    }

    /// Calls with each end of a match from `start` in order, no further than `limit`, until told to stop.
    pub(super) fn ends(
        &self,
        text: &[char],
        start: usize,
        limit: usize,
        mut each: impl FnMut(usize) -> bool,
    ) {
        let mut now = Threads::new(self.code.len());
        let mut next = Threads::new(self.code.len());
        now.follow(self, text, start, 0, start);
        for at in start..=limit {
            if now.matched.is_some() && each(at) {
                return;
            }
            if at == limit || now.list.is_empty() {
                return;
            }
            self.step(text, at, &now, &mut next, usize::MAX);
            std::mem::swap(&mut now, &mut next);
        }
    }

    fn step(&self, text: &[char], at: usize, now: &Threads, next: &mut Threads, before: usize) {
        next.clear();
        let char = text[at];
        for (pc, start) in &now.list {
            let goes = match &self.code[*pc] {
                Instruction::One(wanted) => *wanted == char,
                Instruction::Set(set) => set.contains(char),
                _ => false,
            };
            if goes && *start < before {
                next.follow(self, text, at + 1, pc + 1, *start);
            }
        }
    }

    /// Whether there is a match anywhere.
    pub(super) fn matches_within(&self, text: &[char]) -> bool {
        self.leftmost_until(text, 0, true).is_some()
    }

    /// Where the leftmost match at or after `from` begins.
    pub(super) fn leftmost(&self, text: &[char], from: usize) -> Option<usize> {
        self.leftmost_until(text, from, false)
    }

    /// Threads are kept in the order of their starts, and of two in one state only the earlier.
    fn leftmost_until(&self, text: &[char], from: usize, any: bool) -> Option<usize> {
        let mut now = Threads::new(self.code.len());
        let mut next = Threads::new(self.code.len());
        let mut best: Option<usize> = None;
        for at in from..=text.len() {
            if best.is_none() {
                now.follow(self, text, at, 0, at);
            }
            if let Some(start) = now.matched {
                best = Some(best.map_or(start, |best| best.min(start)));
                if any {
                    return best;
                }
            }
            if at == text.len() || (best.is_some() && now.list.is_empty()) {
                return best;
            }
            self.step(text, at, &now, &mut next, best.unwrap_or(usize::MAX));
            std::mem::swap(&mut now, &mut next);
        }
        best
    }
}

/// Where the simulation stands: instructions that wait for a character, and since when.
struct Threads {
    list: Vec<(usize, usize)>,
    seen: Vec<bool>,
    touched: Vec<usize>,
    stack: Vec<usize>,
    /// The earliest start of a thread that has matched.
    matched: Option<usize>,
}

impl Threads {
    fn new(len: usize) -> Threads {
        Threads {
            list: Vec::new(),
            seen: vec![false; len],
            touched: Vec::new(),
            stack: Vec::new(),
            matched: None,
        }
    }

    fn clear(&mut self) {
        for pc in self.touched.drain(..) {
            self.seen[pc] = false;
        }
        self.list.clear();
        self.matched = None;
    }

    /// Adds a thread and all it can come to without a character.
    fn follow(&mut self, program: &Program, text: &[char], at: usize, pc: usize, start: usize) {
        self.stack.push(pc);
        while let Some(pc) = self.stack.pop() {
            if std::mem::replace(&mut self.seen[pc], true) {
                continue;
            }
            self.touched.push(pc);
            match &program.code[pc] {
                Instruction::One(_) | Instruction::Set(_) => self.list.push((pc, start)),
                Instruction::Split(a, b) => {
                    self.stack.push(*b);
                    self.stack.push(*a);
                }
                Instruction::Jump(to) => self.stack.push(*to),
                Instruction::Assert(assert) => {
                    if holds(*assert, text, at) {
                        self.stack.push(pc + 1);
                    }
                }
                Instruction::Look { ahead, positive, program } => {
                    let found = if *ahead {
                        program.shortest(text, at).is_some()
                    } else {
                        (0..=at).any(|from| program.spans(text, (from, at)))
                    };
                    if found == *positive {
                        self.stack.push(pc + 1);
                    }
                }
                Instruction::Match => {
                    self.matched = Some(self.matched.map_or(start, |before| before.min(start)));
                }
            }
        }
    }
}

fn holds(assert: Assert, text: &[char], at: usize) -> bool {
    let word =
        |char: Option<&char>| char.is_some_and(|char| char.is_ascii_alphanumeric() || *char == '_');
    let before = at.checked_sub(1).and_then(|before| text.get(before));
    let (left, right) = (word(before), word(text.get(at)));
    match assert {
        Assert::TextStart => at == 0,
        Assert::TextEnd => at == text.len(),
        Assert::LineStart => at == 0 || before == Some(&'\n'),
        Assert::LineEnd => at == text.len() || text[at] == '\n',
        Assert::WordStart => !left && right,
        Assert::WordEnd => left && !right,
        Assert::WordEdge => left != right,
        Assert::NotWordEdge => left == right,
    }
}
