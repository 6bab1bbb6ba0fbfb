//! From a row of the outbox to a letter ready for its envelope (R64): on whose paper, by whose clocks, in whose words, in
//! which thread, and with which link to be spared more of the kind.
//!
//! An SMS is worded here too. The worker asks for it before it sends, screens before and after. What does not belong here:
//! the words (`letters`), and how a message is built and travels (`notify`).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::Mac as _;

use crate::domain::OrganizationId;
use crate::domain::letter::{Enclosure, Letter, LetterKind};
use crate::domain::state::Language;
use crate::files::Letterhead;
use crate::letters::wording::{NONE, Words};
use crate::letters::{self, HIDDEN, LetterError, Logo, Paper, Reader, Rendered, sms as words_of_sms};
use crate::store::Conn;
use crate::store::correspondence as store;
use crate::store::organizations::Organization;
use crate::store::outbox_queue::Claimed;
use crate::store::wording;

use super::notices::Kept;
use super::unsubscribing;
use super::{App, Error, keyed};

/// A letter with everything that its message needs.
#[derive(Clone, Debug)]
pub struct Post {
    /// What it says.
    pub letter: Rendered,
    /// Its plain text once more with every paragraph on one line, where it is only looked at; otherwise empty.
    pub unfilled: String,
    /// The organization, in whose name it is sent.
    pub organization: String,
    /// Where replies go, if the organization has said.
    pub reply_to: Option<String>,
    /// The reader's address.
    pub to: String,
    /// The reader's name.
    pub to_name: String,
    /// The reader's language.
    pub language: Language,
    /// The Message-ID, in its brackets.
    pub message_id: String,
    /// The identifier, in its brackets, under which all letters about one order hang together; of no message that there is.
    pub thread: Option<String>,
    /// The address behind which the topic is switched off with one click (RFC 8058); none for letters that nobody may
    /// switch off.
    pub unsubscribe: Option<String>,
    /// The logo, as the page asks for it.
    pub logo: Option<Enclosed>,
}

/// A picture that travels with a letter.
#[derive(Clone, Debug)]
pub struct Enclosed {
    /// Its Content-ID, without brackets.
    pub id: String,
    /// The picture.
    pub picture: Letterhead,
}

/// How the page finds its logo.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum For {
    /// In the message.
    Sending,
    /// In the page itself: it is only looked at.
    Looking,
}

/// Writes out a letter that is to be sent. The inner error is the letter's own: trying again does not help.
pub async fn write(app: &App, claimed: &Claimed, sender: &Organization) -> Result<Result<Post, LetterError>, Error> {
    let Some(letter) = claimed.letter() else { return Ok(Err(LetterError::Unreadable)) };
    let mut conn = app.store.read().await?;
    written(app, &mut conn, claimed, &letter, sender, For::Sending).await
}

/// What an SMS says that is to be sent (R65). The inner error says why there is none: trying again does not help.
pub async fn sms(app: &App, claimed: &Claimed, sender: &Organization) -> Result<Result<String, String>, Error> {
    let mut conn = app.store.read().await?;
    texted(app, &mut conn, claimed, sender).await
}

/// The same for looking.
pub(super) async fn texted(
    app: &App,
    conn: &mut Conn,
    claimed: &Claimed,
    sender: &Organization,
) -> Result<Result<String, String>, Error> {
    if !claimed.to_address.starts_with('+') {
        return Ok(Err(format!("\"{}\" is not a mobile number", crate::text::line(&claimed.to_address))));
    }
    let Some(letter) = claimed.letter() else { return Ok(Err(LetterError::Unreadable.to_string())) };
    let behind = store::behind(conn, claimed.organization_id, claimed.staff_id, claimed.customer_user_id).await?;
    let time_zone = behind.map(|behind| behind.time_zone).unwrap_or_default();
    let reader = Reader { language: claimed.language, address: &claimed.to_address, time_zone: &time_zone };
    let paper = Paper {
        organization: &sender.name,
        accent: &sender.accent,
        time_zone: &sender.time_zone,
        public_url: &app.policy.public_url,
        logo: None,
        words: &NONE,
    };
    Ok(words_of_sms::text_of(&letter, &reader, &paper).map_err(|e| e.to_string()))
}

/// The same for looking: its secret is not there to be shown.
pub(super) async fn look(
    app: &App,
    conn: &mut Conn,
    claimed: &Claimed,
    sender: &Organization,
    how: For,
) -> Result<Result<Post, LetterError>, Error> {
    let Some(letter) = claimed.letter() else { return Ok(Err(LetterError::Unreadable)) };
    let hidden = Claimed { enclosure: Some(HIDDEN.to_owned()), ..claimed.clone() };
    let mut post = written(app, conn, &hidden, &letter, sender, how).await?;
    if let Ok(Post { unsubscribe: Some(address), .. }) = &mut post {
        *address = format!("{}/unsubscribe/{HIDDEN}", app.policy.public_url);
    }
    Ok(post)
}

async fn written(
    app: &App,
    conn: &mut Conn,
    claimed: &Claimed,
    letter: &Letter,
    sender: &Organization,
    how: For,
) -> Result<Result<Post, LetterError>, Error> {
    let org = claimed.organization_id;
    let behind = store::behind(conn, org, claimed.staff_id, claimed.customer_user_id).await?;
    let behind = behind.ok_or_else(|| Error::not_found("such organization"))?;
    let words = words(conn, org, letter.kind(), claimed.language).await?;
    let logo = logo(app, sender).await;
    let source = logo.as_ref().map(|logo| source(logo, how));
    let paper = Paper {
        organization: &sender.name,
        accent: &sender.accent,
        time_zone: &sender.time_zone,
        public_url: &app.policy.public_url,
        logo: logo.as_ref().zip(source.as_deref()).map(|(logo, source)| shown(logo, source)),
        words: &words,
    };
    let reader = Reader { language: claimed.language, address: &claimed.to_address, time_zone: &behind.time_zone };
    let enclosure = claimed.enclosure.clone().map(Enclosure);
    let unfilled = match how {
        For::Looking => letters::unfilled(letter, enclosure.as_ref(), &reader, &paper),
        For::Sending => Ok(String::new()),
    };
    let (letter, unfilled) = match (letters::render(letter, enclosure.as_ref(), &reader, &paper), unfilled) {
        (Ok(letter), Ok(unfilled)) => (letter, unfilled),
        (Err(error), _) | (_, Err(error)) => return Ok(Err(error)),
    };
    Ok(Ok(Post {
        letter,
        unfilled,
        organization: sender.name.clone(),
        reply_to: sender.reply_to.clone(),
        to: claimed.to_address.clone(),
        to_name: claimed.to_name.clone(),
        language: claimed.language,
        message_id: claimed.message_id.clone(),
        thread: thread(claimed, &behind.link_key),
        unsubscribe: unsubscribing::address(app, claimed, &behind.link_key),
        logo,
    }))
}

/// The organization's own words for a kind in a language. A part that this program does not know is left out.
pub(super) async fn words(
    conn: &mut Conn,
    org: OrganizationId,
    kind: LetterKind,
    language: Language,
) -> Result<Words, Error> {
    let found = wording::of_kind(conn, org, kind, language).await?;
    Ok(found.into_iter().filter_map(|worded| Some((worded.part.parse().ok()?, worded.words))).collect())
}

/// The logo as letters carry it. A letter goes without when the storage does not give it: it says the name too.
pub(super) async fn logo(app: &App, sender: &Organization) -> Option<Enclosed> {
    let key = sender.logo_key.as_deref()?;
    match app.files.letterhead(key).await {
        Ok(picture) => {
            let name: String = key.chars().filter(char::is_ascii_alphanumeric).skip("logos".len()).take(24).collect();
            Some(Enclosed { id: format!("logo.{name}@keydesk.invalid"), picture })
        }
        Err(error) => {
            tracing::warn!("letters go without the logo of {}: {error}", crate::text::line(&sender.name));
            None
        }
    }
}

/// Where the page finds the logo.
pub(super) fn source(logo: &Enclosed, how: For) -> String {
    match how {
        For::Sending => format!("cid:{}", logo.id),
        For::Looking => format!("data:image/png;base64,{}", STANDARD.encode(&logo.picture.png)),
    }
}

/// The logo for the page.
pub(super) fn shown<'a>(logo: &Enclosed, source: &'a str) -> Logo<'a> {
    Logo { source, width: logo.picture.width, height: logo.picture.height }
}

/// The identifier under which the letters about one order hang together: made from the order with the organization's key,
/// so that it tells nobody which order it is, or that two organizations have one of the same number.
fn thread(claimed: &Claimed, key: &[u8]) -> Option<String> {
    let kept: Kept = serde_json::from_str(claimed.about.as_deref()?).ok()?;
    let order = kept.on_order()?;
    let mut mac = keyed::mac(key, b"keydesk thread\0");
    mac.update(kept.customer.0.as_bytes());
    mac.update(order.as_bytes());
    let name = keyed::hex(&mac.finalize().into_bytes()[..16]);
    let host = claimed.message_id.rsplit_once('@').map_or("keydesk.invalid", |(_, host)| host.trim_end_matches('>'));
    Some(format!("<thread.{name}@{host}>"))
}
