//! Every command of the terminal's catalogue is carried out in a flow through the real loop: the table is in
//! `support::flows`, and each flow is held to it where it runs.

use std::collections::BTreeSet;
use std::path::Path;

use keydesk::tui::catalogue::Id;

use crate::support::flows::FLOWS;

#[test]
fn every_command_is_carried_out_in_a_flow() {
    let said: BTreeSet<Id> = FLOWS.iter().flat_map(|(_, ids)| ids.iter().copied()).collect();
    let missing: Vec<_> = Id::ALL.iter().filter(|id| !said.contains(id)).collect();
    assert!(missing.is_empty(), "{} commands that no flow carries out: {missing:?}", missing.len());
}

/// The table can only be wrong about flows that run: each that it names is there.
#[test]
fn the_flows_of_the_table_are_there() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/all");
    let files = std::fs::read_dir(folder).expect("the tests").flatten().map(|e| e.path());
    let flows = files.filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("tui")));
    let sources: Vec<String> = flows.map(|path| std::fs::read_to_string(path).expect("a source")).collect();
    let there = |flow: &str| {
        let heads = [format!("\nfn {flow}("), format!("\nasync fn {flow}(")];
        sources.iter().any(|source| heads.iter().any(|head| source.contains(head.as_str())))
    };
    let gone: Vec<_> = FLOWS.iter().map(|(flow, _)| *flow).filter(|flow| !there(flow)).collect();
    assert!(gone.is_empty(), "{gone:?}");
    let named: BTreeSet<_> = FLOWS.iter().map(|(flow, _)| *flow).collect();
    assert_eq!(named.len(), FLOWS.len(), "each flow stands in the table once");
}
