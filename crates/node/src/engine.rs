//! One open database with all that its sessions need: the commit path, the store and its
//! settling, identifiers and sequences, and the roles that may come in.

use crate::database::now;
use crate::door::{Credentials, RoleLogin};
use crate::hands::Hands;
use crate::identifiers::Identifiers;
use crate::sequences::Sequences;
use crate::{AccessKey, Database, Error, Home, Keys, StoreUrl, own};
use async_trait::async_trait;
use auth::{ITERATIONS, Verifier};
use base::{CommitRequest, SqlError, SqlResult, SqlState, Timestamp};
use exec::catalog_store;
use parking_lot::Mutex;
use session::Host;
use sql::Catalog;
use sql::catalog::{ADMIN, Namespace, PUBLIC, Role, Sequence};
use sql::statement::Secret;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::task::{AbortHandle, spawn_blocking};
use txn::{Commit, Isolation, Snapshot, Transaction};
use types::Oid;

/// The role a new database is made with.
pub const ADMIN_NAME: &str = "admin";

/// What is not settled after so long without a commit is settled anyway: then memory holds
/// little, and the next start has nothing to replay.
const REST: Duration = Duration::from_secs(5);

/// After a settle that failed (a full disk, say) the next waits so long.
const SETTLE_RETRY: Duration = Duration::from_secs(1);

/// PostgreSQL's epoch, 2000-01-01, in microseconds of ours.
const EPOCH_2000_US: i64 = 946_684_800_000_000;

/// A role's own changes are tried so often when others change the catalog meanwhile.
const TRIES: usize = 20;

/// One open database.
pub struct Engine {
    database: Arc<Database>,
    identifiers: Identifiers,
    sequences: Sequences,
    /// The catalog as last asked for.
    catalog: Mutex<Option<Arc<Catalog>>>,
    keys: Keys,
    chance: [u8; 32],
    hands: Hands,
    settler: AbortHandle,
    /// Held, so that no other process opens it.
    _home: Home,
}

impl Engine {
    /// Opens the database of `home` in the homes that `store` names, and makes it when there is
    /// none: the role `admin`, without a password, and the schema `public`. Needs a tokio
    /// runtime with threads.
    ///
    /// # Errors
    /// When a file cannot be used, is damaged or of another version.
    pub async fn open(home: Home, store: &StoreUrl) -> Result<Arc<Engine>, Error> {
        let (store, journal) = store.open(&home).await?;
        let database = Database::open(Arc::new(store), journal).await?;
        let catalog = make(&database).await?;
        Sequences::sweep(&database, &catalog).await?;
        let identifiers = Identifiers::open(&database).await?;
        let key = own::chance_key();
        let chance = own::update(&database, &key, |kept| match kept {
            Some(kept) => Ok((None, own::body(kept)?)),
            None => {
                let made: [u8; 32] = rand::random();
                Ok((Some(own::value(&made)), made))
            }
        });
        let chance = chance.await?;
        let settler = tokio::spawn(settle_when_due(Arc::clone(&database))).abort_handle();
        Ok(Arc::new(Engine {
            database,
            identifiers,
            sequences: Sequences::default(),
            catalog: Mutex::new(None),
            keys: Keys::of(home.path()),
            chance,
            hands: Hands::default(),
            settler,
            _home: home,
        }))
    }

    /// Settles everything and closes. Whoever commits afterwards is told that the database is
    /// closing.
    ///
    /// # Errors
    /// Those of the disk; what was acknowledged is in the journal even so.
    pub async fn close(&self) -> Result<(), Error> {
        self.settler.abort();
        self.sequences.give_back(&self.database).await?;
        Ok(self.database.close().await?)
    }

    #[cfg(test)]
    pub(crate) fn database(&self) -> &Arc<Database> {
        &self.database
    }

    /// The newest catalog.
    ///
    /// # Errors
    /// Those of storage.
    pub async fn catalog(&self) -> SqlResult<Arc<Catalog>> {
        let (snapshot, version) = self.database.snapshot();
        let known = self.catalog.lock().clone();
        if let Some(known) = known.filter(|known| known.version == version.as_micros()) {
            return Ok(known);
        }
        let txn = Transaction::new(snapshot, Isolation::RepeatableRead);
        let catalog = Arc::new(catalog_store::load(&txn, version.as_micros()).await?);
        *self.catalog.lock() = Some(Arc::clone(&catalog));
        Ok(catalog)
    }

    /// The role of this name.
    ///
    /// # Errors
    /// Those of storage.
    pub async fn role(&self, name: &str) -> SqlResult<Option<Arc<Role>>> {
        let catalog = self.catalog().await?;
        Ok(catalog.roles.values().find(|role| role.name == name).cloned())
    }

    /// Gives a role a password.
    ///
    /// # Errors
    /// 42704 when there is no such role; those of a commit.
    pub async fn set_password(&self, role: &str, password: &str) -> SqlResult<()> {
        let verifier = exec::Host::password_verifier(self, password);
        for _ in 0..TRIES {
            let (snapshot, version) = self.database.snapshot();
            let mut txn = Transaction::new(snapshot, Isolation::RepeatableRead);
            let mut catalog = catalog_store::load(&txn, version.as_micros()).await?;
            let found = catalog.roles.values().find(|known| known.name == role);
            let mut changed = found.map(|role| Role::clone(role)).ok_or_else(|| {
                SqlError::new(SqlState::UNDEFINED_OBJECT, format!("role \"{role}\" does not exist"))
            })?;
            changed.verifier = Some(Secret(verifier.clone()));
            catalog_store::put_role(&mut txn, &mut catalog, changed)?;
            match txn.commit(&*self.database).await {
                Ok(_) => return Ok(()),
                Err(error) if error.is_retryable() => {}
                Err(error) => return Err(error.into_sql()),
            }
        }
        Err(SqlError::internal("other changes of the catalog were always first"))
    }
}

/// Makes what every database has, when it is not there; the catalog.
async fn make(database: &Database) -> SqlResult<Catalog> {
    let (snapshot, version) = database.snapshot();
    let mut txn = Transaction::new(snapshot, Isolation::RepeatableRead);
    let mut catalog = catalog_store::load(&txn, version.as_micros()).await?;
    if !catalog.roles.is_empty() {
        return Ok(catalog);
    }
    let admin = Role {
        oid: ADMIN,
        name: ADMIN_NAME.into(),
        superuser: true,
        inherit: true,
        create_role: true,
        create_db: true,
        login: true,
        replication: true,
        bypass_rls: true,
        connection_limit: -1,
        ..Role::default()
    };
    let public = Namespace {
        oid: PUBLIC,
        name: "public".into(),
        owner: ADMIN,
        comment: Some("standard public schema".into()),
    };
    catalog_store::put_role(&mut txn, &mut catalog, admin)?;
    catalog_store::put_namespace(&mut txn, &mut catalog, public)?;
    txn.commit(database).await?;
    Ok(catalog)
}

/// Settles when enough has gathered, and what there is once commits rest.
async fn settle_when_due(database: Arc<Database>) {
    let (mut before, mut settled) = (None, None);
    loop {
        let due = tokio::time::timeout(REST, database.settle_due()).await.is_ok();
        let newest = Some(database.newest());
        let behind = settled != newest || database.is_dropping();
        let resting = std::mem::replace(&mut before, newest) == newest && behind;
        if !due && !resting {
            continue;
        }
        let settling = Arc::clone(&database);
        let settle = spawn_blocking(move || Handle::current().block_on(settling.settle(!due)));
        let failure = match settle.await {
            Ok(Ok(())) => None,
            Ok(Err(error)) => Some(format!("{error:?}")),
            Err(panic) => Some(panic.to_string()),
        };
        if let Some(error) = failure {
            tracing::error!(error, "could not settle; the journal keeps what is not settled");
            tokio::time::sleep(SETTLE_RETRY).await;
        } else if resting {
            settled = before;
        }
    }
}

#[async_trait]
impl Commit for Engine {
    async fn commit(&self, request: CommitRequest) -> Result<Timestamp, txn::Error> {
        if let Err(error) = self.identifiers.keep_epoch(&self.database).await {
            return Err(txn::Error::Io(error.message().to_owned()));
        }
        self.database.commit(request).await
    }
}

#[async_trait]
impl exec::Host for Engine {
    fn sequence_next(&self, sequence: &Sequence) -> Option<SqlResult<i64>> {
        self.sequences.next(sequence)
    }

    async fn sequence_reserve(&self, sequence: &Sequence) -> SqlResult<()> {
        self.sequences.reserve(&self.database, sequence).await
    }

    async fn sequence_state(&self, sequence: &Sequence) -> SqlResult<(i64, bool)> {
        self.sequences.state(&self.database, sequence).await
    }

    async fn sequence_set(
        &self,
        sequence: &Sequence,
        value: i64,
        is_called: bool,
    ) -> SqlResult<()> {
        self.sequences.set(&self.database, sequence, value, is_called).await
    }

    async fn object_id(&self) -> SqlResult<Oid> {
        self.identifiers.object_id(&self.database).await
    }

    fn row_id(&self) -> u64 {
        self.identifiers.row_id()
    }

    async fn sleep(&self, time: Duration) {
        tokio::time::sleep(time).await;
    }

    fn password_verifier(&self, password: &str) -> String {
        if Verifier::parse(password).is_some() {
            return password.to_owned();
        }
        let salt: [u8; 16] = rand::random();
        Verifier::new(password, &salt, ITERATIONS).to_string()
    }

    fn hands(&self) -> usize {
        self.hands.free() + 1
    }

    fn at_once<'a>(&self, jobs: Vec<Box<dyn FnOnce() + Send + 'a>>) {
        self.hands.at_once(jobs);
    }
}

#[async_trait]
impl Credentials for Engine {
    async fn role_login(&self, user: &str) -> SqlResult<Option<RoleLogin>> {
        let Some(role) = self.role(user).await? else { return Ok(None) };
        let valid = role.valid_until.as_deref().is_none_or(|until| !is_over(until, self.now()));
        let limit = usize::try_from(role.connection_limit).ok().filter(|_| !role.superuser);
        Ok(Some(RoleLogin {
            oid: role.oid,
            name: role.name.clone(),
            iam: role.iam.iter().map(|grant| grant.arn.clone()).collect(),
            verifier: role.verifier.clone().filter(|_| valid).map(|kept| kept.0),
            may_log_in: role.login,
            connection_limit: limit,
        }))
    }

    fn chance(&self) -> [u8; 32] {
        self.chance
    }

    async fn access_key(&self, id: &str) -> SqlResult<Option<AccessKey>> {
        self.keys.find(id).map_err(unreadable)
    }

    async fn has_key(&self, for_admin: bool) -> SqlResult<bool> {
        let now = i64::try_from(now().as_micros() / 1_000_000).unwrap_or(i64::MAX);
        let keys = self.keys.all().map_err(unreadable)?;
        Ok(keys.iter().any(|key| (key.admin || !for_admin) && key.is_good(now)))
    }
}

/// What the operator is to see of keys that cannot be read is not for who wants to log in.
fn unreadable(error: std::io::Error) -> SqlError {
    tracing::error!(%error, "the access keys cannot be read");
    SqlError::internal("the access keys cannot be read")
}

/// Whether the time `until` has come. One that cannot be read has: a password is not valid by
/// mistake.
fn is_over(until: &str, now: i64) -> bool {
    let ty = types::Type::new(types::facts::oid::TIMESTAMPTZ);
    match types::text_in(ty, until, &types::Formats::default()) {
        Ok(types::Datum::Int8(until)) => until <= now,
        _ => true,
    }
}

#[async_trait]
impl session::Host for Engine {
    fn snapshot(&self) -> (Arc<dyn Snapshot>, Timestamp) {
        let (snapshot, version) = self.database.snapshot();
        (snapshot, version)
    }

    fn now(&self) -> i64 {
        i64::try_from(now().as_micros()).unwrap_or(i64::MAX).saturating_sub(EPOCH_2000_US)
    }

    fn random_u64(&self) -> u64 {
        rand::random()
    }
}
