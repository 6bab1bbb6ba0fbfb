//! The command line: parse, call a service, print.
//!
//! Everything that staff do on the screen can be scripted (R82), with the same permission checks and the same log. Data
//! goes to standard output (tables for people, JSON with `--json`), messages go to standard error, secrets come from a prompt, a
//! file or standard input. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 denied, 4 not found, 5 conflict.
//!
//! What does not belong here: rules (they are the services'), and the other faces of the program, which the binary
//! hands in as [`Faces`].

mod access;
mod area;
mod billing;
mod bounce;
mod check;
mod contact;
mod customer;
mod demo;
mod desk;
mod doctor;
mod document;
mod exit;
mod faces;
mod facility;
mod fault;
mod import;
mod independence;
mod init;
mod invitation;
mod letter;
mod link;
mod log;
mod mail;
mod notices;
mod object;
mod order;
mod out;
mod outbox;
mod portal;
mod print;
mod reading;
mod remembered;
mod role;
mod running;
mod secret;
mod seed;
mod session;
mod settings;
mod sign_in;
mod sms;
mod staff;
mod triage;
mod user;
mod video;
mod when;

use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::config::logging::{self, Face};
use crate::config::{Config, Flags};

pub use desk::Desk;
pub use exit::Failure;
pub use faces::{Faces, Sent};
pub use out::Out;

/// Decide which customer may see and do what. Without a command: the terminal
#[derive(Parser, Clone, Debug)]
#[command(name = "keydesk", version, propagate_version = true, disable_help_subcommand = true)]
#[command(before_help = "Examples:
  keydesk demo      try it: sample company, portal, letters
  keydesk init      set up your own
  keydesk           open the terminal
  keydesk --read-only --plain
  keydesk customer list --search hub
  keydesk user list --customer 1042
  keydesk --json log list --customer 1042")]
#[command(after_help = "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 denied, 4 not found, 5 conflict.")]
#[allow(clippy::struct_excessive_bools, reason = "independent flags")]
struct Cli {
    #[command(flatten)]
    flags: Flags,
    /// JSON in place of tables
    #[arg(long, global = true, help_heading = "Everywhere")]
    json: bool,
    /// No messages, only data and errors
    #[arg(long, short, global = true, help_heading = "Everywhere")]
    quiet: bool,
    /// The terminal without borders and marks, in one column, for screen readers
    #[arg(long, global = true, help_heading = "Everywhere")]
    plain: bool,
    /// The terminal in which nothing can be changed
    #[arg(long, global = true, help_heading = "Everywhere")]
    read_only: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand, Clone, Debug)]
enum Command {
    /// Try it: a sample company with portal and letters, gone when you leave
    #[command(before_help = "Examples:\n  keydesk demo\n  keydesk demo --port 8080\n  keydesk demo --no-terminal")]
    Demo(demo::Demo),
    /// Set up an organization with its first administrator
    #[command(before_help = "Examples:\n  keydesk init\n  \
        keydesk init --organization \"Nordlift Service\" --admin-name \"Anna Berg\" \\\n      \
        --admin-email anna@nordlift.example --admin-password-file secret.txt --language sv --time-zone Europe/Stockholm\n  \
        keydesk init --database postgres://keydesk@db.example/keydesk")]
    Init(init::Init),
    /// Sign in on this machine
    #[command(before_help = "Examples:\n  keydesk login\n  keydesk login --email anna@nordlift.example\n  \
        pass keydesk | keydesk login --email anna@nordlift.example --password-file -")]
    Login(sign_in::Login),
    /// Sign out on this machine
    #[command(before_help = "Examples:\n  keydesk logout")]
    Logout,
    /// Show who is signed in and what they may do
    #[command(before_help = "Examples:\n  keydesk whoami\n  keydesk --json whoami")]
    Whoami,
    /// Find customers, look at one, change what is known of it
    #[command(
        subcommand,
        before_help = "Examples:\n  keydesk customer list --search hub\n  keydesk customer show 1042"
    )]
    Customer(customer::Customer),
    /// See, make and change the contacts of customers
    #[command(
        subcommand,
        before_help = "Examples:\n  keydesk contact list --customer 1042\n  \
        keydesk contact create 1042 --first-name Eva --last-name Huber --email eva@huber.example\n  \
        keydesk contact edit K7 --phone \"+43 316 1234\""
    )]
    Contact(contact::Contact),
    /// See, make and change the facilities of customers
    #[command(
        subcommand,
        before_help = "Examples:\n  keydesk facility list --customer 1042\n  \
        keydesk facility create 1042 --name \"Werk Graz\" --city Graz --country AT"
    )]
    Facility(facility::Facility),
    /// Give people access, tune it, take it away
    #[command(
        subcommand,
        before_help = "Examples:\n  keydesk user list --customer 1042\n  \
        keydesk user permit eva@huber.example view_objects deny\n  keydesk user suspend eva@huber.example"
    )]
    User(user::User),
    /// See and change what the roles of customer users hold
    #[command(
        subcommand,
        before_help = "Examples:\n  keydesk role list\n  keydesk role set member report_faults on --dry-run"
    )]
    Role(role::Roles),
    /// See invitations, send them again, show them as QR code, withdraw them
    #[command(
        subcommand,
        before_help = "Examples:\n  keydesk invitation list --state pending\n  \
        keydesk invitation resend eva@huber.example\n  keydesk invitation qr eva@huber.example"
    )]
    Invitation(invitation::Invitation),
    /// Show, switch, replace or end the link by which a customer without users sees the portal
    #[command(subcommand, before_help = "Examples:\n  keydesk link show 1042\n  keydesk link expire 1042 --in 14d")]
    Link(link::Link),
    /// Answer customers that want to be organizations of their own
    #[command(subcommand, before_help = "Examples:\n  keydesk independence list\n  keydesk independence approve 1042")]
    Independence(independence::Independence),
    /// See where people are signed in, and end that
    #[command(
        subcommand,
        before_help = "Examples:\n  keydesk session list eva@huber.example\n  keydesk session end eva@huber.example --all"
    )]
    Session(session::Session),
    /// Write access as a file, and apply it again after editing
    #[command(
        subcommand,
        before_help = "Examples:\n  keydesk access export --customer 1042 -o huber.csv\n  \
        keydesk access plan huber.csv\n  keydesk access apply huber.csv"
    )]
    Access(access::Access),
    /// See what wants attention, and how to mend it
    #[command(subcommand, before_help = "Examples:\n  keydesk triage list")]
    Triage(triage::Triage),
    /// Switch the portal, choose its areas, print its link
    #[command(
        subcommand,
        before_help = "Examples:\n  keydesk portal enable\n  keydesk portal enable --customer 1042\n  \
        keydesk portal link"
    )]
    Portal(portal::Portal),
    /// Print the sign-in link with your name and colours
    #[command(subcommand, before_help = "Examples:\n  keydesk branding link")]
    Branding(portal::Branding),
    /// Create orders, assign and plan them, comment on them
    #[command(
        subcommand,
        before_help = "Examples:\n  keydesk order list --open\n  keydesk order show W12\n  \
        keydesk order create 1042 --title \"Lift stuck\" --urgency high\n  \
        keydesk order comment W12 \"We come on Monday.\""
    )]
    Order(order::Order),
    /// See what customers report, take it, answer it, count it to an order
    #[command(
        subcommand,
        before_help = "Examples:\n  keydesk fault list --state open\n  keydesk fault take R12\n  \
        keydesk fault close R12 \"A fuse was gone; it runs again.\""
    )]
    Fault(fault::Fault),
    /// Plan video sessions with customers, confirm those that they ask for
    #[command(
        subcommand,
        before_help = "Examples:\n  keydesk video list\n  keydesk video confirm V3 --link https://meet.example/abc\n  \
        keydesk video plan 1042 --title Lift --starts-at 2026-03-02T08:00 --link https://meet.example/abc"
    )]
    Video(video::Video),
    /// Make service objects, change and move them
    #[command(
        subcommand,
        before_help = "Examples:\n  keydesk object list 1042\n  keydesk object show G12\n  keydesk object move G12 F3 --dry-run"
    )]
    Object(object::Object),
    /// Enter what meters show, list it, take it back
    #[command(subcommand, before_help = "Examples:\n  keydesk reading add G12 10482.5\n  keydesk reading list G12")]
    Reading(reading::Reading),
    /// Make checklists for self-checks, assign them, read what was answered
    #[command(
        subcommand,
        before_help = "Examples:\n  keydesk check template \"Monthly lift check\" --points lift.txt\n  \
        keydesk check assign L-1001 \"Monthly lift check\" --every 30\n  keydesk check list --customer 1042"
    )]
    Check(check::Check),
    /// Attach documents, list and save them
    #[command(
        subcommand,
        before_help = "Examples:\n  keydesk document add --order 2025-118 report.pdf\n  keydesk document list --customer 1042"
    )]
    Document(document::Document),
    /// See invoices and estimates, give them files, save those
    #[command(
        subcommand,
        before_help = "Examples:\n  keydesk billing list --customer 1042 --kind estimate --state open\n  \
        keydesk billing show E26\n  keydesk billing attach R-17 invoice.pdf"
    )]
    Billing(billing::Billing),
    /// Manage staff accounts: roles, permissions, areas, passwords
    #[command(
        subcommand,
        before_help = "Examples:\n  keydesk staff list\n  \
        keydesk staff add lars@nordlift.example --name \"Lars Holm\" --role supervisor --area Graz\n  \
        keydesk staff off lars@nordlift.example"
    )]
    Staff(staff::Staff),
    /// List the areas of the organization, make one, rename one
    #[command(subcommand, before_help = "Examples:\n  keydesk area list\n  keydesk area add Graz")]
    Area(area::Area),
    /// Show and change the organization's settings
    #[command(
        subcommand,
        before_help = "Examples:\n  keydesk settings show\n  keydesk settings set outside_areas read_only"
    )]
    Settings(settings::SettingsCommand),
    /// Import customers and what they own from CSV
    #[command(before_help = "Examples:\n  keydesk import customers customers.csv --dry-run\n  \
        keydesk import customers export.csv --map Kundennr=number --map Firma=name --map Umsatz=-\n  \
        keydesk import orders orders.csv --partial --errors wrong.csv\n  \
        keydesk import billing billing.csv --files invoices/ --tell\n  \
        zcat customers.csv.gz | keydesk import customers -")]
    Import(import::ImportArgs),
    /// Read the activity log, export it, undo what it tells of
    #[command(subcommand, before_help = "Examples:\n  keydesk log list --customer 1042\n  keydesk log verify")]
    Log(log::Log),
    /// See letters that wait or failed, send them, retry, cancel
    #[command(subcommand, before_help = "Examples:\n  keydesk outbox list --state failed\n  keydesk outbox run --once")]
    Outbox(outbox::Outbox),
    /// Send a test letter to see whether the mail settings work
    #[command(subcommand, before_help = "Examples:\n  keydesk mail test anna@nordlift.example")]
    Mail(mail::Mail),
    /// Send a test SMS to see whether the gateway's settings work
    #[command(subcommand, before_help = "Examples:\n  keydesk sms test +436641234567")]
    Sms(sms::Sms),
    /// See how letters are worded, and word parts of them yourselves
    #[command(
        subcommand,
        before_help = "Examples:\n  keydesk letter show invitation --language sv\n  \
        keydesk letter set invitation why --language sv --file why.txt\n  keydesk letter preview invitation"
    )]
    Letter(letter::Letter),
    /// Note that a letter came back, from the mail server's report
    Bounce(bounce::Bounce),
    /// Choose what you are told of by letter
    #[command(subcommand, before_help = "Examples:\n  keydesk notices list\n  keydesk notices set comments areas")]
    Notices(notices::Notices),
    /// Fill an empty database with a large fixed sample to measure on
    #[command(hide = true)]
    Seed(seed::Seed),
    /// Say what is wrong with this setup and how to mend it
    #[command(before_help = "Examples:\n  keydesk doctor\n  keydesk --json doctor")]
    Doctor,
    /// Print a completion script for your shell
    #[command(before_help = "Examples:\n  keydesk completions bash > /etc/bash_completion.d/keydesk\n  \
        keydesk completions zsh > ~/.zfunc/_keydesk\n  \
        keydesk completions fish > ~/.config/fish/completions/keydesk.fish")]
    Completions(print::Completions),
    /// Print the manual page
    #[command(before_help = "Examples:\n  keydesk man > keydesk.1")]
    Man,
}

/// The whole description, with examples first in every help.
fn command() -> clap::Command {
    fn examples_first(command: clap::Command) -> clap::Command {
        command
            .help_template("{about-with-newline}\n{before-help}{usage-heading} {usage}\n\n{all-args}{after-help}")
            .mut_subcommands(examples_first)
    }
    examples_first(Cli::command())
}

/// Runs the command line of this process.
pub async fn main<F: Faces>() -> ExitCode {
    let parsed = command().try_get_matches().and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(e) => {
            // Whoever closes the pipe early has seen enough of the help.
            let _ = e.print();
            return ExitCode::from(u8::try_from(e.exit_code()).unwrap_or(2));
        }
    };
    match run::<F>(&cli).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(cli.json),
    }
}

async fn run<F: Faces>(cli: &Cli) -> Result<(), Failure> {
    let out = Out { json: cli.json, quiet: cli.quiet };
    // These need no configuration, and must work where it is broken.
    match &cli.command {
        Some(Command::Completions(args)) => return print::completions(&Desk { config: Config::default(), out }, args),
        Some(Command::Man) => return print::man(&Desk { config: Config::default(), out }),
        _ => {}
    }
    let mut desk = Desk { config: Config::load(&cli.flags)?, out };
    desk.config.terminal.plain |= cli.plain;
    desk.config.terminal.read_only |= cli.read_only;
    let on_screen = match &cli.command {
        None => true,
        Some(Command::Demo(args)) => args.on_screen(),
        _ => false,
    };
    let face = if on_screen { Face::Terminal } else { Face::Plain };
    logging::start(&desk.config.log, face)
        .map_err(|e| Failure::failed(format!("notes cannot be written (log.file): {e}")))?;
    match &cli.command {
        None => running::terminal::<F>(&desk).await,
        Some(Command::Demo(args)) => demo::run::<F>(&desk, args).await,
        Some(Command::Init(args)) => init::run(&desk, args).await,
        Some(Command::Login(args)) => sign_in::login(&desk, args).await,
        Some(Command::Logout) => sign_in::logout(&desk).await,
        Some(Command::Whoami) => sign_in::whoami(&desk).await,
        Some(Command::Customer(command)) => customer::run(&desk, command).await,
        Some(Command::Contact(command)) => contact::run(&desk, command).await,
        Some(Command::Facility(command)) => facility::run(&desk, command).await,
        Some(Command::Billing(command)) => billing::run(&desk, command).await,
        Some(Command::User(command)) => user::run(&desk, command).await,
        Some(Command::Video(command)) => video::run(&desk, command).await,
        Some(Command::Role(command)) => role::run(&desk, command).await,
        Some(Command::Invitation(command)) => invitation::run(&desk, command).await,
        Some(Command::Session(command)) => session::run(&desk, command).await,
        Some(Command::Access(command)) => access::run(&desk, command).await,
        Some(Command::Triage(command)) => triage::run(&desk, command).await,
        Some(Command::Link(command)) => link::run(&desk, command).await,
        Some(Command::Independence(command)) => independence::run(&desk, command).await,
        Some(Command::Portal(command)) => portal::run(&desk, command).await,
        Some(Command::Branding(command)) => portal::branding(&desk, command).await,
        Some(Command::Order(command)) => order::run(&desk, command).await,
        Some(Command::Fault(command)) => fault::run(&desk, command).await,
        Some(Command::Object(command)) => object::run(&desk, command).await,
        Some(Command::Reading(command)) => reading::run(&desk, command).await,
        Some(Command::Check(command)) => check::run(&desk, command).await,
        Some(Command::Document(command)) => document::run(&desk, command).await,
        Some(Command::Staff(command)) => staff::run(&desk, command).await,
        Some(Command::Area(command)) => area::run(&desk, command).await,
        Some(Command::Settings(command)) => settings::run(&desk, command).await,
        Some(Command::Import(args)) => import::run(&desk, args).await,
        Some(Command::Log(command)) => log::run(&desk, command).await,
        Some(Command::Outbox(command)) => outbox::run::<F>(&desk, command).await,
        Some(Command::Mail(command)) => mail::run::<F>(&desk, command).await,
        Some(Command::Sms(command)) => sms::run::<F>(&desk, command).await,
        Some(Command::Letter(command)) => letter::run(&desk, command).await,
        Some(Command::Bounce(args)) => bounce::run(&desk, args).await,
        Some(Command::Notices(command)) => notices::run(&desk, command).await,
        Some(Command::Seed(args)) => seed::run(&desk, args).await,
        Some(Command::Doctor) => doctor::run::<F>(&desk).await,
        Some(Command::Completions(_) | Command::Man) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every(command: &clap::Command, visit: &mut impl FnMut(&clap::Command)) {
        visit(command);
        command.get_subcommands().for_each(|c| every(c, visit));
    }

    #[test]
    fn the_description_holds_together_and_every_command_leads_with_examples() {
        command().debug_assert();
        every(&command(), &mut |c| {
            let examples = c.get_before_help().map(ToString::to_string).unwrap_or_default();
            assert!(
                c.is_hide_set() || examples.starts_with("Examples:\n  keydesk"),
                "{} has no examples",
                c.get_name()
            );
            assert!(c.get_about().is_some(), "{} says nothing about itself", c.get_name());
        });
    }

    #[test]
    fn every_example_is_understood() {
        every(&command(), &mut |c| {
            let examples = c.get_before_help().map(ToString::to_string).unwrap_or_default().replace("\\\n      ", "");
            for line in examples.lines().skip(1) {
                let Some(start) = line.find("keydesk") else { continue };
                let line = line[start..].split(" > ").next().unwrap_or_default();
                let start = line.find("| keydesk").map_or(0, |at| at + 2);
                let words = split(
                    &line[start..]
                        .replace("CURSOR", "e30")
                        .replace("$(cat anchor.txt)", &format!("7-{}", "0".repeat(64))),
                );
                if let Err(e) = command().try_get_matches_from(&words) {
                    let text = e.to_string();
                    assert!(text.contains("cursor") || text.contains("place in the list"), "{words:?}: {text}");
                }
            }
        });
    }

    /// Words as a shell splits them, up to three spaces in a row (what follows is an explanation). An empty word in quotes
    /// is a word.
    fn split(line: &str) -> Vec<String> {
        let (mut words, mut quoted) = (vec![(String::new(), false)], false);
        for (i, c) in line.char_indices() {
            let word = words.last_mut().unwrap();
            match c {
                '"' => (quoted, word.1) = (!quoted, true),
                ' ' if !quoted && line[i..].starts_with("   ") => break,
                ' ' if !quoted => words.push((String::new(), false)),
                c => word.0.push(c),
            }
        }
        words.into_iter().filter(|(word, was_quoted)| *was_quoted || !word.is_empty()).map(|(word, _)| word).collect()
    }
}
