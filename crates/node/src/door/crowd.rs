//! Who gives way when too many want in at once?
//!
//! Whoever is of the network that holds the most places: its oldest leaves for a newcomer of
//! another; where all hold one, the oldest of all. So a network that fills the house shuts out
//! itself and nobody else, and one alone may still have it all.

use super::live::full;
use base::SqlResult;
use parking_lot::Mutex;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::net::{IpAddr, Ipv6Addr};
use std::sync::Arc;
use tokio::sync::Notify;

/// Those who are in one room, at most so many.
pub(super) struct Crowd {
    max: usize,
    seats: Mutex<Seats>,
}

#[derive(Default)]
struct Seats {
    count: usize,
    next: u64,
    /// By age.
    taken: HashMap<IpAddr, BTreeMap<u64, Arc<Notify>>>,
}

/// One place, given back when dropped.
pub(super) struct Seat<'a> {
    crowd: &'a Crowd,
    network: IpAddr,
    number: u64,
    lost: Arc<Notify>,
}

impl Crowd {
    pub(super) fn new(max: usize) -> Crowd {
        Crowd { max, seats: Mutex::default() }
    }

    /// A place for somebody at `address`; `None` when all are taken and its network would hold as
    /// much as any other.
    pub(super) fn enter(&self, address: IpAddr) -> Option<Seat<'_>> {
        let network = network(address);
        let mut seats = self.seats.lock();
        if seats.count >= self.max {
            let own = seats.taken.get(&network).map_or(0, BTreeMap::len);
            let sizes = seats.taken.iter().filter_map(|(network, seats)| {
                Some((seats.len(), Reverse(*seats.first_key_value()?.0), *network))
            });
            let (most, Reverse(oldest), greediest) = sizes.max()?;
            // To change places with one's equal would help nobody; but who has none gets the one
            // that was held longest.
            if own > 0 && most <= own + 1 {
                return None;
            }
            seats.free(greediest, oldest)?.notify_one();
        }
        let number = seats.next;
        seats.next += 1;
        seats.count += 1;
        let lost = Arc::new(Notify::new());
        seats.taken.entry(network).or_default().insert(number, Arc::clone(&lost));
        Some(Seat { crowd: self, network, number, lost })
    }

    /// What comes of `work`, for which there must be a place all the while.
    ///
    /// # Errors
    /// FATAL 53300 when there is none, or it went to somebody else: `work` is dropped then.
    pub(super) async fn admit<T>(
        &self,
        address: IpAddr,
        work: impl Future<Output = SqlResult<T>>,
    ) -> SqlResult<T> {
        let seat = self.enter(address).ok_or_else(full)?;
        tokio::select! {
            done = work => done,
            () = seat.lost() => Err(full()),
        }
    }
}

impl Seats {
    /// Frees a place, if it is still taken.
    fn free(&mut self, network: IpAddr, number: u64) -> Option<Arc<Notify>> {
        let seats = self.taken.get_mut(&network)?;
        let lost = seats.remove(&number)?;
        if seats.is_empty() {
            self.taken.remove(&network);
        }
        self.count -= 1;
        Some(lost)
    }
}

impl Seat<'_> {
    /// Waits until the place has gone to somebody else.
    pub(super) async fn lost(&self) {
        self.lost.notified().await;
    }
}

impl Drop for Seat<'_> {
    fn drop(&mut self) {
        self.crowd.seats.lock().free(self.network, self.number);
    }
}

/// Whoever has one address of an IPv6 network of 64 bits has them all.
pub(super) fn network(address: IpAddr) -> IpAddr {
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
    use futures_util::FutureExt;

    fn address(number: u8) -> IpAddr {
        IpAddr::from([10, 0, 0, number])
    }

    #[test]
    fn a_network_that_fills_the_house_gives_way_to_others_and_not_to_itself() {
        let crowd = Crowd::new(4);
        let greedy: Vec<Seat<'_>> = (0..4).map(|_| crowd.enter(address(1)).unwrap()).collect();
        assert!(crowd.enter(address(1)).is_none());
        let others = [2, 3].map(|number| crowd.enter(address(number)).unwrap());
        let lost = greedy.iter().map(|seat| seat.lost().now_or_never().is_some());
        assert_eq!(lost.collect::<Vec<_>>(), [true, true, false, false], "the oldest leave");
        // Now all hold as much as they would if they changed places.
        assert!(crowd.enter(address(2)).is_none());
        assert!(others.iter().all(|seat| seat.lost().now_or_never().is_none()));
        drop((greedy, others));
        let seats = crowd.seats.lock();
        assert_eq!((seats.count, seats.taken.len()), (0, 0));
    }

    #[test]
    fn of_many_networks_with_one_place_each_the_oldest_gives_way() {
        let crowd = Crowd::new(3);
        let seats = [1, 2, 3].map(|number| crowd.enter(address(number)).unwrap());
        let _newcomer = crowd.enter(address(4)).unwrap();
        let lost = seats.iter().map(|seat| seat.lost().now_or_never().is_some());
        assert_eq!(lost.collect::<Vec<_>>(), [true, false, false]);
        assert!(crowd.enter(address(3)).is_none());
    }

    #[test]
    fn a_network_of_ipv6_counts_as_one() {
        let crowd = Crowd::new(2);
        let neighbours = ["2001:db8::1", "2001:db8::2", "::ffff:10.0.0.1"];
        let [one, two, four] = neighbours.map(|address| address.parse().unwrap());
        let _seats = [one, two].map(|address| crowd.enter(address).unwrap());
        assert!(crowd.enter(one).is_none());
        let _four = crowd.enter(four).unwrap();
        assert_eq!(network(four), address(1));
    }

    #[tokio::test]
    async fn work_ends_when_its_place_is_lost() {
        let crowd = Crowd::new(2);
        let never = crowd.admit(address(1), std::future::pending::<SqlResult<()>>());
        let others = async { [1, 2].map(|number| crowd.enter(address(number))) };
        let (first, others) = tokio::join!(biased; never, others);
        assert_eq!(first.unwrap_err().state().as_str(), "53300");
        assert!(others.iter().all(Option::is_some));
    }
}
