//! Hashing passwords with argon2id in a fixed number of slots, each with memory of its own that is reused.
//!
//! A slot's permit travels into the blocking task: a client that hangs up does not free the slot early. Who waits longer
//! than [`QUEUE_TIME`] is told to come back ([`Error::Busy`]), so that a flood of sign-ins neither eats memory nor
//! starves pages.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use argon2::{Algorithm, Argon2, Block, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use subtle::ConstantTimeEq as _;
use tokio::sync::Semaphore;

use crate::random::Random;

use super::Error;

/// How long somebody waits for a slot.
pub const QUEUE_TIME: Duration = Duration::from_secs(5);

/// The least that is allowed: 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet).
pub const LEAST_MEMORY_KIB: u32 = 19 * 1024;

/// Passwords longer than this are refused before they are hashed.
pub const LONGEST_PASSWORD: usize = 1024;

/// Hash slots.
#[derive(Debug)]
pub struct Hasher {
    params: Params,
    random: Random,
    slots: Arc<Semaphore>,
    arenas: Arc<Mutex<Vec<Arena>>>,
}

/// The memory of one slot.
struct Arena(Vec<Block>);

impl std::fmt::Debug for Arena {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Arena({} KiB)", self.0.len())
    }
}

/// What comparing a password with a stored hash tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verified {
    /// It is another password.
    No,
    /// It matches.
    Yes,
    /// It matches, and the hash should be made anew because the policy has become stricter.
    YesButOld,
}

struct Parts {
    params: Params,
    salt: Vec<u8>,
    hash: Vec<u8>,
}

impl Hasher {
    /// As many slots as there are cores, with the given memory and passes (raised to the least allowed).
    pub fn new(memory_kib: u32, passes: u32, random: Random) -> Self {
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        let params = Params::new(memory_kib.max(LEAST_MEMORY_KIB), passes.max(2), 1, Some(32));
        let params = params.unwrap_or(Params::DEFAULT);
        Self { params, random, slots: Arc::new(Semaphore::new(cores)), arenas: Arc::default() }
    }

    /// The hash to store, as a PHC string.
    pub async fn hash(&self, password: &str) -> Result<String, Error> {
        let params = self.params.clone();
        let salt = self.random.bytes::<16>().to_vec();
        let out = self.run(password.to_owned(), params.clone(), salt.clone()).await?;
        Ok(format!(
            "$argon2id$v=19$m={},t={},p={}${}${}",
            params.m_cost(),
            params.t_cost(),
            params.p_cost(),
            STANDARD_NO_PAD.encode(salt),
            STANDARD_NO_PAD.encode(out)
        ))
    }

    /// Compares `password` with a stored hash. Without a stored hash (an unknown person, or one who has no password
    /// yet) the same work is done and the answer is no.
    pub async fn verify(&self, password: &str, stored: Option<&str>) -> Result<Verified, Error> {
        let parts = stored.and_then(parse);
        let (params, salt) = parts
            .as_ref()
            .map_or_else(|| (self.params.clone(), vec![0; 16]), |parts| (parts.params.clone(), parts.salt.clone()));
        let password = if password.len() > LONGEST_PASSWORD { "" } else { password };
        let out = self.run(password.to_owned(), params, salt).await?;
        let Some(parts) = parts else { return Ok(Verified::No) };
        if password.is_empty() || !bool::from(out.as_slice().ct_eq(&parts.hash)) {
            return Ok(Verified::No);
        }
        let old = parts.params.m_cost() < self.params.m_cost() || parts.params.t_cost() < self.params.t_cost();
        Ok(if old { Verified::YesButOld } else { Verified::Yes })
    }

    async fn run(&self, password: String, params: Params, salt: Vec<u8>) -> Result<[u8; 32], Error> {
        let permit = tokio::time::timeout(QUEUE_TIME, Arc::clone(&self.slots).acquire_owned()).await;
        let Ok(Ok(permit)) = permit else { return Err(Error::Busy) };
        let arenas = Arc::clone(&self.arenas);
        let task = tokio::task::spawn_blocking(move || {
            let taken = arenas.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let mut arena = taken.unwrap_or(Arena(Vec::new()));
            if arena.0.len() < params.block_count() {
                arena.0.resize(params.block_count(), Block::new());
            }
            let blocks = params.block_count();
            let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
            let mut out = [0; 32];
            let done =
                argon2.hash_password_into_with_memory(password.as_bytes(), &salt, &mut out, &mut arena.0[..blocks]);
            arenas.lock().unwrap_or_else(PoisonError::into_inner).push(arena);
            drop(permit);
            done.map(|()| out)
        });
        match task.await {
            Ok(Ok(out)) => Ok(out),
            _ => Err(Error::Busy),
        }
    }
}

fn parse(stored: &str) -> Option<Parts> {
    let mut fields = stored.strip_prefix("$argon2id$v=19$")?.split('$');
    let (costs, salt, hash) = (fields.next()?, fields.next()?, fields.next()?);
    let mut values = costs.split(',').map(|c| c.split_once('=').and_then(|(_, v)| v.parse::<u32>().ok()));
    let (m, t, p) = (values.next()??, values.next()??, values.next()??);
    Some(Parts {
        params: Params::new(m, t, p, Some(32)).ok()?,
        salt: STANDARD_NO_PAD.decode(salt).ok()?,
        hash: STANDARD_NO_PAD.decode(hash).ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn passwords_are_verified_and_old_hashes_noticed() {
        let hasher = Hasher::new(0, 0, Random::system());
        let stored = hasher.hash("korrekt häst batteri").await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert_eq!(hasher.verify("korrekt häst batteri", Some(&stored)).await.unwrap(), Verified::Yes);
        assert_eq!(hasher.verify("korrekt hast batteri", Some(&stored)).await.unwrap(), Verified::No);
        assert_eq!(hasher.verify("anything", None).await.unwrap(), Verified::No);
        assert_eq!(hasher.verify("", Some("")).await.unwrap(), Verified::No);
        let stricter = Hasher::new(24 * 1024, 2, Random::system());
        assert_eq!(stricter.verify("korrekt häst batteri", Some(&stored)).await.unwrap(), Verified::YesButOld);
    }

    #[tokio::test]
    async fn a_flood_uses_no_more_memory_than_there_are_slots() {
        let hasher = Arc::new(Hasher::new(0, 0, Random::system()));
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                tokio::spawn({
                    let hasher = Arc::clone(&hasher);
                    async move { hasher.verify("x", None).await }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap().unwrap();
        }
        let cores = std::thread::available_parallelism().unwrap().get();
        assert!(hasher.arenas.lock().unwrap().len() <= cores);
    }
}
