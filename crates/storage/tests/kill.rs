//! Does a base survive the death of its process, and open fast afterwards?

#![allow(clippy::unwrap_used)]

use airglow_storage::{Base, RedbBase};
use base::{Direction, Flow, Key, KeyRange, Timestamp, Value};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const CHILD: &str = "AIRGLOW_KILL_TEST_BASE";
const BATCH: u64 = 200;

/// In the child: settles for ever, saying each watermark once it is durable.
/// Batch `n` writes `n` under every key.
async fn settle_for_ever(path: &Path) {
    let base = RedbBase::open(path).unwrap();
    let first = base.watermark().as_micros() + 1;
    for round in first.. {
        let value = Value::copy_from_slice(&round.to_le_bytes());
        let changes: Vec<(Key, Option<Value>)> = (0..BATCH)
            .map(|key| (key.to_be_bytes().to_vec().into(), Some(value.clone())))
            .collect();
        let changes = Box::new(changes.iter().map(|(key, value)| (key, value)));
        base.settle(&[], changes, Timestamp::from_micros(round)).await.unwrap();
        println!("settled {round}");
    }
}

#[tokio::test]
async fn a_killed_process_leaves_whole_settles_and_opens_in_milliseconds() {
    if let Some(path) = std::env::var_os(CHILD) {
        return settle_for_ever(Path::new(&path)).await;
    }
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("base");
    let mut acknowledged = 0;
    for lives in 1..=5 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "a_killed_process_leaves_whole_settles_and_opens_in_milliseconds"])
            .arg("--nocapture")
            .env(CHILD, &path)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let mut said = output.lines().map_while(Result::ok).filter_map(|line| {
            line.strip_prefix("settled ").and_then(|round| round.parse::<u64>().ok())
        });
        acknowledged = said.nth(lives * 3).expect("the child settles for ever");
        std::thread::sleep(Duration::from_millis(7 * lives as u64));
        child.kill().unwrap();
        child.wait().unwrap();
        acknowledged = said.last().unwrap_or(acknowledged);

        let start = Instant::now();
        let base = RedbBase::open(&path).unwrap();
        let took = start.elapsed();
        let watermark = base.watermark().as_micros();
        assert!(watermark >= acknowledged, "{watermark} < {acknowledged}");
        let mut keys = 0;
        let mut sink = |_: &[u8], value: &[u8]| {
            assert_eq!(value, watermark.to_le_bytes(), "of one settle, all or nothing");
            keys += 1;
            Flow::Continue
        };
        let snapshot = base.snapshot().unwrap();
        snapshot.scan(&KeyRange::all(), Direction::Forward, &mut sink).await.unwrap();
        assert_eq!(keys, BATCH);
        // Milliseconds when quiet; the bound leaves room for a busy machine.
        assert!(took < Duration::from_millis(500), "opened in {took:?}");
    }
    assert!(acknowledged > 0);
}
