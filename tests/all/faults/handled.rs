//! What staff do with fault reports (R33): see, take, answer, count to another order; and what closes them by itself.

use super::{
    ActivityQuery, Actor, CustomerUserId, Error, Exception, FaultState, FaultsQuery, Into, NewUser, On, OrderKind,
    OrderState, OrderStep, Scene, Scope, StaffRole, Store, activity, administrator, codes, comments, documents, faults,
    log_chain, orders, portal, select, stories, undo,
};

stories! {
    taking_a_report_assigns_its_order_and_tells_the_customer,
    of_two_who_take_it_at_once_one_wins,
    closing_tells_the_answer,
    a_report_ends_with_its_order,
    a_report_becomes_another_kind_of_order,
    a_report_belongs_to_an_order_that_was_there,
    technicians_see_what_is_assigned_to_them,
    reports_are_listed_searched_and_counted,
    what_was_done_to_a_report_is_not_undone,
    the_name_of_a_deleted_person_goes,
}

async fn taking_a_report_assigns_its_order_and_tells_the_customer(store: Store) {
    let scene = Scene::new(store).await;
    let (world, app) = (&scene.world, &scene.world.app);
    let dora = world.staff("dora", StaffRole::Dispatcher, &[]).await;
    let made = scene.reported("Lift").await;
    scene.person("far@huber.example", NewUser { scope: Scope::default(), ..administrator() }).await;
    let taken = faults::take(app, &dora, "R1", 1).await.unwrap();
    assert_eq!((taken.state, taken.taken_by.as_deref(), taken.version), (FaultState::Taken, Some("dora"), 2));
    let order = orders::get(app, &world.admin, &made.order).await.unwrap();
    assert_eq!(order.order.technician_id, dora.staff_id());
    assert_eq!(scene.letters("fault_taken").await, ["eva@huber.example"], "who sees the order, nobody else (R62)");
    assert_eq!(faults::count(app, &dora).await.unwrap(), 0);
    let again = faults::take(app, &world.admin, "R1", 2).await;
    assert!(matches!(&again, Err(Error::Conflict { what, .. }) if what.contains("taken by dora already")), "{again:?}");

    // An order that is somebody's already stays theirs.
    let made = scene.reported("Door").await;
    orders::assign(app, &world.admin, &made.order, 1, Some("admin@nordlift.example")).await.unwrap();
    faults::take(app, &dora, "R2", 1).await.unwrap();
    let order = orders::get(app, &world.admin, &made.order).await.unwrap().order;
    assert_eq!(order.technician_id, world.admin.staff_id());
    let told = scene.told().await;
    assert!(told.iter().any(|s| s.contains("took the fault report R1 Lift")), "{told:?}");
}

async fn of_two_who_take_it_at_once_one_wins(store: Store) {
    let scene = Scene::new(store).await;
    let world = &scene.world;
    let dora = world.staff("dora", StaffRole::Dispatcher, &[]).await;
    for round in 1..=6 {
        scene.reported("Lift").await;
        let number = format!("R{round}");
        let take = |by: &Actor| {
            let (app, by, number) = (world.app.clone(), by.clone(), number.clone());
            tokio::spawn(async move { faults::take(&app, &by, &number, 1).await })
        };
        let (first, second) = (take(&world.admin), take(&dora));
        let (first, second) = (first.await.unwrap(), second.await.unwrap());
        let (won, lost) = match (first, second) {
            (Ok(won), Err(lost)) | (Err(lost), Ok(won)) => (won, lost),
            both => panic!("one winner: {both:?}"),
        };
        let winner = won.taken_by.expect("somebody has it");
        assert!(matches!(&lost, Error::Conflict { what, .. } if what.contains(&winner)), "{lost:?}");
        let order = orders::get(&world.app, &world.admin, &won.order_number).await.unwrap().order;
        assert_eq!(order.technician, winner, "the order is the winner's");
    }
}

async fn closing_tells_the_answer(store: Store) {
    let scene = Scene::new(store).await;
    let (world, app) = (&scene.world, &scene.world.app);
    let made = scene.reported("Lift").await;
    assert_eq!(codes(faults::close(app, &world.admin, "R1", 1, " \n ").await), [("answer", "answer-missing")]);
    let long = "x".repeat(5_001);
    assert_eq!(codes(faults::close(app, &world.admin, "R1", 1, &long).await), [("answer", "answer-long")]);
    faults::take(app, &world.admin, "R1", 1).await.unwrap();
    let stale = faults::close(app, &world.admin, "R1", 1, "Done.").await;
    assert!(matches!(&stale, Err(Error::Conflict { what, .. }) if what.contains("by admin")), "{stale:?}");
    let closed = faults::close(app, &world.admin, "R1", 2, "A fuse.\r\nIt runs.").await.unwrap();
    assert_eq!(closed.state, FaultState::Closed);
    assert_eq!(scene.letters("fault_closed").await, ["eva@huber.example"]);
    let seen = portal::fault(app, &scene.viewer("eva@huber.example").await, "R1").await.unwrap();
    assert_eq!((seen.state, seen.answer.as_str()), (FaultState::Closed, "A fuse.\nIt runs."));
    let order = orders::get(app, &world.admin, &made.order).await.unwrap().order;
    assert!(order.state.is_open(), "what is left to do is left to do");
    let version = closed.version;
    let again = faults::close(app, &world.admin, "R1", version, "Done.").await;
    assert!(matches!(&again, Err(Error::Conflict { what, .. }) if what.contains("closed already")), "{again:?}");
    let again = faults::take(app, &world.admin, "R1", version).await;
    assert!(matches!(&again, Err(Error::Conflict { what, .. }) if what.contains("closed already")), "{again:?}");
}

async fn a_report_ends_with_its_order(store: Store) {
    let scene = Scene::new(store).await;
    let (world, app) = (&scene.world, &scene.world.app);
    let (first, second) = (scene.reported("Lift").await, scene.reported("Door").await);
    orders::set_state(app, &world.admin, &first.order, 1, OrderState::Closed).await.unwrap();
    let report = faults::get(app, &world.admin, &first.number).await.unwrap();
    assert_eq!((report.row.state, report.answer.as_str()), (FaultState::Closed, ""));
    assert_eq!(scene.letters("order_closed").await, ["eva@huber.example"]);
    assert_eq!(scene.letters("fault_closed").await, [""; 0], "one letter says it");
    orders::set_state(app, &world.admin, &second.order, 1, OrderState::Waiting).await.unwrap();
    assert_eq!(faults::get(app, &world.admin, &second.number).await.unwrap().row.state, FaultState::Open);
    orders::set_state(app, &world.admin, &second.order, 2, OrderState::Cancelled).await.unwrap();
    assert_eq!(faults::get(app, &world.admin, &second.number).await.unwrap().row.state, FaultState::Closed);
    assert_eq!(scene.letters("fault_closed").await, ["eva@huber.example"], "a cancelled order is told of nowhere else");
    let told = scene.told().await;
    assert_eq!(told.iter().filter(|s| s.contains("closed the fault report")).count(), 2, "{told:?}");
}

async fn a_report_becomes_another_kind_of_order(store: Store) {
    let scene = Scene::new(store).await;
    let (world, app) = (&scene.world, &scene.world.app);
    let made = scene.reported("Lift").await;
    let same = faults::convert(app, &world.admin, "R1", 1, &Into::Kind(OrderKind::WorkOrder)).await.unwrap();
    assert_eq!(same.version, 1, "what it is already changes nothing");
    let report = faults::convert(app, &world.admin, "R1", 1, &Into::Kind(OrderKind::Ticket)).await.unwrap();
    assert_eq!((report.order_number.as_str(), report.version), (made.order.as_str(), 2));
    let order = orders::get(app, &world.admin, &made.order).await.unwrap().order;
    assert_eq!((order.kind, order.state), (OrderKind::Ticket, OrderState::Open));
    let stale = faults::convert(app, &world.admin, "R1", 1, &Into::Kind(OrderKind::WorkOrder)).await;
    assert!(matches!(stale, Err(Error::Conflict { .. })), "{stale:?}");
    let told = scene.told().await;
    assert!(told.iter().any(|s| s.contains("made the fault report R1 Lift the order W1 (ticket)")), "{told:?}");
}

async fn a_report_belongs_to_an_order_that_was_there(store: Store) {
    let scene = Scene::new(store).await;
    let (world, app) = (&scene.world, &scene.world.app);
    world.order(scene.customer, Some(scene.here), "A7", "Lift makes a noise").await;
    let other = world.customer("7", "Other").await;
    world.order(other, None, "B1", "Elsewhere").await;
    let made = scene.reported("Lift").await;
    let mut photograph: &[u8] = b"%PDF-1.7\nphotograph";
    documents::add(app, &world.admin, &On::Order(made.order.clone()), "lift.pdf", &mut photograph).await.unwrap();

    let into = |number: &str| Into::Order(number.to_owned());
    let (app, admin) = (&world.app, &world.admin);
    assert_eq!(codes(faults::convert(app, admin, "R1", 1, &into("B1")).await), [("order", "order-foreign")]);
    let unknown = faults::convert(app, admin, "R1", 1, &into("X9")).await;
    assert!(matches!(unknown, Err(Error::NotFound { .. })), "{unknown:?}");
    orders::set_state(app, admin, "A7", 1, OrderState::Closed).await.unwrap();
    assert_eq!(codes(faults::convert(app, admin, "R1", 1, &into("A7")).await), [("order", "order-over")]);
    orders::set_state(app, admin, "A7", 2, OrderState::Open).await.unwrap();

    let report = faults::convert(app, admin, "R1", 1, &into("A7")).await.unwrap();
    assert_eq!((report.order_number.as_str(), report.state, report.own_order), ("A7", FaultState::Open, false));
    let own = orders::get(app, admin, "W1").await.unwrap();
    assert_eq!(own.order.state, OrderState::Cancelled);
    assert!(own.history.iter().any(|s| s.kind == OrderStep::State && s.detail == "cancelled"), "{:?}", own.history);
    let words = comments::list(app, admin, "W1").await.unwrap();
    assert_eq!(words[0].body, "Fault report R1 belongs to order A7. Its document is there now.");
    assert!(words[0].internal, "customers do not read it (R14)");
    let documents = documents::list(app, admin, &On::Order("A7".into())).await.unwrap();
    assert_eq!(documents.len(), 1);
    assert!(documents::list(app, admin, &On::Order("W1".into())).await.unwrap().is_empty());

    // An order that was there already is not cancelled when the report moves on.
    world.order(scene.customer, Some(scene.here), "A8", "Yearly check").await;
    let report = faults::convert(app, admin, "R1", report.version, &into("A8")).await.unwrap();
    assert_eq!(report.order_number, "A8");
    assert!(orders::get(app, admin, "A7").await.unwrap().order.state.is_open());
    assert_eq!(
        documents::list(app, admin, &On::Order("A7".into())).await.unwrap().len(),
        1,
        "nor are its documents taken"
    );
    assert_eq!(faults::get(app, admin, "R1").await.unwrap().documents.len(), 0);
    // It ends with the order that it belongs to now.
    orders::set_state(app, admin, "A8", 1, OrderState::Closed).await.unwrap();
    let closed = faults::get(app, admin, "R1").await.unwrap().row;
    assert_eq!(closed.state, FaultState::Closed);
    let late = faults::convert(app, admin, "R1", closed.version, &into("A7")).await;
    assert!(matches!(late, Err(Error::Conflict { .. })), "{late:?}");
}

async fn technicians_see_what_is_assigned_to_them(store: Store) {
    let scene = Scene::new(store).await;
    let (world, app) = (&scene.world, &scene.world.app);
    let lars = world.staff("lars", StaffRole::Technician, &[]).await;
    let (mine, _) = (scene.reported("Mine").await, scene.reported("Somebody's").await);
    orders::assign(app, &world.admin, &mine.order, 1, Some("lars@nordlift.example")).await.unwrap();
    let listed = faults::list(app, &lars, &FaultsQuery::default()).await.unwrap();
    assert_eq!(listed.rows.iter().map(|r| r.title.as_str()).collect::<Vec<_>>(), ["Mine"]);
    assert_eq!((faults::count(app, &lars).await.unwrap(), faults::count(app, &world.admin).await.unwrap()), (1, 2));
    let other = faults::get(app, &lars, "R2").await;
    assert!(matches!(&other, Err(Error::Denied { because, .. }) if because.contains("W2")), "{other:?}");
    assert!(matches!(faults::take(app, &lars, "R2", 1).await, Err(Error::Denied { .. })));
    faults::take(app, &lars, "R1", 1).await.unwrap();
    faults::close(app, &lars, "R1", 2, "Done.").await.unwrap();
    // Given beyond the role, the permission reaches further.
    let more = [(keydesk::domain::staff::StaffPermission::HandleFaultReports, Exception::Allowed)].into();
    let mia = world.staff_with("mia", StaffRole::Technician, &[], more).await;
    assert_eq!(faults::list(app, &mia, &FaultsQuery::default()).await.unwrap().rows.len(), 2);
}

async fn reports_are_listed_searched_and_counted(store: Store) {
    let scene = Scene::new(store).await;
    let (world, app) = (&scene.world, &scene.world.app);
    for title in ["Lift", "Türöffner", "Gate"] {
        scene.reported(title).await;
        app.clock.advance(chrono::TimeDelta::minutes(1));
    }
    faults::take(app, &world.admin, "R3", 1).await.unwrap();
    let titles = async |by: &Actor, query: FaultsQuery| {
        let page = faults::list(app, by, &query).await.unwrap();
        page.rows.into_iter().map(|r| r.title).collect::<Vec<_>>()
    };
    let all = FaultsQuery::default();
    assert_eq!(titles(&world.admin, all.clone()).await, ["Gate", "Türöffner", "Lift"], "the newest first");
    let open = FaultsQuery { state: Some(FaultState::Open), ..all.clone() };
    assert_eq!(titles(&world.admin, open).await, ["Türöffner", "Lift"]);
    for (words, found) in [("turoff", 1), ("huber", 3), ("w2", 1), ("R1 lift", 1), ("lift gate", 0)] {
        let search = FaultsQuery { search: words.into(), ..all.clone() };
        assert_eq!(titles(&world.admin, search).await.len(), found, "{words}");
    }
    let two = faults::list(app, &world.admin, &FaultsQuery { limit: 2, ..all.clone() }).await.unwrap();
    assert!(two.more_after);
    let rest = FaultsQuery { after: two.rows.last().map(faults::FaultRow::cursor), limit: 2, ..all.clone() };
    assert_eq!(titles(&world.admin, rest).await, ["Lift"]);
    assert_eq!(faults::count(app, &world.admin).await.unwrap(), 2);
    let of_customer = FaultsQuery { customer: Some(scene.customer), ..all.clone() };
    assert_eq!(titles(&world.admin, of_customer.clone()).await.len(), 3);

    let wien = world.area("Wien").await;
    let sue = world.staff("sue", StaffRole::Supervisor, &[wien]).await;
    assert_eq!(titles(&sue, all).await, [""; 0], "other areas are other people's (R10)");
    assert_eq!(faults::count(app, &sue).await.unwrap(), 0);
    assert!(matches!(faults::list(app, &sue, &of_customer).await, Err(Error::Denied { .. })));
    assert!(matches!(faults::get(app, &sue, "R1").await, Err(Error::Denied { .. })));
    let other = world.another("Südlift").await;
    assert!(matches!(faults::get(app, &other.admin, "R1").await, Err(Error::NotFound { .. })));
    assert_eq!(titles(&other.admin, FaultsQuery::default()).await, [""; 0]);
}

async fn what_was_done_to_a_report_is_not_undone(store: Store) {
    let scene = Scene::new(store).await;
    let (world, app) = (&scene.world, &scene.world.app);
    scene.reported("Lift").await;
    faults::take(app, &world.admin, "R1", 1).await.unwrap();
    let query = ActivityQuery { customer: Some(scene.customer), limit: 50, ..ActivityQuery::default() };
    let records = activity::list(app, &world.admin, &query).await.unwrap();
    let about = records.iter().filter(|r| r.event.as_str().starts_with("fault_"));
    for record in about {
        let why = undo::possible(app, &world.admin, record).await.unwrap_err();
        assert!(why.contains("fault report"), "{why}");
    }
}

async fn the_name_of_a_deleted_person_goes(store: Store) {
    let scene = Scene::new(store).await;
    let (world, app) = (&scene.world, &scene.world.app);
    scene.reported("Lift").await;
    let sql = "SELECT customer_user_id FROM fault_report";
    let user = select!(&world.sql, (CustomerUserId,), sql)[0].0;
    keydesk::service::access::delete(app, &world.admin, user).await.unwrap();
    let report = faults::get(app, &world.admin, "R1").await.unwrap();
    assert_eq!(report.row.reported_by, "deleted person", "what was reported stays, the name goes (R15)");
    assert!(log_chain::verify(app, &world.admin, None).await.unwrap().is_whole());
}
