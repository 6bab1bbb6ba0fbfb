//! Signing in, when no remembered sign-in was handed in.

use ratatui::layout::Rect;

use crate::service::token::Token;
use crate::service::{Actor, staff_sign_in};

use super::catalogue::{Id, Scope};
use super::cells;
use super::load::{Load, Taken};
use super::msg::{Job, Reply};
use super::screen::{Canvas, Cx, Screen, Typed, Wish};
use super::widgets::{Field, button, modal};

/// E-mail and password.
#[derive(Debug)]
pub struct SignIn {
    email: Field,
    password: Field,
    on_password: bool,
    work: Load<(Token, Actor)>,
    missing: Option<&'static str>,
}

impl Default for SignIn {
    fn default() -> Self {
        Self {
            email: Field::default(),
            password: Field::secret(),
            on_password: false,
            work: Load::default(),
            missing: None,
        }
    }
}

impl SignIn {
    fn field(&mut self) -> &mut Field {
        if self.on_password { &mut self.password } else { &mut self.email }
    }

    fn go(&mut self, cx: &mut Cx<'_>) {
        if self.work.is_loading() {
            return;
        }
        if self.email.is_empty() {
            self.on_password = false;
            self.missing = Some("Type your e-mail address first.");
        } else if self.password.is_empty() {
            self.missing = self.on_password.then_some("Type your password.");
            self.on_password = true;
        } else {
            let (email, password) = (self.email.text().to_owned(), self.password.text().to_owned());
            let job = Job::anonymous("sign in", |app| async move {
                staff_sign_in::sign_in(&app, &email, &password, None, &super::origin()).await
            });
            self.work.start(cx, job);
        }
    }
}

impl Screen for SignIn {
    fn title(&self) -> String {
        "Sign in".to_owned()
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
            Id::SignInNext => self.on_password = !self.on_password,
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
                if let Some((_, actor)) = self.work.take_value() {
                    *self = Self::default();
                    cx.wish(Wish::SignedIn(Box::new(actor)));
                }
            }
            Taken::Failed => {
                self.password.set("");
                self.on_password = true;
            }
            Taken::No => {}
        }
    }

    fn on_click(&mut self, target: usize, cx: &mut Cx<'_>) {
        match target {
            0 | 1 => self.on_password = target == 1,
            _ => self.go(cx),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let inner = modal(canvas, area, 50, 9, "Sign in to Keydesk");
        let fields = [("E-mail", &self.email), ("Password", &self.password)];
        for (i, (label, field)) in fields.into_iter().enumerate() {
            let y = u16::try_from(i).unwrap_or(0) * 2 + 1;
            canvas.line(inner, y, label, canvas.theme.dim);
            let place = Rect { x: inner.x + 10, width: inner.width.saturating_sub(10), ..inner };
            field.draw(canvas, place, y, self.on_password == (i == 1));
            canvas.hit(Rect { y: inner.y + y, height: 1, ..inner }, i);
        }
        button(canvas, inner, 10, 5, "Sign in", false, 2);
        let (text, style) = match (self.work.is_loading(), self.missing, self.work.failure()) {
            (true, ..) => ("Checking …".to_owned(), canvas.theme.dim),
            (_, Some(missing), _) => (missing.to_owned(), canvas.theme.warn),
            (_, _, Some(failure)) => (format!("✗ {}", failure.sentence), canvas.theme.bad),
            _ => return,
        };
        for (y, line) in (7_u16..).zip(cells::wrap(&text, usize::from(inner.width))) {
            canvas.line(inner, y, &line, style);
        }
    }
}
