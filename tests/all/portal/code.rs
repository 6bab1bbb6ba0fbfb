//! `/code`: an address and a code that was read aloud (R7). It never tells whether an address is known.

use keydesk::domain::access::Scope;
use keydesk::service::access::{Grant, grant};
use keydesk::service::invitations;
use keydesk::store::Store;

use super::site::{Browser, Site};
use crate::support::database::stories;
use crate::support::sql::select;
use crate::support::world::World;

stories! { a_code_opens_the_invitation, wrong_codes_say_one_thing_and_lock_softly }

const GOOD: &str = "gul lampa under bron";

async fn coded(world: &World) -> String {
    let customer = world.customer("1042", "Huber Maschinen").await;
    let new = Grant {
        customer,
        email: "eva@huber.example".to_owned(),
        first_name: "Eva".to_owned(),
        last_name: "Huber".to_owned(),
        role: None,
        language: None,
        contact: None,
        scope: Scope::everything(),
        send_to: None,
    };
    let granted = grant(&world.app, &world.admin, &new).await.unwrap();
    invitations::code(&world.app, &world.admin, granted.invitation).await.unwrap().code
}

async fn a_code_opens_the_invitation(store: Store) {
    let world = World::new(store).await;
    let code = coded(&world).await;
    let site = Site::of(&world);
    for (language, title) in [
        ("en", "Your invitation by code"),
        ("de", "Ihre Einladung mit Code"),
        ("sv", "Din inbjudan med kod"),
        ("da", "Din invitation med kode"),
    ] {
        let mut browser = Browser { language, ..Browser::default() };
        let page = site.get(&mut browser, "/code").await;
        assert_eq!(page.status, 200);
        assert!(page.body.contains(title) && page.body.contains("autocomplete=\"one-time-code\""), "{}", page.body);
        assert!(!page.body.contains("Nordlift") && !page.body.contains("<script"), "{}", page.body);
    }
    // Without the form's token nothing happens, and the code is not used up.
    let mut foreign = Browser::default();
    let fields = [("email", "eva@huber.example"), ("code", code.as_str())];
    assert_eq!(site.post(&mut foreign, "/code", &fields).await.status, 422);

    let mut browser = Browser::default();
    site.get(&mut browser, "/code").await;
    let answer = site.post(&mut browser, "/code", &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    assert!(answer.location().starts_with("/invitation/kdi_"), "{}", answer.location());
    let path = answer.location().to_owned();
    let page = site.get(&mut browser, &path).await;
    assert!(page.status == 200 && page.body.contains("Huber Maschinen"), "{}", page.body);
    let accepted = site.post(&mut browser, &path, &[("password", GOOD)]).await;
    assert_eq!((accepted.status, accepted.location()), (303, "/"), "{}", accepted.body);
    let states = select!(&world.sql, (String,), "SELECT state FROM customer_user");
    assert_eq!(states, [("active".to_owned(),)]);
}

async fn wrong_codes_say_one_thing_and_lock_softly(store: Store) {
    let world = World::new(store).await;
    let code = coded(&world).await;
    let site = Site::of(&world);
    let mut browser = Browser::default();
    site.get(&mut browser, "/code").await;
    let empty = site.post(&mut browser, "/code", &[("email", ""), ("code", " ")]).await;
    assert!(
        empty.status == 422 && empty.body.contains("id=\"email-error\"") && empty.body.contains("id=\"code-error\"")
    );
    let mut said = Vec::new();
    for (email, typed) in [
        ("nobody@huber.example", code.as_str()),
        ("no address", code.as_str()),
        ("eva@huber.example", "ACDE-FGHJ"),
        ("eva@huber.example", "<b>\u{0}"),
    ] {
        let answer = site.post(&mut browser, "/code", &[("email", email), ("code", typed)]).await;
        assert_eq!(answer.status, 422, "{email}");
        assert!(answer.body.contains("<title>Error:"), "{}", answer.body);
        for secret in ["Huber M", "Nordlift", "<b>", "ACDE"] {
            assert!(!answer.body.contains(secret), "{secret}: {}", answer.body);
        }
        said.push(answer.between("id=\"code-error\">", "<").map(str::to_owned));
    }
    assert!(said[0].is_some() && said.iter().all(|s| *s == said[0]), "{said:?}");
    for _ in 0..4 {
        site.post(&mut browser, "/code", &[("email", "eva@huber.example"), ("code", "ACDE-FGHJ")]).await;
    }
    let locked = site.post(&mut browser, "/code", &[("email", "eva@huber.example"), ("code", &code)]).await;
    assert_eq!(locked.status, 429);
    assert!(locked.headers.contains_key("retry-after"));
    let mut other = Browser::default();
    site.get(&mut other, "/login").await;
    let states = select!(&world.sql, (String,), "SELECT state FROM customer_user");
    assert_eq!(states, [("pending".to_owned(),)]);
}
