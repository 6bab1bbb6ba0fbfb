//! `keydesk completions` and `keydesk man`: made from the same description as the help.

use clap_complete::Shell;

use super::desk::Desk;
use super::exit::Failure;

/// Which shell.
#[derive(clap::Args, Clone, Debug)]
pub struct Completions {
    /// bash, zsh, fish, elvish or powershell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// Prints a completion script.
pub fn completions(desk: &Desk, args: &Completions) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::command(), "keydesk", &mut script);
    desk.out.print(&String::from_utf8_lossy(&script))
}

/// Prints the manual page: the program, then every command.
pub fn man(desk: &Desk) -> Result<(), Failure> {
    let mut page = Vec::new();
    let mut whole = super::command();
    whole.build();
    clap_mangen::Man::new(whole.clone()).render(&mut page).map_err(Failure::Output)?;
    render_below(&whole, &mut page).map_err(Failure::Output)?;
    desk.out.print(&String::from_utf8_lossy(&page))
}

fn render_below(command: &clap::Command, page: &mut Vec<u8>) -> std::io::Result<()> {
    for below in command.get_subcommands().filter(|c| !c.is_hide_set() && c.get_name() != "help") {
        let name = below.get_display_name().unwrap_or_else(|| below.get_name()).replace('-', " ");
        page.extend_from_slice(format!(".SH \"{}\"\n", name.to_uppercase()).as_bytes());
        let man = clap_mangen::Man::new(below.clone());
        man.render_synopsis_section(page)?;
        man.render_description_section(page)?;
        if below.get_arguments().next().is_some() {
            man.render_options_section(page)?;
        }
        render_below(below, page)?;
    }
    Ok(())
}
