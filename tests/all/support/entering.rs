//! People of customers on their way in, with the password that everybody in the world has.

use keydesk::service::Actor;
use keydesk::service::customer_sign_in::{self, Client, Entered, Session};

use super::world::{PASSWORD, World};

/// The browser that people use.
pub fn firefox() -> Client {
    Client { address: "203.0.113.7".into(), device: "Firefox on Linux".into() }
}

impl World {
    /// The person signed in to the portal.
    pub async fn session(&self, email: &str) -> Session {
        let entered = customer_sign_in::sign_in(&self.app, email, PASSWORD, Some(self.organization), &firefox()).await;
        let Ok(Entered::In(token)) = entered else { panic!("{email}: {entered:?}") };
        customer_sign_in::session(&self.app, &token).await.expect("the database answers").expect("it was begun now")
    }

    /// The person as services know them.
    pub async fn in_the_portal(&self, email: &str) -> Actor {
        self.session(email).await.actor(&firefox())
    }
}
