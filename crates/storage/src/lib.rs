//! The past: what every key held as of a snapshot.
//!
//! Storage follows the journal. New commits go into the *overlay* in memory;
//! from time to time they settle into the *base*, an ordered store that exists
//! already, and leave memory. A read looks in the overlay, then in the base.
//!
//! - [`Store`] and [`StoreSnapshot`] (`store`): start here; how overlay and
//!   base make one consistent past, and why no vacuum is needed.
//! - `dropped`: what goes with a settle because its storage was dropped.
//! - `layer`: the overlay's reads, and the merge of a scan.
//! - `tree`: the copy-on-write ordered map that makes a snapshot one pointer.
//! - [`Base`] (`engine`): what is asked of a base; its homes are
//!   [`MemoryBase`], [`RedbBase`] (one file) and [`SlateBase`] (a bucket).
//!
//! Which base was chosen, and by which figures: `docs/decisions/0001-embedded-base.md`.

mod dropped;
mod embedded;
mod engine;
mod error;
mod layer;
mod memory;
mod object;
mod store;
mod tree;

pub use embedded::RedbBase;
pub use engine::{Base, BaseSnapshot, Changes};
pub use error::Error;
pub use memory::MemoryBase;
pub use object::SlateBase;
pub use store::{Store, StoreSnapshot};
