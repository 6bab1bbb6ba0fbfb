//! Proving that the activity log is whole (R70): every record's hash covers it and the hash of the one before.
//!
//! Names of deleted people are replaced (R15) in records whose chain covers only a salted digest of them; the record of the
//! deletion states how it left each of them. So a record that was redacted by hand, or altered after it was redacted, is
//! found like any other.
//!
//! Whoever can write to the database could make the whole chain anew. Against that an *anchor*, taken with
//! [`anchor`] and kept elsewhere, holds the log to what it was at that moment.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::activity::Event;
use crate::domain::staff::StaffPermission;
use crate::store::chain::{self, Link};

use super::{Actor, App, Error, access};

/// Where the chain stood at a moment: the number of the last record and its hash. Written `12345-9f86d0…`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Anchor {
    /// The number of the last record.
    pub seq: i64,
    /// Its hash, in hexadecimal.
    pub hash: String,
}

impl std::fmt::Display for Anchor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.seq, self.hash)
    }
}

impl std::str::FromStr for Anchor {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let wrong = || Error::conflict("an anchor looks like 12345-9f86d0…, as \"keydesk log anchor\" prints it");
        let (seq, hash) = text.trim().split_once('-').ok_or_else(wrong)?;
        let seq = seq.parse().map_err(|_| wrong())?;
        if hash.len() != 64 || !hash.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(wrong());
        }
        Ok(Self { seq, hash: hash.to_ascii_lowercase() })
    }
}

/// What is wrong with the first bad record.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "wrong", rename_all = "snake_case")]
pub enum Verdict {
    /// Every record is as it was written.
    Whole {
        /// How many there are.
        records: i64,
    },
    /// The record is not what its hash says: altered, or put in.
    Altered {
        /// Which.
        seq: i64,
    },
    /// Names in the record were replaced, but no deletion did that.
    Redacted {
        /// Which.
        seq: i64,
    },
    /// A record is missing before this one: removed.
    Removed {
        /// The first number that is missing.
        seq: i64,
    },
    /// Records at the end are missing.
    CutOff {
        /// The first number that is missing.
        seq: i64,
        /// How many there must be at least.
        expected: i64,
    },
    /// Records stand behind the end of the chain: put in.
    Inserted {
        /// The first one too many.
        seq: i64,
    },
    /// The chain is whole in itself, but it is not the one that the anchor was taken from.
    Rewritten {
        /// The anchor's record.
        seq: i64,
    },
}

impl Verdict {
    /// Whether nothing is wrong.
    pub const fn is_whole(&self) -> bool {
        matches!(self, Self::Whole { .. })
    }
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Whole { records } => write!(f, "the log is whole: {records} records, each as it was written"),
            Self::Altered { seq } => write!(f, "record {seq} was altered or put in: it is not what its hash says"),
            Self::Redacted { seq } => {
                write!(f, "names in record {seq} were taken out by hand: no deletion accounts for it as it is")
            }
            Self::Removed { seq } => write!(f, "record {seq} was removed"),
            Self::CutOff { seq, expected } => {
                write!(f, "the log was cut off: record {seq} is missing, there must be {expected} or more")
            }
            Self::Inserted { seq } => write!(f, "record {seq} was put in behind the end of the log"),
            Self::Rewritten { seq } => {
                write!(f, "the log was written anew: record {seq} is not the one that the anchor was taken from")
            }
        }
    }
}

/// Where the chain stands now, to be kept elsewhere.
pub async fn anchor(app: &App, by: &Actor) -> Result<Anchor, Error> {
    by.may(StaffPermission::ViewActivity)?.in_area(None)?;
    let (seq, hash) = chain::head(&mut app.store.read().await?, by.organization).await?;
    Ok(Anchor { seq, hash: hex(&hash) })
}

/// Walks the whole chain and finds the first record that was altered, removed or put in, or the place where the log was
/// cut off; with an anchor also whether it still is the log that the anchor was taken from.
pub async fn verify(app: &App, by: &Actor, anchor: Option<&Anchor>) -> Result<Verdict, Error> {
    /// Somebody may be deleted while we walk: what was read before and what is read after do not fit together then.
    const TRIES: u32 = 4;
    by.may(StaffPermission::ViewActivity)?.in_area(None)?;
    for _ in 1..TRIES {
        let (verdict, disturbed) = walk(app, by, anchor).await?;
        if verdict.is_whole() || !disturbed {
            return Ok(verdict);
        }
    }
    Ok(walk(app, by, anchor).await?.0)
}

/// The verdict of one walk, and whether a person was deleted meanwhile.
async fn walk(app: &App, by: &Actor, anchor: Option<&Anchor>) -> Result<(Verdict, bool), Error> {
    // The head is read first: records that are appended while we walk are beyond it and none of our business.
    let (last, last_hash) = chain::head(&mut app.store.read().await?, by.organization).await?;
    let (mut seq, mut hash) = (0, vec![0_u8; 32]);
    let mut anchored = anchor.is_none_or(|a| a.seq == 0);
    let mut forgotten = Forgotten::default();
    loop {
        let links = chain::links(&mut app.store.read().await?, by.organization, seq).await?;
        if links.is_empty() {
            break;
        }
        for link in links {
            if link.seq != seq + 1 {
                return Ok((Verdict::Removed { seq: seq + 1 }, false));
            }
            if !link.holds(&hash) {
                return Ok((Verdict::Altered { seq: link.seq }, false));
            }
            forgotten.note(&link, last);
            (seq, hash) = (link.seq, link.hash);
            if let Some(anchor) = anchor.filter(|a| a.seq == seq) {
                if anchor.hash != hex(&hash) {
                    return Ok((Verdict::Rewritten { seq }, false));
                }
                anchored = true;
            }
            if seq == last && hash != last_hash {
                return Ok((Verdict::Altered { seq }, false));
            }
        }
    }
    if seq < last {
        return Ok((Verdict::CutOff { seq: seq + 1, expected: last }, false));
    }
    if let Some(anchor) = anchor.filter(|_| !anchored) {
        return Ok((Verdict::CutOff { seq: seq + 1, expected: anchor.seq }, false));
    }
    if let Some(verdict) = forgotten.first_wrong() {
        return Ok((verdict, forgotten.disturbed));
    }
    let (now, _) = chain::head(&mut app.store.read().await?, by.organization).await?;
    Ok((if seq > now { Verdict::Inserted { seq: now + 1 } } else { Verdict::Whole { records: seq } }, false))
}

/// The records that were redacted, and what the deletions state about them; a later statement takes the place of an
/// earlier one, because a record may name two people.
#[derive(Debug, Default)]
struct Forgotten {
    found: BTreeMap<i64, String>,
    stated: BTreeMap<i64, String>,
    disturbed: bool,
}

impl Forgotten {
    fn note(&mut self, link: &Link, last: i64) {
        if link.is_redacted() {
            self.found.insert(link.seq, link.tag());
        }
        if link.event == Event::AccessDeleted.as_str() {
            self.disturbed |= link.seq > last;
            // A deletion can only speak of what was before it.
            let before = access::statements(&link.data).into_iter().filter(|(seq, _)| *seq < link.seq);
            self.stated.extend(before);
        }
    }

    fn first_wrong(&self) -> Option<Verdict> {
        let found = self.found.iter().filter(|(seq, tag)| self.stated.get(seq) != Some(tag)).map(|(seq, _)| *seq);
        let put_back = self.stated.keys().filter(|seq| !self.found.contains_key(seq)).copied();
        let seq = found.chain(put_back).min()?;
        let by_hand = !self.stated.contains_key(&seq);
        Some(if by_hand { Verdict::Redacted { seq } } else { Verdict::Altered { seq } })
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(64), |mut text, b| {
        let _ = write!(text, "{b:02x}");
        text
    })
}
