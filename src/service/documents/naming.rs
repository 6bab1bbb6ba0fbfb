//! The name under which a document lies on somebody's own machine.

use crate::files::Kind;

use super::DocumentRow;

/// A name of our own for a document on a machine of staff: its number and the ending of what it is by its content. The name
/// that it was brought with is never used for a file (R37).
pub fn file_name(document: &DocumentRow) -> String {
    local_name(&document.number, &document.media_type)
}

/// The same for whatever else has a number and a file.
pub fn local_name(number: &str, media_type: &str) -> String {
    let plain: String = number.chars().filter(char::is_ascii_alphanumeric).take(40).collect();
    let stem = if plain.is_empty() { "document" } else { plain.as_str() };
    match Kind::of_media_type(media_type) {
        Some(kind) => format!("{stem}.{}", kind.ending()),
        None => stem.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn nothing_of_the_stored_name_reaches_a_file_system() {
        let document = |number: &str, media_type: &str| DocumentRow {
            id: Uuid::from_u128(1).into(),
            number: number.into(),
            name: "../../.bashrc\u{202e}fdp.exe".into(),
            media_type: media_type.into(),
            size: 1,
            customer_id: None,
            order_id: None,
            order_number: None,
            object_id: None,
            object_number: None,
            model_id: None,
            model_number: None,
            storage_key: String::new(),
            thumbnail_key: None,
            uploaded_by: String::new(),
            created_at: chrono::DateTime::default(),
            version: 1,
        };
        assert_eq!(file_name(&document("D12", "application/pdf")), "D12.pdf");
        assert_eq!(file_name(&document("../D/1;rm", "text/x-sh")), "D1rm");
        assert_eq!(file_name(&document("..", "image/png")), "document.png");
    }
}
