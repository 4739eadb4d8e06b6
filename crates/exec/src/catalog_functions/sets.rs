//! Which rows do the functions behind PostgreSQL's system views give?

use super::args;
use crate::functions::Functions;
use crate::system::{DATABASE, form};
use base::SqlResult;
use builtin::{AdvisoryLock, OpenCursor, PreparedStatement, Rows, Signature};
use form::{array, letter, maybe, text, yes};
use types::facts::{self, SettingFact, oid as ty};
use types::{Datum, Oid};

fn given(rows: Vec<Vec<Datum>>) -> SqlResult<Rows> {
    Ok(Box::new(rows.into_iter().map(Ok)))
}

/// No rows: there is none of it.
pub(super) fn none(_: &Functions<'_>, _: &Signature, _: &[Datum]) -> SqlResult<Rows> {
    given(Vec::new())
}

/// `pg_get_keywords()`.
pub(super) fn keywords(_: &Functions<'_>, _: &Signature, _: &[Datum]) -> SqlResult<Rows> {
    let row = |fact: &facts::KeywordFact| {
        vec![
            text(fact.word),
            letter(fact.catcode),
            yes(fact.barelabel),
            text(fact.catdesc),
            text(fact.baredesc),
        ]
    };
    given(facts::keywords().iter().map(row).collect())
}

/// `pg_cursor()`.
pub(super) fn cursors(f: &Functions<'_>, _: &Signature, _: &[Datum]) -> SqlResult<Rows> {
    let row = |cursor: OpenCursor| {
        vec![
            text(&cursor.name),
            text(&cursor.statement),
            yes(cursor.holdable),
            yes(cursor.binary),
            yes(cursor.scrollable),
            Datum::Int8(cursor.created_at),
        ]
    };
    given(f.env.cursors().into_iter().map(row).collect())
}

/// `pg_listening_channels()`.
pub(super) fn listening(f: &Functions<'_>, _: &Signature, _: &[Datum]) -> SqlResult<Rows> {
    given(f.env.listening().iter().map(|channel| vec![text(channel)]).collect())
}

/// `pg_lock_status()`: advisory locks; there are no others.
pub(super) fn locks(f: &Functions<'_>, _: &Signature, _: &[Datum]) -> SqlResult<Rows> {
    let row = |lock: AdvisoryLock| {
        vec![
            text("advisory"),
            Datum::Oid(DATABASE),
            Datum::Null,
            Datum::Null,
            Datum::Null,
            Datum::Null,
            Datum::Null,
            Datum::Oid(lock.class),
            Datum::Oid(lock.object),
            form::int2(usize::from(lock.kind)),
            text(&format!("{}/0", lock.pid)),
            Datum::Int4(lock.pid),
            text(lock.mode),
            yes(lock.granted),
            yes(false),
            lock.since.map_or(Datum::Null, Datum::Int8),
        ]
    };
    given(f.env.advisory_locks().into_iter().map(row).collect())
}

/// `pg_prepared_statement()`. Plans are not counted.
pub(super) fn prepared_statements(
    f: &Functions<'_>,
    _: &Signature,
    _: &[Datum],
) -> SqlResult<Rows> {
    let types = |types: Vec<Oid>| array(ty::REGTYPE, types.into_iter().map(Datum::Oid).collect());
    let row = |prepared: PreparedStatement| {
        vec![
            text(&prepared.name),
            text(&prepared.statement),
            Datum::Int8(prepared.prepared_at),
            types(prepared.parameters),
            prepared.results.map_or(Datum::Null, types),
            yes(prepared.from_sql),
            Datum::Int8(0),
            Datum::Int8(0),
        ]
    };
    given(f.env.prepared_statements().into_iter().map(row).collect())
}

/// `pg_options_to_table(text[])`: `name=value` taken apart.
pub(super) fn options(_: &Functions<'_>, _: &Signature, values: &[Datum]) -> SqlResult<Rows> {
    let items = args::array(values, 0).map_or(&[][..], |array| &array.items);
    let row = |item: &Datum| {
        let Datum::Text(item) = item else { return vec![Datum::Null, Datum::Null] };
        match item.split_once('=') {
            Some((name, value)) => vec![text(name), text(value)],
            None => vec![text(item), Datum::Null],
        }
    };
    given(items.iter().map(row).collect())
}

/// `pg_show_all_settings()`.
pub(super) fn settings(f: &Functions<'_>, _: &Signature, _: &[Datum]) -> SqlResult<Rows> {
    let row = |fact: &SettingFact| {
        let shown = f.env.setting(&fact.name.to_ascii_lowercase());
        let value = shown.map(|shown| in_unit(fact, &shown));
        let boot = fact.boot_val.map(|value| in_unit(fact, value));
        let source = if value == boot { "default" } else { "configuration file" };
        let words = fact.enumvals.iter().map(|word| text(word)).collect::<Vec<_>>();
        vec![
            text(fact.name),
            maybe(value.as_deref()),
            maybe(fact.unit),
            text(fact.category),
            text(fact.short_desc),
            maybe(fact.extra_desc),
            text(fact.context),
            text(fact.vartype),
            text(source),
            maybe(fact.min_val),
            maybe(fact.max_val),
            if words.is_empty() { Datum::Null } else { array(ty::TEXT, words) },
            maybe(boot.as_deref()),
            maybe(value.as_deref()),
            Datum::Null,
            Datum::Null,
            yes(false),
        ]
    };
    given(facts::SETTINGS.iter().map(row).collect())
}

/// A value as `pg_settings` has it: a bare number in the setting's unit (`4MB` of `kB` is 4096).
fn in_unit(fact: &SettingFact, value: &str) -> String {
    let Some(unit) = fact.unit else { return value.to_owned() };
    let digits = value.trim_end_matches(|c: char| c.is_ascii_alphabetic()).trim_end();
    let suffix = value[digits.len()..].trim();
    match (digits.parse::<i64>(), scale(suffix), unit_scale(unit)) {
        (Ok(number), Some(given), Some(own)) => {
            (number.saturating_mul(given) / own.max(1)).to_string()
        }
        _ => value.to_owned(),
    }
}

/// `8kB` is a unit of eight.
fn unit_scale(unit: &str) -> Option<i64> {
    let digits = unit.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let times = if digits.is_empty() { 1 } else { digits.parse().ok()? };
    scale(&unit[digits.len()..]).map(|scale| scale * times)
}

/// Bytes or microseconds in a unit.
fn scale(unit: &str) -> Option<i64> {
    Some(match unit {
        "B" | "us" => 1,
        "kB" => 1 << 10,
        "MB" => 1 << 20,
        "GB" => 1 << 30,
        "TB" => 1 << 40,
        "ms" => 1_000,
        "s" => 1_000_000,
        "min" => 60_000_000,
        "h" => 3_600_000_000,
        "d" => 86_400_000_000,
        _ => return None,
    })
}

/// `pg_stat_get_activity(pid)`: the sessions of the database. What a session of another role does is
/// shown to superusers and members of that role only (PostgreSQL, `HAS_PGSTAT_PERMISSIONS`).
pub(super) fn activity(f: &Functions<'_>, _: &Signature, values: &[Datum]) -> SqlResult<Rows> {
    let asked = args::int(values, 0);
    let world = f.world();
    let function = facts::function(facts::fn_oid::F_PG_STAT_GET_ACTIVITY);
    let names = function.map_or(&[][..], |fact| fact.argnames);
    let modes = function.map_or(&[][..], |fact| fact.argmodes);
    let outputs = || names.iter().zip(modes).filter(|(_, mode)| **mode == 'o');
    let time = |at: Option<i64>| at.map_or(Datum::Null, Datum::Int8);
    let sessions = f.env.activity().into_iter();
    let sessions = sessions.filter(|one| asked.is_none_or(|pid| pid == i64::from(one.pid)));
    let us = world.current_role().map_or(0, |role| role.oid);
    let may_see = |user: &str| {
        let theirs = world.role_oid(user).unwrap_or(0);
        world.has_privileges_of(us, theirs)
    };
    let row = |one: builtin::Activity| {
        let shown = may_see(&one.user);
        let value = |name: &str| match name {
            "datid" => Datum::Oid(DATABASE),
            "pid" => Datum::Int4(one.pid),
            "usesysid" => Datum::Oid(world.role_oid(&one.user).unwrap_or(0)),
            "application_name" => text(&one.application_name),
            "query" if !shown => text("<insufficient privilege>"),
            _ if !shown => Datum::Null,
            "state" => text(one.state),
            "query" => text(&one.query),
            "backend_start" => Datum::Int8(one.backend_start),
            "xact_start" => time(one.xact_start),
            "query_start" => time(one.query_start),
            "state_change" => time(one.state_change),
            "client_port" => {
                one.client.address.map_or(Datum::Null, |client| Datum::Int4(client.port().into()))
            }
            "ssl" => Datum::Bool(one.client.tls.is_some()),
            "sslversion" => one.client.tls.as_ref().map_or(Datum::Null, |tls| text(tls.version)),
            "sslcipher" => one.client.tls.as_ref().map_or(Datum::Null, |tls| text(&tls.cipher)),
            "sslbits" => one.client.tls.as_ref().map_or(Datum::Null, |tls| Datum::Int4(tls.bits)),
            "backend_type" => text("client backend"),
            _ => Datum::Null,
        };
        outputs().map(|(name, _)| value(name)).collect()
    };
    given(sessions.map(row).collect())
}
