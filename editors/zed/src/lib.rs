//! Tells Zed which program is the language server of progress notes: `notewell` on the path.
use zed_extension_api as zed;

struct Notewell;

impl zed::Extension for Notewell {
    fn new() -> Self {
        Notewell
    }

    fn language_server_command(
        &mut self,
        _server: &zed::LanguageServerId,
        worktree: &zed::Worktree,
    ) -> zed::Result<zed::Command> {
        let command = worktree.which("notewell").ok_or(
            "There is no program `notewell` on the path. Build it with ./setup and copy it to a folder on the path.",
        )?;
        Ok(zed::Command {
            command,
            args: vec!["lsp".into(), "--stdio".into()],
            env: Default::default(),
        })
    }
}

zed::register_extension!(Notewell);
