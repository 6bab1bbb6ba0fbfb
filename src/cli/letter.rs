//! `keydesk letter`: how the organization words its letters (R64).

use std::io::Read as _;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::desk::Desk;
use super::exit::Failure;
use super::out::table;
use crate::domain::letter::{LetterKind, LetterPart};
use crate::domain::state::Language;
use crate::service::wording::{self, LONGEST_PART, Part};

/// What to do with the words of letters.
#[derive(clap::Subcommand, Clone, Debug)]
pub enum Letter {
    /// List the kinds of letters, and which of them you word yourselves
    #[command(before_help = "Examples:\n  keydesk letter list\n  keydesk --json letter list")]
    List,
    /// Show what the parts of a letter say, and what may stand in braces
    #[command(
        before_help = "Examples:\n  keydesk letter show invitation\n  keydesk letter show invitation --language sv"
    )]
    Show(Show),
    /// Word a part yourselves: plain text with placeholders, {name}
    #[command(before_help = "Examples:\n  keydesk letter set invitation why --language sv --file why.txt\n  \
        keydesk letter set invitation subject --language de --file -")]
    Set(Set),
    /// Have a part say again what it said before
    #[command(before_help = "Examples:\n  keydesk letter reset invitation why --language sv")]
    Reset(Reset),
    /// Write a letter to nobody, to see how it reads
    #[command(before_help = "Examples:\n  keydesk letter preview invitation --language sv\n  \
        keydesk letter preview comment --html > comment.html")]
    Preview(Preview),
}

/// Which letter.
#[derive(clap::Args, Clone, Debug)]
pub struct Show {
    /// The kind, from the list
    #[arg(value_name = "KIND")]
    kind: LetterKind,
    /// en, sv, de or da
    #[arg(long, default_value = "en")]
    language: Language,
}

/// Which words.
#[derive(clap::Args, Clone, Debug)]
pub struct Set {
    /// The kind, from the list
    #[arg(value_name = "KIND")]
    kind: LetterKind,
    /// subject, why, do, button, until, unexpected or password
    #[arg(value_name = "PART")]
    part: LetterPart,
    /// en, sv, de or da
    #[arg(long)]
    language: Language,
    /// A file with the words, or - for standard input
    #[arg(long)]
    file: PathBuf,
}

/// Which part.
#[derive(clap::Args, Clone, Debug)]
pub struct Reset {
    /// The kind, from the list
    #[arg(value_name = "KIND")]
    kind: LetterKind,
    /// subject, why, do, button, until, unexpected or password
    #[arg(value_name = "PART")]
    part: LetterPart,
    /// en, sv, de or da
    #[arg(long)]
    language: Language,
}

/// In which form.
#[derive(clap::Args, Clone, Debug)]
pub struct Preview {
    /// The kind, from the list
    #[arg(value_name = "KIND")]
    kind: LetterKind,
    /// en, sv, de or da
    #[arg(long, default_value = "en")]
    language: Language,
    /// As the page that mail programs show
    #[arg(long)]
    html: bool,
}

/// Does it.
pub async fn run(desk: &Desk, command: &Letter) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    match command {
        Letter::List => {
            let kinds = wording::kinds(&app, &by).await?;
            desk.out.show(&json!({ "letters": kinds }), || {
                let row = |k: &wording::Kind| {
                    let parts = k.parts.iter().map(|p| p.as_str()).collect::<Vec<_>>().join(" ");
                    let own = k.own.iter().map(|l| l.as_str()).collect::<Vec<_>>().join(" ");
                    vec![k.kind.to_string(), parts, own]
                };
                table(&["Kind", "Parts", "Own words in"], kinds.iter().map(row))
            })
        }
        Letter::Show(args) => {
            let parts = wording::get(&app, &by, args.kind, args.language).await?;
            let value = json!({ "kind": args.kind, "language": args.language, "parts": parts });
            desk.out.show(&value, || parts.iter().map(shown).collect::<Vec<_>>().join("\n\n"))
        }
        Letter::Set(args) => {
            let words = words(&args.file)?;
            let version = version(&wording::get(&app, &by, args.kind, args.language).await?, args.part);
            let place = (args.kind, args.language, args.part);
            let part = wording::set(&app, &by, place, &words, version).await?;
            desk.out.say("Saved; letters that are sent from now on say this.");
            if desk.out.json { desk.out.show(&json!(part), String::new) } else { Ok(()) }
        }
        Letter::Reset(args) => {
            let version = version(&wording::get(&app, &by, args.kind, args.language).await?, args.part);
            let part = wording::reset(&app, &by, (args.kind, args.language, args.part), version).await?;
            desk.out.say("The part says again what it said before.");
            if desk.out.json { desk.out.show(&json!(part), String::new) } else { Ok(()) }
        }
        Letter::Preview(args) => {
            let letter = wording::preview(&app, &by, (args.kind, args.language), None).await?.letter;
            let value = json!({ "subject": letter.subject, "text": letter.text, "html": letter.html });
            desk.out.show(&value, || {
                if args.html { letter.html.clone() } else { format!("{}\n\n{}", letter.subject, letter.text) }
            })
        }
    }
}

fn version(parts: &[Part], part: LetterPart) -> i64 {
    parts.iter().find(|p| p.part == part).map_or(0, |p| p.version)
}

fn shown(part: &Part) -> String {
    let braced = part.placeholders.iter().map(|p| format!("{{{p}}}")).collect::<Vec<_>>().join(" ");
    let whose = match (&part.changed_by, &part.unused) {
        (Some(_), Some(why)) => format!("your own words, not used: {why}"),
        (Some(by), None) => format!("your own words, by {by}"),
        (None, _) => "our words".to_owned(),
    };
    let must = part.required.map_or(String::new(), |name| format!("; must hold {{{name}}}"));
    format!("{} ({whose})\n  may hold {braced}{must}\n\n{}", part.part, part.words)
}

/// What the file holds, up to a little more than any part.
fn words(file: &Path) -> Result<String, Failure> {
    let limit = u64::try_from(LONGEST_PART * 4).unwrap_or(u64::MAX) + 1024;
    let mut octets = Vec::new();
    let read = if file == Path::new("-") {
        std::io::stdin().lock().take(limit).read_to_end(&mut octets)
    } else {
        std::fs::File::open(file).and_then(|file| file.take(limit).read_to_end(&mut octets))
    };
    read.map_err(|e| Failure::failed(format!("{} cannot be read: {e}", file.display())))?;
    String::from_utf8(octets).map_err(|_| Failure::failed(format!("{} is not UTF-8", file.display())))
}
