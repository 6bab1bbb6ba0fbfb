//! Telling people: letters, transports, and the worker that empties the outbox.
