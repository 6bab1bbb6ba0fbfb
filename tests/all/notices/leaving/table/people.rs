//! The access of customer users, and what they want.

use super::{
    BILLING, CONTACT, INACTIVE, K, NOT_ON_ORDER, ON_ORDER, ORDER, ORDER_TOPIC, Row, SCOPE, SIGHT, Then, VIDEO, Who,
};

/// The second key is gone (R60).
const NO_NEW_ORDERS: Then = Then::Untold("the reader does not want to be told of new orders any more");

/// The access of customer users, and what they want.
pub const PEOPLE: &[Row] = &[
    Row { meanwhile: "nothing", doing: &[], undoing: &[], then: &[] },
    of_eva!("Eva is suspended", "state = 'suspended'", "state = 'active'", all_of_eva!(INACTIVE)),
    of_eva!("Eva's access is revoked", "state = 'revoked'", "state = 'active'", all_of_eva!(INACTIVE)),
    of_eva!("Eva's access ends", "ends_at = created_at", "ends_at = NULL", all_of_eva!(INACTIVE)),
    of_eva!(
        "Eva is linked to Karl, who is not whom the order is for",
        "contact_id = (SELECT id FROM contact WHERE first_name = 'Karl')",
        "contact_id = NULL",
        [(Who::Eva, ORDER, CONTACT), (Who::Eva, ON_ORDER, CONTACT)]
    ),
    of_eva!(
        "Eva is linked to Lea, whom the order is for",
        "contact_id = (SELECT id FROM contact WHERE first_name = 'Lea')",
        "contact_id = NULL",
        [(Who::Eva, BILLING, CONTACT)]
    ),
    row!(
        "Eva sees Weiz instead of Graz",
        "UPDATE customer_user_facility SET facility_id = (SELECT id FROM facility WHERE name = 'Weiz')",
        "UPDATE customer_user_facility SET facility_id = (SELECT id FROM facility WHERE name = 'Graz')",
        all_of_eva!(SCOPE)
    ),
    denied!("view_orders", [(Who::Eva, ORDER, SIGHT), (Who::Eva, &[K::DocumentAdded], SIGHT)]),
    denied!("view_documents", [(Who::Eva, &[K::DocumentAdded], SIGHT)]),
    denied!("view_invoices", [(Who::Eva, &[K::Invoice], SIGHT)]),
    denied!("view_estimates", [(Who::Eva, &[K::EstimateToAccept], SIGHT)]),
    denied!("view_video_sessions", [(Who::Eva, VIDEO, SIGHT)]),
    denied!("view_objects", [(Who::Eva, &[K::CheckDue], SIGHT)]),
    denied!("self_checks", [(Who::Eva, &[K::CheckDue], Then::Untold("the reader no longer holds self_checks"))]),
    denied!(
        "choose_order_notifications",
        [(Who::Eva, &[K::OrderCreated], Then::Untold("the reader no longer holds choose_order_notifications"))]
    ),
    row!(
        "administrators see no invoices any more",
        "INSERT INTO role_permission (organization_id, role, permission, held)
         SELECT id, 'administrator', 'view_invoices', FALSE FROM organization",
        "DELETE FROM role_permission",
        [(Who::Eva, &[K::Invoice], SIGHT)]
    ),
    unwanted!("orders", "orders", ORDER_TOPIC),
    unwanted!("comments", "comments", &[K::Comment]),
    unwanted!("documents", "documents", &[K::DocumentAdded]),
    unwanted!("billing", "billing", BILLING),
    unwanted!("video_sessions", "video sessions", VIDEO),
    unwanted!("objects", "objects", &[K::CheckDue]),
    row!(
        "Eva takes the second key for new orders away, at both customers",
        "UPDATE user_preference SET told = FALSE WHERE topic = 'new_orders'",
        "UPDATE user_preference SET told = TRUE WHERE topic = 'new_orders'",
        [(Who::Eva, &[K::OrderCreated], NO_NEW_ORDERS), (Who::EvaAtHofer, &[K::OrderCreated], NO_NEW_ORDERS)]
    ),
];
