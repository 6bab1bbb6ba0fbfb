//! Staff, and the ways by which somebody is told.

use super::{
    FAR, FEW, K, NO_NUMBER, OUT, PREFERS, Row, STAFF_COMMENTS, STAFF_ORDERS, STAFF_VIDEO, STAFF_WIDE, SVEN, Then,
    UNASSIGNED, Who,
};

/// Staff, and the ways.
pub const STAFF: &[Row] = &[
    row!(
        "Nora loses the area",
        "DELETE FROM staff_area",
        "INSERT INTO staff_area (organization_id, staff_id, area_id)
         SELECT s.organization_id, s.id, a.id FROM staff s JOIN area a ON a.name = 'Graz' WHERE s.name = 'nora'",
        all_of_nora!(FAR)
    ),
    of_huber!(
        "Huber is moved to another area",
        "area_id = (SELECT id FROM area WHERE name = 'Linz')",
        "area_id = (SELECT id FROM area WHERE name = 'Graz')",
        all_of_nora!(FAR)
    ),
    of_huber!(
        "Huber lies in no area any more",
        "area_id = NULL",
        "area_id = (SELECT id FROM area WHERE name = 'Graz')",
        all_of_nora!(FAR)
    ),
    of_staff!("Nora's account is switched off", "nora", "active = FALSE", "active = TRUE", all_of_nora!(OUT)),
    of_staff!(
        "Nora's temporary password has run out",
        "nora",
        "temporary_until = created_at",
        "temporary_until = NULL",
        all_of_nora!(OUT)
    ),
    staff_denied!(
        "manage_orders",
        [
            (Who::Nora, STAFF_ORDERS, Then::Untold("the staff person no longer holds manage_orders")),
            (Who::Nora, STAFF_COMMENTS, Then::Untold("the staff person no longer holds manage_orders")),
            (Who::Nora, STAFF_VIDEO, Then::Untold("the staff person no longer holds manage_orders")),
        ]
    ),
    staff_denied!(
        "handle_fault_reports",
        [(Who::Nora, &[K::FaultReceived], Then::Untold("the staff person no longer holds handle_fault_reports"))]
    ),
    staff_denied!(
        "view_customers",
        [(Who::Nora, &[K::DocumentAdded], Then::Untold("the staff person no longer holds view_customers"))]
    ),
    staff_denied!(
        "manage_billing",
        [(Who::Nora, &[K::EstimateDecided], Then::Untold("the staff person no longer holds manage_billing"))]
    ),
    row!(
        "Nora may not change settings any more",
        "UPDATE staff_permission SET allowed = FALSE WHERE permission = 'manage_settings'",
        "UPDATE staff_permission SET allowed = TRUE WHERE permission = 'manage_settings'",
        [(Who::Nora, &[K::IndependenceAsked], Then::Untold("the staff person no longer holds manage_settings"))]
    ),
    row!(
        "Huber is assigned to Nora no more",
        "DELETE FROM staff_customer",
        "INSERT INTO staff_customer (organization_id, staff_id, customer_id)
         SELECT s.organization_id, s.id, c.id FROM staff s JOIN customer c ON c.number = '1042' WHERE s.name = 'nora'",
        [
            (Who::Nora, STAFF_ORDERS, UNASSIGNED),
            (Who::Nora, STAFF_COMMENTS, UNASSIGNED),
            (Who::Nora, STAFF_VIDEO, UNASSIGNED),
            (Who::Nora, &[K::FaultReceived, K::DocumentAdded], UNASSIGNED),
        ]
    ),
    staff_unwanted!("orders", "orders", STAFF_ORDERS),
    staff_unwanted!("comments", "comments", STAFF_COMMENTS),
    staff_unwanted!("video_sessions", "video sessions", STAFF_VIDEO),
    staff_unwanted!("documents", "documents", &[K::DocumentAdded]),
    staff_unwanted!("faults", "faults", &[K::FaultReceived]),
    staff_unwanted!("billing", "billing", &[K::EstimateDecided]),
    staff_unwanted!("independence", "independence", &[K::IndependenceAsked]),
    row!(
        "Sven has no mobile number any more",
        "UPDATE sign_in SET mobile = '' WHERE email_key = 'sven@huber.example'",
        "UPDATE sign_in SET mobile = '+436641234567' WHERE email_key = 'sven@huber.example'",
        [(Who::Sven, SVEN, NO_NUMBER)]
    ),
    row!(
        "Sven has another mobile number",
        "UPDATE sign_in SET mobile = '+436649999999' WHERE email_key = 'sven@huber.example'",
        "UPDATE sign_in SET mobile = '+436641234567' WHERE email_key = 'sven@huber.example'",
        [(Who::Sven, SVEN, Then::To("+436649999999"))]
    ),
    row!(
        "Sven prefers e-mail for comments",
        "UPDATE user_preference SET channel = 'email' WHERE topic = 'comments'",
        "UPDATE user_preference SET channel = 'sms' WHERE topic = 'comments'",
        [(Who::Sven, &[K::Comment], PREFERS)]
    ),
    of_staff!(
        "Olle has no mobile number any more",
        "olle",
        "mobile = ''",
        "mobile = '+436647654321'",
        [(Who::Olle, FEW, NO_NUMBER)]
    ),
    of_staff!(
        "Olle has another mobile number",
        "olle",
        "mobile = '+46701234567'",
        "mobile = '+436647654321'",
        [(Who::Olle, FEW, Then::To("+46701234567"))]
    ),
];
