//! Codes that are read aloud or from paper: letters and digits that nobody mixes up, in groups of four.

use crate::random::Random;

/// No 0 and O, 1, I and L, 2 and Z, 5 and S, 8 and B: what is left looks like nothing else in it.
const ALPHABET: &[u8; 25] = b"ACDEFGHJKMNPQRTUVWXY34679";
/// So many characters; 25⁸ codes, of which a handful may be tried.
const LENGTH: usize = 8;

/// So many characters stand together.
const GROUP: usize = 4;

/// A new code as it is shown: `K7QM-3XRT`.
pub(super) fn make(random: &Random) -> String {
    groups(random, LENGTH / GROUP)
}

/// A new code of so many groups.
pub(super) fn groups(random: &Random, groups: usize) -> String {
    let length = groups * (GROUP + 1) - 1;
    let mut code = String::with_capacity(length);
    while code.len() < length {
        if code.len() % (GROUP + 1) == GROUP {
            code.push('-');
        }
        // 250 is the largest multiple of 25 in a byte: what lies above would make some characters likelier.
        let [byte] = random.bytes::<1>();
        if byte < 250 {
            code.push(char::from(ALPHABET[usize::from(byte) % ALPHABET.len()]));
        }
    }
    code
}

/// What is hashed: the characters alone, however they were typed. `None` when it cannot be a code.
pub(super) fn plain(typed: &str) -> Option<String> {
    plain_groups(typed, LENGTH / GROUP)
}

/// The same for a code of so many groups.
pub(super) fn plain_groups(typed: &str, groups: usize) -> Option<String> {
    let plain: String =
        typed.chars().filter(|c| !c.is_whitespace() && *c != '-').take(64).flat_map(char::to_uppercase).collect();
    (plain.len() == groups * GROUP && plain.bytes().all(|b| ALPHABET.contains(&b))).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_in_two_groups_and_typed_in_any_way() {
        let random = Random::seeded(7);
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..500 {
            let code = make(&random);
            assert_eq!((code.len(), code.find('-')), (9, Some(4)), "{code}");
            let typed = format!(" {} {}", code[..4].to_lowercase(), &code[5..]);
            assert_eq!(plain(&typed), Some(code.replace('-', "")));
            seen.extend(code.bytes().filter(|b| *b != b'-'));
        }
        assert_eq!(seen.len(), ALPHABET.len(), "every character comes up");
        for never in ["", "K7QM-3XR", "K7QM-3XRT4", "K7QM-3XR0", "ÄÄÄÄ", &"K".repeat(10_000)] {
            assert_eq!(plain(never), None, "{never}");
        }
    }
}
