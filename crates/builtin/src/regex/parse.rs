//! What does a pattern say? (PostgreSQL, src/backend/regex/{regc_lex,regcomp}.c)

use super::Flags;
use super::program::{Program, TOO_COMPLEX};
use crate::args::fail;
use base::{SqlError, SqlResult};
use std::cell::OnceCell;

/// Which of several matches a part takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Prefer {
    /// It has one length, or leaves it to what follows.
    Any,
    Long,
    Short,
}

/// A part of an expression.
pub(super) struct Sub {
    pub(super) node: Node,
    pub(super) prefer: Prefer,
    /// Whether there is a group in it.
    pub(super) captures: bool,
    program: OnceCell<Program>,
}

pub(super) enum Node {
    Empty,
    Set(Set),
    /// Parts of one length each, without groups.
    Row(Vec<Sub>),
    Concat(Box<Sub>, Box<Sub>),
    Alternate(Vec<Sub>),
    Repeat {
        inner: Box<Sub>,
        min: u32,
        max: Option<u32>,
    },
    Group(usize, Box<Sub>),
    Assert(Assert),
    Look {
        ahead: bool,
        positive: bool,
        inner: Box<Sub>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Assert {
    TextStart,
    TextEnd,
    LineStart,
    LineEnd,
    WordStart,
    WordEnd,
    WordEdge,
    NotWordEdge,
}

/// Characters by ranges, ends included.
#[derive(Clone, Debug, Default)]
pub(super) struct Set {
    pub(super) ranges: Vec<(char, char)>,
    pub(super) negated: bool,
}

impl Set {
    pub(super) fn contains(&self, char: char) -> bool {
        self.ranges.iter().any(|(low, high)| (*low..=*high).contains(&char)) != self.negated
    }

    fn add(&mut self, low: char, high: char, ignore_case: bool) {
        self.ranges.push((low, high));
        if ignore_case {
            for (from, to) in [('a', 'A'), ('A', 'a')] {
                let (first, last) = (low.max(from), high.min(offset(from, 25)));
                if first <= last {
                    let shift = |char: char| offset(to, char as u32 - from as u32);
                    self.ranges.push((shift(first), shift(last)));
                }
            }
        }
    }

    fn add_class(&mut self, ranges: &[(char, char)]) {
        self.ranges.extend_from_slice(ranges);
    }

    /// The characters outside the ranges, as ranges.
    fn complement(ranges: &[(char, char)]) -> Vec<(char, char)> {
        let mut sorted = ranges.to_vec();
        sorted.sort_unstable();
        let mut out = Vec::new();
        let mut next = Some('\0');
        for (low, high) in sorted {
            if let Some(start) = next
                && start < low
            {
                out.push((start, before(low)));
            }
            next = next.map(|start| start.max(high)).and_then(after);
        }
        if let Some(start) = next {
            out.push((start, char::MAX));
        }
        out
    }
}

fn offset(char: char, by: u32) -> char {
    char::from_u32(char as u32 + by).unwrap_or(char)
}

fn before(char: char) -> char {
    if char == '\u{e000}' { '\u{d7ff}' } else { char::from_u32(char as u32 - 1).unwrap_or('\0') }
}

fn after(char: char) -> Option<char> {
    match char {
        '\u{d7ff}' => Some('\u{e000}'),
        _ => char::from_u32(char as u32 + 1),
    }
}

impl Sub {
    fn new(node: Node, prefer: Prefer) -> Sub {
        let captures = match &node {
            Node::Group(..) => true,
            Node::Concat(a, b) => a.captures || b.captures,
            Node::Alternate(branches) => branches.iter().any(|branch| branch.captures),
            Node::Repeat { inner, .. } => inner.captures,
            // What a constraint matches is not part of the match.
            _ => false,
        };
        Sub { node, prefer, captures, program: OnceCell::new() }
    }

    /// What finds where this part alone matches. The whole was checked to be small enough, so
    /// its parts are.
    pub(super) fn program(&self) -> &Program {
        self.program.get_or_init(|| Program::of(self))
    }

    pub(super) fn program_checked(&self) -> SqlResult<()> {
        if self.program().is_too_complex() {
            return Err(malformed(TOO_COMPLEX));
        }
        Ok(())
    }
}

fn malformed(what: &str) -> SqlError {
    fail(b"2201B", format!("invalid regular expression: {what}"))
}

const BAD_REPEAT: &str = "quantifier operand invalid";
const BAD_PAREN: &str = "parentheses () not balanced";
const BAD_BRACKET: &str = "brackets [] not balanced";
const BAD_BRACE: &str = "braces {} not balanced";
const BAD_BOUND: &str = "invalid repetition count(s)";
const BAD_RANGE: &str = "invalid character range";
const BAD_CLASS: &str = "invalid character class";
const BAD_ESCAPE: &str = "invalid escape \\ sequence";
const BAD_OPTION: &str = "invalid embedded option";
const BAD_COLLATING: &str = "invalid collating element";
const BAD_BACK: &str = "invalid backreference number";
/// `DUPMAX`.
const REPEAT_MAX: u32 = 255;
/// Parentheses within parentheses.
const DEPTH_MAX: usize = 100;
/// Parts with a choice of their own in one branch.
const PARTS_MAX: usize = 1000;

const DIGIT: &[(char, char)] = &[('0', '9')];
const SPACE: &[(char, char)] = &[('\t', '\r'), (' ', ' ')];
const WORD: &[(char, char)] = &[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')];

fn class(name: &str, ignore_case: bool) -> Option<&'static [(char, char)]> {
    Some(match name {
        "alnum" => &[('0', '9'), ('A', 'Z'), ('a', 'z')],
        "alpha" => &[('A', 'Z'), ('a', 'z')],
        "lower" | "upper" if ignore_case => &[('A', 'Z'), ('a', 'z')],
        "ascii" => &[('\0', '\u{7f}')],
        "blank" => &[('\t', '\t'), (' ', ' ')],
        "cntrl" => &[('\0', '\u{1f}'), ('\u{7f}', '\u{7f}')],
        "digit" => DIGIT,
        "graph" => &[('!', '~')],
        "lower" => &[('a', 'z')],
        "print" => &[(' ', '~')],
        "punct" => &[('!', '/'), (':', '@'), ('[', '`'), ('{', '~')],
        "space" => SPACE,
        "upper" => &[('A', 'Z')],
        "xdigit" => &[('0', '9'), ('A', 'F'), ('a', 'f')],
        "word" => WORD,
        _ => return None,
    })
}

/// The tree of a pattern and its number of groups.
pub(super) fn parse(pattern: &str, flags: Flags) -> SqlResult<(Sub, usize)> {
    let mut parser =
        Parser { pattern: pattern.chars().collect(), at: 0, flags, groups: 0, depth: 0 };
    if parser.rest_starts("***=") {
        parser.at += 4;
        parser.flags.literal = true;
    } else if parser.rest_starts("***:") {
        parser.at += 4;
    } else if parser.rest_starts("***") {
        return Err(malformed(BAD_REPEAT));
    }
    if parser.flags.literal {
        let rest = parser.pattern.split_off(parser.at);
        let ignore_case = parser.flags.ignore_case;
        let atoms = rest.into_iter().map(|char| single(char, ignore_case)).collect();
        return Ok((concat(atoms), 0));
    }
    parser.options()?;
    let root = parser.alternatives()?;
    if parser.peek().is_some() {
        return Err(malformed(BAD_PAREN));
    }
    Ok((root, parser.groups))
}

fn single(char: char, ignore_case: bool) -> Sub {
    let mut set = Set::default();
    set.add(char, char, ignore_case && char.is_ascii_alphabetic());
    Sub::new(Node::Set(set), Prefer::Any)
}

/// Parts one after another. What leaves no choice is kept flat, so that a long pattern makes no
/// deep tree; the rest nests to the right, as dissection takes it.
fn concat(parts: Vec<Sub>) -> Sub {
    let mut units: Vec<Sub> = Vec::new();
    for part in parts {
        let flat = part.prefer == Prefer::Any && !part.captures;
        match units.last_mut() {
            Some(Sub { node: Node::Row(row), .. }) if flat => row.push(part),
            _ if flat => units.push(Sub::new(Node::Row(vec![part]), Prefer::Any)),
            _ => units.push(part),
        }
    }
    let mut units = units.into_iter().rev();
    let Some(last) = units.next() else { return Sub::new(Node::Empty, Prefer::Any) };
    units.fold(last, |rest, first| {
        let prefer = if first.prefer == Prefer::Any { rest.prefer } else { first.prefer };
        Sub::new(Node::Concat(Box::new(first), Box::new(rest)), prefer)
    })
}

struct Parser {
    pattern: Vec<char>,
    at: usize,
    flags: Flags,
    groups: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> Option<char> {
        self.pattern.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let char = self.peek()?;
        self.at += 1;
        Some(char)
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn rest_starts(&self, text: &str) -> bool {
        let rest = &self.pattern[self.at.min(self.pattern.len())..];
        text.chars().enumerate().all(|(index, char)| rest.get(index) == Some(&char))
    }

    /// `(?xyz)` at the start.
    fn options(&mut self) -> SqlResult<()> {
        let letter = self.pattern.get(self.at + 2).is_some_and(char::is_ascii_alphabetic);
        if !self.rest_starts("(?") || !letter {
            return Ok(());
        }
        self.at += 2;
        loop {
            match self.next() {
                Some(')') => return Ok(()),
                Some('c') => self.flags.ignore_case = false,
                Some('i') => self.flags.ignore_case = true,
                Some('m' | 'n') => self.newlines(true, true),
                Some('p') => self.newlines(true, false),
                Some('w') => self.newlines(false, true),
                Some('s') => self.newlines(false, false),
                Some('x') => self.flags.expanded = true,
                Some('t') => self.flags.expanded = false,
                Some('e') => {}
                Some('q' | 'b') => {
                    return Err(SqlError::unsupported("this embedded regular expression option"));
                }
                _ => return Err(malformed(BAD_OPTION)),
            }
        }
    }

    fn newlines(&mut self, stop: bool, anchors: bool) {
        self.flags.stop_at_newline = stop;
        self.flags.anchors_at_newline = anchors;
    }

    /// Skips what means nothing: comments, and white space in expanded syntax.
    fn skip(&mut self) -> SqlResult<()> {
        loop {
            let before = self.at;
            if self.flags.expanded {
                while self.peek().is_some_and(|char| char.is_ascii_whitespace()) {
                    self.at += 1;
                }
                if self.peek() == Some('#') {
                    while self.peek().is_some_and(|char| char != '\n') {
                        self.at += 1;
                    }
                }
            }
            if self.rest_starts("(?#") {
                while self.peek().is_some_and(|char| char != ')') {
                    self.at += 1;
                }
                self.at += 1;
            }
            if self.at == before {
                return Ok(());
            }
        }
    }

    fn alternatives(&mut self) -> SqlResult<Sub> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(malformed(TOO_COMPLEX));
        }
        let mut branches = vec![self.branch()?];
        while self.eat('|') {
            branches.push(self.branch()?);
        }
        self.depth -= 1;
        if branches.len() == 1
            && let Some(only) = branches.pop()
        {
            return Ok(only);
        }
        Ok(Sub::new(Node::Alternate(branches), Prefer::Long))
    }

    fn branch(&mut self) -> SqlResult<Sub> {
        let (mut parts, mut choices) = (Vec::new(), 0);
        loop {
            self.skip()?;
            match self.peek() {
                None | Some('|' | ')') => return Ok(concat(parts)),
                Some(_) => {
                    let part = self.quantified()?;
                    choices += usize::from(part.prefer != Prefer::Any || part.captures);
                    if choices > PARTS_MAX {
                        return Err(malformed(TOO_COMPLEX));
                    }
                    parts.push(part);
                }
            }
        }
    }

    fn quantified(&mut self) -> SqlResult<Sub> {
        let atom = self.atom()?;
        let bare = matches!(atom.node, Node::Assert(_) | Node::Look { .. });
        self.skip()?;
        let Some((min, max, same)) = self.quantifier()? else { return Ok(atom) };
        if bare {
            return Err(malformed(BAD_REPEAT));
        }
        let prefer = if self.eat('?') { Prefer::Short } else { Prefer::Long };
        self.skip()?;
        if self.quantifier()?.is_some() {
            return Err(malformed(BAD_REPEAT));
        }
        if max == Some(0) {
            // The groups within are still counted, and never set.
            return Ok(Sub::new(Node::Empty, Prefer::Any));
        }
        let prefer = if same { atom.prefer } else { prefer };
        Ok(Sub::new(Node::Repeat { inner: Box::new(atom), min, max }, prefer))
    }

    /// Least and most repetitions, and whether the preference stays the atom's, as with `{m}`.
    fn quantifier(&mut self) -> SqlResult<Option<(u32, Option<u32>, bool)>> {
        let found = match self.peek() {
            Some('*') => (0, None, false),
            Some('+') => (1, None, false),
            Some('?') => (0, Some(1), false),
            Some('{') if self.pattern.get(self.at + 1).is_some_and(char::is_ascii_digit) => {
                return self.bound().map(Some);
            }
            _ => return Ok(None),
        };
        self.at += 1;
        Ok(Some(found))
    }

    fn bound(&mut self) -> SqlResult<(u32, Option<u32>, bool)> {
        self.at += 1;
        let min = self.repeat_count()?;
        let (max, same) = if self.eat(',') {
            let open = !self.peek().is_some_and(|char| char.is_ascii_digit());
            (if open { None } else { Some(self.repeat_count()?) }, false)
        } else {
            (Some(min), true)
        };
        if !self.eat('}') {
            let end = self.peek().is_none();
            return Err(malformed(if end { BAD_BRACE } else { BAD_BOUND }));
        }
        if max.is_some_and(|max| max < min) {
            return Err(malformed(BAD_BOUND));
        }
        Ok((min, max, same))
    }

    fn repeat_count(&mut self) -> SqlResult<u32> {
        let mut value = 0;
        while let Some(digit) = self.peek().and_then(|char| char.to_digit(10)) {
            self.at += 1;
            value = value * 10 + digit;
            if value > REPEAT_MAX {
                return Err(malformed(BAD_BOUND));
            }
        }
        Ok(value)
    }

    fn atom(&mut self) -> SqlResult<Sub> {
        let assert = |assert| Ok(Sub::new(Node::Assert(assert), Prefer::Any));
        let lines = self.flags.anchors_at_newline;
        match self.next() {
            Some('(') => self.parenthesis(),
            Some('[') => self.bracket(),
            Some('.') => {
                let ranges = if self.flags.stop_at_newline { vec![('\n', '\n')] } else { vec![] };
                Ok(Sub::new(Node::Set(Set { ranges, negated: true }), Prefer::Any))
            }
            Some('^') => assert(if lines { Assert::LineStart } else { Assert::TextStart }),
            Some('$') => assert(if lines { Assert::LineEnd } else { Assert::TextEnd }),
            Some('*' | '+' | '?') => Err(malformed(BAD_REPEAT)),
            Some('{') if self.peek().is_some_and(|char| char.is_ascii_digit()) => {
                Err(malformed(BAD_REPEAT))
            }
            Some('\\') => self.escape(),
            Some(char) => Ok(single(char, self.flags.ignore_case)),
            None => Ok(Sub::new(Node::Empty, Prefer::Any)),
        }
    }

    fn parenthesis(&mut self) -> SqlResult<Sub> {
        if self.eat('?') {
            let behind = self.rest_starts("<=") || self.rest_starts("<!");
            self.at += usize::from(behind);
            let look = |positive| Some((!behind, positive));
            let look = match self.next() {
                Some(':') if !behind => None,
                Some('=') => look(true),
                Some('!') => look(false),
                _ => return Err(malformed(BAD_REPEAT)),
            };
            // Groups within a constraint cannot be referred to and are not counted.
            let groups = self.groups;
            let inner = self.alternatives()?;
            if !self.eat(')') {
                return Err(malformed(BAD_PAREN));
            }
            let Some((ahead, positive)) = look else { return Ok(inner) };
            self.groups = groups;
            let node = Node::Look { ahead, positive, inner: Box::new(inner) };
            return Ok(Sub::new(node, Prefer::Any));
        }
        self.groups += 1;
        let number = self.groups;
        let inner = self.alternatives()?;
        if !self.eat(')') {
            return Err(malformed(BAD_PAREN));
        }
        let prefer = inner.prefer;
        Ok(Sub::new(Node::Group(number, Box::new(inner)), prefer))
    }

    fn bracket(&mut self) -> SqlResult<Sub> {
        for (text, assert) in [("[:<:]]", Assert::WordStart), ("[:>:]]", Assert::WordEnd)] {
            if self.rest_starts(text) {
                self.at += text.len();
                return Ok(Sub::new(Node::Assert(assert), Prefer::Any));
            }
        }
        let mut set = Set { negated: self.eat('^'), ..Set::default() };
        let ignore_case = self.flags.ignore_case;
        let mut first = true;
        loop {
            let low = match self.next() {
                None => return Err(malformed(BAD_BRACKET)),
                Some(']') if !first => break,
                Some('[') if self.peek() == Some(':') => {
                    let name = self.named(':')?;
                    let ranges = class(&name, ignore_case).ok_or_else(|| malformed(BAD_CLASS))?;
                    set.add_class(ranges);
                    first = false;
                    continue;
                }
                Some('[') if matches!(self.peek(), Some('.' | '=')) => self.collating()?,
                Some('\\') => match self.bracket_escape(&mut set)? {
                    Some(char) => char,
                    None => {
                        first = false;
                        continue;
                    }
                },
                Some(char) => char,
            };
            first = false;
            let ranged = self.peek() == Some('-') && self.pattern.get(self.at + 1) != Some(&']');
            if !ranged {
                set.add(low, low, ignore_case);
                continue;
            }
            self.at += 1;
            let high = match self.next() {
                None => return Err(malformed(BAD_BRACKET)),
                Some('[') if matches!(self.peek(), Some('.' | '=')) => self.collating()?,
                Some('[') if self.peek() == Some(':') => return Err(malformed(BAD_RANGE)),
                Some('\\') => {
                    self.bracket_escape(&mut Set::default())?.ok_or_else(|| malformed(BAD_RANGE))?
                }
                Some(char) => char,
            };
            if low > high {
                return Err(malformed(BAD_RANGE));
            }
            set.add(low, high, ignore_case);
        }
        if set.negated && self.flags.stop_at_newline {
            set.ranges.push(('\n', '\n'));
        }
        Ok(Sub::new(Node::Set(set), Prefer::Any))
    }

    /// The name within `[: :]`, its opening bracket read.
    fn named(&mut self, mark: char) -> SqlResult<String> {
        self.at += 1;
        let mut name = String::new();
        loop {
            match self.next() {
                Some(char) if char == mark && self.eat(']') => return Ok(name),
                Some(char) => name.push(char),
                None => return Err(malformed(BAD_BRACKET)),
            }
        }
    }

    /// `[.x.]` and `[=x=]`: one character here.
    fn collating(&mut self) -> SqlResult<char> {
        let mark = self.peek().unwrap_or('.');
        let name = self.named(mark)?;
        let mut chars = name.chars();
        match (chars.next(), chars.next()) {
            (Some(char), None) => Ok(char),
            _ => Err(malformed(BAD_COLLATING)),
        }
    }

    /// An escape within brackets: one character, or a class added to the set.
    fn bracket_escape(&mut self, set: &mut Set) -> SqlResult<Option<char>> {
        let ranges = match self.peek() {
            Some('d') => DIGIT.to_vec(),
            Some('s') => SPACE.to_vec(),
            Some('w') => WORD.to_vec(),
            Some('D') => Set::complement(DIGIT),
            Some('S') => Set::complement(SPACE),
            Some('W') => Set::complement(WORD),
            _ => return self.character().map(Some),
        };
        self.at += 1;
        set.add_class(&ranges);
        Ok(None)
    }

    fn escape(&mut self) -> SqlResult<Sub> {
        let set = |ranges: &[(char, char)], negated| {
            let set = Set { ranges: ranges.to_vec(), negated };
            Ok(Sub::new(Node::Set(set), Prefer::Any))
        };
        let assert = |assert| Ok(Sub::new(Node::Assert(assert), Prefer::Any));
        let Some(letter) = self.peek() else { return Err(malformed(BAD_ESCAPE)) };
        self.at += 1;
        match letter {
            'd' => set(DIGIT, false),
            's' => set(SPACE, false),
            'w' => set(WORD, false),
            'D' => self.outside(DIGIT),
            'S' => self.outside(SPACE),
            'W' => self.outside(WORD),
            'A' => assert(Assert::TextStart),
            'Z' => assert(Assert::TextEnd),
            'm' => assert(Assert::WordStart),
            'M' => assert(Assert::WordEnd),
            'y' => assert(Assert::WordEdge),
            'Y' => assert(Assert::NotWordEdge),
            '1'..='9' => self.back_reference(),
            _ => {
                self.at -= 1;
                let char = self.character()?;
                Ok(single(char, self.flags.ignore_case))
            }
        }
    }

    /// `\D` and its like, which stop at a newline as brackets do.
    fn outside(&self, ranges: &[(char, char)]) -> SqlResult<Sub> {
        let mut set = Set { ranges: ranges.to_vec(), negated: true };
        if self.flags.stop_at_newline {
            set.ranges.push(('\n', '\n'));
        }
        Ok(Sub::new(Node::Set(set), Prefer::Any))
    }

    fn back_reference(&mut self) -> SqlResult<Sub> {
        self.at -= 1;
        let digits: String =
            self.pattern[self.at..].iter().take_while(|char| char.is_ascii_digit()).collect();
        let number: usize = digits.parse().unwrap_or(usize::MAX);
        if digits.len() > 1 && number > self.groups {
            // Two digits or more that are no group are an octal escape.
            let char = self.octal();
            return Ok(single(char, self.flags.ignore_case));
        }
        if number > self.groups {
            return Err(malformed(BAD_BACK));
        }
        Err(SqlError::unsupported("a back reference in a regular expression"))
    }

    fn octal(&mut self) -> char {
        let mut value = 0;
        for _ in 0..3 {
            let Some(digit) = self.peek().and_then(|char| char.to_digit(8)) else { break };
            self.at += 1;
            value = value * 8 + digit;
        }
        char::from_u32(value).unwrap_or('\0')
    }

    fn hex(&mut self, least: usize, most: usize) -> SqlResult<char> {
        let mut value: u32 = 0;
        let mut digits = 0;
        while digits < most
            && let Some(digit) = self.peek().and_then(|char| char.to_digit(16))
        {
            self.at += 1;
            digits += 1;
            value = value.checked_mul(16).ok_or_else(|| malformed(BAD_ESCAPE))? + digit;
        }
        if digits < least {
            return Err(malformed(BAD_ESCAPE));
        }
        char::from_u32(value).ok_or_else(|| malformed(BAD_ESCAPE))
    }

    /// An escape that is one character, its backslash read.
    fn character(&mut self) -> SqlResult<char> {
        Ok(match self.next() {
            None => return Err(malformed(BAD_ESCAPE)),
            Some('a') => '\u{7}',
            Some('b') => '\u{8}',
            Some('B') => '\\',
            Some('e') => '\u{1b}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('v') => '\u{b}',
            Some('c') => {
                let control = self.next().ok_or_else(|| malformed(BAD_ESCAPE))?;
                char::from_u32(control as u32 & 0o37).unwrap_or('\0')
            }
            Some('u') => self.hex(4, 4)?,
            Some('U') => self.hex(8, 8)?,
            Some('x') => self.hex(1, 255)?,
            Some('0') => {
                self.at -= 1;
                self.octal()
            }
            Some(char) if char.is_ascii_alphanumeric() => return Err(malformed(BAD_ESCAPE)),
            Some(char) => char,
        })
    }
}
