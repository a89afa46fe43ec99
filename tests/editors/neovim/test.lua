-- Drives a real Neovim with the plugin of editors/neovim and the real server.
--   NOTEWELL=… NOTEWELL_PLUGIN=… NOTEWELL_TESTS=… NOTEWELL_SCRATCH=… NEOVIM=… nvim -l test.lua
package.path = vim.env.NOTEWELL_TESTS .. '/?.lua;' .. package.path
local Child = require('child')

local scratch = vim.env.NOTEWELL_SCRATCH
local environment = {
  XDG_CONFIG_HOME = scratch .. '/config',
  XDG_DATA_HOME = scratch .. '/data',
  XDG_STATE_HOME = scratch .. '/state',
  XDG_CACHE_HOME = scratch .. '/cache',
}

local note = {
  '---',
  'client: MRN-00412',
  'date: 2026-03-12',
  'time: 14:00-14:53',
  'code: 90837',
  'diagnosis: F33.1',
  'place: office',
  'participants: client',
  'clinician: D. Reyes, LCSW',
  '---',
  '',
  '## Data',
  '- [x] sad',
  '',
  '## Plan',
  'She will write “three small errands” on a card. Next session 2026-03-19.',
}
local sad = 12 -- the row of the tick, from 0

local function has(version) return vim.fn.has('nvim-' .. version) == 1 end

--- Whether the open note has a finding of a rule, as Neovim shows it.
local finding = [[
  local rule = ...
  return vim.iter(vim.diagnostic.get(0)):find(function(d) return d.code == rule end)]]

local tests = {}
local function test(name, body) table.insert(tests, { name = name, body = body }) end

local function open_note(child)
  child:open(scratch .. '/session.pnote', note)
  return child:wait('a finding for the tick with nothing under it', finding, 'affect-without-observation')
end

--- Takes the preferred quick fix for the tick, which leaves the first blank selected.
local function apply_preferred_fix(child)
  child:lua('vim.api.nvim_win_set_cursor(0, { ..., 6 })', sad + 1)
  child:lua([[vim.lsp.buf.code_action({ apply = true, filter = function(action) return action.isPreferred end })]])
  child:wait('blanks to fill in', 'return vim.snippet.active()')
  child:wait_for_mode('s')
end

test('notes are known by their names, other Markdown is left alone', function(child)
  local function filetype(name) return child:lua('return vim.filetype.match({ filename = ... })', scratch .. '/' .. name) end
  assert(filetype('a.pnote') == 'progress-note')
  assert(filetype('a.note.md') == 'progress-note')
  assert(filetype('note.md') == 'markdown')
end)

test('the parser is built on first use, and highlights and folds the note', function(child)
  child:open(scratch .. '/session.pnote', note)
  child:wait('highlighting by tree-sitter', 'return vim.treesitter.highlighter.active[vim.api.nvim_get_current_buf()] ~= nil')
  --- The names of the highlights at a place that look like anything.
  local function highlights(row, column)
    return child:lua([[
      local row, column = ...
      local seen = vim.tbl_map(function(capture)
        local id = vim.api.nvim_get_hl_id_by_name('@' .. capture.capture .. '.' .. capture.lang)
        return next(vim.api.nvim_get_hl(0, { id = id, link = false })) and capture.capture or ''
      end, vim.treesitter.get_captures_at_pos(0, row, column))
      return vim.tbl_filter(function(name) return name ~= '' end, seen)]], row, column)
  end
  local places = { heading = { 11, 4 }, box = { sad, 3 }, quote = { 15, 20 } }
  for what, at in pairs(places) do
    assert(#highlights(unpack(at)) > 0, ('no highlight on the %s'):format(what))
  end
  child:wait('folds', 'return vim.fn.foldlevel(13) > 0')
  child:type('zM')
  child:wait('a closed section', 'return vim.fn.foldclosed(13) > 0 and vim.fn.foldclosed(13) <= 12')
  child:type('zR')
  assert(child:lua('return vim.bo.commentstring') == '<!-- %s -->')
end)

test('a tick with nothing under it is found, the quick fix is filled in, and both findings clear', function(child)
  local seen = open_note(child)
  assert(seen.lnum == sad and seen.source == 'notewell', vim.inspect(seen))
  child:wait('the finding for the missing report', finding, 'affect-without-self-report')
  apply_preferred_fix(child)

  local observation = 'Tearful, and her voice dropped to a whisper,'
  child:type(observation)
  child:wait('the observation in the place of its blank', [[
    local row, text = ...
    return vim.startswith(vim.api.nvim_buf_get_lines(0, row, row + 1, true)[1], '  - Observed: ' .. text)]], sad + 1, observation)
  child:type('<Tab>')
  child:wait_for_mode('s')
  child:type('she told me about the empty chair')
  child:type('<Tab>')
  child:wait_for_mode('s')
  child:type('I cry in the car so that the kids do not see.')
  child:type('<Tab>')
  child:wait('the end of the blanks', 'return not vim.snippet.active()')
  child:type('<Esc>')
  child:wait_for_mode('n')

  local filled = table.concat(child:lines(), '\n')
  assert(not filled:find('‹', 1, true), 'a blank is left:\n' .. filled)
  assert(filled:find('\n  - Reported: "I cry in the car so that the kids do not see."\n', 1, true), filled)
  for _, rule in ipairs({ 'affect-without-observation', 'affect-without-self-report' }) do
    child:wait(rule .. ' to clear', 'return not (function(...) ' .. finding .. ' end)(...)', rule)
  end
end)

test('one undo takes the whole fix back', function(child)
  open_note(child)
  apply_preferred_fix(child)
  child:type('<Esc>u')
  child:wait('the note as it was', 'return vim.deep_equal(vim.api.nvim_buf_get_lines(0, 0, -1, true), ...)', note)
end)

test('a blank that is skipped stays visible in the note', function(child)
  open_note(child)
  apply_preferred_fix(child)
  child:type('<Tab><Tab><Tab>')
  child:wait('the end of the blanks', 'return not vim.snippet.active()')
  child:type('<Esc>')
  child:wait('a finding for the blank that is left', finding, 'unfilled-placeholder')
  local line = child:lines()[sad + 2]
  assert(line:find('Observed: ‹', 1, true), line)
end)

test('a fix for an older version of the note changes nothing', function(child)
  open_note(child)
  local at = { line = sad, character = 0 }
  child:lua([[
    local at = ...
    local client = vim.lsp.get_clients({ bufnr = 0 })[1]
    local version = vim.lsp.util.buf_versions[vim.api.nvim_get_current_buf()]
    local command = { title = '', command = 'notewell.insertSnippet' }
    command.arguments = { vim.uri_from_bufnr(0), { start = at, ['end'] = at }, 'late', version - 1 }
    vim.lsp.commands[command.command](command, { client_id = client.id })]], at)
  assert(vim.deep_equal(child:lines(), note))
  assert(child:lua([[return vim.fn.execute('messages')]]):find('has changed', 1, true), 'the writer is not told why')
end)

test('a snippet replaces its range, whatever the encoding of positions', function()
  local columns = { ['utf-8'] = 12, ['utf-16'] = 9, ['utf-32'] = 8 } -- of “sad” in the line below
  for encoding, from in pairs(columns) do
    local child = Child.start(vim.env.NEOVIM, vim.tbl_extend('force', environment, { NOTEWELL_ENCODING = encoding }))
    open_note(child)
    child:lua([[vim.api.nvim_buf_set_lines(0, ..., -1, true, { '😢 é [x] sad and flat' })]], sad)
    local used, line = unpack(child:lua([[
      local row, from = ...
      local client = vim.lsp.get_clients({ bufnr = 0 })[1]
      local buffer = vim.api.nvim_get_current_buf()
      local range = { start = { line = row, character = from }, ['end'] = { line = row, character = from + 3 } }
      local command = { title = '', command = 'notewell.insertSnippet' }
      command.arguments = { vim.uri_from_bufnr(0), range, 'angry', vim.lsp.util.buf_versions[buffer] }
      vim.lsp.commands[command.command](command, { client_id = client.id })
      return { client.offset_encoding, vim.api.nvim_buf_get_lines(0, row, row + 1, true)[1] }]], sad, from))
    child:stop()
    assert(used == encoding, 'the server took ' .. used .. ' where only ' .. encoding .. ' was offered')
    assert(line == '😢 é [x] angry and flat', encoding .. ': ' .. line)
  end
end)

test('choices become blanks that show their prompt', function(child)
  local function plain(snippet) return child:lua([[return require('notewell.snippet').without_choices(...)]], snippet) end
  assert(plain('a ${1|‹what›,tearful,flat\\, quiet|} b ${2:‹who›}$0') == 'a ${1:‹what›} b ${2:‹who›}$0')
  assert(plain([[${1|a\,b \| c\},d|}]]) == [[${1:a,b | c\}}]])
end)

test('hover on the tick tells what counts as evidence', function(child)
  open_note(child)
  child:lua('vim.api.nvim_win_set_cursor(0, { ..., 6 })', sad + 1)
  child:lua('vim.lsp.buf.hover()')
  child:wait('a floating window that speaks of observing', [[
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        local text = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, true), ' ')
        if text:find('observed', 1, true) then return true end
      end
    end]])
end)

test('completion under the tick offers what is missing, as snippets', function(child)
  open_note(child)
  child:lua('vim.api.nvim_win_set_cursor(0, { ..., 0 })', sad + 1)
  child:type('o  - <C-x><C-o>')
  local words = child:wait('a menu', [[
    local info = vim.fn.complete_info({ 'items', 'pum_visible' })
    return info.pum_visible == 1 and vim.tbl_map(function(item) return item.abbr end, info.items)]])
  local menu = table.concat(words, '\n')
  assert(menu:find('Observed', 1, true) and menu:find('Reported', 1, true), menu)
  if not has('0.11') then return child:type('<Esc>') end -- older ones insert a snippet's text without its blanks
  child:type('<C-y>')
  child:wait('blanks to fill in', 'return vim.snippet.active()')
  child:wait_for_mode('s')
  child:type('voice shook')
  child:type('<Tab>')
  child:wait_for_mode('s')
  child:type('she named the empty chair')
  child:type('<Esc>')
  child:wait('the line with its blanks filled in', [[
    return vim.fn.getline(...):find('^  %- Observed: voice shook .*she named the empty chair$')]], sad + 2)
end)

test(':checkhealth notewell has nothing to complain about', function(child)
  open_note(child)
  child:lua([[vim.cmd('checkhealth notewell')]])
  local report = table.concat(child:wait('the report', [[
    local lines = vim.api.nvim_buf_get_lines(0, 0, -1, true)
    return table.concat(lines, ' '):find('highlighting and folds', 1, true) and lines]]), '\n')
  assert(not report:find('ERROR', 1, true) and not report:find('WARNING', 1, true), report)
  for _, wanted in ipairs({ 'running; notes attached: 1', 'query: highlights', 'query: folds' }) do
    assert(report:find(wanted, 1, true), wanted .. ' is not in the report:\n' .. report)
  end
end)

test('the help has tags', function(child)
  local doc = scratch .. '/doc'
  vim.fn.mkdir(doc, 'p')
  vim.fn.writefile(vim.fn.readfile(vim.env.NOTEWELL_PLUGIN .. '/doc/notewell.txt'), doc .. '/notewell.txt')
  child:lua('vim.cmd.helptags(...)', doc)
  local tags = table.concat(vim.fn.readfile(doc .. '/tags'), '\n')
  for _, tag in ipairs({ 'notewell', ':NotewellBuildParser', 'g:notewell_cmd', 'g:notewell_no_autostart' }) do
    assert(('\n' .. tags):find('\n' .. tag .. '\t', 1, true), tag)
  end
end)

test('g:notewell_no_autostart starts nothing', function(child)
  open_note(child) -- so that starting, where it is wanted, is known to work
  local quiet = Child.start(vim.env.NEOVIM, vim.tbl_extend('force', environment, { NOTEWELL_NO_AUTOSTART = '1' }))
  quiet:open(scratch .. '/session.pnote', note)
  local clients = quiet:lua('return vim.lsp.is_enabled and vim.lsp.is_enabled("notewell") or #vim.lsp.get_clients() > 0')
  quiet:stop()
  assert(clients == false)
end)

local failed = 0
for _, each in ipairs(tests) do
  local child = Child.start(vim.env.NEOVIM, environment)
  local ok, message = xpcall(each.body, function(problem)
    return type(problem) == 'string' and problem or vim.inspect(problem)
  end, child)
  child:stop()
  io.stdout:write(ok and 'ok    ' or 'FAIL  ', each.name, '\n')
  if not ok then
    failed = failed + 1
    io.stdout:write('      ', (message:gsub('\n', '\n      ')), '\n')
  end
end
io.stdout:write(('%s: %d of %d passed\n'):format(tostring(vim.version()), #tests - failed, #tests))
os.exit(failed == 0 and 0 or 1)
