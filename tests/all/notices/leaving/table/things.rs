//! The portal and the things.

use super::{
    AREA, BILLING, CONTACT, FEW, GONE, K, NOT_ON_ORDER, ON_ORDER, ORDER, OTHERS, PORTAL, Row, SCOPE, STAFF_COMMENTS,
    STAFF_ORDERS, SVEN, Then, VIDEO, Who,
};

/// The portal and the things.
pub const THINGS: &[Row] = &[
    row!(
        "the module is switched off",
        "UPDATE organization SET module_on = FALSE",
        "UPDATE organization SET module_on = TRUE",
        [
            (Who::Eva, ORDER, PORTAL),
            (Who::Eva, ON_ORDER, PORTAL),
            (Who::Eva, NOT_ON_ORDER, PORTAL),
            (Who::EvaAtHofer, ORDER, PORTAL),
            (Who::Sven, SVEN, PORTAL),
        ]
    ),
    of_huber!(
        "the portal is switched off for Huber",
        "portal_on = FALSE",
        "portal_on = TRUE",
        [
            (Who::Eva, ORDER, PORTAL),
            (Who::Eva, ON_ORDER, PORTAL),
            (Who::Eva, NOT_ON_ORDER, PORTAL),
            (Who::Sven, SVEN, PORTAL),
        ]
    ),
    of_huber!(
        "Huber has become an organization of its own",
        "access_state = 'independent'",
        "access_state = 'active'",
        [
            (Who::Eva, &[K::OrderCreated], Then::Untold("the reader no longer holds choose_order_notifications")),
            (Who::Eva, &[K::CheckDue], Then::Untold("the reader no longer holds self_checks")),
        ]
    ),
    of_huber!(
        "the area of orders is switched off for Huber",
        "area_orders = FALSE",
        "area_orders = TRUE",
        [(Who::Eva, ORDER, AREA), (Who::Eva, &[K::DocumentAdded], AREA), (Who::Sven, SVEN, AREA)]
    ),
    of_huber!(
        "the area of documents is switched off for Huber",
        "area_documents = FALSE",
        "area_documents = TRUE",
        [(Who::Eva, &[K::DocumentAdded], AREA)]
    ),
    of_huber!(
        "the area of billing is switched off for Huber",
        "area_billing = FALSE",
        "area_billing = TRUE",
        [(Who::Eva, BILLING, AREA)]
    ),
    of_huber!(
        "the area of video sessions is switched off for Huber",
        "area_video = FALSE",
        "area_video = TRUE",
        [(Who::Eva, VIDEO, AREA)]
    ),
    of_huber!(
        "the area of objects is switched off for Huber",
        "area_objects = FALSE",
        "area_objects = TRUE",
        [(Who::Eva, &[K::CheckDue], AREA)]
    ),
    moved!(
        "the order is moved to Weiz",
        "service_order",
        "A1",
        "(SELECT id FROM facility WHERE name = 'Weiz')",
        [(Who::Eva, ORDER, SCOPE), (Who::Eva, ON_ORDER, SCOPE)]
    ),
    moved!(
        "the order is at no facility any more",
        "service_order",
        "A1",
        "NULL",
        [(Who::Eva, ORDER, SCOPE), (Who::Eva, ON_ORDER, SCOPE)]
    ),
    moved!(
        "the object is moved to Weiz",
        "service_object",
        "O1",
        "(SELECT id FROM facility WHERE name = 'Weiz')",
        [(Who::Eva, &[K::CheckDue], SCOPE)]
    ),
    moved!(
        "the video session is for Weiz by now",
        "video_session",
        "V1",
        "(SELECT id FROM facility WHERE name = 'Weiz')",
        [(Who::Eva, VIDEO, SCOPE)]
    ),
    row!(
        "the order is for Karl by now",
        "UPDATE service_order SET contact_id = (SELECT id FROM contact WHERE first_name = 'Karl') WHERE number = 'A1'",
        "UPDATE service_order SET contact_id = (SELECT id FROM contact WHERE first_name = 'Lea') WHERE number = 'A1'",
        [(Who::Sven, SVEN, CONTACT)]
    ),
    row!(
        "the order belongs to Hofer by now",
        "UPDATE service_order SET customer_id = (SELECT id FROM customer WHERE number = '1043') WHERE number = 'A1'",
        "UPDATE service_order SET customer_id = (SELECT id FROM customer WHERE number = '1042') WHERE number = 'A1'",
        [(Who::Eva, ORDER, OTHERS), (Who::Eva, ON_ORDER, OTHERS), (Who::Sven, SVEN, OTHERS)]
    ),
    row!(
        "there is no such order any more",
        "UPDATE service_order SET number = 'A1 as was' WHERE number = 'A1'",
        "UPDATE service_order SET number = 'A1' WHERE number = 'A1 as was'",
        [
            (Who::Eva, ORDER, GONE),
            (Who::Sven, SVEN, GONE),
            (Who::Nora, STAFF_ORDERS, GONE),
            (Who::Nora, STAFF_COMMENTS, GONE),
            (Who::Nora, &[K::FaultReceived], GONE),
            (Who::Adam, FEW, GONE),
            (Who::Olle, FEW, GONE),
        ]
    ),
    row!(
        "there is no such document any more",
        "UPDATE document SET number = 'D1 as was'",
        "UPDATE document SET number = 'D1'",
        [(Who::Eva, &[K::DocumentAdded], GONE), (Who::Nora, &[K::DocumentAdded], GONE)]
    ),
    row!(
        "the estimate is an invoice by now",
        "UPDATE billing_record SET kind = 'invoice' WHERE number = 'E1'",
        "UPDATE billing_record SET kind = 'estimate' WHERE number = 'E1'",
        [(Who::Eva, &[K::EstimateToAccept], GONE), (Who::Nora, &[K::EstimateDecided], GONE)]
    ),
];
