//! What does the journal ask of a disk?
//!
//! Files by name in one flat place, written at the end. The real one is in the
//! `journal` room; the simulator's loses, tears, slows and refuses on purpose.

use std::io;

/// One directory of files.
pub trait Disk: Send {
    /// The names of all files, in byte order.
    fn list(&self) -> io::Result<Vec<String>>;

    /// Opens `name` for reading and appending. With `create`, makes it, and the
    /// name is durable on return; `AlreadyExists` when it is there.
    fn open(&self, name: &str, create: bool) -> io::Result<Box<dyn DiskFile>>;

    /// Removes `name`; durable on return. Fine when it is not there.
    fn remove(&self, name: &str) -> io::Result<()>;
}

/// One append-only file.
pub trait DiskFile: Send {
    /// The length in bytes.
    fn len(&self) -> io::Result<u64>;

    /// Whether nothing has been written.
    fn is_empty(&self) -> io::Result<bool> {
        Ok(self.len()? == 0)
    }

    /// Fills `buffer` from `offset`; fewer bytes only at the end of the file.
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize>;

    /// Writes at the end. Not durable until [`DiskFile::sync`]; after a crash
    /// any part of it may be there, or not.
    fn append(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Makes all appended bytes durable. After an error nothing may be assumed
    /// of bytes not yet synced, and the file must not be appended to again.
    fn sync(&mut self) -> io::Result<()>;

    /// Cuts the file to `len` bytes; durable on return.
    fn truncate(&mut self, len: u64) -> io::Result<()>;
}
