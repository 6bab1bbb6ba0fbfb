//! Numbers that were seen in a file, with their lines.
//!
//! A million numbers must not be a million strings in memory: of each a hash of 64 bits and the line are kept, 12 bytes
//! in a table that is between three eighths and three quarters full. That two different numbers of a million share a
//! hash is less likely than one in ten million, and hashes are keyed anew for each run.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;

/// Numbers that were seen, with the line on which each was seen first.
pub struct Seen {
    hasher: RandomState,
    hashes: Vec<u64>,
    /// Lines start at 1, so a place with line 0 is free.
    lines: Vec<u32>,
    count: usize,
}

impl Seen {
    /// None yet.
    pub fn new() -> Self {
        Self { hasher: RandomState::new(), hashes: vec![0; 1024], lines: vec![0; 1024], count: 0 }
    }

    /// Notes a number. Gives the line it was seen on before, if it was.
    pub fn note(&mut self, number: &str, line: u64) -> Option<u64> {
        if self.count * 4 >= self.lines.len() * 3 {
            self.grow();
        }
        let hash = self.hasher.hash_one(number);
        let place = self.place(hash);
        if self.lines[place] != 0 {
            return Some(u64::from(self.lines[place]));
        }
        self.put(place, hash, u32::try_from(line).unwrap_or(u32::MAX));
        self.count += 1;
        None
    }

    fn put(&mut self, place: usize, hash: u64, line: u32) {
        self.hashes[place] = hash;
        self.lines[place] = line;
    }

    /// Where `hash` is, or would be: the first place from its own on that is free or holds it.
    fn place(&self, hash: u64) -> usize {
        let mask = self.lines.len() - 1;
        let mut place = usize::try_from(hash & u64::from(u32::MAX)).unwrap_or_default() & mask;
        while self.lines[place] != 0 && self.hashes[place] != hash {
            place = (place + 1) & mask;
        }
        place
    }

    fn grow(&mut self) {
        let size = self.lines.len() * 2;
        let hashes = std::mem::replace(&mut self.hashes, vec![0; size]);
        let lines = std::mem::replace(&mut self.lines, vec![0; size]);
        for (hash, line) in hashes.into_iter().zip(lines).filter(|(_, line)| *line != 0) {
            let place = self.place(hash);
            self.put(place, hash, line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_remembered_with_its_first_line() {
        let mut seen = Seen::new();
        for line in 1..=50_000 {
            assert_eq!(seen.note(&format!("K-{line}"), line), None);
        }
        for line in [1, 767, 768, 769, 25_000, 50_000] {
            assert_eq!(seen.note(&format!("K-{line}"), 99_999), Some(line));
        }
        assert_eq!(seen.note("K-0", 99_999), None);
    }
}
