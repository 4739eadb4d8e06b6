//! What does a put that failed leave in the journal of objects?

#![allow(clippy::unwrap_used)]

use airglow_journal::{Error, Fate, Journal, ObjectJournal};
use async_trait::async_trait;
use base::{JournalEntry, Timestamp};
use futures_util::stream::BoxStream;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{
    CopyOptions, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore,
    PutMode, PutMultipartOptions, PutOptions, PutPayload, PutResult, Result,
};
use std::fmt;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

/// Puts work.
const WELL: u8 = 0;
/// They fail before anything was sent: no more files may be open.
const UNSENT: u8 = 1;
/// They work, and the answer is lost.
const UNHEARD: u8 = 2;

/// A store whose puts can be made to fail.
#[derive(Debug, Default)]
struct Store {
    inner: InMemory,
    puts: AtomicU8,
}

impl fmt::Display for Store {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a store that fails")
    }
}

#[async_trait]
impl ObjectStore for Store {
    async fn put_opts(
        &self,
        at: &Path,
        body: PutPayload,
        options: PutOptions,
    ) -> Result<PutResult> {
        let lost = |error: io::Error| object_store::Error::Generic {
            store: "test",
            source: Box::new(error),
        };
        match self.puts.load(Ordering::Relaxed) {
            UNSENT => Err(lost(io::Error::from_raw_os_error(24))),
            UNHEARD => {
                self.inner.put_opts(at, body, options).await?;
                Err(lost(io::ErrorKind::ConnectionReset.into()))
            }
            _ => self.inner.put_opts(at, body, options).await,
        }
    }

    async fn put_multipart_opts(
        &self,
        at: &Path,
        options: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        self.inner.put_multipart_opts(at, options).await
    }

    async fn get_opts(&self, at: &Path, options: GetOptions) -> Result<GetResult> {
        self.inner.get_opts(at, options).await
    }

    fn delete_stream(
        &self,
        at: BoxStream<'static, Result<Path>>,
    ) -> BoxStream<'static, Result<Path>> {
        self.inner.delete_stream(at)
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.inner.list(prefix)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.inner.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        self.inner.copy_opts(from, to, options).await
    }
}

impl Store {
    fn set(&self, puts: u8) {
        self.puts.store(puts, Ordering::Relaxed);
    }
}

fn entry(micros: u64) -> JournalEntry {
    let writes = vec![(format!("key {micros}").into(), Some("value".into()))];
    JournalEntry { committed_at: Timestamp::from_micros(micros), writes }
}

async fn open(store: &Arc<Store>, writer: u64) -> ObjectJournal {
    ObjectJournal::open(Arc::clone(store) as _, "j".into(), writer).await.unwrap()
}

/// Commit times of what a new writer finds.
async fn kept(store: &Arc<Store>) -> Vec<u64> {
    let mut journal = open(store, 99).await;
    let mut replay = journal.replay(Timestamp::ZERO).await.unwrap();
    let mut times = Vec::new();
    while let Some(group) = replay.next_group().await.unwrap() {
        times.extend(group.iter().map(|entry| entry.committed_at.as_micros()));
    }
    times
}

#[tokio::test]
async fn after_a_put_that_was_never_sent_the_journal_goes_on() {
    let store = Arc::<Store>::default();
    let mut journal = open(&store, 1).await;
    journal.append(&[entry(1)]).await.unwrap();
    store.set(UNSENT);
    for micros in [2, 3] {
        let error = journal.append(&[entry(micros)]).await.unwrap_err();
        assert_eq!(error.fate(), Fate::InDoubt, "{error}");
    }
    store.set(WELL);
    journal.append(&[entry(4)]).await.unwrap();
    // Had the failed one been on its way all the while, it would come too late.
    let late = PutOptions::from(PutMode::Create);
    let number = "j/00000000000000000003.journal".into();
    let late = store.inner.put_opts(&number, "late".into(), late).await;
    assert!(matches!(late, Err(object_store::Error::AlreadyExists { .. })), "{late:?}");
    assert_eq!(kept(&store).await, [1, 4]);
}

#[tokio::test]
async fn after_a_put_that_arrived_unheard_nothing_more_is_appended_until_it_is_opened_again() {
    let store = Arc::<Store>::default();
    let mut journal = open(&store, 1).await;
    store.set(UNHEARD);
    assert_eq!(journal.append(&[entry(1)]).await.unwrap_err().fate(), Fate::InDoubt);
    store.set(WELL);
    for micros in [2, 3] {
        let error = journal.append(&[entry(micros)]).await.unwrap_err();
        assert!(matches!(error, Error::Poisoned), "{error}");
        assert_eq!(error.fate(), Fate::Over);
    }
    assert_eq!(kept(&store).await, [1]);
}

#[tokio::test]
async fn a_writer_in_doubt_that_was_followed_by_another_is_fenced() {
    let store = Arc::<Store>::default();
    let mut journal = open(&store, 1).await;
    store.set(UNSENT);
    assert!(journal.append(&[entry(1)]).await.is_err());
    store.set(WELL);
    let mut next = open(&store, 2).await;
    assert!(matches!(journal.append(&[entry(2)]).await, Err(Error::Fenced)));
    next.append(&[entry(3)]).await.unwrap();
    assert_eq!(kept(&store).await, [3]);
}

#[tokio::test]
async fn an_answer_lost_to_the_end_of_the_doubt_is_found_again() {
    let store = Arc::<Store>::default();
    let mut journal = open(&store, 1).await;
    store.set(UNSENT);
    assert!(journal.append(&[entry(1)]).await.is_err());
    store.set(UNHEARD);
    assert!(journal.append(&[entry(2)]).await.is_err());
    store.set(WELL);
    journal.append(&[entry(3)]).await.unwrap();
    assert_eq!(kept(&store).await, [3]);
}
