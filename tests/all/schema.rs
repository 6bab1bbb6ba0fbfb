//! The two schemas are one: the same tables, columns, nullability and kinds of values.

use keydesk::store::Store;

use crate::support::database::stories;
use crate::support::sql::select;
use crate::support::world::World;

stories! { a_world_can_be_built }

async fn a_world_can_be_built(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber Maschinen GmbH").await;
    let facility = world.facility(customer, "Graz").await;
    let contact = world.contact(customer, "Eva", "Huber").await;
    world.object(customer, Some(facility), "Press").await;
    world.order(customer, Some(facility), "A-1", "Oil leak").await;
    world.user(customer, "eva@huber.example").await;
    world.model("Press 3000").await;
    world.area("Graz").await;
    let other = world.another("Südbau").await;
    other.customer("1042", "Somebody else").await;
    let found = select!(&world.sql, (i64,), "SELECT count(*) FROM contact WHERE id = $1", contact);
    assert_eq!(found, [(1,)]);
}
