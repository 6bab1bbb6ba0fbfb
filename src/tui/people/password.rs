//! A new password for a person (R17): a link by letter, or a temporary password to read aloud.

use crate::service::access::UserRow;
use crate::service::passwords::{self, LinkSent, Temporary};

use super::super::dialogs::{Form, Handed, Values};
use super::super::msg::Job;
use super::super::screen::Cx;
use super::super::when::Zone;

/// What came of it.
pub enum New {
    Link(LinkSent),
    Temporary(Temporary),
}

/// The form.
pub fn password(user: &UserRow, zone: Zone) -> Form<New> {
    let (id, name) = (user.id, user.name());
    let job = move |values: &Values| {
        let (by_link, other, mail) = (values.choice("way") == 0, values.some("send_to"), values.ticked("mail"));
        Job::new("password", move |app, by| async move {
            if by_link {
                passwords::send_link(&app, &by, id, other.as_deref()).await.map(New::Link)
            } else {
                passwords::temporary(&app, &by, id, mail).await.map(New::Temporary)
            }
        })
    };
    let whose = name.clone();
    let then = move |new: New, cx: &mut Cx<'_>| match new {
        New::Link(sent) => {
            let until = zone.short(sent.expires_at, cx.now);
            cx.done(t!("password-link-sent", whose = whose, sent_to = sent.sent_to, until = until));
        }
        New::Temporary(made) => cx.push(shown(&whose, &made, zone)),
    };
    let ways = vec![t!("password-by-letter").to_owned(), t!("password-aloud").to_owned()];
    Form::new(t!("password-new-title", name = name), t!("go-ahead"), job, then)
        .say(t!("password-say", name = name))
        .choice("way", t!("label-how"), ways, 0)
        .text("send_to", t!("letter-to"), "", &user.email)
        .only_when(|values| values.choice("way") == 0)
        .tick("mail", t!("password-mail"), false)
        .only_when(|values| values.choice("way") == 1)
}

fn shown(name: &str, made: &Temporary, zone: Zone) -> Handed {
    let mailed = made.mailed_to.as_ref().map(|to| format!(" {}", t!("password-mailed", to = to))).unwrap_or_default();
    Handed::new(
        t!("password-temporary", name = name),
        t!("password-read"),
        made.password.clone(),
        format!("{}{mailed}", t!("password-once", until = zone.full(made.valid_until))),
        t!("noun-password"),
    )
    .once()
}
