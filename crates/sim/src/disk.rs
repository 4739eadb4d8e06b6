//! A disk that loses, tears and refuses on purpose.
//!
//! Each file is its durable bytes and a volatile tail. A crash keeps a prefix of
//! the tail, of a length chance decides, and may leave out one sector of it,
//! which then reads as zeros: sectors reach a disk in any order. A planted power cut strikes at the n-th write or sync;
//! from then on every call fails until [`VirtualDisk::restart`].

use crate::chance::Chance;
use base::{Disk, DiskFile};
use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard};

/// What a disk writes whole or not at all.
const SECTOR: usize = 512;

/// What a planted bug of the disk does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DiskBug {
    /// An honest disk.
    #[default]
    None,
    /// `sync` returns without having made anything durable.
    SyncLies,
}

#[derive(Debug, Default)]
struct File {
    durable: Vec<u8>,
    /// Appended and not yet synced.
    tail: Vec<u8>,
}

#[derive(Debug)]
struct State {
    files: BTreeMap<String, File>,
    chance: Chance,
    bug: DiskBug,
    /// Writes and syncs until the power goes; `None` for never.
    cut_after: Option<u64>,
    /// The power is gone.
    dark: bool,
    /// Calls refused, before the power goes, as a full or failing disk refuses.
    refuse_next: bool,
}

/// A shared handle on one virtual disk.
#[derive(Clone, Debug)]
pub struct VirtualDisk(Arc<Mutex<State>>);

impl VirtualDisk {
    /// An empty disk.
    pub fn new(seed: u64, bug: DiskBug) -> VirtualDisk {
        VirtualDisk(Arc::new(Mutex::new(State {
            files: BTreeMap::new(),
            chance: Chance::new(seed),
            bug,
            cut_after: None,
            dark: false,
            refuse_next: false,
        })))
    }

    /// The power will go at the `writes`-th write or sync from now.
    pub fn cut_power_after(&self, writes: u64) {
        self.state().cut_after = Some(writes);
    }

    /// The next write or sync is refused (a full disk, say); the disk lives on.
    pub fn refuse_next(&self) {
        self.state().refuse_next = true;
    }

    /// Whether the power is gone.
    pub fn is_dark(&self) -> bool {
        self.state().dark
    }

    /// The machine restarts: what was not durable is lost, whole or in part.
    pub fn restart(&self) {
        let state = &mut *self.state();
        for file in state.files.values_mut() {
            let tail = std::mem::take(&mut file.tail);
            if tail.is_empty() {
                continue;
            }
            let kept = state.chance.index(tail.len() + 1);
            let start = file.durable.len();
            file.durable.extend_from_slice(&tail[..kept]);
            if kept > 0 && state.chance.one_in(3) {
                let sector = (start + state.chance.index(kept)) / SECTOR * SECTOR;
                let end = file.durable.len().min(sector + SECTOR);
                file.durable[start.max(sector)..end].fill(0);
            }
        }
        state.dark = false;
        state.cut_after = None;
        state.refuse_next = false;
    }

    /// A digest of every durable byte, for comparing runs.
    pub fn digest(&self) -> u64 {
        let state = self.state();
        let mut sum = 0xcbf2_9ce4_8422_2325_u64;
        for (name, file) in &state.files {
            for byte in name.bytes().chain(file.durable.iter().copied()) {
                sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        sum
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().expect("the simulation has one thread")
    }
}

impl State {
    fn alive(&self) -> io::Result<()> {
        if self.dark { Err(io::Error::other("the power is gone")) } else { Ok(()) }
    }

    /// One write or sync begins.
    fn strike(&mut self) -> io::Result<()> {
        self.alive()?;
        if std::mem::take(&mut self.refuse_next) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        match &mut self.cut_after {
            Some(0) => {
                self.dark = true;
                self.alive()
            }
            Some(left) => {
                *left -= 1;
                Ok(())
            }
            None => Ok(()),
        }
    }
}

impl Disk for VirtualDisk {
    fn list(&self) -> io::Result<Vec<String>> {
        let state = self.state();
        state.alive()?;
        Ok(state.files.keys().cloned().collect())
    }

    fn open(&self, name: &str, create: bool) -> io::Result<Box<dyn DiskFile>> {
        let mut state = self.state();
        state.alive()?;
        match (state.files.contains_key(name), create) {
            (true, true) => return Err(io::ErrorKind::AlreadyExists.into()),
            (false, false) => return Err(io::ErrorKind::NotFound.into()),
            (true, false) => {}
            (false, true) => {
                state.strike()?;
                state.files.insert(name.to_owned(), File::default());
            }
        }
        Ok(Box::new(VirtualFile { disk: self.clone(), name: name.to_owned() }))
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        let mut state = self.state();
        state.strike()?;
        state.files.remove(name);
        Ok(())
    }
}

struct VirtualFile {
    disk: VirtualDisk,
    name: String,
}

impl VirtualFile {
    fn with<T>(&self, act: impl FnOnce(&mut File) -> T) -> io::Result<T> {
        let mut state = self.disk.state();
        state.alive()?;
        state.files.get_mut(&self.name).map(act).ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

impl DiskFile for VirtualFile {
    fn len(&self) -> io::Result<u64> {
        self.with(|file| (file.durable.len() + file.tail.len()) as u64)
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        self.with(|file| {
            let offset = usize::try_from(offset).unwrap_or(usize::MAX);
            let bytes = file.durable.iter().chain(&file.tail).skip(offset);
            let mut read = 0;
            for (place, byte) in buffer.iter_mut().zip(bytes) {
                *place = *byte;
                read += 1;
            }
            read
        })
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        let struck = self.disk.state().strike();
        let mut state = self.disk.state();
        // Even a write that the power interrupts may leave some of its bytes.
        if let Some(file) = state.files.get_mut(&self.name) {
            file.tail.extend_from_slice(bytes);
        }
        struck
    }

    fn sync(&mut self) -> io::Result<()> {
        self.disk.state().strike()?;
        let mut state = self.disk.state();
        let lies = state.bug == DiskBug::SyncLies;
        if let Some(file) = state.files.get_mut(&self.name).filter(|_| !lies) {
            let tail = std::mem::take(&mut file.tail);
            file.durable.extend_from_slice(&tail);
        }
        Ok(())
    }

    fn truncate(&mut self, len: u64) -> io::Result<()> {
        self.disk.state().strike()?;
        self.with(|file| {
            let len = usize::try_from(len).unwrap_or(usize::MAX);
            let tail = std::mem::take(&mut file.tail);
            file.durable.extend_from_slice(&tail);
            file.durable.truncate(len);
        })
    }
}
