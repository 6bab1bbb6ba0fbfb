//! `keydesk document`: files on orders, objects, models and customers (R37).

use std::os::fd::{AsFd as _, BorrowedFd};
use std::path::{Path, PathBuf};

use futures_util::TryStreamExt as _;
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt as _;

use super::desk::Desk;
use super::exit::Failure;
use super::out::{table, time};
use crate::service::documents::{self, Content, DocumentRow, On};

/// What to do with documents.
#[derive(clap::Subcommand, Clone, Debug)]
pub enum Document {
    /// Attach files
    #[command(before_help = "Examples:\n  keydesk document add --order 2025-118 report.pdf photo.jpg\n  \
        keydesk document add --model M7 manual.pdf\n  \
        scan | keydesk document add --customer 1042 - --name contract.pdf")]
    Add(Add),
    /// List the documents of an order, object, model or customer
    #[command(
        before_help = "Examples:\n  keydesk document list --customer 1042\n  keydesk --json document list --order 2025-118"
    )]
    List(Place),
    /// Save a document as a file
    #[command(
        before_help = "Examples:\n  keydesk document save D12\n  keydesk document save D12 --output report.pdf\n  \
        keydesk document save D12 --output - > copy.pdf"
    )]
    Save(Save),
    /// Remove a document
    #[command(before_help = "Examples:\n  keydesk document remove D12 --yes")]
    Remove(Remove),
}

/// On what.
#[derive(clap::Args, Clone, Debug)]
#[group(required = true, multiple = false)]
pub struct Place {
    /// The customer with this number
    #[arg(long, value_name = "NUMBER")]
    customer: Option<String>,
    /// The order with this number
    #[arg(long, value_name = "NUMBER")]
    order: Option<String>,
    /// The object with this number
    #[arg(long, value_name = "NUMBER")]
    object: Option<String>,
    /// The model with this number; all its objects show the document
    #[arg(long, value_name = "NUMBER")]
    model: Option<String>,
}

impl Place {
    fn on(&self) -> Result<On, Failure> {
        let named = [
            self.customer.clone().map(On::Customer),
            self.order.clone().map(On::Order),
            self.object.clone().map(On::Object),
            self.model.clone().map(On::Model),
        ];
        let missing = || Failure::usage("say on what: --customer, --order, --object or --model");
        named.into_iter().flatten().next().ok_or_else(missing)
    }
}

/// Which files, on what.
#[derive(clap::Args, Clone, Debug)]
pub struct Add {
    #[command(flatten)]
    place: Place,
    /// The files; - for standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// What it is called; needed for standard input
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
}

/// Which document, where to.
#[derive(clap::Args, Clone, Debug)]
pub struct Save {
    /// The document's number
    #[arg(value_name = "NUMBER")]
    number: String,
    /// The file to write; - for standard output; not given: the document's name, in this folder
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write over a file that is there
    #[arg(long)]
    force: bool,
}

/// Which document.
#[derive(clap::Args, Clone, Debug)]
pub struct Remove {
    /// The document's number
    #[arg(value_name = "NUMBER")]
    number: String,
    /// Do it without asking; it cannot be undone
    #[arg(long)]
    yes: bool,
}

/// Does it.
pub async fn run(desk: &Desk, command: &Document) -> Result<(), Failure> {
    match command {
        Document::Add(args) => add(desk, args).await,
        Document::List(place) => list(desk, place).await,
        Document::Save(args) => save(desk, args).await,
        Document::Remove(args) => remove(desk, args).await,
    }
}

async fn add(desk: &Desk, args: &Add) -> Result<(), Failure> {
    let on = args.place.on()?;
    if args.name.is_some() && args.files.len() > 1 {
        return Err(Failure::usage("--name names one file; give one file, or leave it out"));
    }
    let (app, by) = desk.signed_in().await?;
    let mut added = Vec::new();
    for path in &args.files {
        let from_input = path == Path::new("-");
        let own = path.file_name().map(|n| n.to_string_lossy().into_owned());
        let name = args.name.clone().or(own.filter(|_| !from_input));
        let name = name.ok_or_else(|| Failure::usage("standard input has no name; give one with --name"))?;
        let row = if from_input {
            documents::add(&app, &by, &on, &name, &mut stream(std::io::stdin().as_fd())?).await?
        } else {
            let unreadable = |e| Failure::failed(format!("{} cannot be read: {e}", path.display()));
            let mut file = tokio::fs::File::open(path).await.map_err(unreadable)?;
            documents::add(&app, &by, &on, &name, &mut file).await?
        };
        desk.out.say(format!("{} is attached to {}.", row.title(), row.hangs_on()));
        added.push(row);
    }
    if desk.out.json { show(desk, &added) } else { Ok(()) }
}

async fn list(desk: &Desk, place: &Place) -> Result<(), Failure> {
    let on = place.on()?;
    let (app, by) = desk.signed_in().await?;
    let rows = documents::list(&app, &by, &on).await?;
    if rows.is_empty() {
        desk.out.say("There are no documents.");
    }
    show(desk, &rows)
}

fn show(desk: &Desk, rows: &[DocumentRow]) -> Result<(), Failure> {
    let value = json!({ "documents": rows.iter().map(object).collect::<Vec<_>>() });
    desk.out.show(&value, || {
        let row = |d: &DocumentRow| {
            vec![
                d.number.clone(),
                d.name.clone(),
                d.media_type.clone(),
                bytes(d.size),
                d.hangs_on(),
                d.uploaded_by.clone(),
                time(d.created_at),
            ]
        };
        table(&["No.", "Name", "Kind", "Size", "On", "From", "Added"], rows.iter().map(row))
    })
}

fn object(row: &DocumentRow) -> Value {
    json!({
        "number": row.number,
        "name": row.name,
        "media_type": row.media_type,
        "size": row.size,
        "order": row.order_number,
        "object": row.object_number,
        "model": row.model_number,
        "uploaded_by": row.uploaded_by,
        "created_at": row.created_at,
    })
}

/// "812 B", "14 KiB", "3.2 MiB", rounded up, so that nothing looks smaller than it is.
fn bytes(size: i64) -> String {
    match size {
        ..1024 => format!("{size} B"),
        1024..1_048_576 => format!("{} KiB", (size + 1023) / 1024),
        _ => {
            let tenths = (size * 10 + 1_048_575) / 1_048_576;
            format!("{}.{} MiB", tenths / 10, tenths % 10)
        }
    }
}

async fn save(desk: &Desk, args: &Save) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let (document, content) = documents::open(&app, &by, &args.number).await?;
    let own = file_name(&document.name, &document.number);
    let Some(path) = write_out(content, args.output.as_deref(), args.force, own).await? else { return Ok(()) };
    desk.out.say(format!("{} is saved as {}.", document.title(), path.display()));
    let value = json!({ "document": object(&document), "file": path.display().to_string() });
    if desk.out.json { desk.out.show(&value, String::new) } else { Ok(()) }
}

/// Writes the bytes of a file to where somebody wants them, or under its own name; where that was, unless it was standard
/// output.
pub(super) async fn write_out(
    content: Content,
    output: Option<&Path>,
    force: bool,
    own: PathBuf,
) -> Result<Option<PathBuf>, Failure> {
    if output == Some(Path::new("-")) {
        copy(content, &mut stream(std::io::stdout().as_fd())?).await.map_err(Failure::Output)?;
        return Ok(None);
    }
    let path = output.map_or(own, Path::to_owned);
    let mut options = tokio::fs::OpenOptions::new();
    options.write(true).truncate(true);
    if force {
        options.create(true)
    } else {
        options.create_new(true)
    };
    let failed = |e: std::io::Error| match e.kind() {
        std::io::ErrorKind::AlreadyExists => {
            Failure::failed(format!("{} is there already; use --output or --force", path.display()))
        }
        _ => Failure::failed(format!("{} cannot be written: {e}", path.display())),
    };
    let mut file = options.open(&path).await.map_err(failed)?;
    copy(content, &mut file).await.map_err(failed)?;
    Ok(Some(path))
}

/// Standard input or output as a stream of its own.
pub(super) fn stream(standard: BorrowedFd<'_>) -> Result<tokio::fs::File, Failure> {
    let own = standard.try_clone_to_owned().map_err(Failure::Output)?;
    Ok(tokio::fs::File::from_std(std::fs::File::from(own)))
}

async fn copy(mut content: Content, out: &mut (impl tokio::io::AsyncWrite + Unpin)) -> std::io::Result<()> {
    while let Some(part) = content.try_next().await.map_err(std::io::Error::other)? {
        out.write_all(&part).await?;
    }
    out.flush().await
}

/// A file's name as one in this folder: without anything that shells, file systems or terminals could mistake.
pub(super) fn file_name(name: &str, number: &str) -> PathBuf {
    let safe = |c: char| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') { c } else { '_' };
    let clean = |name: &str| {
        let name: String = name.chars().map(safe).collect();
        name.trim_start_matches(['.', '-', ' ']).trim_end().to_owned()
    };
    let (name, number) = (clean(name), clean(number));
    PathBuf::from(if name.is_empty() { number } else { name })
}

async fn remove(desk: &Desk, args: &Remove) -> Result<(), Failure> {
    if !args.yes {
        return Err(Failure::usage(format!(
            "removing {} cannot be undone; say --yes when it is meant",
            crate::text::line(&args.number)
        )));
    }
    let (app, by) = desk.signed_in().await?;
    let document = documents::remove(&app, &by, &args.number).await?;
    desk.out.say(format!("{} is removed from {}.", document.title(), document.hangs_on()));
    if desk.out.json { desk.out.show(&object(&document), String::new) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn sizes_are_short_and_never_rounded_down() {
        let cases = [(0, "0 B"), (1023, "1023 B"), (1024, "1 KiB"), (1025, "2 KiB"), (3_355_443, "3.2 MiB")];
        for (size, shown) in cases {
            assert_eq!(bytes(size), shown);
        }
    }
}
