//! The terminal back office: a pure core (update, draw) and a loop around it.
