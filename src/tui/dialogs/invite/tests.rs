//! The form on the bench: what is said, what is sent, what is kept.
