-- The command by which the server's quick fixes reach Neovim with their blanks to tab through.
local M = {}

M.command = 'notewell.insertSnippet'

--- Where a position of the protocol is in a buffer: row and byte column, both from 0. Past the end is the end.
local function place(buffer, position, encoding)
  local row = math.min(position.line, vim.api.nvim_buf_line_count(buffer) - 1)
  local line = vim.api.nvim_buf_get_lines(buffer, row, row + 1, true)[1]
  if position.line > row then return row, #line end
  if encoding == 'utf-8' then return row, math.min(position.character, #line) end
  if vim.fn.has('nvim-0.11') == 1 then
    return row, vim.str_byteindex(line, encoding, position.character, false)
  end
  local inside, column = pcall(vim.str_byteindex, line, position.character, encoding == 'utf-16')
  return row, inside and column or #line
end

--- Replaces a range of a note by a snippet and starts on its first blank.
--- Arguments of the command: the note's uri, the range, the snippet, the version of the note that they are for.
--- @param command lsp.Command
--- @param context { client_id: integer }
function M.insert(command, context)
  local uri, range, snippet, version = unpack(command.arguments)
  local client = assert(vim.lsp.get_client_by_id(context.client_id))
  local buffer = vim.uri_to_bufnr(uri)
  if vim.lsp.util.buf_versions[buffer] ~= version then
    vim.notify('Notewell: the note has changed since this fix was offered. Ask for it again.', vim.log.levels.WARN)
    return
  end
  if buffer ~= vim.api.nvim_get_current_buf() then
    vim.lsp.util.show_document({ uri = uri, range = range }, client.offset_encoding, { focus = true })
  end

  local row, column = place(buffer, range.start, client.offset_encoding)
  local last_row, last_column = place(buffer, range['end'], client.offset_encoding)
  vim.api.nvim_buf_set_text(buffer, row, column, last_row, last_column, {})

  -- vim.snippet.expand() inserts at the cursor, which in Normal mode can't stand behind a line's last character.
  local virtualedit = vim.wo.virtualedit
  vim.wo.virtualedit = 'onemore'
  vim.api.nvim_win_set_cursor(0, { row + 1, column })
  local ok, message = pcall(vim.snippet.expand, snippet)
  vim.wo.virtualedit = virtualedit
  if not ok then error(message, 0) end
end

return M
