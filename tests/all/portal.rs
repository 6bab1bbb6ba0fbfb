//! The portal: the real router in process, against both databases.

mod access;
mod code;
mod comments;
mod devices;
mod documents;
mod faults;
mod forms;
mod house;
mod invitation;
mod kept;
mod link;
mod lists;
mod logo;
mod password;
mod person;
mod plans;
mod second_factor;
mod serving;
mod signing;
pub mod site;
mod unsubscribe;
mod viewing;
