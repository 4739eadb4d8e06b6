//! What does the server say of itself?

use super::args;
use crate::functions::Functions;
use crate::system::{UTF8, form::array};
use base::SqlResult;
use std::time::Duration;
use types::Datum;
use types::facts::{self, oid as ty};

/// `version()`, in the shape that clients take apart.
pub(super) fn version(f: &Functions<'_>, _: &[Datum]) -> SqlResult<Datum> {
    let postgres = f.env.setting("server_version").unwrap_or_else(|| "16".into());
    Ok(Datum::text(format!(
        "PostgreSQL {postgres} (Airglow {}) on {}-{}, {}-bit",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::ARCH,
        std::env::consts::OS,
        usize::BITS
    )))
}

/// `inet_client_port()`.
pub(super) fn client_port(f: &Functions<'_>, _: &[Datum]) -> SqlResult<Datum> {
    let own = f.env.activity().into_iter().find(|one| one.pid == f.env.backend_pid());
    let address = own.and_then(|own| own.client.address);
    Ok(address.map_or(Datum::Null, |address| Datum::Int4(address.port().into())))
}

/// `pg_client_encoding()`.
pub(super) fn client_encoding(f: &Functions<'_>, _: &[Datum]) -> SqlResult<Datum> {
    Ok(Datum::text(f.env.setting("client_encoding").unwrap_or_else(|| "UTF8".into())))
}

/// `getdatabaseencoding()`.
pub(super) fn database_encoding(_: &Functions<'_>, _: &[Datum]) -> SqlResult<Datum> {
    Ok(Datum::text("UTF8"))
}

/// `pg_encoding_to_char(int)`: the empty name when there is none.
pub(super) fn encoding_name(_: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let number = args::int(given, 0);
    let fact = facts::ENCODINGS.iter().find(|fact| Some(i64::from(fact.number)) == number);
    Ok(Datum::text(fact.map_or("", |fact| fact.name)))
}

/// `pg_char_to_encoding(name)`: -1 when there is none.
pub(super) fn encoding_number(_: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let plain = |name: &str| {
        let letters = name.chars().filter(char::is_ascii_alphanumeric);
        letters.collect::<String>().to_ascii_lowercase()
    };
    let wanted = plain(args::text(given, 0).unwrap_or_default());
    let fact = facts::ENCODINGS.iter().find(|fact| plain(fact.name) == wanted);
    let number = if wanted == "unicode" { Some(UTF8) } else { fact.map(|fact| fact.number) };
    Ok(Datum::Int4(number.unwrap_or(-1)))
}

/// `pg_encoding_max_length(int)`: known of UTF8, the only one in use.
pub(super) fn encoding_length(_: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let utf8 = args::int(given, 0) == Some(UTF8.into());
    Ok(if utf8 { Datum::Int4(4) } else { Datum::Null })
}

/// `pg_is_in_recovery()` and others whose answer is always no.
pub(super) fn no(_: &Functions<'_>, _: &[Datum]) -> SqlResult<Datum> {
    Ok(Datum::Bool(false))
}

/// What is not known, or is not there.
pub(super) fn null(_: &Functions<'_>, _: &[Datum]) -> SqlResult<Datum> {
    Ok(Datum::Null)
}

/// An `oid` that is none.
pub(super) fn no_oid(_: &Functions<'_>, _: &[Datum]) -> SqlResult<Datum> {
    Ok(Datum::Oid(0))
}

/// An `int4` that is 0.
pub(super) fn zero_int4(_: &Functions<'_>, _: &[Datum]) -> SqlResult<Datum> {
    Ok(Datum::Int4(0))
}

/// An `int8` that is 0: what is not counted.
pub(super) fn zero_int8(_: &Functions<'_>, _: &[Datum]) -> SqlResult<Datum> {
    Ok(Datum::Int8(0))
}

/// A `float8` that is 0: what is not measured.
pub(super) fn zero_float8(_: &Functions<'_>, _: &[Datum]) -> SqlResult<Datum> {
    Ok(Datum::Float8(0.0))
}

/// The empty text.
pub(super) fn nothing(_: &Functions<'_>, _: &[Datum]) -> SqlResult<Datum> {
    Ok(Datum::text(""))
}

/// `pg_blocking_pids(int)`: whose advisory locks a session waits for.
pub(super) fn blocking(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let pid = args::int(given, 0).and_then(|pid| i32::try_from(pid).ok()).unwrap_or(-1);
    let pids = f.env.blocking_pids(pid).into_iter().map(Datum::Int4);
    Ok(array(ty::INT4, pids.collect()))
}

/// No numbers: who blocks a snapshot, since nobody does.
pub(super) fn nobody(_: &Functions<'_>, _: &[Datum]) -> SqlResult<Datum> {
    Ok(array(ty::INT4, Vec::new()))
}

/// `pg_relation_size` and its kin: 0, since the store is one and does not keep sizes by relation;
/// NULL for what is not there.
pub(super) fn relation_size(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let class = args::oid(given, 0).and_then(|oid| f.world().class(oid));
    Ok(class.map_or(Datum::Null, |_| Datum::Int8(0)))
}

/// `pg_relation_filenode(relation)`: its id in keys; NULL of what is not stored.
pub(super) fn filenode(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let oid = args::oid(given, 0).unwrap_or_default();
    let table = f.catalog.tables.get(&oid).map(|table| table.storage);
    let index = || f.catalog.index(oid).map(|(_, index)| index.storage);
    let sequence = || f.catalog.sequences.get(&oid).map(|sequence| sequence.storage);
    let storage = table.or_else(index).or_else(sequence);
    Ok(storage.map_or(Datum::Null, Datum::Oid))
}

/// `txid_current()`: a number that grows with the start of transactions.
pub(super) fn transaction_number(f: &Functions<'_>, _: &[Datum]) -> SqlResult<Datum> {
    Ok(Datum::Int8(f.env.transaction_timestamp()))
}

/// `pg_sleep(double precision)`: seconds; none when negative or not a number.
pub(super) fn sleep(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let Some(Datum::Float8(seconds)) = given.first() else { return Ok(Datum::Null) };
    let longest = u64::MAX / 2_000_000;
    f.sleep(Duration::from_secs_f64(seconds.max(0.0).min(longest as f64)))?;
    Ok(Datum::text(""))
}
