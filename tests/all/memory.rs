//! What is remembered for staff, and the views of lists that they save: each for themselves, on any machine, within bounds.

use keydesk::domain::listing::List;
use keydesk::domain::staff::StaffRole;
use keydesk::service::activity::{self, ActivityQuery, Record};
use keydesk::service::memory::{self, LARGEST_VALUE, MOST_KEYS};
use keydesk::service::views::{self, MOST_VIEWS, NewView, SavedView};
use keydesk::service::{Actor, Error, Who};
use keydesk::store::Store;
use serde_json::json;

use crate::support::database::stories;
use crate::support::sql::exec;
use crate::support::world::World;

stories! {
    what_is_remembered_is_ones_own_and_bounded,
    views_are_saved_renamed_and_deleted_by_their_owner,
    views_are_bounded_and_every_wrong_field_is_named,
    all_of_it_goes_with_the_account,
}

fn view(name: &str, query: &str) -> NewView {
    NewView { list: List::Customers, name: name.into(), query: query.into(), sorting: "-name".into() }
}

fn names(views: &[SavedView]) -> Vec<&str> {
    views.iter().map(|v| v.name.as_str()).collect()
}

async fn what_is_remembered_is_ones_own_and_bounded(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let tech = world.staff("tech", StaffRole::Technician, &[]).await;
    let before = activity::list(app, &world.admin, &ActivityQuery::default()).await.unwrap().len();
    memory::remember(app, &tech, "sort.customers", &json!("-city")).await.unwrap();
    memory::remember(app, &tech, "sort.customers", &json!({ "by": "né\u{0}", "down": true })).await.unwrap();
    memory::remember(app, &tech, "card.orders", &json!(null)).await.unwrap();
    let all = memory::all(app, &tech).await.unwrap();
    assert_eq!(all.keys().collect::<Vec<_>>(), ["card.orders", "sort.customers"]);
    assert_eq!(all["sort.customers"], json!({ "by": "né\u{0}", "down": true }));
    assert!(memory::all(app, &world.admin).await.unwrap().is_empty(), "nobody else's");
    assert!(!memory::forget(app, &world.admin, "card.orders").await.unwrap());
    assert!(memory::forget(app, &tech, "card.orders").await.unwrap());
    assert!(!memory::forget(app, &tech, "card.orders").await.unwrap());
    assert_eq!(memory::all(app, &tech).await.unwrap().len(), 1);
    // It is no event: the log holds what it held.
    assert_eq!(activity::list(app, &world.admin, &ActivityQuery::default()).await.unwrap().len(), before);

    let Err(Error::Invalid(wrong)) = memory::remember(app, &tech, "Sort By", &json!("x".repeat(LARGEST_VALUE))).await
    else {
        panic!("refused")
    };
    assert!(wrong.of("key").is_some() && wrong.of("value").is_some(), "{wrong}");
    for n in 1..MOST_KEYS {
        memory::remember(app, &tech, &format!("k{n}"), &json!(n)).await.unwrap();
    }
    let full = memory::remember(app, &tech, "one-more", &json!(1)).await;
    assert!(matches!(&full, Err(Error::Invalid(e)) if e.of("key").unwrap().contains("200")), "{full:?}");
    memory::remember(app, &tech, "k7", &json!(8)).await.unwrap();
    // What another program wrote and is no JSON is as if it were not there.
    exec!(&world.sql, "UPDATE staff_memory SET value = '{' WHERE key = 'k7'");
    assert_eq!(memory::all(app, &tech).await.unwrap().len(), MOST_KEYS - 1);
}

async fn views_are_saved_renamed_and_deleted_by_their_owner(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let tech = world.staff("tech", StaffRole::Technician, &[]).await;
    let first = views::save(app, &tech, &view(" Pending\tin Graz ", "access:pending city:Graz")).await.unwrap();
    let second = views::save(app, &tech, &view("West", "area:West")).await.unwrap();
    let other_list = NewView { list: List::Orders, ..view("West", "") };
    views::save(app, &tech, &other_list).await.unwrap();
    let all = views::list(app, &tech).await.unwrap();
    assert_eq!(names(&all), ["Pending in Graz", "West", "West"]);
    assert_eq!((all[0].position, all[1].position, all[2].position), (1, 2, 1));
    assert!(views::list(app, &world.admin).await.unwrap().is_empty(), "nobody else's");

    // Under the same name, however it is written, it is the same view.
    let again = views::save(app, &tech, &view("PENDING in graz", "access:pending")).await.unwrap();
    assert_eq!((again.id, again.name.as_str(), again.position), (first.id, "PENDING in graz", 1));
    assert_eq!(views::list(app, &tech).await.unwrap().len(), 3);

    // Others' are not there.
    for refused in
        [views::rename(app, &world.admin, first.id, "Mine").await, views::delete(app, &world.admin, first.id).await]
    {
        assert!(matches!(refused, Err(Error::NotFound { .. })), "{refused:?}");
    }
    let taken = views::rename(app, &tech, first.id, "wEST").await;
    assert!(matches!(&taken, Err(Error::Invalid(e)) if e.0[0].code == "view-taken"), "{taken:?}");
    assert_eq!(views::rename(app, &tech, second.id, "wEST").await.unwrap().name, "wEST", "its own name, written anew");
    views::delete(app, &tech, first.id).await.unwrap();
    assert!(matches!(views::delete(app, &tech, first.id).await, Err(Error::NotFound { .. })));
    assert_eq!(names(&views::list(app, &tech).await.unwrap()), ["wEST", "West"]);

    // The log names views and not what they look for.
    let log = activity::list(app, &world.admin, &ActivityQuery { limit: 6, ..ActivityQuery::default() }).await.unwrap();
    let said: Vec<_> = log.iter().rev().map(Record::sentence).collect();
    assert_eq!(
        said,
        [
            "saved the view Pending in Graz of the list customers",
            "saved the view West of the list customers",
            "saved the view West of the list orders",
            "saved the view PENDING in graz of the list customers",
            "renamed the view West of the list customers to wEST",
            "deleted the view PENDING in graz of the list customers",
        ]
    );
    assert!(log.iter().all(|r| !r.object().to_string().contains("access:")));
    // The same again is no change and no record.
    views::save(app, &tech, &view("wEST", "area:West")).await.unwrap();
    let newest =
        activity::list(app, &world.admin, &ActivityQuery { limit: 1, ..ActivityQuery::default() }).await.unwrap();
    assert_eq!(newest[0].seq, log[0].seq);
}

async fn views_are_bounded_and_every_wrong_field_is_named(store: Store) {
    let world = World::new(store).await;
    let (app, by) = (&world.app, &world.admin);
    let wrong = NewView { sorting: "name; DROP".into(), ..view(" ", &"x".repeat(600)) };
    let Err(Error::Invalid(errors)) = views::save(app, by, &wrong).await else { panic!("refused") };
    assert!(["name", "query", "sorting"].iter().all(|f| errors.of(f).is_some()), "{errors}");
    for n in 0..MOST_VIEWS {
        views::save(app, by, &view(&format!("View {n}"), "")).await.unwrap();
    }
    let full = views::save(app, by, &view("One more", "")).await;
    assert!(matches!(&full, Err(Error::Invalid(e)) if e.0[0].code == "view-full"), "{full:?}");
    views::save(app, by, &view("view 3", "city:Graz")).await.unwrap();

    let person = Actor {
        who: Who::CustomerUser { id: app.id(), sign_in: app.id(), name: "Eva Huber".into() },
        ..world.admin.clone()
    };
    assert!(matches!(views::list(app, &person).await, Err(Error::Denied { .. })));
    assert!(matches!(memory::all(app, &person).await, Err(Error::Denied { .. })));
}

async fn all_of_it_goes_with_the_account(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let tech = world.staff("tech", StaffRole::Technician, &[]).await;
    memory::remember(app, &tech, "sort.customers", &json!("city")).await.unwrap();
    views::save(app, &tech, &view("West", "area:West")).await.unwrap();
    views::save(app, &world.admin, &view("West", "area:West")).await.unwrap();
    exec!(&world.sql, "DELETE FROM staff WHERE id = $1", tech.staff_id().unwrap());
    assert!(memory::all(app, &tech).await.unwrap().is_empty() && views::list(app, &tech).await.unwrap().is_empty());
    assert_eq!(views::list(app, &world.admin).await.unwrap().len(), 1);
}
