//! Which flow through the terminal's real loop carries out which commands of the catalogue.
//!
//! Whether a flow does is checked where it runs, at its end: `terminal::at_the_desk` calls [`kept`]. That no command is
//! missing is a test of `tui_flows`. What each flow carries out is listed with
//! `KEYDESK_LIST_FLOWS=1 cargo test --test all tui -- --nocapture`.

use std::collections::BTreeSet;

use keydesk::tui::catalogue::Id as I;

/// Which flow carries out which commands.
pub const FLOWS: &[(&str, &[I])] = &[
    (
        "a_colleague_is_changed_in_every_way",
        &[I::StaffEdit, I::StaffAreas, I::StaffCustomers, I::StaffPassword, I::StaffSessions],
    ),
    ("a_channel_is_stopped_and_goes_on_from_the_outbox", &[I::OutboxChannel]),
    ("a_customer_is_edited_and_access_given_on_the_way", &[I::CustomerEdit]),
    ("a_document_is_attached_saved_and_removed", &[I::OrderDocuments]),
    ("a_form_that_was_begun_is_not_lost_by_leaving_keydesk", &[I::Invite, I::DialogQuit]),
    ("a_letter_is_looked_at_in_a_browser_and_it_is_said_who_is_told", &[I::OutboxBrowse, I::LetterTold]),
    ("a_list_is_searched_by_fields_saved_as_a_view_and_found_by_its_name", &[I::SortTurn, I::Views, I::ViewSave]),
    (
        "a_long_list_is_walked_by_the_page_and_to_its_ends",
        &[
            I::PageUp,
            I::PageDown,
            I::Last,
            I::First,
            I::CustomerPortal,
            I::Filter,
            I::Module,
            I::No,
            I::DialogHelp,
            I::PickUp,
            I::PickDown,
            I::Sleep,
        ],
    ),
    ("a_permission_is_taken_reviewed_and_saved", &[I::GridAsRole, I::GridRight]),
    ("a_person_is_seen_through_and_explained", &[I::UserExplain, I::ViewNext]),
    ("a_record_is_opened_and_undone_and_says_why_not", &[I::SectionActivity, I::RecordRaw, I::RecordUndo]),
    (
        "a_report_is_taken_counted_to_an_order_and_answered",
        &[I::SectionFaults, I::FaultTake, I::FaultConvert, I::FaultClose, I::FaultOrder],
    ),
    (
        "a_report_leads_to_its_documents_and_its_customer",
        &[
            I::FaultFilter,
            I::FaultDocuments,
            I::FaultCustomer,
            I::TriageRead,
            I::TriageCustomer,
            I::Freeze,
            I::RecordCustomer,
        ],
    ),
    ("a_request_for_independence_is_decided_from_triage", &[I::SectionTriage, I::Reload]),
    (
        "a_role_is_changed_after_its_effect_was_said",
        &[I::SectionSettings, I::Down, I::RoleToggle, I::RoleSave, I::RoleRight],
    ),
    (
        "a_self_check_is_made_and_assigned_and_a_reading_added",
        &[
            I::Templates,
            I::ObjectReadings,
            I::ObjectChecks,
            I::ReadingAdd,
            I::ReadingRemove,
            I::CheckAssign,
            I::TemplateNew,
        ],
    ),
    (
        "a_staff_account_is_made_and_changed",
        &[
            I::SectionStaff,
            I::Back,
            I::Search,
            I::StaffNew,
            I::StaffPermissions,
            I::StaffSwitch,
            I::InvitedCopy,
            I::InvitedDone,
        ],
    ),
    ("a_template_is_changed_and_taken_out_of_use", &[I::TemplateEdit]),
    (
        "a_temporary_password_is_shown_once_and_a_link_goes_elsewhere",
        &[I::UserPassword, I::UserSessions, I::SessionEnd],
    ),
    ("a_video_session_is_planned_moved_and_cancelled", &[I::PreviousTab, I::VideoPlan, I::VideoMove, I::VideoCancel]),
    ("a_video_session_that_was_asked_for_is_confirmed_moved_and_another_cancelled", &[I::VideoConfirm]),
    ("a_view_from_another_machine_is_found_renamed_and_deleted", &[I::ViewRename, I::ViewDelete]),
    (
        "a_view_in_a_browser_is_a_link_that_is_copied_and_logged",
        &[I::ViewAs, I::ViewLink, I::ViewPrevious, I::ViewLinkHere],
    ),
    ("an_access_gets_an_end_and_loses_it", &[I::UserEnd]),
    ("an_estimate_gets_its_file_and_the_answer_is_seen_as_it_comes", &[I::BillingAttach, I::BillingSave]),
    ("an_invitation_is_followed_on_the_screen", &[I::SectionOutbox, I::Panel, I::CopyLink, I::Withdraw]),
    (
        "an_invitation_is_read_aloud_shown_as_a_picture_and_sent_elsewhere",
        &[I::Resend, I::InvitationQr, I::InvitationCode, I::InvitationAddress, I::InvitationFilter],
    ),
    ("an_object_is_edited_and_its_self_check_ended", &[I::ObjectEdit, I::CheckUnassign, I::SessionEndAll, I::LinkUndo]),
    ("an_object_is_moved_after_it_was_said_who_sees_it_no_longer", &[I::ObjectMove]),
    (
        "an_order_is_created_assigned_planned_and_talked_about",
        &[
            I::SectionOrders,
            I::OrderNew,
            I::OrderComment,
            I::OrderAssign,
            I::OrderPlan,
            I::OrderState,
            I::OrderMove,
            I::OrderCancelVisit,
            I::FieldNext,
            I::FieldPrevious,
            I::Submit,
            I::Toggle,
            I::ToggleBack,
            I::Yes,
            I::ReadPageDown,
            I::ReadDone,
            I::Pick,
        ],
    ),
    (
        "an_order_is_filtered_edited_and_leads_to_its_customer",
        &[I::OrderFilter, I::OrderEdit, I::OrderCustomer, I::ReadUp, I::ReadDown, I::ReadPageUp],
    ),
    ("another_view_replaces_the_one_before", &[I::ViewAnother]),
    ("contacts_and_facilities_are_made_and_edited", &[I::Add, I::EditOwned]),
    ("deleting_waits_for_the_name_and_is_for_good", &[I::UserDelete]),
    (
        "documents_of_a_model_are_reached_from_an_object_and_by_name",
        &[I::Palette, I::DocumentAdd, I::DocumentSave, I::DocumentRemove, I::ObjectDocuments, I::ObjectModelDocuments],
    ),
    ("facilities_and_contact_are_changed_from_the_users_tab", &[I::UserContact, I::UserScope, I::BoxDown]),
    ("it_is_said_who_would_be_told_about_an_order", &[I::OrderTold]),
    (
        "letters_are_filtered_put_first_and_cancelled",
        &[I::OutboxFilter, I::LetterAddress, I::Retry, I::CancelLetter, I::InvitationDelete],
    ),
    ("list_and_detail_stand_side_by_side_where_there_is_room", &[I::Up]),
    ("marked_people_and_customers_are_changed_at_once", &[I::First, I::Mark, I::MarkAll, I::Bulk]),
    ("one_chooses_ones_own_notices", &[I::MyNotices]),
    ("palette_help_mouse_and_odd_input_work_together", &[I::Help, I::SectionCustomers]),
    ("revoking_writes_to_another_address_or_to_nobody", &[I::Revoke]),
    ("signing_in_goes_from_field_to_field_and_sleeps", &[I::SignInNext, I::SignInSleep]),
    ("signing_in_needs_the_right_password", &[I::SignInGo]),
    ("suspending_asks_first_and_no_is_the_default", &[I::Lift, I::Choose, I::OtherAnswer]),
    ("the_first_screen_says_where_the_portal_is_and_shows_the_newest_letter", &[I::Letters, I::Card]),
    (
        "the_grid_is_walked_and_a_long_review_is_read",
        &[
            I::GridLeft,
            I::GridEnd,
            I::GridScope,
            I::BoxUp,
            I::BoxPageUp,
            I::BoxPageDown,
            I::GridStart,
            I::GridRole,
            I::GridContact,
            I::GridExplain,
            I::GridMark,
            I::GridAll,
            I::ReviewUp,
            I::ReviewDown,
            I::ReviewPageUp,
            I::ReviewPageDown,
            I::RoleLeft,
            I::RoleUndo,
        ],
    ),
    (
        "the_secure_link_is_shown_copied_replaced_switched_and_ended",
        &[
            I::PortalAreas,
            I::SecureLink,
            I::BoxTick,
            I::BoxFilter,
            I::BoxDone,
            I::LinkCopy,
            I::LinkQr,
            I::LinkRotate,
            I::LinkSwitch,
            I::LinkEnd,
            I::Close,
        ],
    ),
    (
        "the_screen_is_locked_and_opens_for_its_person_alone",
        &[I::Lock, I::DialogLock, I::Mouse, I::DialogMouse, I::Unlock, I::UnlockEmpty],
    ),
    ("the_sign_in_page_is_left_with_escape", &[I::SignInQuit]),
    ("what_another_process_does_appears_by_itself_and_the_row_stays", &[I::Sort]),
    ("what_is_shown_is_written_to_a_file_and_never_over_one", &[I::LogExport]),
    (
        "what_was_changed_last_is_undone_with_z",
        &[
            I::Undo,
            I::Open,
            I::NextTab,
            I::Permissions,
            I::Suspend,
            I::GridToggle,
            I::GridSave,
            I::GridUndo,
            I::ReviewSave,
        ],
    ),
    ("the_terminal_speaks_the_language_that_one_chooses", &[I::MyLanguage]),
    ("with_nothing_unsaved_keydesk_is_left_at_once", &[I::Quit]),
];

/// Holds a flow to what the table says of it.
pub fn kept(flow: &str, performed: &BTreeSet<I>) {
    if std::env::var_os("KEYDESK_LIST_FLOWS").is_some() {
        eprintln!("flow {flow}: {performed:?}");
    }
    for (_, said) in FLOWS.iter().filter(|(name, _)| *name == flow) {
        let missing: Vec<_> = said.iter().filter(|id| !performed.contains(id)).collect();
        assert!(missing.is_empty(), "{flow} is said to carry out {missing:?}, and does not");
    }
}
