//! Signing in, when no remembered sign-in was handed in, or it was ended. A temporary password is replaced here (R17).

use ratatui::layout::Rect;

use crate::service::token::Token;
use crate::service::{Actor, Error, staff_sign_in};

use super::catalogue::{Id, Scope};
use super::cells;
use super::load::{Load, Taken};
use super::msg::{Job, Reply};
use super::screen::{Canvas, Cx, Screen, Typed, Wish};
use super::widgets::{Field, button, modal};

/// E-mail and password; then, in place of a temporary password, the person's own twice.
#[derive(Debug)]
pub struct SignIn {
    email: Field,
    password: Field,
    own: Option<[Field; 2]>,
    on_second: bool,
    work: Load<Answer>,
    missing: Option<&'static str>,
}

#[derive(Debug)]
enum Answer {
    In(Box<(Token, Actor)>),
    Temporary,
}

impl Default for SignIn {
    fn default() -> Self {
        Self {
            email: Field::default(),
            password: Field::secret(),
            own: None,
            on_second: false,
            work: Load::default(),
            missing: None,
        }
    }
}

impl SignIn {
    fn fields(&self) -> [(&'static str, &Field); 2] {
        match &self.own {
            Some([first, second]) => [(t!("sign-in-new"), first), (t!("sign-in-again"), second)],
            None => [(t!("email-label"), &self.email), (t!("password-label"), &self.password)],
        }
    }

    fn field(&mut self) -> &mut Field {
        match &mut self.own {
            Some(own) => &mut own[usize::from(self.on_second)],
            None if self.on_second => &mut self.password,
            None => &mut self.email,
        }
    }

    fn go(&mut self, cx: &mut Cx<'_>) {
        if self.work.is_loading() {
            return;
        }
        let [(_, first), (_, second)] = self.fields();
        let missing = match (&self.own, first.is_empty(), second.is_empty()) {
            (None, true, _) => Some((false, Some(t!("sign-in-need-email")))),
            (None, _, true) => Some((true, self.on_second.then_some(t!("sign-in-need-password")))),
            (Some(_), true, _) => Some((false, Some(t!("sign-in-need-new")))),
            (Some(_), _, true) => Some((true, self.on_second.then_some(t!("sign-in-need-again")))),
            (Some(_), ..) if first.text() != second.text() => Some((true, Some(t!("sign-in-differ")))),
            _ => None,
        };
        if let Some((second, said)) = missing {
            self.on_second = second;
            self.missing = said;
            return;
        }
        let own = self.own.as_ref().map(|own| own[0].text().to_owned());
        let (email, password) = (self.email.text().to_owned(), self.password.text().to_owned());
        let job = Job::anonymous("sign in", |app| async move {
            let origin = super::origin();
            let signed_in = match &own {
                None => staff_sign_in::sign_in(&app, &email, &password, None, &origin).await,
                Some(own) => staff_sign_in::replace_temporary(&app, &email, &password, own, None, &origin).await,
            };
            match signed_in {
                Ok(signed_in) => Ok(Answer::In(Box::new(signed_in))),
                Err(Error::TemporaryPassword { .. }) => Ok(Answer::Temporary),
                Err(e) => Err(e),
            }
        });
        self.work.start(cx, job);
    }

    fn answered(&mut self, answer: Answer, cx: &mut Cx<'_>) {
        match answer {
            Answer::In(signed_in) => {
                *self = Self::default();
                cx.wish(Wish::SignedIn(Box::new(signed_in.1)));
            }
            Answer::Temporary => {
                self.own = Some([Field::secret(), Field::secret()]);
                self.on_second = false;
            }
        }
    }
}

impl Screen for SignIn {
    fn title(&self) -> String {
        t!("sign-in-title").to_owned()
    }

    fn scopes(&self) -> Vec<Scope> {
        Scope::SignIn.chain()
    }

    fn typing(&self) -> bool {
        true
    }

    fn on_text(&mut self, typed: &Typed, _: &mut Cx<'_>) -> bool {
        let taken = self.field().input(typed);
        if taken {
            self.missing = None;
        }
        taken
    }

    fn on_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        match command {
            Id::SignInNext => self.on_second = !self.on_second,
            Id::SignInGo => self.go(cx),
            _ => {}
        }
    }

    fn waiting(&self) -> bool {
        self.work.is_loading()
    }

    fn on_reply(&mut self, reply: &mut Reply, cx: &mut Cx<'_>) {
        match self.work.take(reply) {
            Taken::Ready => {
                if let Some(answer) = self.work.take_value() {
                    self.answered(answer, cx);
                }
            }
            Taken::Failed => match &mut self.own {
                // Not about the new password: the temporary one is over, so it begins anew.
                Some(_) if self.work.failure().is_some_and(|f| f.fields.is_empty()) => {
                    self.own = None;
                    self.password.set("");
                    self.on_second = true;
                }
                Some(own) => {
                    for field in own {
                        field.set("");
                    }
                    self.on_second = false;
                }
                None => {
                    self.password.set("");
                    self.on_second = true;
                }
            },
            Taken::No => {}
        }
    }

    fn on_click(&mut self, target: usize, cx: &mut Cx<'_>) {
        match target {
            0 | 1 => self.on_second = target == 1,
            _ => self.go(cx),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let title = if self.own.is_some() { t!("sign-in-own-title") } else { t!("sign-in-to-keydesk") };
        let inner = modal(canvas, area, 50, 9, title);
        for (i, (label, field)) in self.fields().into_iter().enumerate() {
            let y = u16::try_from(i).unwrap_or(0) * 2 + 1;
            canvas.line(inner, y, label, canvas.theme.dim);
            let place = Rect { x: inner.x + 10, width: inner.width.saturating_sub(10), ..inner };
            field.draw(canvas, place, y, self.on_second == (i == 1));
            canvas.hit(Rect { y: inner.y + y, height: 1, ..inner }, i);
        }
        button(canvas, inner, 10, 5, t!("sign-in-title"), false, 2);
        let (text, style) = match (self.work.is_loading(), self.missing, self.work.failure()) {
            (true, ..) => (t!("checking").to_owned(), canvas.theme.dim),
            (_, Some(missing), _) => (missing.to_owned(), canvas.theme.warn),
            (_, _, Some(failure)) => (format!("✗ {}", failure.sentence), canvas.theme.bad),
            _ if self.own.is_some() => (t!("sign-in-temporary").to_owned(), canvas.theme.dim),
            _ => return,
        };
        for (y, line) in (7_u16..).zip(cells::wrap(&text, usize::from(inner.width))) {
            canvas.line(inner, y, &line, style);
        }
    }
}
