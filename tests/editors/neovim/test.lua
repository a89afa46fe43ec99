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
--- @param features string[] what the test shows when it passes: ids of features.tsv
local function test(name, features, body) table.insert(tests, { name = name, features = features, body = body }) end

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

test('notes are known by their names, other Markdown is left alone', { 'known-by-name' }, function(child)
  local function filetype(name) return child:lua('return vim.filetype.match({ filename = ... })', scratch .. '/' .. name) end
  assert(filetype('a.pnote') == 'progress-note')
  assert(filetype('a.note.md') == 'progress-note')
  assert(filetype('note.md') == 'markdown')
end)

test('the parser is built on first use, and highlights and folds the note', { 'highlighting', 'folding' }, function(child)
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

test('a tick with nothing under it is found, the quick fix is filled in, and both findings clear', { 'diagnostics', 'quick-fix', 'tab-stops' }, function(child)
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

test('one undo takes the whole fix back', {}, function(child)
  open_note(child)
  apply_preferred_fix(child)
  child:type('<Esc>u')
  child:wait('the note as it was', 'return vim.deep_equal(vim.api.nvim_buf_get_lines(0, 0, -1, true), ...)', note)
end)

test('a blank that is skipped stays visible in the note', { 'tab-stops' }, function(child)
  open_note(child)
  apply_preferred_fix(child)
  child:type('<Tab><Tab><Tab>')
  child:wait('the end of the blanks', 'return not vim.snippet.active()')
  child:type('<Esc>')
  child:wait('a finding for the blank that is left', finding, 'unfilled-placeholder')
  local line = child:lines()[sad + 2]
  assert(line:find('Observed: ‹', 1, true), line)
end)

test('a fix for an older version of the note changes nothing', {}, function(child)
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

test('a snippet replaces its range, whatever the encoding of positions', {}, function()
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

test('hover on the tick tells what counts as evidence', { 'hover' }, function(child)
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

test('completion under the tick offers what is missing, as snippets', { 'completion', has('0.11') and 'completion-tab-stops' or nil }, function(child)
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

test(':checkhealth notewell has nothing to complain about', {}, function(child)
  open_note(child)
  child:lua([[vim.cmd('checkhealth notewell')]])
  local report = table.concat(child:wait('the report', [[
    local lines = vim.api.nvim_buf_get_lines(0, 0, -1, true)
    return table.concat(lines, ' '):find('highlighting and folds', 1, true) and lines]]), '\n')
  assert(not report:find('ERROR', 1, true) and not report:find('WARNING', 1, true), report)
  local every = { 'folds', 'highlights', 'indents', 'injections', 'locals', 'textobjects' }
  for _, wanted in ipairs(vim.list_extend({ 'running; notes attached: 1' }, vim.tbl_map(function(name) return 'query: ' .. name end, every))) do
    assert(report:find(wanted, 1, true), wanted .. ' is not in the report:\n' .. report)
  end
end)

test('the help has tags, and every |link| and command in it leads somewhere', {}, function(child)
  local doc = scratch .. '/doc'
  vim.fn.mkdir(doc, 'p')
  local help = vim.fn.readfile(vim.env.NOTEWELL_PLUGIN .. '/doc/notewell.txt')
  vim.fn.writefile(help, doc .. '/notewell.txt')
  child:lua('vim.cmd.helptags(...)', doc)
  child:lua('vim.opt.runtimepath:append(...)', scratch)
  local tags = table.concat(vim.fn.readfile(doc .. '/tags'), '\n')
  for tag in table.concat(help, '\n'):gmatch('%*([%w:_%-]+)%*') do
    assert(('\n' .. tags):find('\n' .. tag .. '\t', 1, true), tag)
  end
  for _, word in ipairs(child:lua([[return vim.fn.getcompletion('Notewell ', 'cmdline')]])) do
    assert(tags:find(':Notewell-' .. word, 1, true), 'the help does not tell of :Notewell ' .. word)
  end
  if not has('0.11') then return end -- it has no tags for the mappings of newer ones
  for link in table.concat(help, '\n'):gmatch('|([^|%s]+)|') do
    local found = child:lua([[return vim.fn.getcompletion(..., 'help')]], link)
    assert(vim.tbl_contains(found, link) or vim.tbl_contains(found, link .. '@en'), ('|%s| leads nowhere'):format(link))
  end
end)

test('g:notewell_no_autostart starts nothing', {}, function(child)
  open_note(child) -- so that starting, where it is wanted, is known to work
  local quiet = Child.start(vim.env.NEOVIM, vim.tbl_extend('force', environment, { NOTEWELL_NO_AUTOSTART = '1' }))
  quiet:open(scratch .. '/session.pnote', note)
  local clients = quiet:lua('return vim.lsp.is_enabled and vim.lsp.is_enabled("notewell") or #vim.lsp.get_clients() > 0')
  quiet:stop()
  assert(clients == false)
end)

--- A chart: a plan and a note that is held against it. Answers the note's path.
local function write_chart()
  local chart = scratch .. '/chart'
  vim.fn.mkdir(chart, 'p')
  vim.fn.writefile({ '[clinician]', 'name = "D. Reyes"', 'credentials = "LCSW"' }, chart .. '/notewell.toml')
  vim.fn.writefile({
    '---', 'kind: treatment-plan', 'client: MRN-00412', 'date: 2026-01-08', '---', '# Treatment plan',
    '## G1 Takes part in family life again',
    '- G1.1 Eats dinner with the family 3 times a week by 2026-06-15 (now: 0)',
  }, chart .. '/plan.pnote')
  local lines = vim.list_extend({}, note)
  table.insert(lines, 10, 'plan: plan.pnote')
  lines[#lines + 1] = 'Two dinners this week, one before: progress toward @G1.'
  return chart .. '/2026-03-12.pnote', lines
end

local function open_chart(child)
  local path, lines = write_chart()
  child:open(path, lines)
  child:wait('a finding for the tick with nothing under it', finding, 'affect-without-observation')
  local row = #lines - 1
  child:lua('vim.api.nvim_win_set_cursor(0, ...)', { row + 1, (lines[#lines]:find('@G1', 1, true)) })
  return path, lines, row
end

--- All that the child has told its user.
local function messages(child) return child:lua([[return vim.fn.execute('messages')]]) end

test('every query is loaded, and captures what its name says', {}, function(child)
  child:open(scratch .. '/session.pnote', note)
  child:wait('the parser', [[return (pcall(vim.treesitter.get_parser, 0, 'pnote'))]])
  local captured = child:lua([==[
    local captured = {}
    local tree = vim.treesitter.get_parser(0, 'pnote'):parse()[1]
    for _, name in ipairs({ 'highlights', 'folds', 'indents', 'injections', 'locals', 'textobjects' }) do
      local query = assert(vim.treesitter.query.get('pnote', name), name)
      captured[name] = { none = 'a table that is no list' }
      for id, node in query:iter_captures(tree:root(), 0, 0, -1) do
        local text = vim.treesitter.get_node_text(node, 0)
        captured[name][query.captures[id]] = captured[name][query.captures[id]] or text
      end
    end
    return captured]==])
  local expected = {
    highlights = {
      ['property'] = 'client', ['markup.heading'] = '## Data\n', ['markup.list.checked'] = '[x]', ['constant'] = 'sad',
      ['string'] = '“three small errands”',
    },
    folds = { fold = table.concat(vim.list_slice(note, 1, 10), '\n') .. '\n' },
    indents = { ['indent.begin'] = '- [x] sad\n' },
    injections = {},
    locals = { ['definition.section'] = '## Data\n', scope = '## Data\n- [x] sad\n\n' },
    textobjects = { ['class.outer'] = '## Data\n- [x] sad\n\n', ['function.outer'] = '- [x] sad\n', ['string.outer'] = '“three small errands”' },
  }
  for name, captures in pairs(expected) do
    for capture, text in pairs(captures) do
      local seen = captured[name][capture]
      assert(seen and vim.trim(seen) == vim.trim(text), ('%s: @%s took %s'):format(name, capture, vim.inspect(seen)))
    end
  end
end)

test('nvim-treesitter is told where the grammar is', {}, function(child)
  local info = child:lua([[
    package.loaded['nvim-treesitter.parsers'] = {} -- as that plugin's table of parsers
    vim.api.nvim_exec_autocmds('User', { pattern = 'TSUpdate' })
    return package.loaded['nvim-treesitter.parsers'].pnote.install_info]])
  for _, file in ipairs({ 'src/parser.c', 'src/scanner.c', 'src/tree_sitter/parser.h', 'src/grammar.json' }) do
    assert(vim.uv.fs_stat(info.path .. '/' .. file), info.path .. ' has no ' .. file)
  end
end)

test('the sections are an outline', { 'outline' }, function(child)
  open_note(child)
  child:lua([[vim.lsp.buf.document_symbol()]])
  local outline = child:wait('a list of the sections', [[
    local list = vim.list_extend(vim.fn.getloclist(0), vim.fn.getqflist())
    return #list > 0 and table.concat(vim.tbl_map(function(item) return item.text end, list), '\n')]])
  assert(outline:find('Data', 1, true) and outline:find('Plan', 1, true), outline)
end)

test('how the note stands is seen at its first line, and changes with it', { 'code-lens' }, function(child)
  open_note(child)
  local lens = [[
    local row = {}
    for column = 1, vim.o.columns do row[column] = vim.fn.screenstring(1, column) end
    row = table.concat(row)
    return row:find(..., 1, true) and row]]
  child:lua('vim.cmd.redraw({ bang = true })')
  local before = child:wait('a lens on the screen', 'vim.cmd.redraw({ bang = true }) ' .. lens, 'elements documented')
  child:lua([[vim.api.nvim_buf_set_lines(0, -1, -1, true, { 'She denied thoughts of suicide, of harming others and of self-harm.' })]])
  child:wait('another lens', [[vim.cmd.redraw({ bang = true }) local before = ... local now = (function(...) ]] .. lens .. [[ end)('elements documented')
    return now and now ~= before]], before)
end)

test('minutes and what a tick lacks stand in the line', { 'inlay-hints' }, function(child)
  open_note(child)
  local hints = child:wait('hints', [[
    local hints = vim.lsp.inlay_hint.get({ bufnr = 0 })
    return #hints > 1 and table.concat(vim.tbl_map(function(hint)
      local label = hint.inlay_hint.label
      return type(label) == 'string' and label or label[1].value
    end, hints), '\n')]])
  assert(hints:find('53 min', 1, true), hints)
  assert(child:lua('return vim.lsp.inlay_hint.is_enabled({ bufnr = 0 })'))
end)

test('a goal leads to the plan', { 'definition' }, function(child)
  open_chart(child)
  child:lua('vim.lsp.buf.definition()')
  child:wait('the plan', [[
    return vim.fn.expand('%:t') == 'plan.pnote' and vim.api.nvim_get_current_line():find('^## G1') ~= nil]])
end)

test('a goal is renamed in the note and in the plan', { 'rename' }, function(child)
  local _, _, row = open_chart(child)
  child:lua([[vim.lsp.buf.rename('G4')]])
  child:wait('the new name here', [[
    local line = vim.api.nvim_buf_get_lines(0, ..., -1, true)[1]
    return line:find('toward @G4.', 1, true)]], row)
  child:wait('the new name in the plan', [[
    local buffer = vim.fn.bufnr('plan.pnote')
    return buffer > 0 and table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, true), '\n'):find('## G4 Takes part', 1, true)]])
end)

test('formatting lays the note out', { 'format' }, function(child)
  open_note(child)
  child:lua([[vim.api.nvim_buf_set_lines(0, ..., -1, true, { '*  [X]   sad   ' })]], sad)
  child:lua([[vim.lsp.buf.format()]])
  child:wait('a tidy line', [[return vim.fn.getline(...) == '- [x] sad']], sad + 1)
end)

test(':Notewell completes its words, templates and rules', {}, function(child)
  open_note(child)
  local function offered(line) return child:lua([[return vim.fn.getcompletion(..., 'cmdline')]], line) end
  assert(vim.deep_equal(offered('Notewell '), { 'addendum', 'audit', 'explain', 'new', 'report', 'sign' }))
  assert(vim.deep_equal(offered('Notewell ex'), { 'explain' }))
  assert(vim.tbl_contains(offered('Notewell new '), 'SOAP note'), vim.inspect(offered('Notewell new ')))
  assert(vim.deep_equal(offered('Notewell new SOAP n'), { 'note' }), vim.inspect(offered('Notewell new SOAP n')))
  assert(vim.deep_equal(offered('Notewell explain affect-without-o'), { 'affect-without-observation' }))
  child:lua([[vim.cmd('Notewell sing')]])
  assert(messages(child):find('“sing” is not one of: addendum, audit', 1, true), messages(child))
end)

test(':Notewell outside a note says what it is for', {}, function(child)
  child:open(scratch .. '/shopping.txt', { 'milk' })
  for _, word in ipairs({ 'new', 'sign', 'addendum', 'audit', 'explain' }) do
    child:lua([[vim.cmd('messages clear') vim.cmd('Notewell ' .. ...)]], word)
    assert(messages(child):find('works in a note', 1, true), word .. ': ' .. messages(child))
  end
end)

test(':Notewell sign says what stands against it, signs with a reason; :Notewell addendum adds', { 'sign', 'addendum' }, function(child)
  open_chart(child)
  child:lua([[vim.cmd('Notewell addendum')]])
  child:wait('that it is not signed yet', [[return vim.fn.execute('messages'):find('not signed yet', 1, true)]])
  child:lua([[vim.cmd('Notewell sign')]])
  child:wait('what stands against it', [[return vim.fn.execute('messages'):find('not signed, because errors stand', 1, true)]])
  assert(not table.concat(child:lines(), '\n'):find('digest:', 1, true), 'signed all the same')
  child:lua([[vim.cmd('Notewell sign the client left early and the note is due')]])
  child:wait('a signature', [[
    return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), '\n'):find('signed: D. Reyes, LCSW 20%d%d.*\ndigest: sha256:%x+')]])
  local signed = table.concat(child:lines(), '\n')
  assert(signed:find('because the client left early and the note is due -->', 1, true), signed)
  child:lua([[vim.cmd('Notewell addendum')]])
  child:wait('an addendum', [[
    return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), '\n'):find('## Addendum 20%d%d%-%d%d%-%d%d D. Reyes, LCSW')]])
end)

test(':Notewell new makes a note beside this one, with its client and nothing of its session', { 'new-note' }, function(child)
  local path = open_chart(child)
  child:lua([[vim.cmd('Notewell new soap')]])
  child:wait('the new note', [[return vim.fn.expand('%:t'):find('^soap%-note%-') and vim.fn.expand('%:p') ~= ...]], path)
  local made = table.concat(child:lines(), '\n')
  assert(made:find('client: MRN-00412', 1, true) and made:find('## Subjective', 1, true), made)
  local written = made:gsub('<!%-%-.-%-%->', '')  -- a comment reminds of what was planned, and when
  assert(not written:find('sad', 1, true) and not written:find('2026-03-12', 1, true), made)
  vim.fn.delete(child:lua([[return vim.fn.expand('%:p')]]))
end)

test(':Notewell audit shows the note as an auditor sees it, and again when it is saved', { 'audit-view' }, function(child)
  local path = open_chart(child)
  child:lua([[vim.cmd('Notewell audit')]])
  local text = [[return vim.api.nvim_buf_get_name(0):find('^notewell%-audit:')
    and table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), '\n'):find(..., 1, true)]]
  child:wait('the view', text, 'Rule: affect-without-observation')
  assert(child:lua([[return not vim.bo.modifiable and vim.bo.buftype == 'nofile']]))
  child:lua([[
    local path, row = ...
    local note = vim.fn.bufnr('^' .. path .. '$')
    vim.fn.appendbufline(note, row + 2, { '  - Observed: tearful when she spoke of her sister' })
    vim.api.nvim_buf_call(note, function() vim.cmd('silent write') end)]], path, sad)
  child:wait('the view to follow', [[
    return not table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), '\n'):find(..., 1, true)]], 'Rule: affect-without-observation')
end)

test(':Notewell explain opens the page of the rule at the cursor, of one that is named, of all', { 'explain' }, function(child)
  open_note(child)
  local function page(name, wanted)
    child:wait('the page ' .. name, [[
      local name, wanted = ...
      return vim.fn.expand('%:t') == name and table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), '\n'):find(wanted, 1, true)]], name, wanted)
    child:lua('vim.cmd.buffer("session.pnote")')
  end
  child:lua('vim.api.nvim_win_set_cursor(0, { ..., 6 })', sad + 1)
  child:lua([[vim.cmd('Notewell explain')]])
  page('affect-without-observation.md', '# Flagged')
  child:lua([[vim.cmd('Notewell explain checkbox-only-note')]])
  page('checkbox-only-note.md', '# Flagged')
  child:lua('vim.api.nvim_win_set_cursor(0, { 11, 0 })')
  child:lua([[vim.cmd('Notewell explain')]])
  page('all-rules.md', 'affect-without-observation')
  child:lua([[vim.cmd('Notewell explain no-such-rule')]])
  child:wait('that there is none', [[return vim.fn.execute('messages'):find('no such rule', 1, true)]])
end)

local has_report = vim.system({ vim.env.NOTEWELL, '--help' }, { text = true }):wait().stdout:find('\n  report ', 1, true) ~= nil
test(':Notewell report opens the page of the folder, or says why there is none', has_report and { 'report' } or {}, function(child)
  open_chart(child)
  child:lua([[
    vim.ui.open = function(path) vim.g.opened = table.concat(vim.fn.readfile(path), '\n') end
    vim.cmd('Notewell report')]])
  if has_report then
    return child:wait('a page', [[return (vim.g.opened or ''):find('<html', 1, true) and vim.g.opened:find('MRN%-00412')]])
  end
  child:wait('why not', [[return vim.fn.execute('messages'):find('no report of ', 1, true)]])
end)

test('a server that can not be run is told of once, and the note can be written all the same', { 'server-missing' }, function()
  local child = Child.start(vim.env.NEOVIM, vim.tbl_extend('force', environment, { NOTEWELL = '/nowhere/notewell' }))
  child:open(scratch .. '/session.pnote', note)
  child:wait('the message', [[
    local _, times = vim.fn.execute('messages'):gsub('/nowhere/notewell can not be run, so notes are not checked', '')
    return times == 1]])
  child:wait('highlighting by tree-sitter', 'return vim.treesitter.highlighter.active[vim.api.nvim_get_current_buf()] ~= nil')
  child:lua([[vim.cmd('Notewell sign')]])
  assert(messages(child):find('the server does not run for this note', 1, true), messages(child))
  child:lua([[vim.cmd('checkhealth notewell')]])
  local report = table.concat(child:wait('the report', [[
    local lines = vim.api.nvim_buf_get_lines(0, 0, -1, true)
    return table.concat(lines, ' '):find('highlighting and folds', 1, true) and lines]]), '\n')
  child:stop()
  assert(report:find('ERROR /nowhere/notewell can not be run', 1, true) and report:find('vim.g.notewell_cmd', 1, true), report)
end)

local failed, seen, unseen = 0, {}, {}
for _, each in ipairs(tests) do
  local child = Child.start(vim.env.NEOVIM, environment)
  local ok, message = xpcall(each.body, function(problem)
    return type(problem) == 'string' and problem or vim.inspect(problem)
  end, child)
  child:stop()
  io.stdout:write(ok and 'ok    ' or 'FAIL  ', each.name, '\n')
  for _, feature in pairs(each.features) do
    (ok and seen or unseen)[feature] = true
  end
  if not ok then
    failed = failed + 1
    io.stdout:write('      ', (message:gsub('\n', '\n      ')), '\n')
  end
end
local features = { ('version\tNeovim %d.%d.%d'):format(vim.version().major, vim.version().minor, vim.version().patch) }
for feature in vim.spairs(seen) do
  if not unseen[feature] then table.insert(features, feature .. '\tseen') end
end
if not has('0.11') then
  table.insert(features, 'completion-tab-stops\tmissing: Neovim 0.10 inserts the text of a snippet, with its prompts')
end
vim.fn.writefile(features, vim.env.NOTEWELL_FEATURES)
io.stdout:write(('%s: %d of %d passed\n'):format(tostring(vim.version()), #tests - failed, #tests))
os.exit(failed == 0 and 0 or 1)
