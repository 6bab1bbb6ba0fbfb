//! The command line: parse, call a service, print. Nothing is decided here.
