//! What the people of the sample customers report and ask for (R31, R33), and what the office makes of it.

use crate::domain::CustomerId;
use crate::domain::state::{OrderKind, Urgency};
use crate::service::faults::{self, NewFault, Reported};
use crate::service::orders::wishes::{self, NewWish};
use crate::service::{Actor, Error, Who, access, customers};

use super::{Invited, Story};

impl Story<'_> {
    /// A report that was taken and closed with an answer, and one that somebody is seeing to.
    pub(super) async fn reports(&self, huber: CustomerId, eva: &Invited) -> Result<(), Error> {
        let closed = self
            .report(
                (huber, eva, "Werk Graz"),
                ("Roller door of hall 2 does not close", Urgency::High),
                "It stops half-way down and goes up again. The light barrier was cleaned already.",
            )
            .await?;
        self.later(1);
        let taken = faults::take(self.app, self.by, &closed.number, 1).await?;
        self.later(26);
        let answer = "The light barrier was out of line. It has been set and the door runs again.";
        faults::close(self.app, self.by, &closed.number, taken.version, answer).await?;
        self.later(20);
        let hums = self
            .report(
                (huber, eva, "Werk Weiz"),
                ("Goods lift hums loudly between the floors", Urgency::Normal),
                "Since Monday, only when it is loaded.",
            )
            .await?;
        self.later(2);
        faults::take(self.app, self.by, &hums.number, 1).await.map(drop)
    }

    /// Reports that wait for somebody, one of them of another customer, and an order that was asked for.
    pub(super) async fn newest_reports(
        &self,
        huber: CustomerId,
        eva: &Invited,
        other: Option<&(CustomerId, Invited)>,
    ) -> Result<(), Error> {
        let gate = "The hinge on the left came off this morning. We have closed the entrance with tape.";
        let place = (huber, eva, "Werk Graz");
        self.report(place, ("Gate at the north entrance hangs by one hinge", Urgency::Urgent), gate).await?;
        if let Some((customer, person)) = other {
            let light = "It flickers and goes out for some minutes.";
            let place = (*customer, person, "");
            self.report(place, ("Emergency light in the stairwell flickers", Urgency::Normal), light).await?;
        }
        let wish = NewWish {
            kind: OrderKind::ServiceOrder,
            title: "Yearly check of the fire doors".to_owned(),
            description: "Tuesdays or Wednesdays would suit us, not before 9.".to_owned(),
            urgency: Urgency::Low,
            facility: self.facility(huber, "Werk Weiz", false).await?.facilities.first().copied(),
            object: None,
            key: String::new(),
        };
        wishes::create(self.app, &self.acts(eva).await?, &wish).await.map(drop)
    }

    async fn report(
        &self,
        (customer, by, place): (CustomerId, &Invited, &str),
        (title, urgency): (&str, Urgency),
        body: &str,
    ) -> Result<Reported, Error> {
        let places = customers::facilities(self.app, self.by, customer).await?;
        let new = NewFault {
            title: title.to_owned(),
            body: body.to_owned(),
            urgency,
            facility: places.into_iter().find(|f| f.name == place).map(|f| f.id),
            object: None,
            key: String::new(),
            photos: Vec::new(),
        };
        faults::report(self.app, &self.acts(by).await?, &new).await
    }

    /// Somebody of a customer, as the one who does something.
    async fn acts(&self, person: &Invited) -> Result<Actor, Error> {
        let user = access::user(self.app, self.by, person.user).await?;
        let who = Who::CustomerUser { id: user.id, sign_in: user.sign_in, name: user.name() };
        Ok(Actor { who, origin: "portal from 203.0.113.7".to_owned(), ..self.by.clone() })
    }
}
