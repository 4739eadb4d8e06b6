//! Claims about LISTEN and NOTIFY. (PostgreSQL's own words: commands/async.c)

use crate::tests::check;

#[test]
fn what_is_said_is_heard_when_it_is_committed_once_and_in_order() {
    check(
        "a> LISTEN news
         LISTEN
         b> BEGIN
         BEGIN
         b> NOTIFY news, 'one'; NOTIFY news, 'two'; NOTIFY news, 'one'; NOTIFY elsewhere, 'x'
         NOTIFY
         NOTIFY
         NOTIFY
         NOTIFY
         a> SHOW timezone
         TimeZone
         UTC
         SHOW
         b> COMMIT
         COMMIT
         a> SET application_name = 'x'
         SET
         application_name = x
         2 said in news: one
         2 said in news: two
         a> NOTIFY news
         NOTIFY
         1 said in news:
         a> UNLISTEN news; NOTIFY news
         UNLISTEN
         NOTIFY
         a> UNLISTEN *
         UNLISTEN",
    );
}

#[test]
fn nothing_is_said_or_listened_to_that_was_taken_back() {
    check(
        "a> BEGIN
         BEGIN
         a> LISTEN news
         LISTEN
         a> ROLLBACK
         ROLLBACK
         a> NOTIFY news
         NOTIFY
         a> LISTEN news
         LISTEN
         a> BEGIN
         BEGIN
         a> NOTIFY news, 'kept'
         NOTIFY
         a> SAVEPOINT s
         SAVEPOINT
         a> NOTIFY news, 'taken back'
         NOTIFY
         a> ROLLBACK TO s
         ROLLBACK
         a> NOTIFY news, 'last'
         NOTIFY
         a> COMMIT
         COMMIT
         1 said in news: kept
         1 said in news: last
         a> BEGIN
         BEGIN
         a> NOTIFY news, 'lost'
         NOTIFY
         a> SELECT 1 / 0
         ERROR 22012: division by zero
         a> COMMIT
         ROLLBACK
         a> DISCARD ALL
         DISCARD ALL
         b> NOTIFY news, 'nobody listens'
         NOTIFY
         a> NOTIFY other
         NOTIFY",
    );
}

#[test]
fn what_waits_in_a_transaction_is_heard_behind_it() {
    check(
        "a> LISTEN news
         LISTEN
         a> BEGIN
         BEGIN
         b> SELECT pg_notify('news', 'hear me') IS NULL
         ?column?
         f
         SELECT 1
         a> SELECT * FROM pg_listening_channels()
         pg_listening_channels
         news
         SELECT 1
         a> COMMIT
         COMMIT
         2 said in news: hear me",
    );
}

#[test]
fn channels_and_payloads_have_their_bounds() {
    let (name, payload) = ("n".repeat(64), "p".repeat(8000));
    check(&format!(
        "a> SELECT pg_notify('', 'x')
         pg_notify
         ERROR 22023: channel name cannot be empty
         a> SELECT pg_notify(NULL, 'x')
         pg_notify
         ERROR 22023: channel name cannot be empty
         a> SELECT pg_notify('{name}', 'x')
         pg_notify
         ERROR 22023: channel name too long
         a> NOTIFY news, '{payload}'
         ERROR 22023: payload string too long"
    ));
}
