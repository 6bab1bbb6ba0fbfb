//! Help, completions, the manual.

use super::Machine;

#[test]
fn every_command_has_help_that_leads_with_examples() {
    let kd = Machine::new("");
    let mut seen = Vec::new();
    visit(&kd, &[], &mut seen);
    for path in ["init", "user grant", "user permit", "invitation resend", "outbox run", "portal link", "log list"] {
        assert!(seen.iter().any(|s| s == path), "{path} is not in {seen:?}");
    }
}

fn visit(kd: &Machine, path: &[&str], seen: &mut Vec<String>) {
    let arguments: Vec<&str> = path.iter().copied().chain(["--help"]).collect();
    let said = kd.run(&arguments);
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{arguments:?}: {said:?}");
    let examples =
        said.out.find("Examples:\n  keydesk").unwrap_or_else(|| panic!("{path:?} has no examples: {}", said.out));
    assert!(examples < said.out.find("Usage:").unwrap(), "{path:?}");
    seen.push(path.join(" "));
    let Some((_, commands)) = said.out.split_once("Commands:\n") else { return };
    for line in commands.lines().take_while(|l| !l.is_empty()) {
        // A description that goes on in the next line is further in.
        if let Some(name) = line.strip_prefix("  ").filter(|l| !l.starts_with(' ')).and_then(|l| l.split(' ').next()) {
            let below: Vec<&str> = path.iter().copied().chain([name]).collect();
            visit(kd, &below, seen);
        }
    }
}

#[test]
fn shells_get_completions_and_readers_a_manual() {
    let kd = Machine::new("");
    for (shell, mark) in
        [("bash", "complete -F _keydesk"), ("zsh", "#compdef keydesk"), ("fish", "complete -c keydesk")]
    {
        let said = kd.run(&["completions", shell]);
        assert!(said.code == 0 && said.err.is_empty(), "{said:?}");
        assert!(said.out.contains(mark) && said.out.contains("grant") && said.out.contains("withdraw"), "{shell}");
    }
    kd.run(&["completions", "tcsh"]).refuses(2, &["bash", "zsh", "fish"]);
    let manual = kd.run(&["man"]).out;
    for part in [".TH keydesk 1", "KEYDESK USER GRANT", "first\\-name", "EVERYWHERE"] {
        assert!(manual.contains(part), "{part}");
    }
    let version = kd.run(&["--version"]);
    assert_eq!(version.out.trim(), concat!("keydesk ", env!("CARGO_PKG_VERSION")));
}
