//! Video sessions (R40), the calendar (R38) and the dashboard (R30) on both databases: what is kept, told and logged, who may,
//! and that figures are those of the lists.

mod calendar;
mod dashboard;
mod video;
