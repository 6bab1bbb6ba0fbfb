//! The grid on the bench.
