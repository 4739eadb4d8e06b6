//! Who hears what others say with NOTIFY? (PostgreSQL, commands/async.c)
//!
//! ```text
//! LISTEN, UNLISTEN, NOTIFY, pg_notify()  ->  Pending (of the transaction; savepoints cut it back)
//! COMMIT  ->  Channels (of the database)  ->  the Mailbox of each session that listens
//! between transactions  ->  the client
//! ```
//!
//! What is said is heard in the order of the commits, by the sessions of this process, and is
//! not kept for who listens later.

use crate::Answers;
use crate::block::Stage;
use crate::session::Session;
use base::{SqlError, SqlResult, SqlState};
use futures_util::lock::{Mutex as Turn, MutexGuard};
use parking_lot::Mutex;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::future::poll_fn;
use std::sync::Arc;
use std::task::{Poll, Waker};

/// The longest name of a channel, bytes (`NAMEDATALEN - 1`).
const CHANNEL_BYTES: usize = 63;
/// The longest payload, bytes (`NOTIFY_PAYLOAD_MAX_LENGTH - 1`).
const PAYLOAD_BYTES: usize = 7999;
/// So much may wait in a mailbox, or in a transaction.
const QUEUE_BYTES: usize = 16 << 20;

/// What a client that listens is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    /// `pg_backend_pid()` of who said it.
    pub pid: i32,
    /// Where.
    pub channel: Arc<str>,
    /// What; may be empty.
    pub payload: Arc<str>,
}

/// What a session was told and its client was not yet.
#[derive(Default)]
pub struct Mailbox(Mutex<Letters>);

#[derive(Default)]
struct Letters {
    queue: VecDeque<Notification>,
    bytes: usize,
    waker: Option<Waker>,
}

impl Mailbox {
    /// Returns once something is there. One waits at a time.
    pub async fn arrived(&self) {
        poll_fn(|context| {
            let mut letters = self.0.lock();
            if !letters.queue.is_empty() {
                return Poll::Ready(());
            }
            letters.waker = Some(context.waker().clone());
            Poll::Pending
        })
        .await;
    }

    fn put(&self, notification: Notification) {
        let mut letters = self.0.lock();
        letters.bytes += bytes_of(&notification.channel, &notification.payload);
        letters.queue.push_back(notification);
        if let Some(waker) = letters.waker.take() {
            waker.wake();
        }
    }

    fn empty(&self) -> VecDeque<Notification> {
        let mut letters = self.0.lock();
        letters.bytes = 0;
        std::mem::take(&mut letters.queue)
    }
}

/// Who listens to what.
#[derive(Default)]
pub(crate) struct Channels {
    listeners: Mutex<HashMap<Arc<str>, BTreeMap<i32, Arc<Mailbox>>>>,
    /// Held by a transaction that says something, from before its commit until it was said.
    turn: Turn<()>,
}

impl Channels {
    /// 54000 when somebody who listens does not read.
    fn check_room(&self, said: &[(String, String)]) -> SqlResult<()> {
        let listeners = self.listeners.lock();
        let those = said.iter().filter_map(|(channel, _)| listeners.get(&**channel)).flatten();
        let full = those.into_iter().find(|(_, mailbox)| mailbox.0.lock().bytes > QUEUE_BYTES);
        full.map_or(Ok(()), |(pid, _)| {
            let detail = format!("The server process with PID {pid} has not read what it listens to.");
            let hint = "The NOTIFY queue cannot be emptied until that process ends its current transaction.";
            Err(too_many().with_detail(detail).with_hint(hint))
        })
    }

    fn say(&self, pid: i32, said: Vec<(String, String)>) {
        let listeners = self.listeners.lock();
        let mut before = HashSet::new();
        for (channel, payload) in said {
            let Some((channel, mailboxes)) = listeners.get_key_value(&*channel) else { continue };
            let payload: Arc<str> = payload.into();
            if before.insert((Arc::clone(channel), Arc::clone(&payload))) {
                let notification = Notification { pid, channel: Arc::clone(channel), payload };
                mailboxes.values().for_each(|mailbox| mailbox.put(notification.clone()));
            }
        }
    }

    fn listen(&self, pid: i32, channel: &str, mailbox: &Arc<Mailbox>) {
        let mut listeners = self.listeners.lock();
        listeners.entry(channel.into()).or_default().insert(pid, Arc::clone(mailbox));
    }

    fn unlisten(&self, pid: i32, channel: &str) {
        let mut listeners = self.listeners.lock();
        if let Some(mailboxes) = listeners.get_mut(channel) {
            mailboxes.remove(&pid);
            if mailboxes.is_empty() {
                listeners.remove(channel);
            }
        }
    }
}

/// What the transaction at hand has yet to do.
#[derive(Default)]
pub(crate) struct Pending {
    /// A channel to listen to or no more; none for all.
    changes: Vec<(Option<String>, bool)>,
    said: Vec<(String, String)>,
    bytes: usize,
}

impl Pending {
    pub(crate) fn say(&mut self, channel: &str, payload: &str) -> SqlResult<()> {
        check_channel(channel)?;
        if payload.len() > PAYLOAD_BYTES {
            return Err(invalid("payload string too long"));
        }
        self.bytes += bytes_of(channel, payload);
        if self.bytes > QUEUE_BYTES {
            return Err(too_many());
        }
        self.said.push((channel.to_owned(), payload.to_owned()));
        Ok(())
    }

    pub(crate) fn mark(&self) -> (usize, usize) {
        (self.changes.len(), self.said.len())
    }

    pub(crate) fn roll_back_to(&mut self, (changes, said): (usize, usize)) {
        self.changes.truncate(changes);
        self.said.truncate(said);
        self.bytes = self.said.iter().map(|(channel, payload)| bytes_of(channel, payload)).sum();
    }
}

/// The channels of one session.
#[derive(Default)]
pub(crate) struct Listening {
    pub(crate) channels: BTreeSet<String>,
    mailbox: Option<Arc<Mailbox>>,
}

impl Stage {
    /// Waits for this transaction's turn to say something, if it has anything to say.
    ///
    /// # Errors
    /// 54000.
    pub(crate) async fn turn_to_speak<'a>(
        &self,
        channels: &'a Channels,
    ) -> SqlResult<Option<MutexGuard<'a, ()>>> {
        if self.env.pending.lock().said.is_empty() {
            return Ok(None);
        }
        let turn = channels.turn.lock().await;
        channels.check_room(&self.env.pending.lock().said)?;
        Ok(Some(turn))
    }

    /// The transaction was committed: does what it was to do.
    pub(crate) fn speak(&mut self) {
        let pending = std::mem::take(self.env.pending.get_mut());
        let (pid, channels) = (self.env.pid, &self.env.shared.channels);
        let listening = &mut self.env.listening;
        for (channel, listens) in pending.changes {
            match channel {
                Some(channel) if listens => {
                    channels.listen(pid, &channel, listening.mailbox.get_or_insert_default());
                    listening.channels.insert(channel);
                }
                Some(channel) => {
                    channels.unlisten(pid, &channel);
                    listening.channels.remove(&channel);
                }
                None => {
                    let all = std::mem::take(&mut listening.channels);
                    all.iter().for_each(|channel| channels.unlisten(pid, channel));
                }
            }
        }
        if !pending.said.is_empty() {
            channels.say(pid, pending.said);
        }
    }
}

impl Session {
    /// What others say to it arrives here; `None` when it cannot hear now.
    pub fn mailbox(&self) -> Option<Arc<Mailbox>> {
        let mailbox = self.stage.env.listening.mailbox.as_ref();
        mailbox.filter(|_| self.stage.block.is_none()).cloned()
    }

    /// Tells the client what has arrived, unless a transaction is on.
    pub fn deliver(&mut self, out: &mut dyn Answers) {
        if let Some(mailbox) = self.mailbox() {
            mailbox.empty().iter().for_each(|notification| out.notification(notification));
        }
    }

    /// LISTEN, or with `listens` unset UNLISTEN; without a channel of all.
    pub(crate) fn listen(&mut self, channel: Option<&str>, listens: bool) -> SqlResult<()> {
        if let Some(channel) = channel {
            check_channel(channel)?;
        }
        let change = (channel.map(str::to_owned), listens);
        self.stage.env.pending.get_mut().changes.push(change);
        Ok(())
    }

    /// Hears nothing any more.
    pub(crate) fn stop_listening(&mut self) {
        *self.stage.env.pending.get_mut() =
            Pending { changes: vec![(None, false)], ..Pending::default() };
        self.stage.speak();
    }
}

/// What a notification takes in memory, about.
fn bytes_of(channel: &str, payload: &str) -> usize {
    channel.len() + payload.len() + 2 * size_of::<Notification>()
}

fn check_channel(channel: &str) -> SqlResult<()> {
    match channel.len() {
        0 => Err(invalid("channel name cannot be empty")),
        1..=CHANNEL_BYTES => Ok(()),
        _ => Err(invalid("channel name too long")),
    }
}

fn invalid(message: &str) -> SqlError {
    SqlError::new(SqlState::INVALID_PARAMETER_VALUE, message)
}

fn too_many() -> SqlError {
    SqlError::new(SqlState::PROGRAM_LIMIT_EXCEEDED, "too many notifications in the NOTIFY queue")
}
