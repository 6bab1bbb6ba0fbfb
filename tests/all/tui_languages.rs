//! The terminal in the languages of its people, through the real loop with the real services and a real database.

use keydesk::domain::state::Language;
use keydesk::service::preferences;
use keydesk::store::Store;

use crate::support::database::stories;
use crate::support::terminal::{at_the_desk, settings};
use crate::support::world::World;

const SMALL: (u16, u16) = (80, 24);

stories! {
    the_terminal_speaks_the_language_that_one_chooses,
}

async fn the_terminal_speaks_the_language_that_one_chooses(store: Store) {
    let world = World::new(store).await;
    world.customer("1042", "Huber Maschinen GmbH").await;
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        hands.see("Huber Maschinen").await;
        hands.press("ctrl-p");
        hands.type_text("my language");
        hands.press("enter");
        hands.see("Your language").await;
        hands.press("right right right enter enter");
        // What is loaded next brings the person anew, and the sections are named in German.
        hands.see("[Kunden]").await;
        assert_eq!(preferences::reached(&world.app, &world.admin).await.unwrap().language, Some(Language::German));
        hands.press("ctrl-p");
        hands.type_text("meine spr");
        hands.press("enter");
        hands.see("Deutsch").await;
        hands.press("left left left enter enter");
        hands.see("[Customers]").await;
        assert_eq!(preferences::reached(&world.app, &world.admin).await.unwrap().language, None);
    })
    .await;
}
