-- How the language server is run: for vim.lsp.enable() (Neovim 0.11 and newer) and vim.lsp.start() (0.10) alike.
local M = {}

M.name = 'notewell'
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

--- What to tell when the program is not there.
function M.missing(program)
  return ('%s can not be run, so notes are not checked; :checkhealth notewell tells what to do'):format(program)
end

--- The configuration of the client, in the form of lsp/*.lua files.
function M.config()
  local capabilities = vim.lsp.protocol.make_client_capabilities() -- 0.10 takes them as they are given
  capabilities.workspace.workspaceEdit.documentChanges = true -- Neovim applies them and does not say so
  capabilities.workspace.textDocumentContent = { dynamicRegistration = false }
  return {
    cmd = M.command(),
    filetypes = { M.filetype },
    root_markers = M.root_markers,
    capabilities = capabilities,
    -- Neovim takes no snippets in the edits of a code action, so the server sends them with this command of ours.
    init_options = { snippetCommand = require('notewell.snippet').command },
    handlers = {
      ['workspace/textDocumentContent/refresh'] = function(...) return require('notewell.audit_view').refresh(...) end,
    },
  }
end

--- Starts the server for a buffer, or attaches the one that runs; for Neovim 0.10.
--- @param buffer integer
function M.start(buffer)
  local config = M.config()
  config.name = M.name
  config.root_dir = vim.fs.root(buffer, M.root_markers)
  vim.lsp.start(config, { bufnr = buffer })
end

-- A client's functions became methods in 0.11.
local methods = vim.fn.has('nvim-0.11') == 1

--- @param handler fun(problem: lsp.ResponseError?, result: any)
function M.request(server, method, params, handler)
  if methods then return server:request(method, params, handler) end
  return server.request(method, params, handler)
end

--- The result, waited for; nil if none came in time or the server refused.
function M.request_sync(server, method, params, timeout)
  local answer = methods and server:request_sync(method, params, timeout) or not methods and server.request_sync(method, params, timeout)
  return answer and answer.result
end

return M
