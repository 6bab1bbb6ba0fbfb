//! The organization's logo (R23): taken within bounds, shown in the portal, gone when it is taken away.

use std::io::Cursor;

use image::{ImageFormat, Rgba, RgbaImage};
use keydesk::domain::staff::StaffRole;
use keydesk::service::activity::{self, ActivityQuery, Record};
use keydesk::service::{Error, settings};
use keydesk::store::Store;

use super::documents::claiming;
use super::site::{Browser, Site};
use crate::support::database::stories;
use crate::support::world::World;

stories! {
    a_logo_is_taken_shown_and_taken_away,
    what_is_no_logo_is_refused_with_the_reason,
    two_organizations_may_have_the_same_logo,
}

fn logo(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let image = RgbaImage::from_pixel(width, height, Rgba([200, 30, 30, 255]));
    let mut out = Cursor::new(Vec::new());
    match format {
        ImageFormat::Jpeg => image::DynamicImage::from(image).to_rgb8().write_to(&mut out, format).unwrap(),
        _ => image.write_to(&mut out, format).unwrap(),
    }
    out.into_inner()
}

fn address(body: &str) -> Option<String> {
    let start = body.find("/brand/logo/")?;
    body[start..].find('"').map(|end| body[start..start + end].to_owned())
}

async fn a_logo_is_taken_shown_and_taken_away(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber").await;
    world.user(customer, "jan@a.example").await;
    let site = Site::of(&world);
    let mut jan = site.signed_in("jan@a.example").await;
    assert_eq!(address(&site.get(&mut jan, "/orders").await.body), None);
    settings::set_logo(&world.app, &world.admin, Some(logo(1000, 200, ImageFormat::Png))).await.unwrap();

    let page = site.get(&mut jan, "/orders").await;
    let there = address(&page.body).expect("the page shows the logo");
    assert!(page.body.contains("alt=\"Nordlift Service\""), "{}", page.body);
    let mut stranger = Browser::default();
    let login = site.get(&mut stranger, "/login?branding=nordlift%20service").await;
    assert_eq!(address(&login.body), Some(there.clone()), "the sign-in page shows it too");
    assert_eq!(address(&site.get(&mut stranger, "/login").await.body), Some(there.clone()), "and stays so there");
    let neutral = site.get(&mut Browser::default(), "/login").await;
    assert!(neutral.status == 200 && neutral.body.contains("name=\"password\""), "{}", neutral.body);
    assert_eq!(address(&neutral.body), None, "and to a browser that never saw it, the neutral one shows nobody's");
    let picture = site.get(&mut stranger, &there).await;
    assert_eq!((picture.status, picture.headers["content-type"].to_str().unwrap()), (200, "image/png"));
    assert!(picture.headers["cache-control"].to_str().unwrap().contains("immutable"));
    let kept = settings::logo(&world.app, world.organization).await.unwrap().expect("letters can show it");
    let shown = image::load_from_memory_with_format(&kept, ImageFormat::Png).unwrap();
    assert_eq!((shown.width(), shown.height()), (400, 80), "no larger than it is shown");

    // Another one has another address; the old one is gone.
    settings::set_logo(&world.app, &world.admin, Some(logo(64, 64, ImageFormat::Jpeg))).await.unwrap();
    let next = address(&site.get(&mut jan, "/orders").await.body).unwrap();
    assert_ne!(next, there);
    assert_eq!(site.get(&mut stranger, &there).await.status, 404);
    settings::set_logo(&world.app, &world.admin, None).await.unwrap();
    assert_eq!(address(&site.get(&mut jan, "/orders").await.body), None);
    for gone in [next.as_str(), "/brand/logo/x.png", "/brand/logo/..%2Fx.png", "/brand/logo/"] {
        assert_eq!(site.get(&mut stranger, gone).await.status, 404, "{gone}");
    }
    assert_eq!(settings::logo(&world.app, world.organization).await.unwrap(), None);
    let query = ActivityQuery { limit: 10, ..ActivityQuery::default() };
    let log = activity::list(&world.app, &world.admin, &query).await.unwrap();
    let said: Vec<_> = log.iter().map(Record::sentence).filter(|s| s.contains("logo")).collect();
    assert_eq!(said.len(), 3, "{said:?}");
    assert!(said[0].contains("→ none") && said[2].contains("none → picture"), "{said:?}");
}

async fn what_is_no_logo_is_refused_with_the_reason(store: Store) {
    let world = World::new(store).await;
    let bomb = claiming(logo(20, 20, ImageFormat::Png), 200_000, 200_000);
    let fine = logo(20, 20, ImageFormat::Png);
    let cases: [(Vec<u8>, &str); 8] = [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>x</script></svg>".to_vec(), "save the logo as PNG"),
        (b"%PDF-1.7".to_vec(), "not taken as a logo"),
        (b"GIF89a\x10\0\x10\0".to_vec(), "not taken as a logo"),
        (Vec::new(), "empty"),
        (fine[..fine.len() / 2].to_vec(), "damaged"),
        (bomb, "200000×200000 pixels"),
        (logo(8, 200, ImageFormat::Png), "8×200 pixels"),
        (vec![0; 512 * 1024 + 1], "512 at most"),
    ];
    for (file, expected) in cases {
        match settings::set_logo(&world.app, &world.admin, Some(file)).await {
            Err(Error::Invalid(errors)) => {
                assert!(errors.of("file").unwrap().contains(expected), "{expected}: {errors}");
            }
            other => panic!("{expected}: {other:?}"),
        }
    }
    let dispatcher = world.staff("dirk", StaffRole::Dispatcher, &[]).await;
    let denied = settings::set_logo(&world.app, &dispatcher, Some(fine)).await;
    assert!(matches!(denied, Err(Error::Denied { .. })), "{denied:?}");
    assert_eq!(settings::logo(&world.app, world.organization).await.unwrap(), None);
}

async fn two_organizations_may_have_the_same_logo(store: Store) {
    let world = World::new(store).await;
    let other = world.another("Sydlift").await;
    for one in [&world, &other] {
        settings::set_logo(&one.app, &one.admin, Some(logo(64, 64, ImageFormat::WebP))).await.unwrap();
    }
    settings::set_logo(&world.app, &world.admin, None).await.unwrap();
    assert!(settings::logo(&other.app, other.organization).await.unwrap().is_some(), "the other one still has it");
}
