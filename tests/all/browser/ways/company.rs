//! What a company looks after by itself: its data, its contacts, its colleagues (R41, R50).

use super::stage::{NEW_PASSWORD, Stage};
use super::ways;
use crate::support::sql::select;
use crate::support::world::PASSWORD;

ways! {
    data_and_contacts,
    a_colleague_from_invited_to_removed,
}

async fn data_and_contacts(stage: &Stage) {
    let person = stage.signed_in().await;
    let contact = stage.world.contact(person.customer, "Karla", "Kontakt").await;
    let number = select!(&stage.world.sql, (String,), "SELECT number FROM contact WHERE id = $1", contact).remove(0).0;
    let name = format!("Huber Maschinen {}", person.number);
    let company = format!("Your company | {name}");
    stage.open("/company", &company).await;
    stage.press("a[href='/company/edit']").await;
    stage.held("Change company data").await;
    stage.fill("#street", "Neue Gasse 7").await;
    stage.fill("#country", "Austria").await;
    stage.press("form.write button.main").await;
    stage.wrong("Change company data", "country", "Enter the two letters of a country, such as AT, DE, DK, SE.").await;
    stage.fill("#country", "AT").await;
    stage.press("form.write button.main").await;
    stage.notice("The company data have been changed.").await;
    stage.held(&company).await;
    let street = select!(&stage.world.sql, (String,), "SELECT street FROM customer WHERE id = $1", person.customer);
    assert_eq!(street, [("Neue Gasse 7".to_owned(),)]);

    stage.press(&format!("a[href='/company/contacts/{number}']")).await;
    stage.held("Change a person").await;
    stage.fill("#title", "Head of maintenance").await;
    stage.press("form.write button.main").await;
    stage.notice("The person has been changed.").await;
    stage.press("a[href='/company/contacts/new']").await;
    stage.held("Add a person").await;
    stage.press("form.write button.main").await;
    stage.wrong("Add a person", "last_name", "Enter a name.").await;
    stage.fill("#first_name", "Lena").await;
    stage.fill("#last_name", "Kern").await;
    stage.press("form.write button.main").await;
    stage.notice("The person has been added.").await;
    let sql = "SELECT last_name, title FROM contact WHERE customer_id = $1 ORDER BY last_name";
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    let stored = select!(&stage.world.sql, (String, String), sql, person.customer);
    assert_eq!(stored, [pair("Kern", ""), pair("Kontakt", "Head of maintenance")]);
    assert!(stage.says("Lena Kern").await && stage.says("Head of maintenance").await);
}

async fn a_colleague_from_invited_to_removed(stage: &Stage) {
    let person = stage.signed_in().await;
    let email = format!("jan{}@huber.example", person.number);
    stage.open("/colleagues", "Colleagues").await;
    stage.press("a[href='/colleagues/invite']").await;
    stage.held("Invite a colleague").await;
    stage.fill("#first_name", "Jan").await;
    stage.fill("#last_name", "Moser").await;
    stage.fill("#email", "jan at huber").await;
    stage.press("form.write button.main").await;
    stage.wrong("Invite a colleague", "email", "This is not an e-mail address. One looks like name@company.com.").await;
    stage.fill("#email", &email).await;
    stage.choose("#role", "member").await;
    stage.click("input[name=sees][value=chosen]").await;
    stage.click(&format!("input[name=facility][value='{}']", person.graz)).await;
    stage.press("form.write button.main").await;
    stage.notice("The invitation is on its way.").await;
    let sql = "SELECT u.state, u.role, u.sees_all FROM customer_user u JOIN sign_in s ON s.id = u.sign_in_id WHERE s.email = $1";
    let stands = async || select!(&stage.world.sql, (String, String, bool), sql, &email).remove(0);
    assert_eq!(stands().await, ("pending".to_owned(), "member".to_owned(), false));

    // The colleague takes it, in a browser of their own.
    let token = stage.letter_to(&email).await;
    stage.forget().await;
    stage.open(&format!("/invitation/{token}"), "Your access to Nordlift Service").await;
    stage.fill("#password", NEW_PASSWORD).await;
    stage.press("main button.main").await;
    stage.held("My orders").await;
    stage.forget().await;
    stage.sign_in(&person.email, PASSWORD).await;

    let page = stage.colleague(&email).await;
    stage.open(&page, "Jan Moser").await;
    stage.choose("#role", "moderator").await;
    stage.click("input[name=sees][value=all]").await;
    stage.click("#permission summary").await;
    stage.press("form[novalidate] button.main").await;
    stage.notice("What your colleague may see and do has been changed.").await;
    assert_eq!(stands().await, ("active".to_owned(), "moderator".to_owned(), true));
    for (deed, said, state) in [
        ("suspend", "Your colleague can no longer sign in.", "suspended"),
        ("lift", "Your colleague can sign in again.", "active"),
    ] {
        stage.press(&format!("form[action$='/{deed}'] button")).await;
        stage.notice(said).await;
        stage.held("Jan Moser").await;
        assert_eq!(stands().await.0, state);
    }
    stage.press("a[href$='/remove']").await;
    stage.held("Remove the colleague?").await;
    stage.press(".card button.main").await;
    stage.notice("Your colleague no longer has access.").await;
    assert_eq!(stands().await.0, "revoked");
    stage.forget().await;
    stage.refused_at_sign_in(&email, NEW_PASSWORD, "Your access is not active").await;
}
