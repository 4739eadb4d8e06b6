//! The commit path keeps its promises under every seed, and the checkers can fail.

use airglow_sim::{Bug, run};

/// Seeds in one run of the tests; `AIRGLOW_SEEDS=100000` asks for more.
fn seeds() -> u64 {
    std::env::var("AIRGLOW_SEEDS").ok().and_then(|text| text.parse().ok()).unwrap_or(1_000)
}

#[test]
fn every_promise_is_kept_under_every_seed() {
    let (mut commits, mut conflicts, mut restarts) = (0, 0, 0);
    for seed in 0..seeds() {
        match run(seed, Bug::None) {
            Ok(report) => {
                commits += report.commits;
                conflicts += report.conflicts;
                restarts += report.restarts;
            }
            Err(violation) => panic!("seed {seed}: {violation}"),
        }
    }
    println!("{} seeds: {commits} commits, {conflicts} conflicts, {restarts} restarts", seeds());
    assert!(commits > 0 && conflicts > 0 && restarts > 0, "the seeds reach every kind of event");
}

#[test]
fn one_seed_is_one_history_to_the_byte() {
    for seed in 0..20 {
        assert_eq!(run(seed, Bug::None), run(seed, Bug::None), "seed {seed}");
    }
    assert_ne!(run(1, Bug::None), run(2, Bug::None));
}

#[test]
fn every_planted_bug_is_caught() {
    let bugs = [
        Bug::ForgottenWrite,
        Bug::ForgottenReads,
        Bug::SyncLies,
        Bug::AnswerBeforeAppend,
        Bug::SkippedEntry,
    ];
    for bug in bugs {
        let caught = (0..500).find_map(|seed| run(seed, bug).err().map(|error| (seed, error)));
        let (seed, violation) = caught.unwrap_or_else(|| panic!("{bug:?} was not caught"));
        println!("{bug:?}: seed {seed}: {violation}");
    }
}
