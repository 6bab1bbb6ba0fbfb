//! Small pictures of photographs: made from bytes that nobody trusts, within bounds, without what the camera noted.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits, Rgb, RgbImage};

use super::{FilesError, Kind};

/// The longer edge of a small picture, in pixels.
const EDGE: u32 = 320;
/// A photograph has at most so many pixels; what has more gets no small picture.
const MOST_PIXELS: u64 = 50_000_000;
/// One picture takes at most so much memory while it is read.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;
/// Of 100.
const QUALITY: u8 = 80;

/// A logo has at least and at most so many pixels each way.
const LOGO: std::ops::RangeInclusive<u32> = 16..=4096;
/// A logo is shown at most so wide and so high, in pixels.
const LOGO_SHOWN: (u32, u32) = (400, 120);
/// In letters it is at most so wide and so high, in pixels.
const LOGO_LETTER: (u32, u32) = (200, 48);

/// How the picture library calls a kind; none for what gets no small picture.
const fn format(kind: Kind) -> Option<ImageFormat> {
    match kind {
        Kind::Jpeg => Some(ImageFormat::Jpeg),
        Kind::Png => Some(ImageFormat::Png),
        Kind::WebP => Some(ImageFormat::WebP),
        _ => None,
    }
}

/// Whether small pictures are made of this kind.
pub(super) const fn is_photograph(kind: Kind) -> bool {
    format(kind).is_some()
}

/// The small picture of a photograph, as JPEG, turned as the camera was held; none when it is no picture after all or too
/// large to be read.
pub(super) fn small(kind: Kind, bytes: &[u8]) -> Option<Vec<u8>> {
    let (image, orientation) = read(kind, bytes, MOST_PIXELS)?;
    let mut small = if image.width().max(image.height()) > EDGE { image.thumbnail(EDGE, EDGE) } else { image };
    small.apply_orientation(orientation);
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, QUALITY).encode_image(&on_white(&small)).ok()?;
    Some(out)
}

/// The picture and how it is to be turned. Its size is read from its head, before anything is unpacked.
fn read(kind: Kind, bytes: &[u8], most_pixels: u64) -> Option<(DynamicImage, Orientation)> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format(kind)?);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > most_pixels || decoder.total_bytes() > MOST_MEMORY {
        return None;
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Some((DynamicImage::from_decoder(decoder).ok()?, orientation))
}

/// A logo as PNG, no larger than it is shown, without anything but its pixels (R23). Its size is read from its head, before
/// anything is unpacked.
pub(super) fn logo(bytes: &[u8]) -> Result<Vec<u8>, FilesError> {
    let refused = FilesError::Refused("of a kind that is not taken as a logo; PNG, JPEG and WebP are");
    let kind = match Kind::of(bytes) {
        Ok(kind) => format(kind).map(|_| kind).ok_or(refused)?,
        Err(FilesError::Refused(_)) if bytes.trim_ascii_start().starts_with(b"<") => {
            return Err(FilesError::Refused(
                "markup (SVG or HTML), which a browser might run; save the logo as PNG and take that",
            ));
        }
        Err(FilesError::Refused(_)) => return Err(refused),
        Err(other) => return Err(other),
    };
    let damaged = || FilesError::Refused("damaged; it cannot be read as a picture");
    let reader = ImageReader::with_format(Cursor::new(bytes), format(kind).ok_or_else(damaged)?);
    let (width, height) = reader.into_dimensions().map_err(|_| damaged())?;
    if !LOGO.contains(&width) || !LOGO.contains(&height) {
        return Err(FilesError::Dimensions { width, height });
    }
    let most_pixels = u64::from(*LOGO.end()) * u64::from(*LOGO.end());
    let (mut image, orientation) = read(kind, bytes, most_pixels).ok_or_else(damaged)?;
    image.apply_orientation(orientation);
    let (wide, high) = LOGO_SHOWN;
    if image.width() > wide || image.height() > high {
        image = image.resize(wide, high, FilterType::Lanczos3);
    }
    let mut out = Cursor::new(Vec::new());
    image.to_rgba8().write_to(&mut out, ImageFormat::Png).map_err(|_| damaged())?;
    Ok(out.into_inner())
}

/// A logo that we keep as letters carry it: as PNG, with its size. Even unpacked it has less than 40 KiB.
pub(super) fn letterhead(bytes: &[u8]) -> Option<(Vec<u8>, u32, u32)> {
    let (image, _) = read(Kind::Png, bytes, u64::from(LOGO_SHOWN.0) * u64::from(LOGO_SHOWN.1))?;
    let (wide, high) = LOGO_LETTER;
    let image = if image.width() > wide || image.height() > high {
        image.resize(wide, high, FilterType::Lanczos3)
    } else {
        image
    };
    let mut out = Cursor::new(Vec::new());
    image.to_rgba8().write_to(&mut out, ImageFormat::Png).ok()?;
    Some((out.into_inner(), image.width(), image.height()))
}

/// JPEG knows no transparency; paper is white.
fn on_white(image: &DynamicImage) -> RgbImage {
    let pixels = image.to_rgba8();
    RgbImage::from_fn(pixels.width(), pixels.height(), |x, y| {
        let [r, g, b, alpha] = pixels.get_pixel(x, y).0;
        let over = |c: u8| {
            let mixed = (u32::from(c) * u32::from(alpha) + 255 * (255 - u32::from(alpha)) + 127) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        Rgb([over(r), over(g), over(b)])
    })
}
