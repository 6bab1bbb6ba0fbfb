//! Documents in the portal (R37): seen, downloaded, added; what is refused, and that nothing of it stays.

use std::collections::BTreeSet;
use std::io::Cursor;
use std::path::Path;
use std::time::Duration;

use axum::body::{Body, Bytes};
use keydesk::domain::permission::{Exception, Exceptions, Permission, Role};
use keydesk::files::Files;
use keydesk::portal::PortalSettings;
use keydesk::service::documents::{self, On};
use keydesk::store::Store;

use super::access::{Asked, get, post};
use super::site::{Answer, Browser, Site, multipart};
use crate::support::database::stories;
use crate::support::sql::{exec, select};
use crate::support::world::{NewUser, World};

stories! {
    documents_are_added_listed_and_downloaded,
    a_form_that_arrives_twice_makes_its_documents_once,
    what_is_refused_leaves_nothing,
    nobody_adds_without_permission_sight_and_token,
    documents_of_a_model_are_seen_through_its_objects,
    documents_are_found_however_they_are_written,
    small_pictures_are_made_of_photographs_only,
    too_much_is_refused_before_and_while_it_is_read,
    a_slow_or_broken_body_leaves_nothing,
}

const PDF: &[u8] = b"%PDF-1.7\nserviced on Monday";

/// A photograph of so many pixels.
fn png(width: u32, height: u32) -> Vec<u8> {
    let image =
        image::RgbImage::from_fn(width, height, |x, y| image::Rgb([x.to_le_bytes()[0], y.to_le_bytes()[0], 120]));
    let mut out = Cursor::new(Vec::new());
    image.write_to(&mut out, image::ImageFormat::Png).unwrap();
    out.into_inner()
}

/// A picture whose head says that it has so many pixels, however few there are.
pub fn claiming(mut png: Vec<u8>, width: u32, height: u32) -> Vec<u8> {
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    // The head's checksum (CRC-32) must be right, or it would be refused for that.
    let crc = png[12..29].iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg()))
    });
    png[29..33].copy_from_slice(&(!crc).to_be_bytes());
    png
}

async fn attach(world: &World, on: On, name: &str, content: &[u8]) -> String {
    documents::add(&world.app, &world.admin, &on, name, &mut { content }).await.unwrap().number
}

async fn object_number(world: &World, name: &str) -> String {
    let sql = "SELECT number FROM service_object WHERE organization_id = $1 AND name = $2";
    select!(&world.sql, (String,), sql, world.organization, name).pop().unwrap().0
}

/// What the access matrix finds: `D1` on A-F1 with a small picture, `D2` on A-F2, `D3` on A-EVA, `D4` on the object at F1, `D5` on
/// customer A itself, `D6` on B-1; in the other organization `D1` on its own A-F1.
pub async fn furnish(world: &World, foreign: &World) {
    attach(world, On::Order("A-F1".into()), "photo.png", &png(400, 300)).await;
    attach(world, On::Order("A-F2".into()), "two.pdf", PDF).await;
    attach(world, On::Order("A-EVA".into()), "three.pdf", PDF).await;
    let object = object_number(world, "object at F1").await;
    attach(world, On::Object(object), "four.pdf", PDF).await;
    attach(world, On::Customer("1042".into()), "five.pdf", PDF).await;
    attach(world, On::Order("B-1".into()), "six.pdf", PDF).await;
    attach(foreign, On::Order("A-F1".into()), "seven.pdf", PDF).await;
}

/// The rows of the access matrix. "scoped" may add documents, the others may not.
#[rustfmt::skip]
pub fn rows() -> Vec<Asked> {
    let document = |number: &str| get("/documents/{number}", &format!("/documents/{number}"));
    let small = |number: &str| get("/documents/{number}/thumbnail", &format!("/documents/{number}/thumbnail"));
    let order = |number: &str| post("/orders/{number}/documents", &format!("/orders/{number}/documents"), &[("key", "k")]);
    let object = |number: &str| post("/objects/{number}/documents", &format!("/objects/{number}/documents"), &[("key", "k")]);
    vec![
        get("/documents", "/documents").is([303, 303, 200, 200, 200, 200, 200, 200, 200, 200, 200, 403, 403, 403, 303, 200, 403, 403, 303]),
        document("D1").is([303, 303, 200, 200, 404, 404, 404, 404, 404, 200, 200, 403, 403, 403, 303, 404, 403, 403, 303]),
        document("D2").is([303, 303, 200, 404, 404, 404, 404, 404, 404, 404, 200, 403, 403, 403, 303, 404, 403, 403, 303]),
        document("D3").is([303, 303, 200, 200, 404, 404, 200, 404, 404, 404, 200, 403, 403, 403, 303, 404, 403, 403, 303]),
        document("D4").is([303, 303, 200, 200, 404, 404, 200, 404, 404, 404, 200, 403, 403, 403, 303, 404, 403, 403, 303]),
        document("D5").is([303, 303, 200, 404, 200, 404, 200, 200, 404, 404, 200, 403, 403, 403, 303, 200, 403, 403, 303]),
        document("D6").is([303, 303, 404, 404, 404, 404, 404, 404, 200, 404, 404, 403, 403, 403, 303, 404, 403, 403, 303]),
        document("never").is([303, 303, 404, 404, 404, 404, 404, 404, 404, 404, 404, 403, 403, 403, 303, 404, 403, 403, 303]),
        small("D1").is([303, 303, 200, 200, 404, 404, 404, 404, 404, 404, 200, 403, 403, 403, 303, 404, 403, 403, 303]),
        small("D2").is([303, 303, 404, 404, 404, 404, 404, 404, 404, 404, 404, 403, 403, 403, 303, 404, 403, 403, 303]),
        order("A-F1").is([303, 303, 403, 422, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        order("A-F2").is([303, 303, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        object("never").is([303, 303, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
    ]
}

/// Huber with two orders, an object and an administrator who is signed in; files lie in a folder that can be looked into.
struct Scene {
    world: World,
    site: Site,
    folder: tempfile::TempDir,
    object: String,
}

/// The most that a form may hold here.
const LARGEST: u64 = 3 * 1024 * 1024;

impl Scene {
    async fn new(store: Store, settings: PortalSettings) -> (Self, Browser) {
        let mut world = World::new(store).await;
        let folder = tempfile::tempdir().unwrap();
        world.app.files = Files::folder(folder.path(), LARGEST).unwrap();
        let (a, b) = (world.customer("1042", "Huber").await, world.customer("1043", "Hofer").await);
        world.order(a, None, "A1", "Lift").await;
        world.order(b, None, "B1", "Gate").await;
        world.object(a, None, "Lift north").await;
        let eva = NewUser { role: Role::Administrator, ..NewUser::default() };
        world.user_with(a, "eva@a.example", eva).await;
        let object = object_number(&world, "Lift north").await;
        let site = Site::with(&world, settings);
        let browser = site.signed_in("eva@a.example").await;
        (Self { world, site, folder, object }, browser)
    }

    async fn numbers(&self) -> Vec<String> {
        let rows = select!(&self.world.sql, (String,), "SELECT number FROM document ORDER BY created_at, number");
        rows.into_iter().map(|(number,)| number).collect()
    }

    /// How many files the storage holds, half-written ones too.
    fn stored(&self) -> usize {
        fn count(folder: &Path) -> usize {
            let entries = std::fs::read_dir(folder).unwrap().flatten().map(|e| e.path());
            entries.map(|path| if path.is_dir() { count(&path) } else { 1 }).sum()
        }
        count(self.folder.path())
    }

    async fn send(&self, browser: &mut Browser, key: &str, files: &[(&str, &[u8])]) -> Answer {
        let files: Vec<_> = files.iter().map(|(name, content)| ("file", *name, *content)).collect();
        self.site.upload(browser, "/orders/A1/documents", &[("key", key)], &files).await
    }
}

async fn documents_are_added_listed_and_downloaded(store: Store) {
    let (scene, mut eva) = Scene::new(store, PortalSettings::default()).await;
    let page = scene.site.get(&mut eva, "/orders/A1").await;
    assert!(page.body.contains("enctype=\"multipart/form-data\""), "{}", page.body);
    let key = page.between("documents\" enctype", "</form>").unwrap().to_owned();
    assert!(key.contains("name=\"key\" value=\""), "{key}");
    let answer = scene.send(&mut eva, "k1", &[("../../etc/Übergabe\u{202e}.pdf", PDF), ("", b"")]).await;
    assert_eq!((answer.status, answer.location()), (303, "/orders/A1#papers"), "{}", answer.body);
    let page = scene.site.get(&mut eva, "/orders/A1").await;
    assert!(page.body.contains("Your documents have been added."), "{}", page.body);
    assert!(page.body.contains(">Übergabe .pdf</a>") && page.body.contains("PDF document · 27 B"), "{}", page.body);
    let object = format!("/objects/{}/documents", scene.object);
    let answer =
        scene.site.upload(&mut eva, &object, &[("key", "k2")], &[("file", "notes.html", b"Oil; changed")]).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    assert_eq!(scene.numbers().await, ["D1", "D2"]);

    let list = scene.site.get(&mut eva, "/documents").await;
    for shown in ["Order A1", &format!("Object {}", scene.object), "Plain text · 12 B", "href=\"/orders/A1\""] {
        assert!(list.body.contains(shown), "{shown}: {}", list.body);
    }
    let found = scene.site.get(&mut eva, "/documents?q=BERGABE").await;
    assert!(found.body.contains("D1") && !found.body.contains("/documents/D2"), "{}", found.body);
    let none = scene.site.get(&mut eva, "/documents?q=never&after=D9").await;
    assert!(none.status == 200 && none.body.contains("Nothing found"), "{}", none.body);

    let header = |answer: &Answer, name: &str| answer.headers.get(name).unwrap().to_str().unwrap().to_owned();
    let got = scene.site.get(&mut eva, "/documents/D1").await;
    assert_eq!((got.status, got.body.as_bytes()), (200, PDF));
    assert_eq!(header(&got, "content-type"), "application/pdf");
    assert_eq!(header(&got, "content-length"), "27");
    let name = "attachment; filename=\"_bergabe .pdf\"; filename*=UTF-8''%C3%9Cbergabe%20.pdf";
    assert_eq!(header(&got, "content-disposition"), name);
    let head = scene.site.head(&mut eva, "/documents/D1").await;
    assert_eq!((head.body.as_str(), header(&head, "content-length").as_str()), ("", "27"));
    let text = scene.site.get(&mut eva, "/documents/D2").await;
    assert_eq!(header(&text, "content-type"), "text/plain; charset=utf-8");
    assert!(header(&text, "content-disposition").contains("filename=\"notes.html.txt\""), "it opens as what it is");
}

async fn a_form_that_arrives_twice_makes_its_documents_once(store: Store) {
    let (scene, mut eva) = Scene::new(store, PortalSettings::default()).await;
    for _ in 0..2 {
        let answer = scene.send(&mut eva, "same", &[("a.pdf", PDF), ("b.txt", b"second")]).await;
        assert_eq!((answer.status, answer.location()), (303, "/orders/A1#papers"), "{}", answer.body);
    }
    assert_eq!((scene.numbers().await, scene.stored()), (vec!["D1".to_owned(), "D2".to_owned()], 2));
    let logged = "SELECT count(*) FROM activity WHERE event = 'document_added'";
    assert_eq!(select!(&scene.world.sql, (i64,), logged), [(2,)]);
    scene.send(&mut eva, "another", &[("a.pdf", PDF)]).await;
    assert_eq!(scene.numbers().await.len(), 3, "what is meant twice is there twice");
}

async fn what_is_refused_leaves_nothing(store: Store) {
    let (scene, mut eva) = Scene::new(store, PortalSettings::default()).await;
    let polyglot = [b"GIF89a/*".as_slice(), b"*/=1;<script>alert(1)</script>"].concat();
    let cases: [(&str, &[u8], &str); 6] = [
        ("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "Files of this kind"),
        ("page.png", b"<!doctype html><script>alert(1)</script>", "Files of this kind"),
        ("tool.pdf", b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xFF\xFF\0\0", "Files of this kind"),
        ("empty.pdf", b"", "This file is empty"),
        ("..", PDF, "cannot be taken"),
        ("", PDF, "cannot be taken"),
    ];
    for (name, content, expected) in cases {
        // A file that would be fine goes with the one that is not.
        let answer = scene.send(&mut eva, "k", &[("fine.pdf", PDF), (name, content)]).await;
        assert_eq!(answer.status, 422, "{name}: {}", answer.body);
        assert!(answer.body.contains(expected) && answer.body.contains("href=\"#file\""), "{name}: {}", answer.body);
        assert_eq!((scene.numbers().await.len(), scene.stored()), (0, 0), "{name}");
    }
    let answer = scene.send(&mut eva, "k", &[("", b"")]).await;
    assert!(answer.status == 422 && answer.body.contains("Choose a file first"), "{}", answer.body);
    // A picture that is a script as well is kept as the picture it begins as, and never shown as anything.
    let answer = scene.send(&mut eva, "k", &[("x.html", &polyglot)]).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let got = scene.site.get(&mut eva, "/documents/D1").await;
    let header = |name: &str| got.headers.get(name).unwrap().to_str().unwrap();
    assert_eq!(header("content-type"), "image/gif");
    assert!(header("content-disposition").starts_with("attachment; filename=\"x.html.gif\""));
}

async fn nobody_adds_without_permission_sight_and_token(store: Store) {
    let (scene, mut eva) = Scene::new(store, PortalSettings::default()).await;
    let world = &scene.world;
    let (customer,) = select!(&world.sql, (uuid::Uuid,), "SELECT id FROM customer WHERE number = '1042'")[0];
    world.user(customer.into(), "jan@a.example").await;
    let file: [(&str, &str, &[u8]); 1] = [("file", "a.pdf", PDF)];
    for (path, status) in
        [("/orders/B1/documents", 404), ("/orders/never/documents", 404), ("/objects/never/documents", 404)]
    {
        assert_eq!(scene.site.upload(&mut eva, path, &[], &file).await.status, status, "{path}");
    }
    let mut jan = scene.site.signed_in("jan@a.example").await;
    assert_eq!(scene.site.upload(&mut jan, "/orders/A1/documents", &[], &file).await.status, 403, "a member may not");
    let page = scene.site.get(&mut jan, "/orders/A1").await;
    assert!(page.body.contains("There are no documents here yet") && !page.body.contains("multipart"), "{}", page.body);
    let csrf = eva.csrf.clone();
    let wrong = "x".repeat(csrf.len());
    let bodies = [
        multipart(&[], &file),
        multipart(&[("csrf", &wrong)], &file),
        // The token comes after the file: nothing is stored before it was seen.
        [&multipart(&[], &file)[..multipart(&[], &file).len() - 11], &multipart(&[("csrf", &csrf)], &[])].concat(),
    ];
    for body in bodies {
        let answer = scene.site.upload_body(&mut eva, "/orders/A1/documents", Body::from(body), None).await;
        assert_eq!(answer.status, 403, "{}", answer.body);
    }
    let broken = Body::from(format!("--kante\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n--kan"));
    let answer = scene.site.upload_body(&mut eva, "/orders/A1/documents", broken, None).await;
    assert_eq!(answer.status, 415, "{}", answer.body);
    // Suspended between the page and the form.
    exec!(&world.sql, "UPDATE customer_user SET state = 'suspended' WHERE customer_id = $1", customer);
    assert_eq!(scene.send(&mut eva, "k", &[("a.pdf", PDF)]).await.status, 403);
    assert_eq!((scene.numbers().await.len(), scene.stored()), (0, 0));
}

async fn documents_of_a_model_are_seen_through_its_objects(store: Store) {
    let (scene, mut eva) = Scene::new(store, PortalSettings::default()).await;
    let world = &scene.world;
    let model = world.model("M7").await;
    let (number,) = select!(&world.sql, (String,), "SELECT number FROM model").pop().unwrap();
    attach(world, On::Model(number), "manual.pdf", PDF).await;
    assert_eq!(scene.site.get(&mut eva, "/documents/D1").await.status, 404, "nobody has such an object");
    exec!(&world.sql, "UPDATE service_object SET model_id = $1", model);
    assert_eq!(scene.site.get(&mut eva, "/documents/D1").await.status, 200);
    let list = scene.site.get(&mut eva, "/documents").await;
    assert!(list.body.contains("manual.pdf") && list.body.contains("M7"), "{}", list.body);
    // Objects are taken away; the model's documents go with them.
    let exceptions = Exceptions::from([(Permission::ViewObjects, Exception::Denied)]);
    let (customer,) = select!(&world.sql, (uuid::Uuid,), "SELECT id FROM customer WHERE number = '1042'")[0];
    world.user_with(customer.into(), "jan@a.example", NewUser { exceptions, ..NewUser::default() }).await;
    let mut jan = scene.site.signed_in("jan@a.example").await;
    assert_eq!(scene.site.get(&mut jan, "/documents/D1").await.status, 404);
    assert!(!scene.site.get(&mut jan, "/documents").await.body.contains("manual.pdf"));
}

/// R37: in any case and with any accents, as people type on a phone; also what was stored before names were folded.
async fn documents_are_found_however_they_are_written(store: Store) {
    let (scene, mut eva) = Scene::new(store, PortalSettings::default()).await;
    let answer = scene.send(&mut eva, "k", &[("Übergabe ÅRSRAPPORT.pdf", PDF), ("other.pdf", PDF)]).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let searches = ["%C3%9Cbergabe", "%C3%BCBERGABE", "ubergabe", "%C3%A5rsrapport", "arsrapport", "Pdf"];
    for search in searches {
        let page = scene.site.get(&mut eva, &format!("/documents?q={search}")).await;
        assert!(page.body.contains("Übergabe ÅRSRAPPORT.pdf"), "{search}: {}", page.body);
        assert_eq!(page.body.contains("other.pdf"), search == "Pdf", "{search}");
    }
    exec!(&scene.world.sql, "UPDATE document SET search = ''");
    let page = scene.site.get(&mut eva, "/documents?q=PDF").await;
    assert!(page.body.contains("Übergabe ÅRSRAPPORT.pdf") && page.body.contains("other.pdf"), "{}", page.body);
    assert!(!scene.site.get(&mut eva, "/documents?q=none").await.body.contains("other.pdf"));
}

async fn small_pictures_are_made_of_photographs_only(store: Store) {
    let (scene, mut eva) = Scene::new(store, PortalSettings::default()).await;
    let photograph = png(900, 600);
    let damaged = &photograph[..200];
    // A few bytes that claim to be a picture of forty billion pixels.
    let bomb = claiming(png(8, 8), 200_000, 200_000);
    let files: [(&str, &[u8]); 4] =
        [("a.png", &photograph), ("b.pdf", PDF), ("damaged.png", damaged), ("bomb.png", &bomb)];
    let answer = scene.send(&mut eva, "k", &files).await;
    assert_eq!(answer.status, 303, "what has no small picture is kept all the same: {}", answer.body);
    assert_eq!(scene.stored(), 5);
    let statuses: Vec<_> = {
        let mut all = Vec::new();
        for number in ["D1", "D2", "D3", "D4"] {
            all.push(scene.site.get(&mut eva, &format!("/documents/{number}/thumbnail")).await.status);
        }
        all
    };
    assert_eq!(statuses, [200, 404, 404, 404]);
    let small = scene.site.get(&mut eva, "/documents/D1/thumbnail").await;
    assert_eq!(small.headers["content-type"], "image/jpeg");
    assert!(small.headers.get("content-disposition").is_none());
    let page = scene.site.get(&mut eva, "/orders/A1").await;
    assert!(page.body.contains("src=\"/documents/D1/thumbnail\"") && !page.body.contains("D2/thumbnail"));
    documents::remove(&scene.world.app, &scene.world.admin, "D1").await.unwrap();
    assert_eq!(scene.stored(), 3, "the small picture goes with the document");
}

async fn too_much_is_refused_before_and_while_it_is_read(store: Store) {
    let (scene, mut eva) = Scene::new(store, PortalSettings::default()).await;
    let path = "/orders/A1/documents";
    // Two gigabytes are announced: the answer comes without a byte of the body.
    let never = Body::from_stream(futures_util::stream::pending::<Result<Bytes, std::io::Error>>());
    let answer = scene.site.upload_body(&mut eva, path, never, Some(2 << 30)).await;
    assert_eq!(answer.status, 413, "{}", answer.body);
    assert!(answer.body.contains("together may have 3 MiB"), "{}", answer.body);
    // Nothing is announced, and it does not end.
    let csrf = eva.csrf.clone();
    let begin = multipart(&[("csrf", &csrf)], &[("file", "a.pdf", PDF)]);
    let begin = Bytes::from(begin[..begin.len() - 13].to_vec());
    let more = Bytes::from(vec![b'x'; 64 * 1024]);
    let endless = futures_util::stream::unfold(Some(begin), move |first| {
        let chunk = first.unwrap_or_else(|| more.clone());
        async move { Some((Ok::<_, std::io::Error>(chunk), None)) }
    });
    let answer = scene.site.upload_body(&mut eva, path, Body::from_stream(endless), None).await;
    assert_eq!(answer.status, 413, "{}", answer.body);
    // One file that is a little too large within a form that is not.
    let large = [PDF, &vec![b'x'; usize::try_from(LARGEST).unwrap()]].concat();
    let answer = scene.send(&mut eva, "k", &[("large.pdf", &large)]).await;
    assert!(answer.status == 422 && answer.body.contains("large.pdf: This file is too large"), "{}", answer.body);
    // Fields are no way around it.
    let long = "x".repeat(200_000);
    let answer = scene.site.upload(&mut eva, path, &[("key", &long)], &[("file", "a.pdf", PDF)]).await;
    assert_eq!(answer.status, 413, "{}", answer.body);
    assert_eq!((scene.numbers().await.len(), scene.stored()), (0, 0));
}

async fn a_slow_or_broken_body_leaves_nothing(store: Store) {
    let settings = PortalSettings { body_time: Duration::from_millis(100), ..PortalSettings::default() };
    let (scene, mut eva) = Scene::new(store, settings).await;
    let csrf = eva.csrf.clone();
    let whole = multipart(&[("csrf", &csrf)], &[("file", "a.pdf", PDF), ("file", "b.pdf", PDF)]);
    let cut = Bytes::from(whole[..whole.len() - 30].to_vec());
    let first = futures_util::stream::iter([Ok::<_, std::io::Error>(cut.clone())]);
    let hanging = futures_util::StreamExt::chain(first, futures_util::stream::pending());
    let answer = scene.site.upload_body(&mut eva, "/orders/A1/documents", Body::from_stream(hanging), None).await;
    assert_eq!(answer.status, 408, "{}", answer.body);
    let broken = futures_util::stream::iter([Ok(cut), Err(std::io::Error::other("gone"))]);
    let answer = scene.site.upload_body(&mut eva, "/orders/A1/documents", Body::from_stream(broken), None).await;
    assert_eq!(answer.status, 408, "{}", answer.body);
    assert_eq!((scene.numbers().await.len(), scene.stored()), (0, 0));
    let statuses: BTreeSet<u16> = [scene.send(&mut eva, "k", &[("a.pdf", PDF)]).await.status].into();
    assert_eq!(statuses, BTreeSet::from([303]), "and the next one is taken");
}
