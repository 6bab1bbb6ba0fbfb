//! Reading: lists in pages, search as one types, what belongs to a customer, and who may look.

mod belongings;
mod fields;
mod paging;
mod plans;
mod search;
mod things;

use keydesk::service::customers::{CustomerQuery, CustomerRow, Page};

/// A query for a search.
fn search(typed: &str) -> CustomerQuery {
    CustomerQuery { search: typed.to_owned(), ..CustomerQuery::default() }
}

/// The numbers on a page, in its order.
fn numbers(page: &Page<CustomerRow>) -> Vec<&str> {
    page.rows.iter().map(|row| row.number.as_str()).collect()
}
