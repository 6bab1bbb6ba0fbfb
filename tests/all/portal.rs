//! (tests of this room)
