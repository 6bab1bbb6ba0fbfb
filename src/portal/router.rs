//! Every address of the portal, in one table.

use axum::Router;
use axum::extract::Request;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get, post};
use tower_http::compression::CompressionLayer;

use crate::service::App;

use super::gate::gate;
use super::pages::{
    account, billing, calendar, check_form, checks, code, colleague, colleague_deeds, colleagues, company,
    company_contact, confirm, dashboard, decision, documents, fault_new, faults, feed, invitation, language, link,
    login, logo, object, object_form, order, order_new, orders, passkeys, password, recovery, second, second_factor,
    switch, things, unsubscribe, video, view,
};
use super::state::Portal;
use super::{PortalSettings, assets, kept, pages};

/// One address: the methods it takes, the pattern, the handlers.
type Entry = (&'static str, &'static str, MethodRouter<Portal>);

fn table() -> Vec<Entry> {
    vec![
        ("GET", "/", get(switch::home)),
        ("GET POST", "/login", get(login::show).post(login::enter)),
        ("POST", "/login/passkey", post(login::passkey)),
        ("GET POST", "/login/second", get(second::show).post(second::enter)),
        ("GET POST", "/recovery", get(recovery::show).post(recovery::ask)),
        ("POST", "/logout", post(switch::logout)),
        ("GET POST", "/invitation/{token}", get(invitation::show).post(invitation::accept)),
        ("GET POST", "/password/{token}", get(password::show).post(password::set)),
        ("GET POST", "/password", get(password::ask).post(password::replace)),
        ("GET POST", "/code", get(code::show).post(code::enter)),
        ("GET", "/link/{token}", get(link::open)),
        ("POST", "/login/language", post(language::choose)),
        ("GET POST", "/view/{token}", get(view::show).post(view::start)),
        ("GET POST", "/view/end", get(view::over).post(view::end)),
        ("GET", "/dashboard", get(dashboard::show)),
        ("GET POST", "/orders", get(orders::list).post(order_new::create)),
        ("GET", "/orders/new", get(order_new::form)),
        ("GET", "/orders/{number}", get(order::show)),
        ("POST", "/orders/{number}/comments", post(order::comment)),
        ("POST", "/orders/{number}/documents", post(documents::add_to_order)),
        ("GET POST", "/orders/{number}/edit", get(order_new::edit_form).post(order_new::edit)),
        ("POST", "/orders/{number}/cancel", post(order_new::cancel)),
        ("GET POST", "/faults", get(faults::list).post(fault_new::report)),
        ("GET", "/faults/new", get(fault_new::form)),
        ("GET", "/faults/{number}", get(faults::show)),
        ("GET", "/objects", get(things::objects)),
        ("POST", "/objects/{number}/documents", post(documents::add_to_object)),
        ("GET", "/documents", get(documents::list)),
        ("GET", "/documents/{number}", get(documents::download)),
        ("GET", "/documents/{number}/thumbnail", get(documents::thumbnail)),
        ("GET POST", "/objects/new", get(object_form::new).post(object_form::create)),
        ("GET", "/objects/{number}", get(object::show)),
        ("GET POST", "/objects/{number}/edit", get(object_form::edit).post(object_form::change)),
        ("POST", "/objects/{number}/readings", post(object::read)),
        ("GET", "/checks", get(checks::list)),
        ("GET POST", "/checks/{assignment}", get(check_form::show).post(check_form::fill)),
        ("GET", "/checks/{assignment}/{run}", get(checks::answered)),
        ("GET", "/facilities", get(things::facilities)),
        ("GET", "/calendar", get(calendar::show)),
        ("POST", "/calendar/address", post(calendar::change)),
        ("GET", "/calendar/feed/{name}", get(feed::show)),
        ("GET", "/video", get(video::list)),
        ("GET POST", "/video/new", get(video::ask).post(video::request)),
        ("GET POST", "/video/{number}", get(video::show).post(video::move_to)),
        ("POST", "/video/{number}/cancel", post(video::cancel)),
        ("GET", "/billing", get(billing::list)),
        ("GET", "/billing/{number}", get(billing::show)),
        ("GET", "/billing/{number}/file", get(billing::file)),
        ("GET POST", "/billing/{number}/decision", get(decision::ask).post(decision::decide)),
        ("GET", "/company", get(company::show)),
        ("GET POST", "/company/edit", get(company::form).post(company::save)),
        ("GET POST", "/company/contacts/new", get(company_contact::new).post(company_contact::add)),
        ("GET POST", "/company/contacts/{number}", get(company_contact::form).post(company_contact::save)),
        ("GET", "/colleagues", get(colleagues::list)),
        ("GET POST", "/colleagues/invite", get(colleagues::form).post(colleagues::invite)),
        ("GET POST", "/colleagues/{id}", get(colleague::show).post(colleague::save)),
        ("POST", "/colleagues/{id}/suspend", post(colleague_deeds::suspend)),
        ("POST", "/colleagues/{id}/lift", post(colleague_deeds::lift)),
        ("POST", "/colleagues/{id}/resend", post(colleague_deeds::resend)),
        ("GET POST", "/colleagues/{id}/remove", get(colleague_deeds::ask).post(colleague_deeds::remove)),
        ("GET", "/account", get(account::show)),
        ("POST", "/account/profile", post(account::save)),
        ("POST", "/account/language", post(account::language)),
        ("POST", "/account/time-zone", post(account::save_time_zone)),
        ("POST", "/account/notices", post(account::choose)),
        ("POST", "/account/independence", post(account::ask)),
        ("POST", "/account/password", post(account::change)),
        ("POST", "/account/data", post(account::download)),
        ("GET", "/account/second-factor", get(second_factor::show)),
        ("POST", "/account/second-factor/begin", post(second_factor::begin)),
        ("POST", "/account/second-factor/confirm", post(second_factor::confirm)),
        ("POST", "/account/second-factor/off", post(second_factor::switch_off)),
        ("POST", "/account/second-factor/codes", post(second_factor::new_codes)),
        ("GET POST", "/account/passkeys", get(passkeys::show).post(passkeys::add)),
        ("POST", "/account/passkeys/remove", post(passkeys::remove)),
        ("GET POST", "/account/confirm", get(confirm::show).post(confirm::elevate)),
        ("POST", "/account/sessions/end", post(account::end)),
        ("POST", "/account/sessions/end-others", post(account::end_others)),
        ("GET POST", "/unsubscribe/{token}", get(unsubscribe::show).post(unsubscribe::switch_off)),
        ("GET POST", "/switch", get(switch::show).post(switch::switch)),
        ("GET", "/my_profile", get(pages::profile)),
        ("GET", "/.well-known/change-password", get(pages::change_password)),
        ("GET", "/healthz", get(pages::healthz)),
        ("GET", "/robots.txt", get(pages::robots)),
        // Compression is for what is the same for everybody: a page that mixes secrets with what a visitor typed is
        // not compressed (BREACH).
        ("GET", "/static/{name}", get(assets::file).layer(CompressionLayer::new())),
        ("GET", "/brand/{accent}", get(assets::accent)),
        ("GET", "/brand/logo/{name}", get(logo::show)),
    ]
}

/// The methods and the pattern of every address, for a test that leaves none out.
pub fn routes() -> Vec<(&'static str, &'static str)> {
    table().into_iter().flat_map(|(methods, path, _)| methods.split(' ').map(move |method| (method, path))).collect()
}

/// The portal as a service, without a server around it.
pub fn router(app: App, settings: PortalSettings) -> Router {
    let portal = Portal::new(app, settings);
    let mut router = Router::new();
    for (_, path, methods) in table() {
        router = router.route(path, methods);
    }
    let inner = router
        .fallback(pages::not_found)
        .method_not_allowed_fallback(pages::method_not_allowed)
        .layer(from_fn_with_state(portal.clone(), gate))
        .with_state(portal.clone());
    // Around all of it, because it asks the router for other pages than the one that was asked for.
    Router::new().fallback(move |request: Request| kept::around(portal.clone(), inner.clone(), request))
}
