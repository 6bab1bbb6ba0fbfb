//! From the bytes of a file to UTF-8, whatever office program wrote them.
//!
//! A byte order mark decides. Without one a file is UTF-8 as long as it reads as UTF-8, otherwise Windows-1252, which
//! is what spreadsheets in Western Europe still write; the report says which it was. Memory stays flat: the decision is
//! made on the first piece of the file that is not plain ASCII.

use std::io::{self, Read};

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// As much is read at a time.
const PIECE: usize = 64 * 1024;

/// Reads a source as UTF-8. What cannot be read becomes U+FFFD.
pub struct Decoder<R> {
    source: R,
    raw: Vec<u8>,
    ready: String,
    given: usize,
    as_text: Option<encoding_rs::Decoder>,
    begun: bool,
    ended: bool,
    read: u64,
}

impl<R: Read> Decoder<R> {
    /// Nothing is read yet.
    pub fn new(source: R) -> Self {
        Self {
            source,
            raw: Vec::with_capacity(PIECE),
            ready: String::new(),
            given: 0,
            as_text: None,
            begun: false,
            ended: false,
            read: 0,
        }
    }

    /// The encoding found so far; plain ASCII counts as UTF-8.
    pub fn encoding(&self) -> &'static str {
        self.as_text.as_ref().map_or("UTF-8", |d| d.encoding().name())
    }

    /// How many bytes of the source were read.
    pub const fn bytes_read(&self) -> u64 {
        self.read
    }

    fn fill_raw(&mut self) -> io::Result<()> {
        let target = self.raw.len() + PIECE;
        let taken = self.source.by_ref().take(PIECE as u64).read_to_end(&mut self.raw)?;
        self.read += taken as u64;
        self.ended = self.raw.len() < target;
        Ok(())
    }

    fn next_piece(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.given = 0;
        self.fill_raw()?;
        if !self.begun {
            self.begun = true;
            self.as_text = begin(&self.raw)?;
        }
        if self.as_text.is_none() {
            while undecided(&self.raw) && !self.ended {
                self.fill_raw()?;
            }
            if self.raw.is_ascii() {
                self.ready.extend(self.raw.drain(..).map(char::from));
                return Ok(());
            }
            let utf8 = std::str::from_utf8(&self.raw).map_or_else(|e| e.error_len().is_none() && !self.ended, |_| true);
            let encoding = if utf8 { UTF_8 } else { WINDOWS_1252 };
            self.as_text = Some(encoding.new_decoder_without_bom_handling());
        }
        if let Some(decoder) = &mut self.as_text {
            let room = decoder.max_utf8_buffer_length(self.raw.len()).unwrap_or(self.raw.len() * 3 + 16);
            self.ready.reserve(room);
            let _ = decoder.decode_to_string(&self.raw, &mut self.ready, self.ended);
            self.raw.clear();
        }
        Ok(())
    }
}

impl<R: Read> Read for Decoder<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.given == self.ready.len() {
            if self.ended {
                return Ok(0);
            }
            self.next_piece()?;
        }
        let rest = &self.ready.as_bytes()[self.given..];
        let n = rest.len().min(into.len());
        into[..n].copy_from_slice(&rest[..n]);
        self.given += n;
        Ok(n)
    }
}

/// What the first bytes say: an encoding by its mark, nothing yet, or that this is no text at all.
fn begin(head: &[u8]) -> io::Result<Option<encoding_rs::Decoder>> {
    let refuse = |what: &str| Err(io::Error::new(io::ErrorKind::InvalidData, what.to_owned()));
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(head) {
        let encoding = match encoding.name() {
            "UTF-16LE" => UTF_16LE,
            "UTF-16BE" => UTF_16BE,
            _ => UTF_8,
        };
        return Ok(Some(encoding.new_decoder_with_bom_removal()));
    }
    if head.starts_with(b"PK\x03\x04") {
        return refuse("this is a spreadsheet or an archive, not a CSV file; save it as CSV (UTF-8) first");
    }
    if head.contains(&0) {
        return refuse(
            "this is not a CSV file: it contains zero bytes, as programs, pictures and UTF-16 without a byte order mark do; save it as CSV (UTF-8) first",
        );
    }
    Ok(None)
}

/// Plain ASCII but for a sequence at the very end that is cut off: more has to be seen.
fn undecided(raw: &[u8]) -> bool {
    matches!(std::str::from_utf8(raw), Err(e) if e.error_len().is_none() && raw[..e.valid_up_to()].is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, &'static str) {
        let mut decoder = Decoder::new(bytes);
        let mut text = String::new();
        decoder.read_to_string(&mut text).unwrap();
        (text, decoder.encoding())
    }

    #[test]
    fn every_usual_encoding_is_read() {
        assert_eq!(read(b"plain"), ("plain".into(), "UTF-8"));
        assert_eq!(read("Hübner".as_bytes()), ("Hübner".into(), "UTF-8"));
        assert_eq!(read(b"\xEF\xBB\xBFH\xC3\xBCbner"), ("Hübner".into(), "UTF-8"));
        assert_eq!(read(b"H\xFCbner \x80"), ("Hübner €".into(), "windows-1252"));
        assert_eq!(read(b"\xFF\xFEH\0\xFC\0"), ("Hü".into(), "UTF-16LE"));
        assert_eq!(read(b"\xFE\xFF\0H\0\xFC"), ("Hü".into(), "UTF-16BE"));
        assert_eq!(read(b""), (String::new(), "UTF-8"));
    }

    #[test]
    fn a_letter_cut_in_two_by_a_piece_is_whole_again() {
        for ascii in PIECE - 3..=PIECE + 1 {
            let mut text = "a".repeat(ascii);
            text.push_str("ü€😀");
            assert_eq!(read(text.as_bytes()), (text.clone(), "UTF-8"));
            let mut latin = vec![b'a'; ascii];
            latin.extend(b"\xFC!");
            assert_eq!(read(&latin), (format!("{}ü!", "a".repeat(ascii)), "windows-1252"));
        }
        let mut late = "ü".repeat(PIECE).into_bytes();
        late.push(0xFC);
        assert_eq!(read(&late), (format!("{}\u{FFFD}", "ü".repeat(PIECE)), "UTF-8"));
        assert_eq!(read(b"caf\xE9"), ("café".into(), "windows-1252"));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [&b"PK\x03\x04zip"[..], b"H\0u\0b\0"] {
            let error = Decoder::new(bytes).read_to_string(&mut String::new()).unwrap_err();
            assert!(error.to_string().contains("save it as CSV"), "{error}");
        }
    }
}
