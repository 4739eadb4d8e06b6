//! An ordered map whose copy is one pointer.
//!
//! A B+ tree of shared nodes. A copy shares all of them; a change copies the
//! nodes from the root to one leaf, and only those that another copy still
//! shares. So a reader's copy never changes, and a writer that nobody has
//! copied since its last change writes in place.
//!
//! Keys in a branch are lower bounds of its children; that of the first child
//! is not looked at, for smaller keys go there too. Removal leaves nodes thin
//! and drops them once empty, as PostgreSQL's btree does
//! (src/backend/access/nbtree/README, "Page deletion"): no rebalancing.

use base::{Direction, Key, KeyRange};
use std::iter::Peekable;
use std::slice::Iter;
use std::sync::Arc;
use std::vec::IntoIter;

/// Entries in a node. A change copies a few nodes of this size, a lookup
/// searches them. Reads are more frequent than commits, so it is chosen for
/// them: figures for 16, 32 and 64 are in docs/decisions/0002.
const NODE_LEN_MAX: usize = 64;

/// An ordered map from keys to `V`.
#[derive(Clone, Debug)]
pub(crate) struct Tree<V> {
    root: Arc<Node<V>>,
}

#[derive(Clone, Debug)]
enum Node<V> {
    Leaf(Vec<(Key, V)>),
    /// Never empty.
    Branch(Vec<(Key, Arc<Node<V>>)>),
}

impl<V> Default for Tree<V> {
    fn default() -> Tree<V> {
        Tree { root: Arc::new(Node::Leaf(Vec::new())) }
    }
}

impl<V> Tree<V> {
    /// Whether nothing is in it.
    pub(crate) fn is_empty(&self) -> bool {
        matches!(&*self.root, Node::Leaf(entries) if entries.is_empty())
    }

    /// What `key` maps to.
    pub(crate) fn get(&self, key: &[u8]) -> Option<&V> {
        let mut node = &*self.root;
        loop {
            match node {
                Node::Branch(children) => node = &children[child_of(children, key)].1,
                Node::Leaf(entries) => {
                    let at = entries.binary_search_by(|(found, _)| found.as_ref().cmp(key)).ok()?;
                    return Some(&entries[at].1);
                }
            }
        }
    }

    /// The entries of `range`, from the end that `direction` begins at.
    pub(crate) fn range<'a>(&'a self, range: &'a KeyRange, direction: Direction) -> Cursor<'a, V> {
        let mut cursor = Cursor { range, direction, branches: Vec::new(), leaf: [].iter() };
        if !range.is_empty() {
            cursor.enter(&self.root);
        }
        cursor
    }
}

impl<V: Clone> Tree<V> {
    /// Maps `key` to `value`, whatever it mapped to.
    pub(crate) fn insert(&mut self, key: Key, value: V) {
        if let Some(right) = insert(&mut self.root, key, value) {
            let left = (Key::new(), Arc::clone(&self.root));
            self.root = Arc::new(Node::Branch(vec![left, right]));
        }
    }

    /// As [`Tree::insert`] of each of `items`, which are in key order, no key twice (asserted in
    /// development). Each node is touched once, so that an item of many costs no search.
    pub(crate) fn extend(&mut self, items: Vec<(Key, V)>) {
        debug_assert!(items.is_sorted_by(|a, b| a.0 < b.0), "items come in key order");
        let mut right = extend(&mut self.root, &mut items.into_iter().peekable(), None);
        while !right.is_empty() {
            let mut children = vec![(Key::new(), Arc::clone(&self.root))];
            children.append(&mut right);
            right = set_children(&mut self.root, children);
        }
    }

    /// Forgets `key`.
    pub(crate) fn remove(&mut self, key: &[u8]) {
        if self.get(key).is_none() {
            return; // Nothing to copy.
        }
        remove(&mut self.root, key);
        while let Node::Branch(children) = &*self.root {
            match children.as_slice() {
                [] => *self = Tree::default(),
                [(_, only)] => self.root = Arc::clone(only),
                _ => break,
            }
        }
    }
}

/// Inserts below `node`; answers the node's new right sibling and its lower
/// bound when it had to be split.
fn insert<V: Clone>(node: &mut Arc<Node<V>>, key: Key, value: V) -> Option<(Key, Arc<Node<V>>)> {
    match Arc::make_mut(node) {
        Node::Leaf(entries) => match entries.binary_search_by(|(found, _)| found.cmp(&key)) {
            Ok(at) => {
                entries[at].1 = value;
                None
            }
            Err(at) => {
                let right = insert_at(entries, at, (key, value))?;
                Some((right[0].0.clone(), Arc::new(Node::Leaf(right))))
            }
        },
        Node::Branch(children) => {
            let at = child_of(children, &key);
            let right = insert(&mut children[at].1, key, value)?;
            let right = insert_at(children, at + 1, right)?;
            Some((right[0].0.clone(), Arc::new(Node::Branch(right))))
        }
    }
}

/// Inserts below `node` those of `items` that come before `end`; answers its new right siblings.
fn extend<V: Clone>(
    node: &mut Arc<Node<V>>,
    items: &mut Peekable<IntoIter<(Key, V)>>,
    end: Option<&Key>,
) -> Vec<(Key, Arc<Node<V>>)> {
    let inside = |item: &(Key, V)| end.is_none_or(|end| item.0 < *end);
    match Arc::make_mut(node) {
        Node::Leaf(entries) => {
            let mut old = std::mem::take(entries).into_iter().peekable();
            let mut merged = Vec::with_capacity(old.len() + 1);
            while old.peek().is_some()
                && let Some(item) = items.next_if(inside)
            {
                while let Some(entry) = old.next_if(|entry| entry.0 < item.0) {
                    merged.push(entry);
                }
                old.next_if(|entry| entry.0 == item.0);
                merged.push(item);
            }
            merged.extend(old);
            let mut leaves = split(merged);
            let mut last = leaves.pop().unwrap_or_default();
            // What comes after all that was there leaves full nodes behind.
            while let Some(item) = items.next_if(inside) {
                if last.len() == NODE_LEN_MAX {
                    leaves.push(std::mem::replace(&mut last, Vec::with_capacity(NODE_LEN_MAX)));
                }
                last.push(item);
            }
            leaves.push(last);
            let mut leaves = leaves.into_iter();
            *entries = leaves.next().unwrap_or_default();
            leaves.map(|leaf| (leaf[0].0.clone(), Arc::new(Node::Leaf(leaf)))).collect()
        }
        Node::Branch(children) => {
            let mut old = std::mem::take(children).into_iter().peekable();
            let mut new = Vec::with_capacity(old.len() + 1);
            while let Some((bound, mut child)) = old.next() {
                let end = old.peek().map(|(bound, _)| bound).or(end);
                let any = items.peek().is_some_and(|item| end.is_none_or(|end| item.0 < *end));
                let right = if any { extend(&mut child, items, end) } else { Vec::new() };
                new.push((bound, child));
                new.extend(right);
            }
            set_children(node, new)
        }
    }
}

/// Makes `node` the branch of `children`; answers its new right siblings when they are too many.
fn set_children<V>(
    node: &mut Arc<Node<V>>,
    children: Vec<(Key, Arc<Node<V>>)>,
) -> Vec<(Key, Arc<Node<V>>)> {
    let mut nodes = split(children).into_iter();
    *node = Arc::new(Node::Branch(nodes.next().unwrap_or_default()));
    nodes.map(|children| (children[0].0.clone(), Arc::new(Node::Branch(children)))).collect()
}

/// Cuts a node's items into as many nodes as they need, all about as full.
fn split<T>(items: Vec<T>) -> Vec<Vec<T>> {
    if items.len() <= NODE_LEN_MAX {
        return vec![items];
    }
    let len = items.len().div_ceil(items.len().div_ceil(NODE_LEN_MAX));
    let mut items = items.into_iter().peekable();
    let mut out = Vec::new();
    while items.peek().is_some() {
        out.push(items.by_ref().take(len).collect());
    }
    out
}

/// Inserts into a node's items; answers the right half when there were too
/// many. Items that come in order leave full nodes behind.
fn insert_at<T>(items: &mut Vec<T>, at: usize, item: T) -> Option<Vec<T>> {
    if items.len() < NODE_LEN_MAX {
        items.insert(at, item);
        return None;
    }
    if at == items.len() {
        return Some(vec![item]);
    }
    let mut right = items.split_off(NODE_LEN_MAX / 2);
    match at.checked_sub(items.len()) {
        Some(at) if at > 0 => right.insert(at, item),
        _ => items.insert(at, item),
    }
    Some(right)
}

/// Removes a key that is there from below `node`; answers whether `node` is
/// now empty.
fn remove<V: Clone>(node: &mut Arc<Node<V>>, key: &[u8]) -> bool {
    match Arc::make_mut(node) {
        Node::Leaf(entries) => {
            if let Ok(at) = entries.binary_search_by(|(found, _)| found.as_ref().cmp(key)) {
                entries.remove(at);
            }
            entries.is_empty()
        }
        Node::Branch(children) => {
            let at = child_of(children, key);
            if remove(&mut children[at].1, key) {
                children.remove(at);
            }
            children.is_empty()
        }
    }
}

/// Which child has `key`, if any has.
fn child_of<T>(children: &[(Key, T)], key: &[u8]) -> usize {
    children.partition_point(|(bound, _)| bound.as_ref() <= key).saturating_sub(1)
}

/// Walks a range of a tree.
pub(crate) struct Cursor<'a, V> {
    range: &'a KeyRange,
    direction: Direction,
    /// What is left to enter, from the root down.
    branches: Vec<Iter<'a, (Key, Arc<Node<V>>)>>,
    leaf: Iter<'a, (Key, V)>,
}

impl<'a, V> Cursor<'a, V> {
    /// Goes to `node`, leaving aside what is outside the range.
    fn enter(&mut self, node: &'a Node<V>) {
        let end = self.range.end.as_deref();
        match node {
            Node::Leaf(entries) => {
                let to = end.map_or(entries.len(), |end| {
                    entries.partition_point(|(key, _)| key.as_ref() < end)
                });
                let from = entries.partition_point(|(key, _)| key < &self.range.start);
                self.leaf = entries[from.min(to)..to].iter();
            }
            Node::Branch(children) => {
                let to = end.map_or(children.len(), |end| {
                    children.partition_point(|(bound, _)| bound.as_ref() < end).max(1)
                });
                let from = child_of(children, &self.range.start);
                self.branches.push(children[from.min(to)..to].iter());
            }
        }
    }
}

impl<'a, V> Iterator for Cursor<'a, V> {
    type Item = &'a (Key, V);

    fn next(&mut self) -> Option<&'a (Key, V)> {
        let forward = self.direction == Direction::Forward;
        loop {
            let entry = if forward { self.leaf.next() } else { self.leaf.next_back() };
            if entry.is_some() {
                return entry;
            }
            let children = self.branches.last_mut()?;
            match if forward { children.next() } else { children.next_back() } {
                Some((_, child)) => self.enter(child),
                None => {
                    self.branches.pop();
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn key(number: u16) -> Key {
        Key::copy_from_slice(&number.to_be_bytes())
    }

    fn check(tree: &Tree<u32>, model: &BTreeMap<Key, u32>, range: &KeyRange) {
        let expected: Vec<(Key, u32)> = model
            .iter()
            .filter(|(key, _)| range.contains(key))
            .map(|(k, v)| (k.clone(), *v))
            .collect();
        let forward: Vec<_> = tree.range(range, Direction::Forward).cloned().collect();
        assert_eq!(forward, expected);
        let mut backward: Vec<_> = tree.range(range, Direction::Backward).cloned().collect();
        backward.reverse();
        assert_eq!(backward, expected);
        assert_eq!(tree.is_empty(), model.is_empty());
    }

    proptest! {
        /// Random inserts, runs and removes act as on a BTreeMap, and a copy
        /// keeps what it held.
        #[test]
        fn it_is_an_ordered_map_and_copies_do_not_change(
            run in proptest::collection::btree_map(any::<u16>(), any::<u32>(), 0..800),
            late in proptest::collection::btree_map(300..900u16, any::<u32>(), 0..200),
            first in proptest::collection::vec((any::<u16>(), proptest::option::of(any::<u32>())), 0..600),
            second in proptest::collection::vec((0..500u16, proptest::option::of(any::<u32>())), 0..600),
            (start, end) in (any::<u16>(), any::<u16>()),
        ) {
            let mut tree = Tree::default();
            let mut model = BTreeMap::new();
            let range = KeyRange::new(key(start), key(end));
            let apply = |tree: &mut Tree<u32>, model: &mut BTreeMap<Key, u32>, steps: &[(u16, Option<u32>)]| {
                for (number, value) in steps {
                    match value {
                        Some(value) => {
                            tree.insert(key(*number), *value);
                            model.insert(key(*number), *value);
                        }
                        None => {
                            tree.remove(&key(*number));
                            model.remove(&key(*number));
                        }
                    }
                }
            };
            apply(&mut tree, &mut model, &first);
            let (copy, copied) = (tree.clone(), model.clone());
            apply(&mut tree, &mut model, &second);
            for run in [&run, &late] {
                tree.extend(run.iter().map(|(number, value)| (key(*number), *value)).collect());
                model.extend(run.iter().map(|(number, value)| (key(*number), *value)));
            }
            for range in [&range, &KeyRange::all()] {
                check(&tree, &model, range);
                check(&copy, &copied, range);
            }
            for number in 0..500 {
                prop_assert_eq!(tree.get(&key(number)), model.get(&key(number)));
            }
            let everything: Vec<(u16, Option<u32>)> = (0..=u16::MAX).map(|number| (number, None)).collect();
            apply(&mut tree, &mut model, &everything);
            prop_assert!(tree.is_empty());
        }
    }

    #[test]
    fn a_run_of_keys_leaves_full_nodes() {
        let mut tree = Tree::default();
        tree.insert(key(0), 0);
        tree.extend((1..1000).map(|number| (key(number), 0)).collect());
        let Node::Branch(leaves) = &*tree.root else { panic!("more than one leaf") };
        assert_eq!(leaves.len(), 1000_usize.div_ceil(NODE_LEN_MAX));
        // Runs into the middle of a tree of three levels, and past its end.
        let run = |from: u16, step| (from..60_000).step_by(step).map(|number| (key(number), 1));
        tree.extend(run(0, 7).collect());
        tree.extend(run(500, 2).collect());
        let mut model: BTreeMap<Key, u32> = (0..1000).map(|number| (key(number), 0)).collect();
        model.extend(run(0, 7).chain(run(500, 2)));
        check(&tree, &model, &KeyRange::all());
    }

    #[test]
    fn keys_in_order_leave_full_nodes() {
        let mut tree = Tree::default();
        for number in 0..(NODE_LEN_MAX * NODE_LEN_MAX) as u16 {
            tree.insert(key(number), 0);
        }
        let Node::Branch(leaves) = &*tree.root else { panic!("more than one leaf") };
        assert_eq!(leaves.len(), NODE_LEN_MAX);
    }
}
