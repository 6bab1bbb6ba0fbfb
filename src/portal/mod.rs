//! The web portal: extract, call a service, render.
