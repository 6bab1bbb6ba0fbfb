//! `keydesk portal`: the module (R1), a customer's portal and its areas (R2), the branded link (R23).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;

use super::desk::Desk;
use super::exit::Failure;
use super::out::facts;
use crate::domain::portal_area::{PortalArea, PortalAreas};
use crate::service::{customers, portal_switch};

/// What to do with the portal.
#[derive(clap::Subcommand, Clone, Debug)]
pub enum Portal {
    /// Switch the portal on: the whole module, or for one customer
    #[command(before_help = "Examples:\n  keydesk portal enable\n  keydesk portal enable --customer 1042")]
    Enable(Whose),
    /// Switch the portal off: the whole module, or for one customer
    #[command(before_help = "Examples:\n  keydesk portal disable --customer 1042\n  keydesk portal disable")]
    Disable(Whose),
    /// Show or choose which portal areas exist for a customer
    #[command(before_help = "Examples:\n  keydesk portal areas --customer 1042\n  \
        keydesk portal areas --customer 1042 orders objects documents\n  keydesk portal areas --customer 1042 --all")]
    Areas(Areas),
    /// Print the sign-in link with your name and colours, and an HTML snippet for your web site
    #[command(before_help = "Examples:\n  keydesk portal link\n  keydesk --json portal link")]
    Link,
}

/// What to do with the look of the portal.
#[derive(clap::Subcommand, Clone, Copy, Debug)]
pub enum Branding {
    /// Print the sign-in link with your name and colours, and an HTML snippet for your web site
    #[command(before_help = "Examples:\n  keydesk branding link\n  keydesk --json branding link")]
    Link,
}

/// The same link under the name by which people look for it.
pub async fn branding(desk: &Desk, command: &Branding) -> Result<(), Failure> {
    match command {
        Branding::Link => link(desk).await,
    }
}

/// The module or a customer.
#[derive(clap::Args, Clone, Debug)]
pub struct Whose {
    /// For this customer only
    #[arg(long, value_name = "NUMBER")]
    customer: Option<String>,
}

/// Which areas.
#[derive(clap::Args, Clone, Debug)]
pub struct Areas {
    /// Whose portal
    #[arg(long, value_name = "NUMBER")]
    customer: String,
    /// The areas that exist from now on; all others are off. Without any: shows what is on
    #[arg(value_name = "AREA", conflicts_with_all = ["all", "none"],
        help = "The areas that exist from now on: orders, objects, faults, documents, calendar, billing, video")]
    on: Vec<PortalArea>,
    /// Every area
    #[arg(long, conflicts_with = "none")]
    all: bool,
    /// No area
    #[arg(long)]
    none: bool,
}

/// Does it.
pub async fn run(desk: &Desk, command: &Portal) -> Result<(), Failure> {
    match command {
        Portal::Enable(whose) => switch(desk, whose, true).await,
        Portal::Disable(whose) => switch(desk, whose, false).await,
        Portal::Areas(args) => areas(desk, args).await,
        Portal::Link => link(desk).await,
    }
}

async fn switch(desk: &Desk, whose: &Whose, on: bool) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let word = if on { "on" } else { "off" };
    let (changed, what, customer) = match &whose.customer {
        None => (portal_switch::module(&app, &by, on).await?, format!("The portal of {}", by.organization_name), None),
        Some(number) => {
            let customer = customers::by_number(&app, &by, number).await?.row;
            let changed = portal_switch::customer(&app, &by, customer.id, on).await?;
            (changed, format!("The portal for {} {}", customer.number, customer.name), Some(customer.number))
        }
    };
    desk.out.say(if changed { format!("{what} is {word} now.") } else { format!("{what} was {word} already.") });
    if on && whose.customer.is_some() && !portal_switch::module_is_on(&app, &by).await? {
        desk.out.say("Customers see it once the module is on as well: keydesk portal enable");
    }
    if desk.out.json {
        desk.out.show(&json!({ "customer": customer, "on": on, "changed": changed }), String::new)?;
    }
    Ok(())
}

async fn areas(desk: &Desk, args: &Areas) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let customer = customers::by_number(&app, &by, &args.customer).await?;
    let mut now = customer.areas;
    let mut changed = false;
    if args.all || args.none || !args.on.is_empty() {
        now = chosen(args);
        changed = portal_switch::areas(&app, &by, customer.row.id, now).await?;
    }
    let on: Vec<_> = now.iter().collect();
    let value = json!({ "customer": customer.row.number, "areas": on, "changed": changed });
    desk.out.show(&value, || {
        let names = on.iter().map(|a| a.as_str()).collect::<Vec<_>>().join(" ");
        facts(&[
            ("Customer", customer.row.number.clone()),
            ("Areas", if names.is_empty() { "none".into() } else { names }),
        ])
    })
}

fn chosen(args: &Areas) -> PortalAreas {
    let on = |area| args.all || args.on.contains(&area);
    PortalAreas {
        orders: on(PortalArea::Orders),
        objects: on(PortalArea::Objects),
        faults: on(PortalArea::Faults),
        documents: on(PortalArea::Documents),
        calendar: on(PortalArea::Calendar),
        billing: on(PortalArea::Billing),
        video: on(PortalArea::Video),
    }
}

async fn link(desk: &Desk) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let url = branded(&app.policy.public_url, &by.organization_name);
    let html = snippet(&url, &by.organization_name);
    let value = json!({ "url": url, "html": html });
    desk.out.show(&value, || format!("{url}\n\n{html}"))
}

/// The sign-in page under the organization's name (R23).
fn branded(public_url: &str, name: &str) -> String {
    const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    format!("{public_url}/login?branding={}", utf8_percent_encode(name, PLAIN))
}

/// A link for a web site. A name is text, whatever it holds.
fn snippet(url: &str, name: &str) -> String {
    let escaped: String = name.chars().fold(String::new(), |mut out, c| {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
        out
    });
    format!("<a href=\"{url}\">{escaped}</a>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_survive_every_name() {
        let url = branded("https://p.example", "Müller & Söhne <b>\"+%");
        assert_eq!(url, "https://p.example/login?branding=M%C3%BCller%20%26%20S%C3%B6hne%20%3Cb%3E%22%2B%25");
        let html = snippet(&url, "A & <b>\"");
        assert_eq!(html, format!("<a href=\"{url}\">A &amp; &lt;b&gt;&quot;</a>"));
    }
}
