//! Lists through the real loop: fields in the search with completion, sorting that is remembered, saved views.

use keydesk::domain::listing::List;
use keydesk::domain::state::AccessState;
use keydesk::service::memory;
use keydesk::service::orders::{self, OrdersQuery};
use keydesk::service::views::{self, NewView};
use keydesk::store::Store;

use crate::support::database::stories;
use crate::support::sql::exec;
use crate::support::terminal::{at_the_desk, settings};
use crate::support::world::World;

const SMALL: (u16, u16) = (80, 24);

stories! {
    a_list_is_searched_by_fields_saved_as_a_view_and_found_by_its_name,
    a_view_from_another_machine_is_found_renamed_and_deleted,
    orders_are_found_by_their_fields_and_sorted_either_way,
    several_orders_are_closed_at_once_and_each_says_what_became_of_it,
}

async fn town(store: Store) -> World {
    let world = World::new(store).await;
    for (number, name) in [("1038", "Hofer KG"), ("1042", "Huber Maschinen"), ("1077", "Hydro Nord")] {
        world.customer(number, name).await;
    }
    let sql = "UPDATE customer SET access_state = $1 WHERE number = $2";
    exec!(&world.sql, sql, AccessState::Pending, "1042");
    let sql = "UPDATE customer SET city = $1, city_key = $2 WHERE number = $3";
    exec!(&world.sql, sql, "Graz", "graz", "1042");
    exec!(&world.sql, sql, "Weiz", "weiz", "1077");
    world
}

/// Which row is under the cursor, and in which order two stand.
fn above(frame: &str, first: &str, second: &str) -> bool {
    let line = |text: &str| frame.lines().position(|l| l.contains(text));
    matches!((line(first), line(second)), (Some(a), Some(b)) if a < b)
}

async fn a_list_is_searched_by_fields_saved_as_a_view_and_found_by_its_name(store: Store) {
    let world = town(store).await;
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        hands.see("Hydro Nord").await;
        // What can be typed is shown; Tab goes on with it.
        hands.press("/");
        hands.see("access:  city:  area:  kind:").await;
        hands.type_text("ac");
        hands.press("tab");
        hands.see("off  link  pending").await;
        hands.type_text("pe");
        hands.press("tab");
        hands.see("/ access:pending").await;
        hands.until("show 1042 alone", |f| f.contains("Huber") && !f.contains("Hofer")).await;
        // A mistake names the nearest field, and what is shown stays.
        hands.type_text("ctiy:x");
        hands.see("did you mean city:?").await;
        hands.press("backspace backspace backspace backspace backspace backspace");
        hands.gone("did you mean").await;
        hands.press("enter");
        hands.see("Customers ▸ 1042").await;
        hands.press("esc ctrl-s");
        hands.see("Save this view").await;
        hands.type_text("Invited");
        hands.press("enter enter");
        hands.see("✓ The view Invited was saved").await;
        hands.press("esc");
        hands.see("Hofer KG").await;
        // By its number, by its name in the palette.
        hands.press("F");
        hands.see("1 Invited").await;
        hands.type_text("1");
        hands.press("enter");
        hands.until("show 1042 alone", |f| f.contains("Huber") && !f.contains("Hofer")).await;
        hands.press("esc");
        hands.see("Hofer KG").await;
        hands.press("ctrl-p");
        hands.see("─ Go to ─").await;
        hands.type_text("invited");
        hands.see("view").await;
        hands.press("enter");
        hands.until("show 1042 alone", |f| f.contains("Huber") && !f.contains("Hofer")).await;
        hands.press("esc");
        hands.see("Hofer KG").await;
        // Sorted the other way round; that is remembered.
        hands.press("R");
        hands.until("put Hydro first", |f| f.contains("Name ↓") && above(f, "Hydro Nord", "Hofer KG")).await;
    })
    .await;
    assert_eq!(memory::all(&app, &admin).await.unwrap()["sort.customers"], "-name");
    assert_eq!(views::list(&app, &admin).await.unwrap()[0].query, "access:pending");
}

/// What was saved and remembered on one machine is there on another.
async fn a_view_from_another_machine_is_found_renamed_and_deleted(store: Store) {
    let world = town(store).await;
    let (app, admin) = (world.app.clone(), world.admin.clone());
    memory::remember(&app, &admin, "sort.customers", &"-name".into()).await.unwrap();
    let new = NewView {
        list: List::Customers,
        name: "Invited".into(),
        query: "access:pending".into(),
        sorting: "city".into(),
    };
    views::save(&app, &admin, &new).await.unwrap();
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        hands.until("put Hydro first", |f| f.contains("Name ↓") && above(f, "Hydro Nord", "Hofer KG")).await;
        hands.press("S");
        hands.until("sort by number", |f| f.contains("No. ↑") && above(f, "Hofer KG", "Hydro Nord")).await;
        hands.click("City");
        hands.until("sort by city", |f| f.contains("City ↑")).await;
        hands.click("No.");
        hands.until("sort by number", |f| f.contains("No. ↑")).await;
        hands.press("F");
        hands.see("1 Invited").await;
        hands.press("ctrl-r");
        hands.see("Rename the view Invited").await;
        hands.press("ctrl-u");
        hands.type_text("Asked");
        hands.press("enter enter");
        hands.see("1 Asked").await;
        hands.press("ctrl-x");
        hands.see("Delete the view Asked?").await;
        hands.press("y");
        hands.see("✓ The view Asked was deleted").await;
        hands.press("F");
        hands.see("No view of this list was saved yet").await;
    })
    .await;
    assert_eq!(memory::all(&app, &admin).await.unwrap()["sort.customers"], "number");
    assert!(views::list(&app, &admin).await.unwrap().is_empty());
}

async fn orders_are_found_by_their_fields_and_sorted_either_way(store: Store) {
    let world = World::new(store).await;
    let huber = world.customer("1042", "Huber Maschinen").await;
    for (number, title) in [("W9", "Lift"), ("W10", "Gate"), ("W11", "Door")] {
        world.order(huber, None, number, title).await;
    }
    let sql = "UPDATE service_order SET state = $1 WHERE number = $2";
    exec!(&world.sql, sql, "waiting", "W10");
    exec!(&world.sql, sql, "closed", "W11");
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        hands.press("3");
        hands.see("Gate").await;
        // By number, W9 before W10; a click on a heading the other way round.
        hands.press("S S");
        hands.until("sort by number", |f| f.contains("No. ↑") && above(f, "Lift", "Gate")).await;
        hands.press("R");
        hands.until("turn it", |f| f.contains("No. ↓") && above(f, "Gate", "Lift")).await;
        // Closed ones are hidden, unless they are what is asked for.
        hands.press("/");
        hands.type_text("state:closed");
        hands.until("show the closed one", |f| f.contains("Door") && !f.contains("Gate")).await;
        hands.press("esc /");
        hands.type_text("state:wait gate");
        hands.until("show one", |f| f.contains("Gate") && !f.contains("Lift")).await;
        hands.press("esc /");
        hands.type_text("planned:soon");
        hands.see("is no day").await;
    })
    .await;
    assert_eq!(memory::all(&app, &admin).await.unwrap()["sort.orders"], "-number");
}

async fn several_orders_are_closed_at_once_and_each_says_what_became_of_it(store: Store) {
    let world = World::new(store).await;
    let huber = world.customer("1042", "Huber Maschinen").await;
    for (number, title) in [("W9", "Lift"), ("W10", "Gate"), ("W11", "Door")] {
        world.order(huber, None, number, title).await;
    }
    exec!(&world.sql, "UPDATE service_order SET state = $1 WHERE number = $2", "closed", "W11");
    let (app, admin, other) = (world.app.clone(), world.admin.clone(), world.clone());
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        hands.press("3");
        hands.see("Gate").await;
        hands.press("f");
        hands.see("Door").await;
        hands.press("ctrl-a b");
        hands.see("For 3 marked orders").await;
        hands.type_text("closed");
        hands.press("enter");
        let review = hands.see("Set closed: 2?").await;
        assert!(review.contains("W11 Door") && review.contains("it is closed already"), "{review}");
        // Somebody is faster with one of them.
        exec!(&other.sql, "UPDATE service_order SET version = version + 1 WHERE number = $1", "W10");
        hands.press("space enter enter");
        let told = hands.see("Done for 1 of 3").await;
        assert!(told.contains("✗ W10 Gate") && told.contains("✓ W9 Lift"), "{told}");
    })
    .await;
    let open = OrdersQuery { open: true, ..OrdersQuery::default() };
    let left = orders::list(&app, &admin, &open).await.unwrap().rows;
    assert_eq!(left.iter().map(|o| o.number.as_str()).collect::<Vec<_>>(), ["W10"]);
}
