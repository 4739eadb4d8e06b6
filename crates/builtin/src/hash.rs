//! What does PostgreSQL's hash of a value give? (src/common/hashfn.c)

use crate::args::Args;
use crate::registry::Table;
use base::SqlResult;
use types::Datum;

const START: u32 = 0x9e37_79b9;
const SALT: u32 = 3_923_095;

/// Bob Jenkins' three words.
#[derive(Clone, Copy)]
struct Words(u32, u32, u32);

impl Words {
    fn new(len: usize, seed: u64) -> Words {
        let len = u32::try_from(len).unwrap_or(u32::MAX);
        let start = START.wrapping_add(len).wrapping_add(SALT);
        let mut words = Words(start, start, start);
        if seed != 0 {
            words.0 = words.0.wrapping_add(high(seed));
            words.1 = words.1.wrapping_add(low(seed));
            words.mix();
        }
        words
    }

    fn mix(&mut self) {
        let Words(a, b, c) = self;
        for turns in [(4, 6, 8), (16, 19, 4)] {
            *a = a.wrapping_sub(*c) ^ c.rotate_left(turns.0);
            *c = c.wrapping_add(*b);
            *b = b.wrapping_sub(*a) ^ a.rotate_left(turns.1);
            *a = a.wrapping_add(*c);
            *c = c.wrapping_sub(*b) ^ b.rotate_left(turns.2);
            *b = b.wrapping_add(*a);
        }
    }

    fn finish(&mut self) {
        let Words(a, b, c) = self;
        *c = (*c ^ *b).wrapping_sub(b.rotate_left(14));
        *a = (*a ^ *c).wrapping_sub(c.rotate_left(11));
        *b = (*b ^ *a).wrapping_sub(a.rotate_left(25));
        *c = (*c ^ *b).wrapping_sub(b.rotate_left(16));
        *a = (*a ^ *c).wrapping_sub(c.rotate_left(4));
        *b = (*b ^ *a).wrapping_sub(a.rotate_left(14));
        *c = (*c ^ *b).wrapping_sub(b.rotate_left(24));
    }
}

fn high(value: u64) -> u32 {
    (value >> 32) as u32
}

fn low(value: u64) -> u32 {
    (value & 0xffff_ffff) as u32
}

fn word(bytes: &[u8], shift: u32) -> u32 {
    let place = |(index, byte): (usize, &u8)| u32::from(*byte) << (8 * index as u32 + shift);
    bytes.iter().take(4).enumerate().map(place).fold(0, u32::wrapping_add)
}

fn of_bytes(bytes: &[u8], seed: u64) -> Words {
    let mut words = Words::new(bytes.len(), seed);
    let mut chunks = bytes.chunks_exact(12);
    for chunk in &mut chunks {
        words.0 = words.0.wrapping_add(word(&chunk[..4], 0));
        words.1 = words.1.wrapping_add(word(&chunk[4..8], 0));
        words.2 = words.2.wrapping_add(word(&chunk[8..], 0));
        words.mix();
    }
    let rest = chunks.remainder();
    let part = |from: usize, to: usize| &rest[from.min(rest.len())..to.min(rest.len())];
    words.0 = words.0.wrapping_add(word(part(0, 4), 0));
    words.1 = words.1.wrapping_add(word(part(4, 8), 0));
    // The lowest byte of the last word is kept for the length.
    words.2 = words.2.wrapping_add(word(part(8, 11), 8));
    words.finish();
    words
}

fn of_word(value: u32, seed: u64) -> Words {
    let mut words = Words::new(4, seed);
    words.0 = words.0.wrapping_add(value);
    words.finish();
    words
}

/// Both halves so that an int8 hashes as the int4 of the same value.
fn folded(value: i64) -> u32 {
    let bits = value.cast_unsigned();
    low(bits) ^ if value >= 0 { high(bits) } else { !high(bits) }
}

fn of(datum: &Datum, trim: bool, seed: u64) -> SqlResult<Option<Words>> {
    Ok(Some(match datum {
        Datum::Text(text) if trim => of_bytes(text.trim_end_matches(' ').as_bytes(), seed),
        Datum::Text(text) => of_bytes(text.as_bytes(), seed),
        Datum::Bytea(bytes) => of_bytes(bytes, seed),
        Datum::Uuid(bytes) => of_bytes(&bytes[..], seed),
        Datum::Bool(value) => of_word(u32::from(*value), seed),
        Datum::Int8(value) => of_word(folded(*value), seed),
        Datum::Float4(_) | Datum::Float8(_) => {
            let value = crate::args::float(datum)?;
            // Zero has two signs and one hash.
            if value == 0.0 {
                return Ok(None);
            }
            let value = if value.is_nan() { f64::NAN } else { value };
            of_bytes(&value.to_le_bytes(), seed)
        }
        datum => of_word(low(crate::args::integer(datum)?.cast_unsigned()), seed),
    }))
}

fn short(args: &[Datum], trim: bool) -> SqlResult<Datum> {
    let words = of(args.at(0)?, trim, 0)?;
    Ok(Datum::Int4(words.map_or(0, |words| words.2.cast_signed())))
}

fn extended(args: &[Datum], trim: bool) -> SqlResult<Datum> {
    let seed = args.int(1)?;
    let words = of(args.at(0)?, trim, seed.cast_unsigned())?;
    let join = |words: Words| (u64::from(words.1) << 32 | u64::from(words.2)).cast_signed();
    Ok(Datum::Int8(words.map_or(seed, join)))
}

macro_rules! hashes {
    ($($short:literal $long:literal $trim:literal;)*) => {
        pub(crate) const TABLE: Table = &[$(
            ($short, |_, args| short(args, $trim)),
            ($long, |_, args| extended(args, $trim)),
        )*];
    };
}

hashes! {
    "hashint2" "hashint2extended" false;
    "hashint4" "hashint4extended" false;
    "hashint8" "hashint8extended" false;
    "hashoid" "hashoidextended" false;
    "hashfloat4" "hashfloat4extended" false;
    "hashfloat8" "hashfloat8extended" false;
    "hashtext" "hashtextextended" false;
    "hashname" "hashnameextended" false;
    "hashbpchar" "hashbpcharextended" true;
    "hashvarlena" "hashvarlenaextended" false;
    "uuid_hash" "uuid_hash_extended" false;
    "timestamp_hash" "timestamp_hash_extended" false;
    "time_hash" "time_hash_extended" false;
}
