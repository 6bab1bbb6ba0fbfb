//! What wants somebody's attention (R73). Every statement looks through an index, newest first, no further than
//! [`WINDOW`], so that none takes longer because an organization has grown old.

use chrono::{DateTime, Utc};

use crate::domain::staff::Territory;
use crate::domain::state::UserState;
use crate::domain::{CustomerId, CustomerUserId, IndependenceRequestId, InvitationId, OrganizationId};

use super::selection::in_territory;
use super::sql::Sql;
use super::{Conn, StoreError};

/// So many candidates of each kind are looked at.
pub const WINDOW: usize = 2_000;

/// So many of each kind are told.
pub const EACH: usize = 200;

/// Something that wants attention. What a kind does not have is `None`.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct Row {
    /// At which customer.
    pub customer_id: CustomerId,
    /// That customer's number.
    pub customer_number: String,
    /// That customer's name.
    pub customer_name: String,
    /// Which customer user.
    pub user_id: Option<CustomerUserId>,
    /// How that one stands.
    pub user_state: Option<UserState>,
    /// Who it is: first and last name.
    pub person: String,
    /// The address, or where the letter went.
    pub address: String,
    /// Which invitation.
    pub invitation_id: Option<InvitationId>,
    /// Which request for independence.
    pub request_id: Option<IndependenceRequestId>,
    /// When it happened, or will.
    pub at: DateTime<Utc>,
    /// What the mail server said, or what was asked for.
    pub words: Option<String>,
    /// The number of which fault report, or of which order.
    pub fault: Option<String>,
}

/// Where is looked, and when.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// In which organization.
    pub organization: OrganizationId,
    /// At customers in these areas (R10).
    pub territory: &'a Territory,
    /// Now.
    pub now: DateTime<Utc>,
}

/// The columns of a row about a person (`u`, `s`) at a customer (`c`).
const PERSON: &str = "c.id AS customer_id, c.number AS customer_number, c.name AS customer_name, u.id AS user_id,
    u.state AS user_state, s.first_name || ' ' || s.last_name AS person, CAST(NULL AS UUID) AS request_id,
    CAST(NULL AS TEXT) AS fault";

const JOINS: &str = " JOIN sign_in s ON s.id = u.sign_in_id JOIN customer c ON c.id = u.customer_id";

const OPEN: &str = " AND c.portal_on AND c.access_state <> 'independent'";

impl Look<'_> {
    /// Begins the window: `WITH newest AS (SELECT … LIMIT …)`.
    fn newest(&self, from: &str) -> Sql {
        Sql::new("WITH newest AS (SELECT ").text(from).bind(self.organization.0)
    }

    async fn rows(&self, sql: Sql, order: &str, conn: &mut Conn) -> Result<Vec<Row>, StoreError> {
        let sql = in_territory(sql, self.territory).text(" ORDER BY ").text(order).text(" LIMIT ").number(EACH);
        sql.rows(conn).await
    }

    /// Invitations that ran out, the newest first.
    pub async fn invitations_expired(&self, conn: &mut Conn) -> Result<Vec<Row>, StoreError> {
        let sql = self
            .newest("id, customer_user_id, sent_to, expires_at FROM invitation WHERE organization_id = ")
            .text(" AND state = 'pending' AND expires_at <= ")
            .bind(self.now)
            .text(" ORDER BY expires_at DESC LIMIT ")
            .number(WINDOW)
            .text(&format!(
                ") SELECT {PERSON}, n.sent_to AS address, n.id AS invitation_id, n.expires_at AS at,
                    CAST(NULL AS TEXT) AS words
                 FROM newest n JOIN customer_user u ON u.id = n.customer_user_id{JOINS} WHERE u.state = 'pending'{OPEN}"
            ));
        self.rows(sql, "n.expires_at DESC, n.id", conn).await
    }

    /// Pending invitations whose newest letter failed or came back, the newest first.
    pub async fn invitations_bounced(&self, conn: &mut Conn) -> Result<Vec<Row>, StoreError> {
        let sql = self
            .newest("id, customer_user_id, to_address, created_at, last_error FROM outbox WHERE organization_id = ")
            .text(" AND kind = 'invitation' AND state IN ('failed', 'bounced') ORDER BY created_at DESC LIMIT ")
            .number(WINDOW)
            .text(&format!(
                ") SELECT {PERSON}, n.to_address AS address, i.id AS invitation_id, n.created_at AS at,
                    n.last_error AS words
                 FROM newest n JOIN customer_user u ON u.id = n.customer_user_id
                 JOIN invitation i ON i.customer_user_id = u.id{JOINS}
                 WHERE u.state = 'pending' AND i.state = 'pending' AND n.created_at >= i.created_at{OPEN}"
            ));
        self.rows(sql, "n.created_at DESC, n.id", conn).await
    }

    /// Invitations that can still be accepted, but not after `until`: they were sent a while ago. `at` is their end.
    pub async fn invited_until(&self, conn: &mut Conn, until: DateTime<Utc>) -> Result<Vec<Row>, StoreError> {
        let sql = self
            .newest("id, customer_user_id, sent_to, expires_at FROM invitation WHERE organization_id = ")
            .text(" AND state = 'pending' AND expires_at > ")
            .bind(self.now)
            .text(" AND expires_at <= ")
            .bind(until)
            .text(" ORDER BY expires_at LIMIT ")
            .number(WINDOW)
            .text(&format!(
                ") SELECT {PERSON}, n.sent_to AS address, n.id AS invitation_id, n.expires_at AS at,
                    CAST(NULL AS TEXT) AS words
                 FROM newest n JOIN customer_user u ON u.id = n.customer_user_id{JOINS} WHERE u.state = 'pending'{OPEN}"
            ));
        self.rows(sql, "n.expires_at, n.id", conn).await
    }

    /// Active people since before `before` who never signed in, the newest first.
    pub async fn never_signed_in(&self, conn: &mut Conn, before: DateTime<Utc>) -> Result<Vec<Row>, StoreError> {
        let sql = self
            .newest("id, created_at FROM sign_in WHERE organization_id = ")
            .text(" AND last_sign_in_at IS NULL ORDER BY created_at DESC LIMIT ")
            .number(WINDOW)
            .text(&format!(
                ") SELECT {PERSON}, s.email AS address, CAST(NULL AS UUID) AS invitation_id,
                    COALESCE(u.activated_at, u.created_at) AS at, CAST(NULL AS TEXT) AS words
                 FROM newest n JOIN customer_user u ON u.sign_in_id = n.id{JOINS}
                 WHERE u.state = 'active'{OPEN} AND COALESCE(u.activated_at, u.created_at) <= "
            ))
            .bind(before)
            .text(" AND (u.ends_at IS NULL OR u.ends_at > ")
            .bind(self.now)
            .text(")");
        self.rows(sql, "COALESCE(u.activated_at, u.created_at) DESC, u.id", conn).await
    }

    /// Accesses whose end lies after the first moment and not after the second, the earliest first.
    pub async fn access_ending(
        &self,
        conn: &mut Conn,
        (after, until): (DateTime<Utc>, DateTime<Utc>),
    ) -> Result<Vec<Row>, StoreError> {
        let sql = self
            .newest("id FROM customer_user WHERE organization_id = ")
            .text(" AND state = 'active' AND ends_at > ")
            .bind(after)
            .text(" AND ends_at <= ")
            .bind(until)
            .text(" ORDER BY ends_at LIMIT ")
            .number(WINDOW)
            .text(&format!(
                ") SELECT {PERSON}, s.email AS address, CAST(NULL AS UUID) AS invitation_id, u.ends_at AS at,
                    CAST(NULL AS TEXT) AS words
                 FROM newest n JOIN customer_user u ON u.id = n.id{JOINS} WHERE 1 = 1{OPEN}"
            ));
        self.rows(sql, "u.ends_at, u.id", conn).await
    }

    /// Corporate customers with active users, of whom none is administrator any more: somebody was, and is suspended,
    /// revoked or expired. Customers that never had one are not meant. A customer comes once for each such person.
    pub async fn without_administrator(&self, conn: &mut Conn) -> Result<Vec<Row>, StoreError> {
        let sql = self
            .newest("id FROM customer_user WHERE organization_id = ")
            .text(
                " AND role = 'administrator' AND state IN ('suspended', 'revoked', 'expired') ORDER BY id DESC LIMIT ",
            )
            .number(WINDOW)
            .text("), over AS (SELECT id FROM customer_user WHERE organization_id = ")
            .bind(self.organization.0)
            .text(" AND state = 'active' AND ends_at <= ")
            .bind(self.now)
            .text(" ORDER BY ends_at DESC LIMIT ")
            .number(WINDOW)
            .text(&format!(
                ") SELECT {PERSON}, s.email AS address, CAST(NULL AS UUID) AS invitation_id,
                    COALESCE((SELECT a.at FROM activity a WHERE a.customer_user_id = u.id
                        AND a.event IN ('access_suspended', 'access_revoked') ORDER BY a.seq DESC LIMIT 1),
                        u.ends_at, u.created_at) AS at, CAST(NULL AS TEXT) AS words
                 FROM (SELECT id FROM newest UNION SELECT id FROM over) n JOIN customer_user u ON u.id = n.id{JOINS}
                 WHERE u.role = 'administrator' AND c.kind = 'corporate'{OPEN}
                   AND EXISTS (SELECT 1 FROM customer_user o WHERE o.customer_id = c.id AND o.state = 'active'
                       AND (o.ends_at IS NULL OR o.ends_at > "
            ))
            .bind(self.now)
            .text(
                ")) AND NOT EXISTS (SELECT 1 FROM customer_user o WHERE o.customer_id = c.id AND o.state = 'active'
                       AND o.role = 'administrator' AND (o.ends_at IS NULL OR o.ends_at > ",
            )
            .bind(self.now)
            .text("))");
        self.rows(sql, "u.id DESC", conn).await
    }

    /// Active and invited people whose scope leaves nothing: no facility, and of what belongs to none they see nothing
    /// or there is nothing.
    pub async fn narrow(&self, conn: &mut Conn) -> Result<Vec<Row>, StoreError> {
        let sql = self
            .people_newest("NOT sees_all")
            .text(
                " AND NOT EXISTS (SELECT 1 FROM customer_user_facility f JOIN facility p ON p.id = f.facility_id
                       WHERE f.customer_user_id = u.id AND p.customer_id = u.customer_id)
                   AND (NOT u.sees_unassigned OR (
                       NOT EXISTS (SELECT 1 FROM service_object b WHERE b.customer_id = u.customer_id AND b.facility_id IS NULL)
                       AND NOT EXISTS (SELECT 1 FROM service_order o WHERE o.customer_id = u.customer_id AND o.facility_id IS NULL
                           AND (u.contact_id IS NULL OR o.contact_id = u.contact_id))))",
            );
        self.rows(sql, "u.id DESC", conn).await
    }

    /// Active and invited people who see every facility, but there is none, no object either, and no order for the
    /// contact they are linked to (R13).
    pub async fn linked_to_nothing(&self, conn: &mut Conn) -> Result<Vec<Row>, StoreError> {
        let sql = self.people_newest("contact_id IS NOT NULL").text(
            " AND u.sees_all AND NOT EXISTS (SELECT 1 FROM facility p WHERE p.customer_id = u.customer_id)
               AND NOT EXISTS (SELECT 1 FROM service_object b WHERE b.customer_id = u.customer_id)
               AND NOT EXISTS (SELECT 1 FROM service_order o WHERE o.customer_id = u.customer_id
                   AND o.contact_id = u.contact_id)",
        );
        self.rows(sql, "u.id DESC", conn).await
    }

    fn people_newest(&self, condition: &str) -> Sql {
        self.newest("id FROM customer_user WHERE organization_id = ")
            .text(" AND ")
            .text(condition)
            .text(" ORDER BY id DESC LIMIT ")
            .number(WINDOW)
            .text(&format!(
                ") SELECT {PERSON}, s.email AS address, CAST(NULL AS UUID) AS invitation_id, u.created_at AS at,
                    CAST(NULL AS TEXT) AS words
                 FROM newest n JOIN customer_user u ON u.id = n.id{JOINS}
                 WHERE u.state IN ('active', 'pending'){OPEN} AND (u.ends_at IS NULL OR u.ends_at > "
            ))
            .bind(self.now)
            .text(")")
    }

    /// Open requests for independence, the oldest first.
    pub async fn independence(&self, conn: &mut Conn) -> Result<Vec<Row>, StoreError> {
        let sql = self
            .newest("id, customer_id, requested_by, reason, requested_at FROM independence_request WHERE organization_id = ")
            .text(" AND state = 'open' ORDER BY requested_at DESC LIMIT ")
            .number(WINDOW)
            .text(
                ") SELECT c.id AS customer_id, c.number AS customer_number, c.name AS customer_name,
                    CAST(NULL AS UUID) AS user_id, CAST(NULL AS TEXT) AS user_state, n.requested_by AS person,
                    '' AS address, CAST(NULL AS UUID) AS invitation_id, n.id AS request_id, n.requested_at AS at,
                    n.reason AS words, CAST(NULL AS TEXT) AS fault
                 FROM newest n JOIN customer c ON c.id = n.customer_id WHERE 1 = 1",
            );
        self.rows(sql, "n.requested_at, n.id", conn).await
    }

    /// Fault reports of which nobody was told and that nobody has taken yet, the oldest first.
    pub async fn unheard(&self, conn: &mut Conn) -> Result<Vec<Row>, StoreError> {
        let sql = self
            .newest(
                "id, customer_id, number, title, reported_by, created_at FROM fault_report WHERE organization_id = ",
            )
            .text(" AND state = 'open' AND unheard ORDER BY created_at DESC LIMIT ")
            .number(WINDOW)
            .text(
                ") SELECT c.id AS customer_id, c.number AS customer_number, c.name AS customer_name,
                    CAST(NULL AS UUID) AS user_id, CAST(NULL AS TEXT) AS user_state, n.reported_by AS person,
                    '' AS address, CAST(NULL AS UUID) AS invitation_id, CAST(NULL AS UUID) AS request_id,
                    n.created_at AS at, n.title AS words, n.number AS fault
                 FROM newest n JOIN customer c ON c.id = n.customer_id WHERE 1 = 1",
            );
        self.rows(sql, "n.created_at, n.id", conn).await
    }

    /// Open orders on which a customer commented and nobody of the staff was told, the newest first.
    pub async fn unheard_comments(&self, conn: &mut Conn) -> Result<Vec<Row>, StoreError> {
        let sql = self
            .newest("id, customer_id, number, title, unheard_at FROM service_order WHERE organization_id = ")
            .text(" AND unheard_at IS NOT NULL AND state NOT IN ('closed', 'cancelled') ORDER BY unheard_at DESC LIMIT ")
            .number(WINDOW)
            .text(
                ") SELECT c.id AS customer_id, c.number AS customer_number, c.name AS customer_name,
                    CAST(NULL AS UUID) AS user_id, CAST(NULL AS TEXT) AS user_state,
                    COALESCE((SELECT k.author_name FROM comment k WHERE k.order_id = n.id AND k.author_kind = 'customer_user'
                        ORDER BY k.created_at DESC, k.id DESC LIMIT 1), '') AS person,
                    '' AS address, CAST(NULL AS UUID) AS invitation_id, CAST(NULL AS UUID) AS request_id,
                    n.unheard_at AS at, n.title AS words, n.number AS fault
                 FROM newest n JOIN customer c ON c.id = n.customer_id WHERE 1 = 1",
            );
        self.rows(sql, "n.unheard_at, n.id", conn).await
    }
}
