//! How many wrong passwords may be tried?
//!
//! From one network, for one role: ten at once, then two a second; for all roles together a
//! hundred at once, then five a second. Whoever has used that up is not refused: its next try waits
//! before it is looked at, right or wrong, so that to hang up or to ask many times at once gains
//! nothing. A right password neither costs anything nor mends what others spoilt.

use super::crowd::network;
use parking_lot::Mutex;
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::net::{IpAddr, Ipv4Addr};
use std::time::{Duration, Instant};

/// For one role.
const ROLE: Allowance = Allowance { burst: 10, refill: Duration::from_millis(500) };
/// For all roles.
const NETWORK: Allowance = Allowance { burst: 100, refill: Duration::from_millis(200) };
/// So many debts are known apart; those beyond share one.
const DEBTS_MAX: usize = 16_384;

/// So many failures at once, and another one after each `refill`.
struct Allowance {
    burst: u32,
    refill: Duration,
}

/// Of a network, and of a role (its hash) or all.
type Debtor = (IpAddr, Option<u64>);

const EVERYBODY_ELSE: Debtor = (IpAddr::V4(Ipv4Addr::UNSPECIFIED), None);

#[derive(Default)]
pub(super) struct Throttle {
    /// When the allowance of each will be whole again.
    debts: Mutex<HashMap<Debtor, Instant>>,
    hasher: RandomState,
    /// Those who wait stand in line, first come, first served; some lines are shared by chance.
    lines: Lines,
}

/// Being the first of those who wait.
pub(super) type Turn<'a> = tokio::sync::MutexGuard<'a, ()>;

struct Lines([tokio::sync::Mutex<()>; 64]);

impl Default for Lines {
    fn default() -> Lines {
        Lines(std::array::from_fn(|_| tokio::sync::Mutex::default()))
    }
}

impl Throttle {
    /// Waits for the turn of a try: none, as long as few wrong passwords came before. Whoever had
    /// to wait keeps the next waiting until it lets go.
    pub(super) async fn turn(&self, address: IpAddr, user: &str) -> Option<Turn<'_>> {
        if self.wait(address, user, Instant::now()).is_zero() {
            return None;
        }
        let line = self.hasher.hash_one((network(address), user)) % 64;
        let turn = self.lines.0[line as usize].lock().await;
        loop {
            let wait = self.wait(address, user, Instant::now());
            if wait.is_zero() {
                return Some(turn);
            }
            tokio::time::sleep(wait).await;
        }
    }

    /// How long a try at `now` has to wait; when that is over it asks again.
    pub(super) fn wait(&self, address: IpAddr, user: &str, now: Instant) -> Duration {
        let debts = self.debts.lock();
        let waits = self.debtors(address, user).map(|(debtor, allowance)| {
            let whole = debts.get(&known(&debts, debtor));
            let debt = whole.map_or(Duration::ZERO, |whole| whole.saturating_duration_since(now));
            debt.saturating_sub(allowance.refill * (allowance.burst - 1))
        });
        waits.into_iter().max().unwrap_or_default()
    }

    /// Counts a wrong password at `now`.
    pub(super) fn failed(&self, address: IpAddr, user: &str, now: Instant) {
        let mut debts = self.debts.lock();
        if debts.len() >= DEBTS_MAX {
            debts.retain(|_, whole| *whole > now);
        }
        for (debtor, allowance) in self.debtors(address, user) {
            let debtor = known(&debts, debtor);
            let whole = debts.entry(debtor).or_insert(now);
            *whole = (*whole).max(now) + allowance.refill;
        }
    }

    fn debtors(&self, address: IpAddr, user: &str) -> [(Debtor, Allowance); 2] {
        let network = network(address);
        let role = Some(self.hasher.hash_one(user));
        [((network, role), ROLE), ((network, None), NETWORK)]
    }
}

/// Under whose name a debt is kept.
fn known(debts: &HashMap<Debtor, Instant>, debtor: Debtor) -> Debtor {
    match debts.len() >= DEBTS_MAX && !debts.contains_key(&debtor) {
        true => EVERYBODY_ELSE,
        false => debtor,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V4(Ipv4Addr::new(10, 0, 0, 1));

    /// How many wrong passwords for roles `user(n)` are looked at within `time` when as many are
    /// tried as can be.
    fn tries(throttle: &Throttle, user: impl Fn(u32) -> String, time: Duration) -> u32 {
        let (begun, mut passed, mut tries) = (Instant::now(), Duration::ZERO, 0);
        loop {
            let (user, now) = (user(tries), begun + passed);
            match throttle.wait(HERE, &user, now) {
                Duration::ZERO => {
                    throttle.failed(HERE, &user, now);
                    tries += 1;
                }
                wait => passed += wait,
            }
            if passed > time {
                return tries;
            }
        }
    }

    #[test]
    fn a_role_is_guessed_at_ten_times_and_then_twice_a_second() {
        let throttle = Throttle::default();
        let minute = Duration::from_secs(60);
        assert_eq!(tries(&throttle, |_| "admin".into(), minute), 130);
        let now = Instant::now() + minute;
        assert!(throttle.wait(HERE, "admin", now) > Duration::ZERO);
        assert_eq!(throttle.wait(HERE, "bob", now), Duration::ZERO, "another role");
        let elsewhere = IpAddr::from([10, 0, 0, 2]);
        assert_eq!(throttle.wait(elsewhere, "admin", now), Duration::ZERO, "another network");
        assert_eq!(throttle.wait(HERE, "admin", now + minute), Duration::ZERO, "later");
    }

    #[test]
    fn many_roles_are_guessed_at_a_hundred_times_and_then_five_times_a_second() {
        let throttle = Throttle::default();
        assert_eq!(tries(&throttle, |n| format!("role{n}"), Duration::from_secs(60)), 400);
    }

    #[test]
    fn the_table_is_bounded_and_who_is_beyond_it_is_still_slowed() {
        let throttle = Throttle::default();
        let now = Instant::now();
        for n in 0..20_000_u32 {
            throttle.failed(IpAddr::from(n.to_be_bytes()), "admin", now);
        }
        assert!(throttle.debts.lock().len() <= DEBTS_MAX + 1);
        assert!(throttle.wait(IpAddr::from([99, 0, 0, 1]), "admin", now) > Duration::ZERO);
        let later = now + Duration::from_secs(24 * 3600);
        throttle.failed(HERE, "admin", later);
        assert_eq!(throttle.debts.lock().len(), 2, "what is paid is forgotten");
    }
}
