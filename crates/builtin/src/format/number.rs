//! How do a number and a number template meet?

use super::template::{Piece, ordinal, pieces};
use base::{SqlError, SqlResult, SqlState};

/// Words in the order they are tried.
const WORDS: &[&str] = &[
    ",", ".", "0", "9", "B", "C", "D", "EEEE", "FM", "G", "L", "MI", "PL", "PR", "RN", "SG", "SP",
    "S", "TH", "V", "b", "c", "d", "eeee", "fm", "g", "l", "mi", "pl", "pr", "rn", "sg", "sp", "s",
    "th", "v",
];

#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) enum Locale {
    #[default]
    None,
    Before,
    After,
}

/// What a number template asks for (`NUMDesc`).
#[derive(Clone, Debug, Default)]
pub(super) struct Shape {
    /// Digits before and after the point.
    pub(super) before: usize,
    pub(super) after: usize,
    /// Digits after `V`.
    pub(super) shift: usize,
    sign: Locale,
    /// Digits before the place of `S`.
    sign_at: usize,
    /// Where the first `0` stands, from 1; 0 when there is none.
    zero_start: usize,
    zero_end: usize,
    decimal: bool,
    zero: bool,
    blank: bool,
    pub(super) fill: bool,
    locale_sign: bool,
    bracket: bool,
    minus: bool,
    plus: bool,
    pub(super) roman: bool,
    pub(super) multi: bool,
    pub(super) exponent: bool,
}

fn wrong(message: &str) -> SqlError {
    SqlError::new(SqlState::SYNTAX_ERROR, message)
}

pub(super) struct Template<'k> {
    pieces: Vec<Piece<'k>>,
    pub(super) shape: Shape,
}

pub(super) fn template(text: &str) -> SqlResult<Template<'static>> {
    let pieces = pieces(text, WORDS, false);
    let mut shape = Shape::default();
    for piece in &pieces {
        if let Piece::Pattern(pattern) = piece {
            shape.take(&pattern.word.to_ascii_uppercase())?;
        }
    }
    Ok(Template { pieces, shape })
}

impl Shape {
    fn take(&mut self, word: &str) -> SqlResult<()> {
        if self.exponent && word != "EEEE" {
            return Err(wrong("\"EEEE\" must be the last pattern used"));
        }
        match word {
            "9" => self.nine()?,
            "0" => self.zero()?,
            "B" => self.blank |= self.before == 0 && self.after == 0 && !self.zero,
            "D" | "." => {
                if self.decimal {
                    return Err(wrong("multiple decimal points"));
                }
                if self.multi {
                    return Err(wrong("cannot use \"V\" and decimal point together"));
                }
                self.decimal = true;
            }
            "FM" => self.fill = true,
            "S" => self.signed()?,
            "MI" | "PL" | "SG" => {
                if self.locale_sign {
                    let message = format!("cannot use \"S\" and \"{word}\" together");
                    return Err(wrong(&message));
                }
                self.minus |= word != "PL";
                self.plus |= word != "MI";
            }
            "PR" => {
                if self.locale_sign || self.plus || self.minus {
                    let message = "cannot use \"PR\" and \"S\"/\"PL\"/\"MI\"/\"SG\" together";
                    return Err(wrong(message));
                }
                self.bracket = true;
            }
            "RN" => self.roman = true,
            "V" => {
                if self.decimal {
                    return Err(wrong("cannot use \"V\" and decimal point together"));
                }
                self.multi = true;
            }
            "EEEE" => self.exponent()?,
            _ => {}
        }
        Ok(())
    }

    fn nine(&mut self) -> SqlResult<()> {
        if self.bracket {
            return Err(wrong("\"9\" must be ahead of \"PR\""));
        }
        if self.multi {
            self.shift += 1;
        } else if self.decimal {
            self.after += 1;
        } else {
            self.before += 1;
        }
        Ok(())
    }

    fn zero(&mut self) -> SqlResult<()> {
        if self.bracket {
            return Err(wrong("\"0\" must be ahead of \"PR\""));
        }
        if !self.zero && !self.decimal {
            self.zero = true;
            self.zero_start = self.before + 1;
        }
        if self.decimal {
            self.after += 1;
        } else {
            self.before += 1;
        }
        self.zero_end = self.before + self.after;
        Ok(())
    }

    fn signed(&mut self) -> SqlResult<()> {
        if self.locale_sign {
            return Err(wrong("cannot use \"S\" twice"));
        }
        if self.plus || self.minus || self.bracket {
            let message = "cannot use \"S\" and \"PL\"/\"MI\"/\"SG\"/\"PR\" together";
            return Err(wrong(message));
        }
        self.locale_sign = true;
        if self.decimal {
            self.sign = Locale::After;
        } else {
            self.sign = Locale::Before;
            self.sign_at = self.before;
        }
        Ok(())
    }

    fn exponent(&mut self) -> SqlResult<()> {
        if self.exponent {
            return Err(wrong("cannot use \"EEEE\" twice"));
        }
        if self.blank
            || self.fill
            || self.locale_sign
            || self.bracket
            || self.minus
            || self.plus
            || self.roman
            || self.multi
        {
            return Err(wrong("\"EEEE\" is incompatible with other formats").with_detail(
                "\"EEEE\" may only be used together with digit and decimal point patterns.",
            ));
        }
        self.exponent = true;
        Ok(())
    }
}

/// A number as digits: its size, and how much room the template leaves before it.
pub(super) struct Digits {
    pub(super) text: String,
    pub(super) negative: bool,
    pub(super) spaces: usize,
}

impl Digits {
    /// The digits (of a number rounded to the template's) fitted into the template: `#` when there
    /// is no room.
    pub(super) fn fit(text: String, negative: bool, shape: &Shape) -> Digits {
        let before = text.find('.').unwrap_or(text.len());
        if before > shape.before {
            let hashes = "#".repeat(shape.before);
            let text = format!("{hashes}.{}", "#".repeat(shape.after));
            return Digits { text, negative, spaces: 0 };
        }
        Digits { text, negative, spaces: shape.before - before }
    }
}

/// Writes one number (`NUM_processor` towards text).
struct Writer<'a> {
    shape: Shape,
    digits: &'a [u8],
    negative: bool,
    spaces: usize,
    /// The next digit.
    at: usize,
    /// The template's digit places so far.
    place: usize,
    /// The last digit place, after which closing signs are written.
    last: usize,
    inside: bool,
    sign_written: bool,
    /// The last digit that is not a zero to be left out, under `FM`.
    relevant: Option<usize>,
    out: String,
}

pub(super) fn write(template: &Template<'_>, number: &Digits) -> String {
    let mut shape = template.shape.clone();
    shape.zero_start = shape.zero_start.saturating_sub(1);
    if shape.roman {
        shape = Shape { fill: shape.fill, roman: true, ..Shape::default() };
    }
    let mut writer = Writer {
        digits: number.text.as_bytes(),
        negative: number.negative,
        spaces: if shape.roman { 0 } else { number.spaces },
        at: 0,
        place: 0,
        last: 0,
        inside: false,
        sign_written: false,
        relevant: None,
        out: String::new(),
        shape,
    };
    writer.prepare();
    for piece in &template.pieces {
        match piece {
            Piece::Char(char) | Piece::Space(char) | Piece::Separator(char) => {
                writer.out.push(*char);
            }
            Piece::Pattern(pattern) => writer.pattern(pattern.word),
        }
    }
    writer.out
}

impl Writer<'_> {
    fn prepare(&mut self) {
        let shape = &mut self.shape;
        if shape.plus || shape.minus {
            self.sign_written = !shape.plus || shape.minus;
        } else {
            if !self.negative && shape.bracket && shape.fill {
                shape.bracket = false;
            }
            self.sign_written = !self.negative && shape.fill && !shape.locale_sign;
            if shape.sign == Locale::Before && shape.before == shape.sign_at {
                shape.sign = Locale::After;
            }
        }
        if shape.fill && shape.decimal {
            self.relevant = last_relevant(self.digits);
            if let Some(relevant) = self.relevant
                && shape.zero_end > self.spaces
            {
                let zero = (self.digits.len() - 1).min(shape.zero_end - self.spaces);
                self.relevant = Some(relevant.max(zero));
            }
        }
        // One place less than the digits, one more for a sign to come.
        let count = (shape.after + shape.before).saturating_sub(1);
        let signed = usize::from(!self.sign_written && self.spaces == 0);
        self.last = count + signed + usize::from(self.spaces > 0) + usize::from(shape.decimal);
    }

    fn digit(&self) -> Option<u8> {
        self.digits.get(self.at).copied()
    }

    /// Whether the relevant digits end with the point.
    fn ends_at_point(&self) -> bool {
        self.relevant.is_some_and(|at| self.digits.get(at) == Some(&b'.'))
    }

    /// Whether the next digit is the lone zero before a point, which `9.9` leaves out.
    fn leading_zero(&self) -> bool {
        !self.shape.zero && self.at == 0 && self.digit() == Some(b'0') && self.shape.after != 0
    }

    fn sign(&mut self) {
        let due =
            self.place >= self.spaces || (self.shape.zero && self.shape.zero_start == self.place);
        if self.sign_written || !due || (self.leading_zero() && !self.ends_at_point()) {
            return;
        }
        if self.shape.locale_sign {
            if self.shape.sign == Locale::Before {
                self.out.push(if self.negative { '-' } else { '+' });
                self.sign_written = true;
            }
        } else if self.shape.bracket {
            self.out.push(if self.negative { '<' } else { ' ' });
            self.sign_written = true;
        } else {
            if self.negative {
                self.out.push('-');
            } else if !self.shape.fill {
                self.out.push(' ');
            }
            self.sign_written = true;
        }
    }

    fn number_place(&mut self, zero_word: bool) {
        if self.shape.roman {
            return;
        }
        self.inside = false;
        self.sign();
        let waiting = self.place < self.spaces;
        if waiting && (self.shape.zero_start > self.place || !self.shape.zero) {
            if !self.shape.fill {
                self.out.push(' ');
            }
        } else if self.shape.zero && waiting {
            self.out.push('0');
            self.inside = true;
        } else {
            self.write_digit(zero_word);
        }
        let mut end = self.last;
        if self.relevant == Some(self.at) {
            end = self.place;
        }
        if self.place + 1 == end {
            if self.sign_written && self.shape.bracket {
                self.out.push(if self.negative { '>' } else { ' ' });
            } else if self.shape.locale_sign && self.shape.sign == Locale::After {
                self.out.push(if self.negative { '-' } else { '+' });
            }
        }
        self.place += 1;
    }

    fn write_digit(&mut self, zero_word: bool) {
        match self.digit() {
            Some(b'.') => {
                if !self.ends_at_point() || self.shape.fill {
                    self.out.push('.');
                }
            }
            _ if self.relevant.is_some_and(|relevant| self.at > relevant) && !zero_word => {}
            _ if self.leading_zero() => {
                if !self.shape.fill {
                    self.out.push(' ');
                } else if self.ends_at_point() {
                    self.out.push('0');
                }
            }
            Some(digit) => {
                self.out.push(char::from(digit));
                self.inside = true;
            }
            None => self.inside = true,
        }
        if self.at < self.digits.len() {
            self.at += 1;
        }
    }

    fn pattern(&mut self, word: &str) {
        let space = |fill: bool, out: &mut String| {
            if !fill {
                out.push(' ');
            }
        };
        match &*word.to_ascii_uppercase() {
            "9" | "." | "D" => self.number_place(false),
            "0" => self.number_place(true),
            "," | "G" if self.inside => self.out.push(','),
            "," | "G" => space(self.shape.fill, &mut self.out),
            // The C locale has no currency sign.
            "L" => self.out.push(' '),
            "RN" => {
                let text = String::from_utf8_lossy(self.digits).into_owned();
                let text = if word == "rn" { text.to_ascii_lowercase() } else { text };
                if self.shape.fill {
                    self.out.push_str(&text);
                } else {
                    self.out.push_str(&format!("{text:>15}"));
                }
            }
            "TH" => {
                let hashes = self.digits.first() == Some(&b'#');
                if !self.shape.roman && !hashes && !self.negative && !self.shape.decimal {
                    let text = String::from_utf8_lossy(self.digits).into_owned();
                    self.out.push_str(ordinal(&text, word == "TH"));
                }
            }
            "MI" if self.negative => self.out.push('-'),
            "PL" if !self.negative && !self.shape.roman => self.out.push('+'),
            "MI" | "PL" => space(self.shape.fill, &mut self.out),
            "SG" => self.out.push(if self.negative { '-' } else { '+' }),
            _ => {}
        }
    }
}

/// The last digit after the point that is not 0, else the point; none without a point.
fn last_relevant(digits: &[u8]) -> Option<usize> {
    let point = digits.iter().position(|byte| *byte == b'.')?;
    let last = digits[point + 1..].iter().rposition(|byte| *byte != b'0');
    Some(last.map_or(point, |last| point + 1 + last))
}

/// Reads one number (`NUM_processor` towards a number).
struct Reader<'a> {
    shape: &'a Shape,
    text: Vec<char>,
    at: usize,
    sign: Option<char>,
    digits: String,
    before: usize,
    after: usize,
    point: bool,
}

/// The number a text means by a template, as text, and its digits after the point.
pub(super) fn read(template: &Template<'_>, text: &str) -> SqlResult<(String, usize)> {
    let unsupported = |word: &str| {
        let message = format!("\"{word}\" not supported for input");
        SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message)
    };
    if template.shape.exponent {
        return Err(unsupported("EEEE"));
    }
    if template.shape.roman {
        return Err(unsupported("RN"));
    }
    let mut reader = Reader {
        shape: &template.shape,
        text: text.chars().collect(),
        at: 0,
        sign: None,
        digits: String::new(),
        before: 0,
        after: 0,
        point: false,
    };
    for piece in &template.pieces {
        if reader.at >= reader.text.len() {
            break;
        }
        match piece {
            Piece::Pattern(pattern) => reader.pattern(pattern.word),
            _ => reader.at += 1,
        }
    }
    let digits = reader.digits.strip_suffix('.').unwrap_or(&reader.digits);
    Ok((format!("{}{digits}", reader.sign.unwrap_or(' ')), reader.after))
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text.get(self.at).copied()
    }

    fn is_digit(&self, at: usize) -> bool {
        self.text.get(at).is_some_and(char::is_ascii_digit)
    }

    /// Skips what cannot be part of a number.
    fn skip(&mut self, count: usize) {
        for _ in 0..count {
            match self.peek() {
                Some(char) if !char.is_ascii_digit() && !matches!(char, '.' | ',' | '+' | '-') => {
                    self.at += 1;
                }
                _ => return,
            }
        }
    }

    fn pattern(&mut self, word: &str) {
        match &*word.to_ascii_uppercase() {
            "9" | "0" | "." | "D" => {
                self.place(matches!(word, "9" | "0"));
                self.at += 1;
            }
            "," | "G" if !self.shape.fill && self.peek() == Some(',') => self.at += 1,
            "L" => self.skip(1),
            "TH" => self.skip(2),
            word @ ("MI" | "PL" | "SG") => match self.peek() {
                Some(sign @ '-') if word != "PL" => {
                    self.sign = Some(sign);
                    self.at += 1;
                }
                Some(sign @ '+') if word != "MI" => {
                    self.sign = Some(sign);
                    self.at += 1;
                }
                _ => self.skip(1),
            },
            _ => {}
        }
    }

    /// A digit or the point, with a sign before or after it.
    fn place(&mut self, digit_word: bool) {
        if self.peek() == Some(' ') {
            self.at += 1;
        }
        if self.sign.is_none() && digit_word && self.before + self.after == 0 {
            let bracket = self.shape.bracket && self.peek() == Some('<');
            match self.peek() {
                Some('-') => self.take_sign('-'),
                Some('+') => self.take_sign('+'),
                _ if bracket && !self.shape.locale_sign => self.take_sign('-'),
                _ => {}
            }
        }
        let mut read = false;
        match self.peek() {
            None => return,
            Some(digit) if digit.is_ascii_digit() => {
                if self.point && self.after == self.shape.after {
                    return;
                }
                self.digits.push(digit);
                if self.point {
                    self.after += 1;
                } else {
                    self.before += 1;
                }
                read = true;
            }
            Some('.') if self.shape.decimal && !self.point => {
                self.digits.push('.');
                self.point = true;
                read = true;
            }
            Some(_) => {}
        }
        if self.sign.is_some() || self.before + self.after == 0 {
            return;
        }
        if self.shape.locale_sign {
            let next = self.text.get(self.at + 1).copied();
            if read
                && !self.is_digit(self.at + 1)
                && let Some(sign @ ('-' | '+')) = next
            {
                self.sign = Some(sign);
                self.at += 1;
            }
        } else if !read && let Some(sign @ ('-' | '+')) = self.peek() {
            self.sign = Some(sign);
        }
    }

    fn take_sign(&mut self, sign: char) {
        // With S the sign is read before the number only where S stands before it.
        if self.shape.locale_sign && self.shape.sign != Locale::Before {
            return;
        }
        self.sign = Some(sign);
        self.at += 1;
    }
}
