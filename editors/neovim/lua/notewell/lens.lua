-- How the note stands (“9 of 12 elements documented · signable: no (2)”), at the end of its first line, and how often
-- each goal of a plan was addressed. Neovim 0.12 shows a lens above its line, where that of the first line is not seen.
local client = require('notewell.client')

local M = {}

local namespace = vim.api.nvim_create_namespace('notewell.lens')
local asked = {} -- by buffer: the number of the last question, so that a late answer to an older one is dropped

local function show(buffer, lens)
  local line = lens.range.start.line
  if not lens.command or line >= vim.api.nvim_buf_line_count(buffer) then return end
  vim.api.nvim_buf_set_extmark(buffer, namespace, line, 0, {
    virt_text = { { lens.command.title, 'LspCodeLens' } },
    hl_mode = 'combine',
    priority = 1000, -- before the words of findings, which have 4096
  })
end

--- Asks the server anew and shows what it says.
--- @param buffer integer
function M.update(buffer)
  local server = vim.lsp.get_clients({ name = client.name, bufnr = buffer })[1]
  if not server then return end
  local number = (asked[buffer] or 0) + 1
  asked[buffer] = number
  local function current() return asked[buffer] == number and vim.api.nvim_buf_is_loaded(buffer) end
  client.request(server, 'textDocument/codeLens', { textDocument = { uri = vim.uri_from_bufnr(buffer) } }, function(problem, lenses)
    if problem or not current() then return end
    vim.api.nvim_buf_clear_namespace(buffer, namespace, 0, -1)
    for _, lens in ipairs(lenses or {}) do
      if lens.command then
        show(buffer, lens)
      else
        client.request(server, 'codeLens/resolve', lens, function(_, resolved)
          if resolved and current() then show(buffer, resolved) end
        end)
      end
    end
  end)
end

function M.forget(buffer) asked[buffer] = nil end

return M
