//! The parts that screens and dialogs are put together from. They know cells and styles, never a customer.

mod area;
mod button;
mod checkbox;
mod cursor;
mod field;
mod modal;
mod table;

pub use area::Area;
pub use button::{button, buttons};
pub use checkbox::CheckBox;
pub use cursor::Cursor;
pub use field::Field;
pub use modal::{block, modal};
pub use table::{Column, Table, Width};
