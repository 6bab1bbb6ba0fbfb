//! Setting up and signing in on a machine.

use keydesk::store::Store;

use super::Machine;
use crate::support::database::{address, stories};

stories! { set_up_sign_in_and_out }

const SECRET: &str = "gul lampa under bron";

fn init(kd: &Machine, more: &[&str]) -> super::Said {
    let mut arguments = vec![
        "init",
        "--organization",
        "Nordlift & Søn",
        "--admin-name",
        "Anna Berg",
        "--admin-email",
        "anna@nordlift.example",
        "--admin-password-file",
        "-",
        "--time-zone",
        "Europe/Vienna",
    ];
    arguments.extend(more);
    kd.run_with(&arguments, SECRET)
}

async fn set_up_sign_in_and_out(store: Store) {
    let kd = Machine::new(address(&store));
    kd.run(&["whoami"]).refuses(4, &["keydesk init"]);
    let said = init(&kd, &["--language", "da"]);
    assert_eq!((said.code, said.out.as_str()), (0, ""), "{said:?}");
    assert!(said.err.contains("Nordlift & Søn is set up") && !said.err.contains(SECRET), "{said:?}");
    assert_eq!(kd.json(&["whoami"])["organization"], "Nordlift & Søn");
    only_for_the_owner(&kd);

    // A second time: refused before anything is asked, nothing changed.
    let before = kd.json(&["log", "list"]);
    init(&kd, &[]).refuses(5, &["set up already", "keydesk login"]);
    kd.run(&["init"]).refuses(5, &["set up already"]);
    assert_eq!(kd.json(&["log", "list"]), before);

    // Signing out ends the session in the database as well: a copy of the file is worth nothing.
    let copy = sign_in_file(&kd);
    let kept = std::fs::read(&copy).unwrap();
    let said = kd.run(&["logout"]);
    assert_eq!(said.code, 0, "{said:?}");
    kd.run(&["whoami"]).refuses(3, &["keydesk login"]);
    std::fs::write(&copy, kept).unwrap();
    kd.run(&["whoami"]).refuses(3, &["over", "keydesk login"]);

    let wrong = kd.run_with(&["login", "--email", "anna@nordlift.example", "--password-file", "-"], "not the password");
    wrong.refuses(3, &["do not match"]);
    let right = kd.run_with(&["login", "--email", "ANNA@nordlift.example", "--password-file", "-"], SECRET);
    assert_eq!(right.code, 0, "{right:?}");
    assert_eq!(kd.json(&["whoami"])["name"], "Anna Berg");
    // Another machine knows nobody, and the sign-in here belongs to this database alone.
    Machine::new(address(&store)).run(&["whoami"]).refuses(3, &["nobody is signed in"]);

    let doctor = kd.json(&["doctor"]);
    assert_eq!(doctor["wrong"], 0, "{doctor}");
    let findings = doctor["findings"].as_array().unwrap();
    assert!(findings.iter().any(|f| f["what"] == "sign-in" && f["state"] == "good"), "{doctor}");
    assert!(findings.iter().any(|f| f["what"] == "portal module" && f["state"] == "note"), "{doctor}");
    open_to_others(&sign_in_file(&kd));
    let said = kd.run(&["doctor"]);
    assert!(said.code == 1 && said.out.contains("chmod 600"), "{said:?}");
}

fn sign_in_file(kd: &Machine) -> std::path::PathBuf {
    let mut files = std::fs::read_dir(kd.path(".local/state/keydesk")).unwrap().flatten();
    let file = files.find(|e| e.file_name().to_string_lossy().starts_with("sign-in-"));
    file.expect("the sign-in is remembered").path()
}

fn only_for_the_owner(kd: &Machine) {
    use std::os::unix::fs::PermissionsExt as _;
    let file = sign_in_file(kd);
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(std::fs::metadata(file.parent().unwrap()).unwrap().permissions().mode() & 0o777, 0o700);
}

fn open_to_others(file: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o644)).unwrap();
}

#[test]
fn everything_that_is_wrong_is_said_at_once_and_nothing_is_made() {
    let kd = Machine::new("");
    let said = kd.run_with(
        &[
            "init",
            "--organization",
            " ",
            "--admin-name",
            "Anna",
            "--admin-email",
            "anna",
            "--admin-password-file",
            "-",
            "--time-zone",
            "Europe/Wien",
        ],
        "short",
    );
    said.refuses(2, &["--organization: ", "--admin-email: ", "--time-zone: ", "--password: ", "15 characters"]);
    kd.run(&["init", "--admin-name", "Anna"]).refuses(2, &["--organization, --admin-email"]);
    kd.run(&[
        "init",
        "--organization",
        "N",
        "--admin-name",
        "Anna",
        "--admin-email",
        "a@b.example",
        "--admin-password-file",
        "nowhere.txt",
    ])
    .refuses(2, &["nowhere.txt"]);
    assert!(!kd.path(".local").exists(), "nothing was made");
    // The default: an SQLite file in the data folder, for its owner alone.
    let said = init(&kd, &[]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(kd.path(".local/share/keydesk/keydesk.db").exists());
    assert_eq!(kd.json(&["whoami"])["name"], "Anna Berg");
}
