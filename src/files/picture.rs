//! Small pictures of photographs: made from bytes that nobody trusts, within bounds, without what the camera noted.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits, Rgb, RgbImage};

use super::Kind;

/// The longer edge of a small picture, in pixels.
const EDGE: u32 = 320;
/// A photograph has at most so many pixels; what has more gets no small picture.
const MOST_PIXELS: u64 = 50_000_000;
/// One picture takes at most so much memory while it is read.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;
/// Of 100.
const QUALITY: u8 = 80;

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
