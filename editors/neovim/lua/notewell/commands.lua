-- :Notewell new|sign|addendum|audit|report|explain: the server's commands, for the note in the current window.
local client = require('notewell.client')

local M = {}

local patience = 5000 -- milliseconds for an answer that the editor waits for

local function say(message, level) vim.notify('Notewell: ' .. message, level or vim.log.levels.INFO) end
local function warn(message) say(message, vim.log.levels.WARN) end

--- The server that the current note is attached to; says so if there is none.
local function attached()
  local found = vim.lsp.get_clients({ name = client.name, bufnr = 0 })[1]
  if found then return found end
  if vim.bo.filetype == client.filetype then
    warn('the server does not run for this note; :checkhealth notewell tells why')
  else
    warn('this works in a note (*.pnote or *.note.md), and this file is none')
  end
end

--- Has the server carry out one of its commands; a refusal is shown, for it says what would be needed.
--- @param command string
--- @param arguments any[]
local function run(command, arguments)
  local server = attached()
  if not server then return end
  client.request(server, 'workspace/executeCommand', { command = command, arguments = arguments }, function(problem)
    if problem then warn(problem.message) end
  end)
end

--- The new notes that the server offers here, as { name, command }.
local function new_notes()
  local server = vim.lsp.get_clients({ name = client.name, bufnr = 0 })[1]
  if not server then return {} end
  local start = { line = 0, character = 0 }
  local answer = client.request_sync(server, 'textDocument/codeAction', {
    textDocument = { uri = vim.uri_from_bufnr(0) },
    range = { start = start, ['end'] = start },
    context = { diagnostics = {}, only = { 'source.newNote.notewell' } },
  }, patience)
  return vim.tbl_map(function(action)
    local command = type(action.command) == 'table' and action.command or action
    return { name = command.arguments[1], command = command }
  end, answer or {})
end

local function names(offers)
  return vim.tbl_map(function(offer) return offer.name end, offers)
end

--- The ids of the rules, from the program itself.
local function rules()
  local command = client.command()
  if vim.fn.executable(command[1]) == 0 then return {} end
  local result = vim.system({ command[1], 'rules', '--format', 'json' }, { text = true }):wait(patience)
  local read, listed = pcall(vim.json.decode, result.stdout)
  return read and vim.tbl_map(function(rule) return rule.id end, listed.rules) or {}
end

--- The rule of the finding that stands nearest to the cursor in its line.
local function rule_at_cursor()
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  local nearest, distance
  for _, finding in ipairs(vim.diagnostic.get(0, { lnum = row - 1 })) do
    local from_here = math.abs(finding.col - column)
    if type(finding.code) == 'string' and (not distance or from_here < distance) then
      nearest, distance = finding.code, from_here
    end
  end
  return nearest
end

local actions = {}

actions.new = {
  complete = function() return names(new_notes()) end,
  run = function(wanted)
    if not attached() then return end
    local offers = new_notes()
    if #offers == 0 then
      return warn('fill in “client:” in the header first. In an empty file, completion offers whole notes.')
    end
    local function make(offer)
      if offer then run(offer.command.command, offer.command.arguments) end
    end
    if wanted == '' then
      return vim.ui.select(offers, { prompt = 'A new note for this client', format_item = function(offer) return offer.name end }, make)
    end
    local fitting = vim.tbl_filter(function(offer) return vim.startswith(offer.name:lower(), wanted:lower()) end, offers)
    if #fitting == 1 then return make(fitting[1]) end
    warn(('there is no template “%s”; there are: %s'):format(wanted, table.concat(names(offers), ', ')))
  end,
}

actions.sign = {
  run = function(reason)
    run('notewell.sign', { vim.uri_from_bufnr(0), reason ~= '' and { reason = reason } or nil })
  end,
}

actions.addendum = { run = function() run('notewell.addendum', { vim.uri_from_bufnr(0) }) end }

actions.audit = { run = function() run('notewell.auditView', { vim.uri_from_bufnr(0) }) end }

actions.explain = {
  complete = rules,
  run = function(wanted)
    local rule = wanted ~= '' and wanted or rule_at_cursor()
    run('notewell.explainRule', rule and { rule } or {})
  end,
}

actions.report = {
  complete = function(lead) return vim.fn.getcompletion(lead, 'dir') end,
  run = function(wanted)
    local command = client.command()
    if vim.fn.executable(command[1]) == 0 then return warn(client.missing(command[1])) end
    local folder = vim.fn.fnamemodify(wanted ~= '' and vim.fn.expand(wanted) or vim.fn.expand('%:p:h'), ':p')
    local page = vim.fn.tempname() .. '.html' -- removed when Neovim ends, with all its temporary files
    vim.system({ command[1], 'report', folder, '--output', page }, { text = true }, function(result)
      vim.schedule(function()
        if vim.uv.fs_stat(page) then return vim.ui.open(page) end
        warn(('no report of %s: %s'):format(folder, vim.trim((result.stderr or '') .. (result.stdout or ''))))
      end)
    end)
  end,
}

--- The words that may follow `:Notewell`, and what may follow those.
function M.complete(lead, line)
  local word, rest = line:match('^%s*%S+%s+(%S+)%s(.*)$')
  local candidates
  if word then
    local action = actions[word]
    candidates = action and action.complete and action.complete(lead) or {}
    -- Names of several words: what is typed already stands before the lead.
    local typed = rest:sub(1, #rest - #lead)
    candidates = vim.tbl_map(
      function(name) return name:sub(#typed + 1) end,
      vim.tbl_filter(function(name) return vim.startswith(name, typed) end, candidates)
    )
  else
    candidates = vim.tbl_keys(actions)
  end
  local fitting = vim.tbl_filter(function(name) return vim.startswith(name, lead) end, candidates)
  table.sort(fitting)
  return fitting
end

function M.run(arguments)
  local word, rest = arguments:match('^(%S+)%s*(.*)$')
  local action = word and actions[word]
  if action then return action.run(vim.trim(rest)) end
  local known = vim.tbl_keys(actions)
  table.sort(known)
  warn(('“%s” is not one of: %s'):format(word or '', table.concat(known, ', ')))
end

return M
