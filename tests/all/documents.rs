//! Documents as staff handle them (R37) on both databases: attached, listed, read, removed, and by whom.

use futures_util::TryStreamExt as _;
use keydesk::domain::staff::StaffRole;
use keydesk::service::activity::{self, ActivityQuery};
use keydesk::service::documents::{self, DocumentRow, On};
use keydesk::service::{Actor, Error};
use keydesk::store::Store;

use crate::support::database::stories;
use crate::support::sql::{exec, select};
use crate::support::world::{NewCustomer, World};

stories! {
    a_document_is_attached_read_and_removed,
    what_cannot_be_taken_leaves_nothing,
    permission_area_and_organization_are_asked_for,
}

const PDF: &[u8] = b"%PDF-1.7\nserviced on Monday";

async fn add(world: &World, by: &Actor, on: On, name: &str, content: &[u8]) -> Result<DocumentRow, Error> {
    documents::add(&world.app, by, &on, name, &mut { content }).await
}

async fn content(world: &World, number: &str) -> Vec<u8> {
    let (_, content) = documents::open(&world.app, &world.admin, number).await.unwrap();
    content.try_collect::<Vec<_>>().await.unwrap().concat()
}

async fn a_document_is_attached_read_and_removed(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber").await;
    world.order(customer, None, "A1", "Lift").await;
    let order = add(&world, &world.admin, On::Order("A1".into()), "../../etc/report\u{202e}.pdf", PDF).await.unwrap();
    assert_eq!((order.number.as_str(), order.media_type.as_str()), ("D1", "application/pdf"));
    assert!(!order.name.contains(['/', '\u{202e}']), "{order:?}");
    assert_eq!((order.size, order.hangs_on().as_str()), (27, "order A1"));
    let own = add(&world, &world.admin, On::Customer("1042".into()), "contract.txt", "Öl".as_bytes()).await.unwrap();
    assert_eq!((own.number.as_str(), own.media_type.as_str()), ("D2", "text/plain"));
    let names = |rows: Vec<DocumentRow>| rows.into_iter().map(|r| r.number).collect::<Vec<_>>();
    let of = async |on: On| names(documents::list(&world.app, &world.admin, &on).await.unwrap());
    assert_eq!(of(On::Order("A1".into())).await, ["D1"]);
    assert_eq!(of(On::Customer("1042".into())).await, ["D2", "D1"], "everything of the customer");
    assert_eq!(content(&world, "D1").await, PDF);

    documents::remove(&world.app, &world.admin, "D1").await.unwrap();
    assert!(matches!(documents::open(&world.app, &world.admin, "D1").await, Err(Error::NotFound { .. })));
    assert!(matches!(documents::remove(&world.app, &world.admin, "D1").await, Err(Error::NotFound { .. })));
    // A number is never given twice.
    let next = add(&world, &world.admin, On::Customer("1042".into()), "more.txt", b"more").await.unwrap();
    assert_eq!(next.number, "D3");
    let query = ActivityQuery { limit: 10, ..ActivityQuery::default() };
    let log = activity::list(&world.app, &world.admin, &query).await.unwrap();
    let said: Vec<_> = log.iter().map(keydesk::service::activity::Record::sentence).collect();
    assert_eq!(said.len(), 4, "{said:?}");
    assert!(said[1].starts_with("removed the document D1 ") && said[1].ends_with("from order A1"), "{said:?}");
}

async fn what_cannot_be_taken_leaves_nothing(store: Store) {
    let world = World::new(store).await;
    world.customer("1042", "Huber").await;
    let on = || On::Customer("1042".into());
    let large = [PDF, &vec![b'x'; 10_000_001]].concat();
    let cases: [(&str, &[u8], &str); 6] = [
        ("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "markup"),
        ("page.pdf", b"<!doctype html><script>alert(1)</script>", "markup"),
        ("tool.pdf", b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xFF\xFF\0\0", "kind that is not taken"),
        ("empty.pdf", b"", "empty"),
        ("large.pdf", &large, "larger than"),
        ("..", PDF, "1 to 200 characters"),
    ];
    for (name, content, expected) in cases {
        match add(&world, &world.admin, on(), name, content).await {
            Err(Error::Invalid(errors)) => assert!(errors.to_string().contains(expected), "{name}: {errors}"),
            other => panic!("{name}: {other:?}"),
        }
    }
    assert!(matches!(
        add(&world, &world.admin, On::Order("A9".into()), "a.pdf", PDF).await,
        Err(Error::NotFound { .. })
    ));
    assert_eq!(select!(&world.sql, (i64,), "SELECT count(*) FROM document"), [(0,)]);
    assert_eq!(select!(&world.sql, (i64,), "SELECT count(*) FROM activity"), [(0,)]);
}

async fn permission_area_and_organization_are_asked_for(store: Store) {
    let world = World::new(store).await;
    let graz = world.area("Graz").await;
    world.customer_with("1", "Own", NewCustomer { area: Some(graz), ..NewCustomer::default() }).await;
    world.customer("2", "Elsewhere").await;
    world.model("M7").await;
    let (model,) = select!(&world.sql, (String,), "SELECT number FROM model").pop().unwrap();
    let department = world.staff("dora", StaffRole::DepartmentAdministrator, &[graz]).await;
    let dispatcher = world.staff("dirk", StaffRole::Dispatcher, &[]).await;
    let stranger = world.another("Other Service").await;
    let denied =
        |result: Result<DocumentRow, Error>| assert!(matches!(result, Err(Error::Denied { .. })), "{result:?}");

    add(&world, &department, On::Customer("1".into()), "a.pdf", PDF).await.unwrap();
    denied(add(&world, &department, On::Customer("2".into()), "a.pdf", PDF).await);
    denied(add(&world, &department, On::Model(model.clone()), "a.pdf", PDF).await);
    denied(add(&world, &dispatcher, On::Customer("1".into()), "a.pdf", PDF).await);
    add(&world, &world.admin, On::Model(model.clone()), "manual.pdf", PDF).await.unwrap();
    // Whoever sees customers reads; a model's documents are everybody's.
    assert_eq!(documents::list(&world.app, &dispatcher, &On::Customer("1".into())).await.unwrap().len(), 1);
    assert_eq!(documents::list(&world.app, &department, &On::Model(model)).await.unwrap().len(), 1);
    denied(documents::remove(&world.app, &department, "D2").await);
    // Another organization knows none of them.
    assert!(matches!(documents::open(&world.app, &stranger.admin, "D1").await, Err(Error::NotFound { .. })));
    assert!(matches!(documents::remove(&world.app, &stranger.admin, "D1").await, Err(Error::NotFound { .. })));
    // A file that another document still needs stays (R19).
    let sql = "INSERT INTO document (id, organization_id, customer_id, number, name, media_type, size, storage_key, uploaded_by, \
               created_at, version) SELECT $1, organization_id, customer_id, 'copy', name, media_type, size, storage_key, \
               uploaded_by, created_at, 1 FROM document WHERE number = 'D1'";
    exec!(&world.sql, sql, world.app.id::<keydesk::domain::DocumentId>());
    documents::remove(&world.app, &world.admin, "D1").await.unwrap();
    assert_eq!(content(&world, "copy").await, PDF);
}
