//! The one source of randomness: identifiers, tokens, salts, jitter.
//!
//! In the programs it is the operating system's generator. Tests may hand in a seeded one, so that a run
//! can be repeated; a seeded source is never constructed outside tests and sample data.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Gives random bytes, from the operating system or from a seed.
#[derive(Clone, Debug)]
pub struct Random {
    source: Inner,
    /// The last identifier's millisecond and place in it.
    last: Arc<Mutex<(u64, u32)>>,
}

#[derive(Clone, Debug)]
enum Inner {
    System,
    Seeded(Arc<Mutex<u64>>),
}

impl Random {
    /// The operating system's generator.
    pub fn system() -> Self {
        Self { source: Inner::System, last: Arc::default() }
    }

    /// A repeatable sequence (`SplitMix64`) for tests and sample data; not fit for secrets.
    pub fn seeded(seed: u64) -> Self {
        Self { source: Inner::Seeded(Arc::new(Mutex::new(seed))), last: Arc::default() }
    }

    /// Fills `bytes`.
    ///
    /// # Panics
    /// When the operating system has no randomness to give: nothing safe can be done without it.
    #[allow(clippy::disallowed_methods, clippy::expect_used, reason = "the one place that asks the system")]
    pub fn fill(&self, bytes: &mut [u8]) {
        match &self.source {
            Inner::System => getrandom::fill(bytes).expect("the operating system's random generator must work"),
            Inner::Seeded(state) => {
                let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
                for chunk in bytes.chunks_mut(8) {
                    let word = split_mix(&mut state).to_le_bytes();
                    chunk.copy_from_slice(&word[..chunk.len()]);
                }
            }
        }
    }

    /// `N` random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }

    /// A number below `bound` (0 when `bound` is 0). The bias is below 2⁻³² for any bound in use here.
    pub fn below(&self, bound: u32) -> u32 {
        let wide = u64::from_le_bytes(self.bytes());
        u32::try_from(wide % u64::from(bound.max(1))).unwrap_or_default()
    }

    /// A version 7 UUID for `at`: identifiers that one process makes sort in the order in which they were made, also within a
    /// millisecond (RFC 9562, section 6.2, a counter of 26 bits).
    pub fn uuid(&self, at: DateTime<Utc>) -> Uuid {
        let millis = u64::try_from(at.timestamp_millis()).unwrap_or_default();
        let mut bytes = self.bytes::<10>();
        let place = {
            let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
            // A fresh millisecond begins in the lower half, so that there is room to count.
            let fresh = u32::from_be_bytes([0, bytes[0], bytes[1], bytes[2]]);
            *last = if last.0 == millis { (millis, last.1 + 1) } else { (millis, fresh) };
            last.1
        };
        // The version takes the upper half of the first byte, the variant two bits of the third.
        bytes[0] = u8::try_from((place >> 22) & 0x0F).unwrap_or_default();
        bytes[1] = u8::try_from((place >> 14) & 0xFF).unwrap_or_default();
        bytes[2] = u8::try_from((place >> 8) & 0x3F).unwrap_or_default();
        bytes[3] = u8::try_from(place & 0xFF).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
    }
}

fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_and_the_system_does_not() {
        assert_eq!(Random::seeded(7).bytes::<20>(), Random::seeded(7).bytes::<20>());
        assert_ne!(Random::system().bytes::<20>(), Random::system().bytes::<20>());
        assert!((0..100).all(|_| Random::system().below(3) < 3));
    }

    #[test]
    fn later_identifiers_sort_later() {
        let random = Random::system();
        let at = |s| DateTime::from_timestamp(s, 0).unwrap();
        assert!(random.uuid(at(1_000)) < random.uuid(at(1_001)));
        let same: Vec<_> = (0..1000).map(|_| random.uuid(at(1_002))).collect();
        assert!(same.is_sorted() && same.windows(2).all(|w| w[0] != w[1]));
        assert_eq!(same[0].get_version_num(), 7);
    }
}
