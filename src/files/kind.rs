//! What a file is, by its content: names and headers say what somebody wants us to believe.

use super::FilesError;

macro_rules! kinds {
    ($($(#[doc = $doc:literal])* $kind:ident = $media_type:literal, $ending:literal;)+) => {
        /// The kinds of files that are taken.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Kind { $($(#[doc = $doc])* $kind),+ }

        impl Kind {
            /// The media type under which it is served (RFC 6838).
            pub const fn media_type(self) -> &'static str {
                match self { $(Self::$kind => $media_type),+ }
            }

            /// The usual ending of a file's name.
            pub const fn ending(self) -> &'static str {
                match self { $(Self::$kind => $ending),+ }
            }

            /// The kind that is served under this media type.
            pub fn of_media_type(media_type: &str) -> Option<Self> {
                match media_type { $($media_type => Some(Self::$kind),)+ _ => None }
            }
        }
    };
}

kinds! {
    /// Portable Document Format.
    Pdf = "application/pdf", "pdf";
    /// A photograph.
    Jpeg = "image/jpeg", "jpg";
    /// A picture.
    Png = "image/png", "png";
    /// A picture.
    Gif = "image/gif", "gif";
    /// A picture.
    WebP = "image/webp", "webp";
    /// A photograph of a phone.
    Heif = "image/heif", "heic";
    /// A scanned picture.
    Tiff = "image/tiff", "tif";
    /// A film.
    Mp4 = "video/mp4", "mp4";
    /// A film.
    QuickTime = "video/quicktime", "mov";
    /// A text document.
    Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx";
    /// A spreadsheet.
    Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx";
    /// Slides.
    Pptx = "application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx";
    /// A text document.
    Odt = "application/vnd.oasis.opendocument.text", "odt";
    /// A spreadsheet.
    Ods = "application/vnd.oasis.opendocument.spreadsheet", "ods";
    /// An archive, which nobody unpacks here.
    Zip = "application/zip", "zip";
    /// Plain text, tables among it.
    Text = "text/plain", "txt";
}

impl Kind {
    /// What begins with `head` (the first kilobytes) is.
    ///
    /// # Errors
    /// When it is empty or of a kind that is not taken. Markup (HTML, SVG, XML) is not: a browser might run it.
    pub fn of(head: &[u8]) -> Result<Self, FilesError> {
        if head.is_empty() {
            return Err(FilesError::Empty);
        }
        if is_markup(head) {
            return Err(FilesError::Refused("markup (HTML, SVG or XML), which a browser might run; it is not taken"));
        }
        let unknown =
            FilesError::Refused("of a kind that is not taken; documents, pictures, films, archives and plain text are");
        match infer::get(head) {
            Some(found) => Self::of_media_type(found.mime_type()).ok_or(unknown),
            None if is_text(head) => Ok(Self::Text),
            None => Err(unknown),
        }
    }

    /// Whether a file's name may end so.
    fn may_end(self, ending: &str) -> bool {
        let others: &[&str] = match self {
            Self::Jpeg => &["jpeg", "jfif"],
            Self::Heif => &["heif"],
            Self::Tiff => &["tiff"],
            Self::Mp4 => &["m4v"],
            Self::Text => &["csv", "log", "md", "tsv"],
            _ => &[],
        };
        ending.eq_ignore_ascii_case(self.ending()) || others.iter().any(|other| ending.eq_ignore_ascii_case(other))
    }
}

/// A name with an ending that belongs to the kind of that media type: "page.html" of a PDF becomes "page.html.pdf".
pub fn name_of(name: &str, media_type: &str) -> String {
    let Some(kind) = Kind::of_media_type(media_type) else { return format!("{name}.bin") };
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && kind.may_end(ending) => name.to_owned(),
        _ => format!("{name}.{}", kind.ending()),
    }
}

/// Whether the first character that is not blank begins a tag, whatever the encoding.
fn is_markup(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let wide = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF");
    let head = if wide { &head[2..] } else { head };
    head.iter().find(|b| !b.is_ascii_whitespace() && **b != 0) == Some(&b'<')
}

/// Whether it is UTF-8 (perhaps cut in the middle of a character at its end) without control characters.
fn is_text(head: &[u8]) -> bool {
    let whole = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(e) if e.error_len().is_none() => std::str::from_utf8(&head[..e.valid_up_to()]).unwrap_or_default(),
        Err(_) => return false,
    };
    !whole.is_empty() && !whole.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides() {
        let zip = b"PK\x03\x04\x14\x00\x00\x00\x08\x00plain archive".to_vec();
        let taken: [(&[u8], Kind); 5] = [
            (b"%PDF-1.4\n", Kind::Pdf),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Kind::Png),
            (b"\xFF\xD8\xFF\xE0\0\x10JFIF", Kind::Jpeg),
            (&zip, Kind::Zip),
            ("Öl gewechselt;12,5\n".as_bytes(), Kind::Text),
        ];
        for (head, kind) in taken {
            assert_eq!(Kind::of(head).unwrap(), kind, "{head:?}");
        }
        let wide: Vec<u8> =
            [0xFF, 0xFE].into_iter().chain("<html>".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let refused: [&[u8]; 9] = [
            b"",
            b"<!DOCTYPE html><script>alert(1)</script>",
            b"  \n<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
            b"\xEF\xBB\xBF<?xml version='1.0'?>",
            &wide,
            b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xFF\xFF\0\0",
            b"\x7FELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
            b"\x1b[31mcolour",
            b"\0\x01\x02\x03",
        ];
        for head in refused {
            assert!(Kind::of(head).is_err(), "{head:?}");
        }
    }

    #[test]
    fn names_end_as_what_they_are() {
        let cases = [
            ("report.pdf", "application/pdf", "report.pdf"),
            ("Foto.JPEG", "image/jpeg", "Foto.JPEG"),
            ("page.html", "application/pdf", "page.html.pdf"),
            ("run.sh", "text/plain", "run.sh.txt"),
            ("values.csv", "text/plain", "values.csv"),
            (".pdf", "application/pdf", ".pdf.pdf"),
            ("tool.jar", "application/zip", "tool.jar.zip"),
            ("no ending", "image/png", "no ending.png"),
            ("x.pdf", "text/html", "x.pdf.bin"),
        ];
        for (name, media_type, expected) in cases {
            assert_eq!(name_of(name, media_type), expected);
        }
    }

    #[test]
    fn a_character_cut_at_the_end_of_the_head_is_no_harm() {
        assert_eq!(Kind::of(&"Öl".as_bytes()[..1]).ok(), None);
        assert_eq!(Kind::of(&"aÖ".as_bytes()[..2]).unwrap(), Kind::Text);
    }
}
