//! Comments from the command line: who is told is said before anything is sent (R32).

use std::io::Read as _;

use serde_json::{Value, json};

use crate::cli::desk::Desk;
use crate::cli::exit::Failure;
use crate::cli::out::time;
use crate::domain::comment::LONGEST;
use crate::service::comments::{self, CommentRow, NewComment};
use crate::service::notices::Told;
use crate::text;

/// What to write.
#[derive(clap::Args, Clone, Debug)]
pub struct Comment {
    /// The order's number
    #[arg(value_name = "NUMBER")]
    number: String,
    /// What to write; - for standard input
    #[arg(value_name = "TEXT")]
    body: String,
    /// For staff only: no customer ever sees it
    #[arg(long)]
    internal: bool,
    /// The same for a command that may run twice: the comment is there once
    #[arg(long, value_name = "KEY", default_value = "")]
    key: String,
    /// Say who would be told, and send nothing
    #[arg(long)]
    dry_run: bool,
}

/// Writes one.
pub async fn run(desk: &Desk, args: &Comment) -> Result<(), Failure> {
    let body = if args.body == "-" { input()? } else { args.body.clone() };
    let (app, by) = desk.signed_in().await?;
    let told = comments::who_is_told(&app, &by, &args.number, args.internal).await?;
    let kind = if args.internal { "internal comment: the customer does not see it; " } else { "" };
    if args.dry_run {
        desk.out.say(format!("{kind}{}", will_be_told(&told)));
        return desk.out.show(&json!({ "told": told, "sent": false }), String::new);
    }
    let new = NewComment { order: args.number.clone(), body, internal: args.internal, sent_key: args.key.clone() };
    let added = comments::add(&app, &by, &new).await?;
    if added.repeated {
        desk.out.say("It had been sent already.");
    } else {
        desk.out.say(format!("{kind}{}", will_be_told(&added.told)));
    }
    let value =
        json!({ "told": added.told, "sent": true, "repeated": added.repeated, "comment": object(&added.comment) });
    desk.out.show(&value, String::new)
}

/// As much of standard input as can be a comment, and a bit more, so that what is too long is seen to be.
fn input() -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(LONGEST * 8).unwrap_or(u64::MAX);
    let unreadable = |e| Failure::failed(format!("standard input cannot be read: {e}"));
    std::io::stdin().lock().take(limit).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// "told: Eva Huber <eva@huber.example>, Lars Holm (SMS)".
fn will_be_told(told: &[Told]) -> String {
    if told.is_empty() {
        return "nobody is told".to_owned();
    }
    format!("told: {}", told.iter().map(Told::shown).collect::<Vec<_>>().join(", "))
}

/// Lists them.
pub async fn list(desk: &Desk, number: &str) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let found = comments::list(&app, &by, number).await?;
    if found.is_empty() {
        desk.out.say("There are no comments.");
    }
    desk.out.show(&json!({ "comments": found.iter().map(object).collect::<Vec<_>>() }), || written(&found))
}

/// A comment for scripts.
pub(super) fn object(comment: &CommentRow) -> Value {
    json!({
        "id": comment.id.to_string(),
        "at": comment.created_at,
        "by": comment.author_name,
        "from": comment.author_kind,
        "internal": comment.internal,
        "body": comment.body,
    })
}

/// Comments below each other, each under its head.
pub(super) fn written(comments: &[CommentRow]) -> String {
    let one = |c: &CommentRow| {
        let internal = if c.internal { "  INTERNAL" } else { "" };
        let body = text::lines(&c.body).replace('\n', "\n  ");
        format!("{}  {} ({}){internal}\n  {body}\n", time(c.created_at), text::line(&c.author_name), c.author_kind)
    };
    comments.iter().map(one).collect()
}
