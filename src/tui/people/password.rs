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
            cx.done(format!("A link for {whose} is on its way to {}; it works until {until}", sent.sent_to));
        }
        New::Temporary(made) => cx.push(shown(&whose, &made, zone)),
    };
    let ways = vec!["a link by letter, 30 minutes".to_owned(), "a temporary password, to read aloud".to_owned()];
    Form::new(format!("New password for {name}"), "Go ahead", job, then)
        .say(format!("Either way {name} is signed out everywhere at once, and links sent before stop working."))
        .choice("way", "How", ways, 0)
        .text("send_to", "Letter to", "", &user.email)
        .only_when(|values| values.choice("way") == 0)
        .tick("mail", "Mail it as well (only where your settings allow it)", false)
        .only_when(|values| values.choice("way") == 1)
}

fn shown(name: &str, made: &Temporary, zone: Zone) -> Handed {
    let mailed = made.mailed_to.as_ref().map(|to| format!(" It was mailed to {to} as well.")).unwrap_or_default();
    Handed::new(
        format!("Temporary password for {name}"),
        "Read it aloud; upper and lower case, dashes and spaces matter:",
        made.password.clone(),
        format!(
            "It works until {} and has to be replaced at the first sign-in. It is shown this once and kept nowhere \
             in clear.{mailed}",
            zone.full(made.valid_until)
        ),
        "password",
    )
    .once()
}
