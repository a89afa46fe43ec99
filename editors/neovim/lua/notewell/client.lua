-- How the language server is run: for vim.lsp.enable() (Neovim 0.11 and newer) and vim.lsp.start() (0.10) alike.
local M = {}

M.filetype = 'progress-note'
M.root_markers = { 'notewell.toml', '.git' }

--- The folder of this plugin.
M.plugin = vim.fs.dirname(vim.fs.dirname(vim.fs.dirname(vim.fs.normalize(debug.getinfo(1, 'S').source:sub(2)))))

--- The command line of the server: vim.g.notewell_cmd if it is set, else `notewell` from $PATH, else the program that
--- ./setup built in the checkout that this plugin is part of.
--- @return string[]
function M.command()
  if vim.g.notewell_cmd then return vim.g.notewell_cmd end
  local program = 'notewell'
  local built = vim.fs.normalize(vim.fs.dirname(vim.fs.dirname(M.plugin)) .. '/build/release/bin/notewell')
  if vim.fn.executable(program) == 0 and vim.fn.executable(built) == 1 then program = built end
  return { program, 'lsp', '--stdio' }
end

--- The configuration of the client, in the form of lsp/*.lua files.
function M.config()
  return {
    cmd = M.command(),
    filetypes = { M.filetype },
    root_markers = M.root_markers,
    -- Neovim takes no snippets in the edits of a code action, so the server sends them with this command of ours.
    init_options = { snippetCommand = require('notewell.snippet').command },
  }
end

--- Starts the server for a buffer, or attaches the one that runs; for Neovim 0.10.
--- @param buffer integer
function M.start(buffer)
  local config = M.config()
  config.name = 'notewell'
  config.root_dir = vim.fs.root(buffer, M.root_markers)
  vim.lsp.start(config, { bufnr = buffer })
end

return M
