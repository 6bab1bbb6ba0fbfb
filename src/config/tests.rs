use super::*;

fn sources(file: Option<&str>, variables: &[(&str, &str)]) -> (tempfile::TempDir, Sources) {
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().join("keydesk.toml");
    if let Some(text) = file {
        std::fs::write(&project, text).unwrap();
    }
    let environment = variables.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    (folder, Sources { project: Some(project), environment, ..Sources::default() })
}

fn load(file: &str, variables: &[(&str, &str)]) -> Result<Config, String> {
    let (_folder, sources) = sources(Some(file), variables);
    Config::from_sources(&sources).map_err(|e| e.to_string())
}

#[test]
fn the_example_is_made_from_the_code() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/config.example.toml");
    if std::env::var_os("UPDATE_EXAMPLE").is_some() {
        std::fs::write(path, example()).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap();
    assert!(written == example(), "config.example.toml differs from the code; run this test with UPDATE_EXAMPLE=1");
}

#[test]
fn the_example_is_read_back_as_the_defaults_and_names_every_key() {
    let config = load(&example(), &[]).unwrap();
    assert_eq!(*config, Values::default());
    // With the comments taken off what is not set by default, every key is set by the file.
    let full: String = example()
        .lines()
        .map(|l| l.strip_prefix('#').filter(|r| !r.starts_with(' ')).unwrap_or(l))
        .fold(String::new(), |mut all, line| {
            all.push_str(line);
            all.push('\n');
            all
        });
    let config = load(&full, &[]).unwrap();
    for key in KEYS {
        assert!(matches!(config.origin(key.path), Origin::File { .. }), "{} is not in the example", key.path);
        assert!(config.show(key.path).is_some(), "{}", key.path);
    }
}

#[test]
fn the_nearer_source_wins() {
    let folder = tempfile::tempdir().unwrap();
    let user = folder.path().join("user.toml");
    std::fs::write(&user, "[portal]\nconnections = 1\nlisten = \"127.0.0.1:1\"\n[mail]\nfolder = \"post\"\n").unwrap();
    let (_project, mut sources) = sources(
        Some("[portal]\nconnections = 2\n"),
        &[("KEYDESK_PORTAL__CONNECTIONS", "3"), ("KEYDESK_TEST_POSTGRES", "x"), ("HOME", "y")],
    );
    sources.user = Some(user);
    let config = Config::from_sources(&sources).unwrap();
    assert_eq!(config.portal.connections, 3);
    assert_eq!(config.portal.listen.port(), 1);
    assert_eq!(config.mail.folder(), folder.path().join("post"), "a path starts where it is written");
    assert_eq!(config.origin("portal.connections"), Origin::Variable("KEYDESK_PORTAL__CONNECTIONS".into()));
    sources.flags.push(("--connections", "portal.connections", "4".into()));
    assert_eq!(Config::from_sources(&sources).unwrap().portal.connections, 4);
    sources.flags.clear();
    sources.environment.clear();
    assert_eq!(Config::from_sources(&sources).unwrap().portal.connections, 2);
}

#[test]
fn unknown_names_are_refused_with_place_and_nearest() {
    let said =
        load("[portal]\nlsiten = \"x\"\n\n[mial]\nhost = \"x\"\n", &[("KEYDESK_PORTAL__LSITEN", "x")]).unwrap_err();
    assert!(
        said.contains("keydesk.toml, line 2: there is no key \"lsiten\" in [portal]; did you mean listen?"),
        "{said}"
    );
    assert!(said.contains("line 4: there is no section [mial]; did you mean [mail]?"), "{said}");
    assert!(said.contains("variable KEYDESK_PORTAL__LSITEN; did you mean KEYDESK_PORTAL__LISTEN?"), "{said}");
    let said = load("", &[("KEYDESK_DATABASE_URL", "x")]).unwrap_err();
    assert!(said.contains("KEYDESK_DATABASE__URL?") && said.contains("two underscores"), "{said}");
    let said = load("[portal]\nhost = \"x\"\n", &[]).unwrap_err();
    assert!(said.contains("did you mean mail.host?"), "{said}");
}

#[test]
fn wrong_values_name_key_place_and_what_is_expected() {
    let said = load(
        "[portal]\nlisten = \"8080\"\npublic_url = \"https://a.example/portal\"\ntrusted_proxies = [\"10.0.0.0/40\"]\n\
         [mail]\ntransport = \"pigeon\"\nfrom = \"nobody\"\n[access]\ninvitation_valid = 5\n",
        &[("KEYDESK_TERMINAL__MOUSE", "perhaps"), ("KEYDESK_MAIL__PORT", "70000")],
    )
    .unwrap_err();
    for part in [
        "line 2: portal.listen takes an address with a port",
        "not \"8080\"",
        "line 3: portal.public_url takes an http or https address without a path",
        "line 4: portal.trusted_proxies takes a list",
        "line 6: mail.transport takes one of smtp, file, not \"pigeon\"",
        "line 7: mail.from takes one e-mail address",
        "line 9: access.invitation_valid takes a time",
        "the variable KEYDESK_TERMINAL__MOUSE: terminal.mouse takes true or false, not \"perhaps\"",
        "the variable KEYDESK_MAIL__PORT: mail.port takes a whole number from 0 to 65535",
    ] {
        assert!(said.contains(part), "{part:?} is missing in:\n{said}");
    }
    assert_eq!(said.lines().count(), 8, "{said}");
    assert!(load("[portal\n", &[]).unwrap_err().contains("line 1: this is not TOML"));
}

#[test]
fn values_are_held_against_each_other() {
    let said = load("[mail]\ntransport = \"smtp\"\ntls = \"none\"\nhost = \"mail.example.com\"\n", &[]).unwrap_err();
    assert!(said.contains("mail.from") && said.contains("line 3: mail.tls \"none\" is for"), "{said}");
    let local = "[mail]\ntransport = \"smtp\"\ntls = \"none\"\nhost = \"127.0.0.1\"\nfrom = \"a@b.example\"\n";
    assert_eq!(load(local, &[]).unwrap().mail.port(), 25);
    assert!(load("[passwords]\nmemory_mib = 8\n", &[]).unwrap_err().contains("19 to 4096"));
}

#[test]
fn a_named_file_must_be_there() {
    let (folder, mut sources) = sources(None, &[]);
    assert!(Config::from_sources(&sources).is_ok());
    sources.project_named = true;
    let said = Config::from_sources(&sources).unwrap_err().to_string();
    assert!(said.contains(folder.path().to_str().unwrap()) && said.contains("cannot be read"), "{said}");
}

#[test]
fn public_url_and_proxies() {
    let config =
        load("[portal]\nlisten = \"0.0.0.0:81\"\ntrusted_proxies = [\"10.1.0.0/16\", \"::1\"]\n", &[]).unwrap();
    assert_eq!(config.portal.public_url(), "http://localhost:81");
    assert!(
        config.portal.trusts("10.1.255.3".parse().unwrap()) && config.portal.trusts("::ffff:10.1.0.1".parse().unwrap())
    );
    assert!(config.portal.trusts("::1".parse().unwrap()) && !config.portal.trusts("10.2.0.1".parse().unwrap()));
    let config = load("", &[("KEYDESK_PORTAL__PUBLIC_URL", "HTTPS://Portal.Example.com:443/")]).unwrap();
    assert_eq!(config.portal.public_url(), "https://portal.example.com");
    for wrong in ["ftp://x.example", "https://u@x.example", "https://x.example/?a", "x.example"] {
        assert!(load("", &[("KEYDESK_PORTAL__PUBLIC_URL", wrong)]).is_err(), "{wrong}");
    }
}

#[test]
fn times_are_read_in_every_unit() {
    use std::time::Duration;
    for (text, seconds) in [("1 s", 1), ("30 seconds", 30), ("90m", 5400), ("12 hours", 43_200), ("1 day", 86_400)] {
        let config = load("", &[("KEYDESK_ACCESS__INVITATION_VALID", text)]).unwrap();
        assert_eq!(config.access.invitation_valid, Duration::from_secs(seconds), "{text}");
    }
    for wrong in ["", "5", "0 days", "-1 day", "5 fortnights", "99999999999999999999 days", "40000 days", "1 hour"] {
        assert!(load("", &[("KEYDESK_MAIL__TIMEOUT", wrong)]).is_err(), "{wrong}");
    }
}

#[test]
fn a_gateway_is_described_by_tables_or_json() {
    let file = "[sms]\ntransport = \"http\"\nurl = \"https://sms.example.com/send\"\nfrom = \"Nordlift\"\n\
                success = [200, \"202-204\"]\n[sms.fields]\nmessages = [{ to = \"{to}\", urgent = true, n = 2, content = \"{text}\" }]\n\
                [sms.headers]\nX-Sender = \"{from}\"\n";
    let config = load(file, &[]).unwrap();
    let expected = serde_json::json!({ "messages": [{ "to": "{to}", "urgent": true, "n": 2, "content": "{text}" }] });
    assert_eq!(serde_json::Value::Object(config.sms.fields.0.clone()), expected);
    assert_eq!(config.sms.headers.0, [("X-Sender".to_owned(), "{from}".to_owned())]);
    assert_eq!(config.sms.success, [Statuses(200..=200), Statuses(202..=204)]);
    let json = "{\"Body\": \"{text}\", \"To\": \"{number}\"}";
    let config = load(file, &[("KEYDESK_SMS__FIELDS", json), ("KEYDESK_SMS__SUCCESS", "201")]).unwrap();
    assert_eq!(config.sms.fields.0["To"], "{number}");
    assert_eq!(config.show("sms.fields").unwrap(), "{ Body = \"{text}\", To = \"{number}\" }");
    assert_eq!(config.sms.success, [Statuses(201..=201)]);
}

#[test]
fn what_is_wrong_with_a_gateway_is_said_before_anything_is_sent() {
    let gateway = |more: &str| {
        let url = if more.contains("url =") { "" } else { "url = \"https://sms.example.com\"\n" };
        load(&format!("[sms]\ntransport = \"http\"\n{url}{more}\n"), &[])
    };
    assert!(gateway("").is_ok());
    assert!(gateway("url = \"http://127.0.0.1:1/send?a=b\"").is_ok());
    for (more, said) in [
        ("url = \"http://sms.example.com/\"", "sms.url takes an https address"),
        ("url = \"https://me:pw@sms.example.com/\"", "sms.url takes an https address"),
        ("fields = { to = \"{to}\" }", "must say where"),
        ("fields = { to = \"{to}\", text = \"{txet}\", t = \"{text}\" }", "knows no {txet}; did you mean {text}?"),
        ("fields = { to = \"{to}\", text = \"{text}\", key = \"{secret}\" }", "sms.secret_file"),
        ("fields = { to = \"{to}\", text = \"{text}\", sender = \"{from}\" }", "set sms.from"),
        ("body = \"form\"\nfields = { a = [\"{to}\", \"{text}\"] }", "of a form are texts"),
        ("method = \"get\"", "has no body"),
        ("headers = { Authorization = \"Bearer abc\" }", "looks like a secret"),
        ("headers = { \"X Y\" = \"abc\" }", "is no name of a header"),
        ("headers = { X = 7 }", "sms.headers takes a table of texts"),
        ("success = [\"2xx\"]", "sms.success takes a list"),
        ("success_pointer = \"/ok\"", "belong together"),
        ("user = \"me\"", "sms.user needs sms.secret_file"),
        ("timeout = \"2 minutes\"", "sms.timeout takes"),
        ("connections = 0", "sms.connections takes"),
    ] {
        let error = gateway(more).unwrap_err();
        assert!(error.contains(said), "{more}: {error}");
    }
}
