//! How long does an address wait that keeps naming wrong passwords?

use parking_lot::Mutex;
use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::time::{Duration, Instant};

/// The second wrong password waits so long for its answer, each further one twice as long.
const FIRST: Duration = Duration::from_millis(100);
/// But no longer than this.
const LONGEST: Duration = Duration::from_secs(3);
/// An address is forgotten after so long without a wrong password.
const FORGET: Duration = Duration::from_secs(60);
/// No more addresses are remembered: an attacker with more gains little by them.
const ADDRESSES_MAX: usize = 4096;

#[derive(Default)]
pub(super) struct Throttle(Mutex<HashMap<IpAddr, Failures>>);

#[derive(Clone, Copy)]
struct Failures {
    count: u32,
    last: Instant,
}

impl Throttle {
    /// Counts a wrong password at `now`, and says how long its answer waits.
    pub(super) fn failed(&self, address: IpAddr, now: Instant) -> Duration {
        let mut table = self.0.lock();
        let address = network(address);
        if table.len() >= ADDRESSES_MAX && !table.contains_key(&address) {
            table.retain(|_, failures| now.duration_since(failures.last) < FORGET);
            if table.len() >= ADDRESSES_MAX {
                return LONGEST;
            }
        }
        let failures = table.entry(address).or_insert(Failures { count: 0, last: now });
        if now.duration_since(failures.last) >= FORGET {
            failures.count = 0;
        }
        failures.count = failures.count.saturating_add(1);
        failures.last = now;
        match failures.count {
            1 => Duration::ZERO,
            count => FIRST.saturating_mul(1 << (count - 2).min(16)).min(LONGEST),
        }
    }

    /// A right password clears the address.
    pub(super) fn passed(&self, address: IpAddr) {
        self.0.lock().remove(&network(address));
    }
}

/// Whoever has one address of an IPv6 network of 64 bits has them all.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(six) => {
            let [a, b, c, d, ..] = six.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        four => four,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_passwords_are_answered_ever_later_and_a_right_one_ends_it() {
        let throttle = Throttle::default();
        let now = Instant::now();
        let address = IpAddr::from([10, 0, 0, 1]);
        let waits: Vec<u128> = (0..8).map(|_| throttle.failed(address, now).as_millis()).collect();
        assert_eq!(waits, [0, 100, 200, 400, 800, 1600, 3000, 3000]);
        assert_eq!(throttle.failed(IpAddr::from([10, 0, 0, 2]), now), Duration::ZERO);
        assert_eq!(throttle.failed(address, now + FORGET), Duration::ZERO);
        throttle.failed(address, now + FORGET);
        throttle.passed(address);
        assert_eq!(throttle.failed(address, now + FORGET), Duration::ZERO);
    }

    #[test]
    fn the_table_is_bounded_and_a_stranger_waits_when_it_is_full() {
        let throttle = Throttle::default();
        let now = Instant::now();
        for n in 0..5000_u32 {
            throttle.failed(IpAddr::from(n.to_be_bytes()), now);
        }
        assert_eq!(throttle.0.lock().len(), ADDRESSES_MAX);
        assert_eq!(throttle.failed(IpAddr::from([99, 0, 0, 1]), now), LONGEST);
        let network = "2001:db8::1".parse().unwrap();
        throttle.failed(network, now + FORGET);
        let neighbour = "2001:db8::2".parse().unwrap();
        assert_eq!(throttle.failed(neighbour, now + FORGET), FIRST);
    }
}
