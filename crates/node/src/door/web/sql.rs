//! How is SQL over HTTP answered? (As Neon's proxy does, to whom `@neondatabase/serverless` speaks)
//!
//! Every error of SQL and of login is a 400, since that is the one status of which the driver reads
//! the body. Who asks is known before the body is read.

use super::{Gathered, Response, Visit, Work, json};
use crate::door::greeting::asked;
use crate::door::guard::Claim;
use crate::door::listener::DATABASE;
use crate::door::live::told;
use crate::door::{Opening, fatal};
use base::{SqlError, SqlResult, SqlState, Timestamp};
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use hyper::body::{Body as _, Incoming};
use hyper::header::{AUTHORIZATION, CONTENT_ENCODING, HeaderMap, HeaderName, HeaderValue};
use hyper::http::request::Parts;
use hyper::{StatusCode, Version};
use std::sync::Arc;
use std::time::Duration;
use wire::http::{Body, Flags, QueryResult, Target, error_json};

/// Bytes of a request's body, and about so many of a response's.
const BODY_BYTES: usize = 10 << 20;
/// A body is there after so long.
const BODY_TIME: Duration = Duration::from_secs(60);
/// In a response the time of its commit, in microseconds since 1970; in a request, one that its
/// answer must see.
const COMMIT_TIME: HeaderName = HeaderName::from_static("airglow-commit-time");
const CONNECTION_STRING: &str = "neon-connection-string";

/// Why there is no result.
struct Refusal {
    status: StatusCode,
    error: SqlError,
}

impl From<SqlError> for Refusal {
    fn from(error: SqlError) -> Refusal {
        Refusal { status: StatusCode::BAD_REQUEST, error }
    }
}

pub(super) async fn answer(visit: &Visit, parts: &Parts, body: &mut Incoming) -> Response {
    respond(visit, parts, body)
        .await
        .unwrap_or_else(|Refusal { status, error }| refusal(status, &error))
}

async fn respond(visit: &Visit, parts: &Parts, body: &mut Incoming) -> Result<Response, Refusal> {
    let headers = &parts.headers;
    let flags = Flags::read(|name| text(headers, name))?;
    let not_before = commit_time(headers)?;
    if let Some(other) = text(headers, CONTENT_ENCODING.as_str())?
        && !other.eq_ignore_ascii_case("identity")
    {
        return Err(SqlError::unsupported(format!("Content-Encoding: {other}")).into());
    }
    let (secret, target) = credentials(headers)?;
    let whence = visit.client(headers);
    let claim = Claim {
        user: &target.user,
        secret: &secret,
        // Drivers ask `api.<domain>` for what is at `<name>.<domain>`: the name they mean is this.
        host: Some(&target.host),
        address: whence.ip(),
        private: visit.private,
    };
    let door = &visit.door;
    let role = door.while_at_the_door(claim.address, door.guard.identify(&claim)).await?;
    if target.database != DATABASE {
        let message = format!("database \"{}\" does not exist", target.database);
        return Err(fatal(b"3D000", &message).into());
    }
    let body = Body::parse(&read(body).await?)?;
    let place = door.live.enter(role.oid, &target.user, role.connection_limit)?;
    let opening = Opening {
        parameters: settings(target.parameters)?,
        user: target.user,
        database: target.database,
        pid: place.pid,
        reins: Arc::clone(&place.reins),
        client: builtin::Client { address: Some(whence.address), tls: visit.tls.clone() },
    };
    let work = Work { body, flags, not_before };
    let mut gathered = Gathered::new(BODY_BYTES);
    // HTTP/2 reads on anyhow.
    let _running = (parts.version < Version::HTTP_2).then(|| visit.pulse.run());
    let ran = door.backends.run(opening, &work, &mut gathered).await;
    let ran = ran.map_err(|error| told(&place.reins, error));
    let (large, time) = (gathered.is_too_large(), gathered.time());
    let mut response = match ran {
        Ok(()) => success(headers, &work, gathered.into_results()),
        Err(error) if large => refusal(StatusCode::INSUFFICIENT_STORAGE, &error),
        Err(error) => refusal(StatusCode::BAD_REQUEST, &error),
    };
    if let Some(time) = time {
        response.headers_mut().insert(COMMIT_TIME, HeaderValue::from(time.as_micros()));
    }
    Ok(response)
}

fn refusal(status: StatusCode, error: &SqlError) -> Response {
    json(status, error_json(error).to_string())
}

fn success(headers: &HeaderMap, work: &Work, results: Vec<QueryResult>) -> Response {
    let flags = &work.flags;
    let (queries, [open, close]) = match &work.body {
        Body::One(query) => (std::slice::from_ref(query), ["", ""]),
        Body::Batch(queries) => (&**queries, ["{\"results\":[", "]}"]),
    };
    let mut out = String::from(open);
    for (at, (result, query)) in results.into_iter().zip(queries).enumerate() {
        out.push_str(if at == 0 { "" } else { "," });
        let array_mode = query.array_mode.unwrap_or(flags.array_mode);
        result.write_json(flags.raw_text, array_mode, &mut out);
    }
    out.push_str(close);
    let mut response = json(StatusCode::OK, out);
    if matches!(work.body, Body::Batch(_)) {
        for (name, said) in [
            ("neon-batch-isolation-level", flags.isolation.is_some()),
            ("neon-batch-read-only", flags.read_only),
            ("neon-batch-deferrable", flags.deferrable),
        ] {
            if let Some(value) = headers.get(name).filter(|_| said) {
                response.headers_mut().insert(name, value.clone());
            }
        }
    }
    response
}

/// A header's text.
fn text<'a>(headers: &'a HeaderMap, name: &str) -> SqlResult<Option<&'a str>> {
    let wrong = |why| {
        let message = format!("invalid header: {name} {why}");
        Err(SqlError::new(SqlState::PROTOCOL_VIOLATION, message))
    };
    let mut values = headers.get_all(name).into_iter();
    match (values.next(), values.next()) {
        (None, _) => Ok(None),
        (Some(_), Some(_)) => wrong("is there more than once"),
        (Some(value), None) => match std::str::from_utf8(value.as_bytes()) {
            Ok(text) => Ok(Some(text)),
            Err(_) => wrong("is not UTF-8"),
        },
    }
}

fn commit_time(headers: &HeaderMap) -> SqlResult<Option<Timestamp>> {
    let Some(value) = text(headers, COMMIT_TIME.as_str())? else { return Ok(None) };
    value.parse().map(|micros| Some(Timestamp::from_micros(micros))).map_err(|_| {
        let message = "invalid Airglow-Commit-Time: it is not a number of microseconds";
        SqlError::new(SqlState::INVALID_PARAMETER_VALUE, message)
    })
}

/// Who asks, and the secret to prove it: a bearer token, else the password.
fn credentials(headers: &HeaderMap) -> SqlResult<(String, Target)> {
    let string = text(headers, CONNECTION_STRING)?.ok_or_else(|| {
        let message = "invalid header: neon-connection-string";
        SqlError::new(SqlState::PROTOCOL_VIOLATION, message)
            .with_hint("Send postgresql://user:password@host/database in Neon-Connection-String.")
    })?;
    let mut target = Target::parse(string)?;
    let missing =
        |what| fatal(b"28P01", &format!("missing authentication credentials: required {what}"));
    let secret = match text(headers, AUTHORIZATION.as_str())? {
        None => target.password.take().ok_or_else(|| missing("password"))?,
        Some(value) => match value.split_once(' ') {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => token.trim().into(),
            _ => return Err(missing("authorization bearer token in JWT format")),
        },
    };
    Ok((secret, target))
}

/// A session's settings in a connection string, as in a startup packet: those that name who asks
/// were heard already.
fn settings(parameters: Vec<(String, String)>) -> SqlResult<Vec<(String, String)>> {
    let named = |name: &str| matches!(name, "user" | "password" | "database" | "dbname");
    let given = parameters.into_iter().filter(|(name, _)| !named(name));
    let user = ("user".to_owned(), "-".to_owned());
    Ok(asked(given.chain([user]).collect())?.settings)
}

async fn read(body: &mut Incoming) -> Result<Bytes, Refusal> {
    tokio::time::timeout(BODY_TIME, read_all(body)).await.unwrap_or_else(|_| {
        let message = format!("the request's body was not there after {} s", BODY_TIME.as_secs());
        let error = SqlError::new(SqlState::PROTOCOL_VIOLATION, message);
        Err(Refusal { status: StatusCode::REQUEST_TIMEOUT, error })
    })
}

async fn read_all(body: &mut Incoming) -> Result<Bytes, Refusal> {
    let mut bytes = BytesMut::new();
    // Its length may be known before it comes.
    while body.size_hint().lower() <= (BODY_BYTES - bytes.len()) as u64 {
        let Some(frame) = body.frame().await else { return Ok(bytes.freeze()) };
        let frame = frame.map_err(|error| {
            let message = format!("could not read the HTTP request body: {error}");
            SqlError::new(SqlState::PROTOCOL_VIOLATION, message)
        })?;
        let Ok(data) = frame.into_data() else { continue };
        if data.len() > BODY_BYTES - bytes.len() {
            break;
        }
        bytes.extend_from_slice(&data);
    }
    let message = format!("request is too large (max is {BODY_BYTES} bytes)");
    let error = SqlError::new(SqlState::PROGRAM_LIMIT_EXCEEDED, message);
    Err(Refusal { status: StatusCode::PAYLOAD_TOO_LARGE, error })
}
