//! What the tests share: databases, worlds, servers.
