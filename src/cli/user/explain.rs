//! Why somebody sees a thing, or does not (R71).

use std::fmt::Write as _;

use super::{Whom, find};
use crate::cli::desk::Desk;
use crate::cli::exit::Failure;
use crate::domain::access::ThingKind;
use crate::service::explain;
use crate::text;

/// Whom, and which thing.
#[derive(clap::Args, Clone, Debug)]
pub struct Explain {
    #[command(flatten)]
    whom: Whom,
    /// order, object, facility, document, invoice, estimate, fault or `video_session`
    #[arg(value_name = "KIND")]
    kind: ThingKind,
    /// The thing's number
    #[arg(value_name = "THING")]
    number: String,
}

pub async fn run(desk: &Desk, args: &Explain) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let user = find(&app, &by, &args.whom).await?;
    let explained = explain::explain(&app, &by, user.id, args.kind, &args.number).await?;
    desk.out.show(&explained, || {
        let mut shown = format!("{}\n\n", text::line(&explained.title));
        for link in &explained.links {
            let mark = if link.holds { "yes" } else { "NO " };
            let _ = writeln!(shown, "{mark}  {}", text::line(&link.sentence));
            if let Some(mend) = &link.mend {
                let _ = writeln!(shown, "       {}", text::line(mend));
            }
        }
        shown
    })
}
