//! A pass phrase that can be read, said and typed, for people who have no idea for a password.

use crate::random::Random;

const FIRST: &[u8] = b"bdfghklmnprstvw";
const SECOND: &[u8] = b"aeiou";
const GROUPS: usize = 5;

/// Five groups of two syllables: about 61 bits, far beyond what can be tried.
pub fn suggest(random: &Random) -> String {
    let pick = |from: &[u8]| {
        let at = random.below(u32::try_from(from.len()).unwrap_or_default());
        char::from(from[usize::try_from(at).unwrap_or_default()])
    };
    let group = || -> String { [pick(FIRST), pick(SECOND), pick(FIRST), pick(SECOND)].iter().collect() };
    (0..GROUPS).map(|_| group()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::password::{Strength, check};

    #[test]
    fn what_we_suggest_we_also_take() {
        for seed in 0..200 {
            let phrase = suggest(&Random::seeded(seed));
            assert_eq!(phrase.len(), 24);
            assert!(check("password", &phrase, Strength::OnlyFactor, &["Nordlift Service"]).is_ok(), "{phrase}");
        }
        assert_ne!(suggest(&Random::system()), suggest(&Random::system()));
    }
}
