//! `keydesk area`: the parts of the organization's territory (R10).

use serde_json::json;

use super::desk::Desk;
use super::exit::Failure;
use super::out::table;
use crate::service::areas;

/// What to do with areas.
#[derive(clap::Subcommand, Clone, Debug)]
pub enum Area {
    /// List the areas
    #[command(before_help = "Examples:\n  keydesk area list\n  keydesk --json area list")]
    List,
    /// Make an area
    #[command(before_help = "Examples:\n  keydesk area add \"Graz Süd\"")]
    Add(Add),
    /// Rename an area
    #[command(before_help = "Examples:\n  keydesk area rename Graz \"Graz Nord\"")]
    Rename(Rename),
}

/// A new area.
#[derive(clap::Args, Clone, Debug)]
pub struct Add {
    /// Its name
    #[arg(value_name = "NAME")]
    name: String,
}

/// Another name.
#[derive(clap::Args, Clone, Debug)]
pub struct Rename {
    /// The name now
    #[arg(value_name = "NAME")]
    from: String,
    /// The name from now on
    #[arg(value_name = "NEW NAME")]
    to: String,
}

/// Does it.
pub async fn run(desk: &Desk, command: &Area) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    match command {
        Area::List => {
            let found = areas::list(&app, &by).await?;
            let names: Vec<_> = found.iter().map(|a| a.1.clone()).collect();
            if names.is_empty() {
                desk.out.say("There are no areas yet; make one with \"keydesk area add NAME\".");
            }
            desk.out.show(&json!({ "areas": names }), || table(&["Area"], names.iter().map(|n| vec![n.clone()])))
        }
        Area::Add(args) => {
            let made = areas::add(&app, &by, &args.name).await?;
            desk.out.say(if made { "The area is there now." } else { "The area was there already." });
            shown(desk, &args.name, made)
        }
        Area::Rename(args) => {
            areas::rename(&app, &by, &args.from, &args.to).await?;
            desk.out.say("The area is renamed.");
            shown(desk, &args.to, true)
        }
    }
}

fn shown(desk: &Desk, name: &str, changed: bool) -> Result<(), Failure> {
    if desk.out.json { desk.out.show(&json!({ "area": name, "changed": changed }), String::new) } else { Ok(()) }
}
