//! Configuration: flags, then environment, then a project file, then the user's file.
