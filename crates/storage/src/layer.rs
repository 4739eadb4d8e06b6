//! How do reads look through recent versions at what is below them?
//!
//! A layer holds, for each key that was written in some span of commits, the
//! newest value in that span, or that it was deleted. It lies over another
//! layer or the base and hides what has the same key there.

use crate::tree::{Cursor, Tree};
use base::{Direction, Flow, KeyRange, Sink, Value};
use std::cmp::Ordering;
use std::iter::Peekable;

/// The newest values of a span of commits; `None` is a deletion.
pub(crate) type Layer = Tree<Option<Value>>;

/// Takes the scan of what is below, puts the layer's own entries between, and
/// hands all to `sink`. Keys and values are handed on, never copied.
pub(crate) struct Over<'a> {
    layer: Peekable<Cursor<'a, Option<Value>>>,
    direction: Direction,
    sink: &'a mut dyn Sink,
    stopped: bool,
}

impl<'a> Over<'a> {
    /// The entries of `layer` in `range` over what will be handed to this.
    pub(crate) fn new(
        layer: &'a Layer,
        range: &'a KeyRange,
        direction: Direction,
        sink: &'a mut dyn Sink,
    ) -> Over<'a> {
        let layer = layer.range(range, direction).peekable();
        Over { layer, direction, sink, stopped: false }
    }

    /// Whether the layer has nothing in the range, so that what is below may
    /// go to the sink directly.
    pub(crate) fn is_clear(&mut self) -> bool {
        self.layer.peek().is_none()
    }

    /// What this was made with, when it is clear.
    pub(crate) fn into_sink(self) -> &'a mut dyn Sink {
        self.sink
    }

    /// Hands over the entries after the last one below.
    pub(crate) fn finish(mut self) {
        while !self.stopped && self.layer.peek().is_some() {
            self.pass_own();
        }
    }

    fn pass_own(&mut self) {
        if let Some((key, Some(value))) = self.layer.next() {
            self.pass(key, value);
        }
    }

    fn pass(&mut self, key: &[u8], value: &[u8]) {
        self.stopped = self.sink.entry(key, value) == Flow::Stop;
    }
}

impl Sink for Over<'_> {
    fn entry(&mut self, key: &[u8], value: &[u8]) -> Flow {
        while !self.stopped {
            let order = match self.layer.peek() {
                None => Ordering::Greater,
                Some((own, _)) if self.direction == Direction::Forward => own.as_ref().cmp(key),
                Some((own, _)) => key.cmp(own.as_ref()),
            };
            match order {
                Ordering::Less => self.pass_own(),
                Ordering::Equal => {
                    self.pass_own();
                    break;
                }
                Ordering::Greater => {
                    self.pass(key, value);
                    break;
                }
            }
        }
        if self.stopped { Flow::Stop } else { Flow::Continue }
    }
}
