//! The decoders of keys and rows take any bytes, as any type, and what was written comes back
//! after other bytes were changed or not at all. `PROPTEST_CASES=1000000` runs it longer.

#![allow(clippy::unwrap_used)]

use airglow_types::facts::oid;
use airglow_types::row::{Reader, encode};
use airglow_types::{Datum, Formats, Type, compare, key, text_in, text_out};
use proptest::collection::vec;
use proptest::prelude::*;

/// A type of every shape, and a value of each.
const TYPES: [(u32, &str); 22] = [
    (oid::BOOL, "t"),
    (oid::INT2, "-7"),
    (oid::INT4, "2147483647"),
    (oid::INT8, "-9223372036854775808"),
    (oid::OID, "16384"),
    (oid::FLOAT4, "1.5"),
    (oid::FLOAT8, "-1e300"),
    (oid::NUMERIC, "12345678901234567890.12300"),
    (oid::TEXT, "a\u{e9}b"),
    (oid::BPCHAR, "ab  "),
    (oid::JSON, "{\"a\": [1, 2]}"),
    (oid::JSONB, "{\"a\": [1, 2]}"),
    (oid::BYTEA, "\\x00ff01"),
    (oid::UUID, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
    (oid::DATE, "2026-01-02"),
    (oid::TIMESTAMPTZ, "2026-01-02 03:04:05+00"),
    (oid::TIMETZ, "10:00:00+02"),
    (oid::INTERVAL, "1 mon 2 days 03:04:05"),
    (oid::INT4_ARRAY, "{{1,2},{3,NULL}}"),
    (oid::TEXT_ARRAY, "{a,NULL,\"\"}"),
    (oid::NUMERIC_ARRAY, "{1.50,NaN}"),
    (oid::UUID_ARRAY, "{}"),
];

fn value(ty: u32, text: &str) -> Datum {
    text_in(Type::new(ty), text, &Formats::default()).unwrap()
}

fn types() -> Vec<Type> {
    TYPES.iter().map(|(ty, _)| Type::new(*ty)).collect()
}

fn whole_row() -> Vec<u8> {
    let row: Vec<Datum> = TYPES.iter().map(|(ty, text)| value(*ty, text)).collect();
    let mut bytes = Vec::new();
    encode(&types(), &row, &mut bytes).unwrap();
    bytes
}

/// Reads every column as every type, and writes as text what was read: a value that was let in
/// must not break what is done with it.
fn read_all(bytes: &[u8]) {
    let Ok(row) = Reader::new(bytes) else { return };
    for index in 0..row.len().min(64) + 1 {
        let _ = row.is_missing(index);
        for ty in types() {
            if let Ok(datum) = row.column(index, ty) {
                use_up(ty, &datum);
            }
        }
    }
}

fn use_up(ty: Type, datum: &Datum) {
    let mut text = Vec::new();
    text_out(ty.oid, datum, &Formats::default(), &mut text);
    let mut bytes = Vec::new();
    key::encode(ty.oid, datum, false, false, &mut bytes);
}

proptest! {
    #[test]
    fn any_bytes_are_read_as_a_row(bytes in vec(any::<u8>(), 0..200)) {
        read_all(&bytes);
        // With a head that fits, the columns themselves are reached.
        let mut row = vec![1, 2, 0, 0];
        let end = u32::try_from(bytes.len()).unwrap();
        row.extend_from_slice(&(end / 2).to_le_bytes());
        row.extend_from_slice(&end.to_le_bytes());
        row.extend_from_slice(&bytes);
        read_all(&row);
    }

    #[test]
    fn a_row_with_wrong_bytes_is_read(
        wrong in vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut bytes = whole_row();
        for (at, byte) in wrong {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        read_all(&bytes);
        read_all(&bytes[..cut.index(bytes.len())]);
    }

    #[test]
    fn any_bytes_are_read_as_keys(bytes in vec(prop_oneof![0u8..4, any::<u8>()], 0..60)) {
        for ty in types() {
            let mut input = &bytes[..];
            while let Some(datum) = key::decode(ty.oid, &mut input) {
                use_up(ty, &datum);
                if input.is_empty() {
                    break;
                }
            }
        }
    }

    #[test]
    fn text_keys_come_back_and_sort_as_values(a in "\\PC{0,9}", b in "\\PC{0,9}") {
        let coded = |text: &str| {
            let mut out = Vec::new();
            key::encode(oid::TEXT, &Datum::text(text), false, false, &mut out);
            out
        };
        prop_assert_eq!(a.as_bytes().cmp(b.as_bytes()), coded(&a).cmp(&coded(&b)));
        let back = key::decode(oid::TEXT, &mut &coded(&a)[..]).unwrap();
        prop_assert!(compare(oid::TEXT, &back, &Datum::text(a.as_str())).is_eq());
    }
}
