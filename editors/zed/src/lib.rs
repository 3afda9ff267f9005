//! Tells Zed how to start `makegood lsp`. All settings are those of `makegood.toml`.

use zed_extension_api as zed;

struct Makegood;

impl zed::Extension for Makegood {
    fn new() -> Self {
        Self
    }

    fn language_server_command(
        &mut self,
        _: &zed::LanguageServerId,
        worktree: &zed::Worktree,
    ) -> zed::Result<zed::Command> {
        let command = worktree.which("makegood").ok_or("there is no makegood in the PATH; install it first")?;
        Ok(zed::Command { command, args: vec!["lsp".to_owned()], env: worktree.shell_env() })
    }
}

zed::register_extension!(Makegood);
