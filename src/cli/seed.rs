//! `keydesk seed`: a large fixed sample to measure on; not in the short help.

use serde_json::json;

use super::desk::{self, Desk};
use super::exit::Failure;
use crate::service::seed::{self, ADMIN_EMAIL, ADMIN_PASSWORD};
use crate::service::{App, Missing};

/// How much of it.
#[derive(clap::Args, Clone, Debug)]
pub struct Seed {
    /// So many customers; contacts, facilities and orders in proportion
    #[arg(long, value_name = "N", default_value_t = 1_000_000)]
    customers: u64,
    /// The same number makes the same sample
    #[arg(long = "seed", value_name = "N", default_value_t = 1)]
    number: u64,
    /// The name of the organization
    #[arg(long, value_name = "NAME", default_value = "Seed Service")]
    organization: String,
}

/// Fills an empty database.
pub async fn run(desk: &Desk, args: &Seed) -> Result<(), Failure> {
    let app = App::open(&desk.config, &desk.config.database_url()?, Missing::Create).await?;
    let out = desk.out;
    let mut said = 0;
    let mut progress = |done: u64, of: u64| {
        let percent = done * 100 / of.max(1);
        if percent >= said + 10 {
            said = percent;
            out.say(format!("{percent} %"));
        }
    };
    seed::seed(&app, &args.organization, args.customers, args.number, &mut progress).await?;
    let value = json!({ "database": desk::database(&app), "email": ADMIN_EMAIL, "password": ADMIN_PASSWORD });
    desk.out.show(&value, || format!("{}  {ADMIN_EMAIL}  {ADMIN_PASSWORD}", desk::database(&app)))
}
