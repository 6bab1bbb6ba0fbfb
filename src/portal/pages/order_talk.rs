//! The comments on an order, as its page shows them, and the form to write one (R32).

use crate::domain::comment::AuthorKind;
use crate::domain::notice::Channel;
use crate::domain::permission::Permission;
use crate::locale;
use crate::service::comments::{self, CommentRow};
use crate::service::notices::{Reader, Told};
use crate::text;

use super::super::failure::Refusal;
use super::super::look::Look;
use super::super::state::Portal;
use super::super::visit::Reading;

/// So many are named; the number says the rest.
const NAMED: usize = 6;

/// The comments, and the form for whoever may write.
pub(super) struct Talk {
    pub comments: Vec<Said>,
    pub form: Option<Form>,
}

/// A comment.
pub(super) struct Said {
    /// Its place on the page.
    pub id: String,
    pub author: String,
    /// From whom: the organization, or the reader.
    pub from: String,
    pub mine: bool,
    pub when: String,
    pub paragraphs: Vec<String>,
}

/// What to write with.
pub(super) struct Form {
    pub csrf: String,
    /// The same for everything that this page sends: a second click is no second comment.
    pub key: String,
    pub body: String,
    /// Who will be told.
    pub told: String,
}

/// What was typed before, or nothing.
#[derive(Default)]
pub(super) struct Draft {
    pub body: String,
    pub key: String,
}

/// The talk about the order of this number, which the reader may see.
pub(super) async fn talk(
    portal: &Portal,
    reading: &Reading,
    number: &str,
    csrf: Option<String>,
    draft: Draft,
) -> Result<Talk, Refusal> {
    let found = comments::seen(&portal.app, &reading.viewer, number).await.map_err(|e| reading.failed(e))?;
    let comments = found.iter().map(|comment| said(reading, comment)).collect();
    let writes = reading.may(Permission::Comment);
    let (Some(actor), Some(csrf), true) = (&reading.actor, csrf, writes) else {
        return Ok(Talk { comments, form: None });
    };
    let told = comments::who_is_told(&portal.app, actor, number, false).await.map_err(|e| reading.failed(e))?;
    let key = match draft.key.as_str() {
        "" => portal.app.random.uuid(portal.app.now()).simple().to_string(),
        key => key.to_owned(),
    };
    Ok(Talk { comments, form: Some(Form { csrf, key, body: draft.body, told: told_sentence(&reading.look, &told) }) })
}

/// The place of a comment on its order's page.
pub(super) fn place(comment: &CommentRow) -> String {
    format!("c{}", comment.id)
}

fn said(reading: &Reading, comment: &CommentRow) -> Said {
    let look = &reading.look;
    let mine = comment.customer_user_id.is_some() && comment.customer_user_id == reading.viewer.user;
    Said {
        id: place(comment),
        author: text::line(&comment.author_name),
        from: match comment.author_kind {
            AuthorKind::Staff | AuthorKind::System => look.name(),
            AuthorKind::CustomerUser if mine => look.t("comment-you"),
            AuthorKind::CustomerUser => String::new(),
        },
        mine,
        when: look.moment(comment.created_at),
        paragraphs: super::order::paragraphs(&comment.body),
    }
}

/// "3 people will be told: Karl Maier (SMS), Nordlift Service (2)". Colleagues by name and way; staff as the organization
/// (R14).
fn told_sentence(look: &Look, told: &[Told]) -> String {
    let organization = look.name();
    if told.is_empty() {
        return look.with("comment-told-nobody", "organization", &organization);
    }
    let colleagues = told.iter().filter(|t| matches!(t.reader, Reader::Customer(_)));
    let mut names: Vec<String> = colleagues.map(colleague).collect();
    if names.len() > NAMED {
        names.truncate(NAMED);
        names.push("…".to_owned());
    }
    match told.iter().filter(|t| matches!(t.reader, Reader::Staff(_))).count() {
        0 => {}
        1 => names.push(organization),
        n => names.push(format!("{organization} ({n})")),
    }
    let values = [("count", told.len().into()), ("names", names.join(", ").into())];
    locale::text_with(look.language, "comment-told", &values)
}

fn colleague(told: &Told) -> String {
    let name = text::line(&told.name);
    if told.channel == Channel::Sms { format!("{name} (SMS)") } else { name }
}
