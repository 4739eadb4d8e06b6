//! Claims about one transaction's view.

use super::*;
use async_trait::async_trait;
use futures_executor::block_on;
use proptest::prelude::*;
use std::collections::BTreeMap;

struct Fixed(BTreeMap<Key, Value>);

#[async_trait]
impl Snapshot for Fixed {
    fn as_of(&self) -> Timestamp {
        Timestamp::from_micros(7)
    }

    async fn get_many(&self, keys: &[Key]) -> Result<Vec<Option<Value>>, Error> {
        Ok(keys.iter().map(|key| self.0.get(key).cloned()).collect())
    }

    async fn scan(
        &self,
        range: &KeyRange,
        direction: Direction,
        sink: &mut dyn Sink,
    ) -> Result<(), Error> {
        let inside = self.0.iter().filter(|(key, _)| range.contains(key));
        let mut give = |(key, value): (&Key, &Value)| sink.entry(key, value) == Flow::Continue;
        match direction {
            Direction::Forward => inside.take_while(|entry| give(*entry)).for_each(drop),
            Direction::Backward => inside.rev().take_while(|entry| give(*entry)).for_each(drop),
        }
        Ok(())
    }
}

fn bytes(text: &str) -> Key {
    Key::copy_from_slice(text.as_bytes())
}

fn begin(entries: &[(&str, &str)], isolation: Isolation) -> Transaction {
    let map = entries.iter().map(|(key, value)| (bytes(key), bytes(value))).collect();
    Transaction::new(Arc::new(Fixed(map)), isolation)
}

fn all(txn: &Transaction, direction: Direction) -> Vec<(Key, Value)> {
    let mut found = Vec::new();
    let mut sink = |key: &[u8], value: &[u8]| {
        found.push((Key::copy_from_slice(key), Value::copy_from_slice(value)));
        Flow::Continue
    };
    block_on(txn.scan(&KeyRange::all(), direction, &mut sink)).unwrap();
    found
}

fn get(txn: &Transaction, key: &str) -> Option<Value> {
    block_on(txn.get_many(&[bytes(key)])).unwrap().remove(0)
}

#[test]
fn a_command_sees_earlier_commands_but_not_itself() {
    let mut txn = begin(&[("a", "0")], Isolation::RepeatableRead);
    txn.begin_command();
    txn.put(bytes("a"), bytes("1"), Mode::Update);
    assert_eq!(get(&txn, "a"), Some(bytes("0")));
    assert_eq!(block_on(txn.get_latest(&[bytes("a")])).unwrap(), [Some(bytes("1"))]);
    txn.begin_command();
    assert_eq!(get(&txn, "a"), Some(bytes("1")));
}

#[test]
fn a_savepoint_takes_back_writes_and_claims() {
    let mut txn = begin(&[("a", "0")], Isolation::RepeatableRead);
    txn.put(bytes("a"), bytes("1"), Mode::NoKeyUpdate);
    let savepoint = txn.savepoint();
    txn.delete(bytes("a"), Mode::Update);
    txn.put(bytes("b"), bytes("2"), Mode::Update);
    txn.claim(bytes("c"), Mode::Update);
    txn.roll_back_to(savepoint);
    txn.begin_command();
    assert_eq!(all(&txn, Direction::Forward), [(bytes("a"), bytes("1"))]);
    let request = txn.into_request().unwrap();
    assert_eq!((request.writes.len(), request.claims.len()), (1, 0));
    assert_eq!(request.writes[0].mode, Mode::NoKeyUpdate);
}

#[test]
fn only_serializable_reports_what_it_read_and_only_as_far_as_it_looked() {
    for isolation in [Isolation::RepeatableRead, Isolation::Serializable] {
        let mut txn = begin(&[("a", "0"), ("b", "0"), ("c", "0")], isolation);
        let mut stop = |_: &[u8], _: &[u8]| Flow::Stop;
        block_on(txn.scan(&KeyRange::all(), Direction::Forward, &mut stop)).unwrap();
        txn.put(bytes("z"), bytes("1"), Mode::Update);
        let reads = txn.into_request().unwrap().reads;
        if isolation == Isolation::Serializable {
            assert!(reads[0].range.contains(b"a") && !reads[0].range.contains(b"b"));
        } else {
            assert!(reads.is_empty());
        }
    }
}

#[test]
fn a_transaction_that_only_read_asks_nothing() {
    let txn = begin(&[("a", "0")], Isolation::Serializable);
    get(&txn, "a");
    assert_eq!(txn.into_request(), None);
}

proptest! {
    #[test]
    fn a_scan_is_the_snapshot_overlaid_by_the_buffer(
        below in prop::collection::btree_map(0u8..16, any::<u8>(), 0..10),
        own in prop::collection::vec((0u8..16, prop::option::of(any::<u8>())), 0..40),
        kept in 0usize..40,
    ) {
        // Of two storages.
        let name = |key: u8| Key::from(vec![0, 0, 0, key / 8, key]);
        let map = below.iter().map(|(k, v)| (name(*k), Value::from(vec![*v]))).collect();
        let mut txn = Transaction::new(Arc::new(Fixed(map)), Isolation::RepeatableRead);
        let mut model = below;
        let mut savepoint = txn.savepoint();
        for (step, (key, value)) in own.into_iter().enumerate() {
            match value {
                Some(value) => txn.put(name(key), vec![value].into(), Mode::Update),
                None => txn.delete(name(key), Mode::Update),
            }
            if step < kept {
                savepoint = txn.savepoint();
                match value {
                    Some(value) => drop(model.insert(key, value)),
                    None => drop(model.remove(&key)),
                }
            }
        }
        txn.roll_back_to(savepoint);
        txn.begin_command();
        let mut expected: Vec<(Key, Value)> =
            model.iter().map(|(k, v)| (name(*k), vec![*v].into())).collect();
        prop_assert_eq!(all(&txn, Direction::Forward), expected.clone());
        expected.reverse();
        prop_assert_eq!(all(&txn, Direction::Backward), expected);
        let writes = txn.into_request().map(|request| request.writes).unwrap_or_default();
        prop_assert!(writes.is_sorted_by(|a, b| a.key < b.key));
    }
}
