-- The note as an auditor would go through it: a read-only document that the server makes, shown beside the note.
-- Neovim has no workspace/textDocumentContent of its own, so the plugin reads such documents and keeps them up to date.
local client = require('notewell.client')

local M = {}

M.pattern = 'notewell-audit:///*' -- with a slash, so that it is held against the whole name

local function show(buffer, text)
  if not vim.api.nvim_buf_is_loaded(buffer) then return end
  vim.bo[buffer].modifiable = true
  vim.api.nvim_buf_set_lines(buffer, 0, -1, true, vim.split(text, '\n', { trimempty = true }))
  vim.bo[buffer].modifiable = false
  vim.bo[buffer].modified = false
end

--- Reads a view into its buffer.
--- @param buffer integer
function M.read(buffer)
  vim.bo[buffer].buftype = 'nofile'
  vim.bo[buffer].swapfile = false
  vim.bo[buffer].filetype = 'markdown'
  local server = vim.lsp.get_clients({ name = client.name })[1]
  if not server then return show(buffer, 'The server does not run: open the note first.') end
  local uri = vim.api.nvim_buf_get_name(buffer)
  client.request(server, 'workspace/textDocumentContent', { uri = uri }, function(problem, answer)
    show(buffer, problem and problem.message or answer.text)
  end)
end

--- The server's word that a view has changed.
function M.refresh(_, params)
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_get_name(buffer) == params.uri and vim.api.nvim_buf_is_loaded(buffer) then M.read(buffer) end
  end
  return vim.NIL
end

return M
