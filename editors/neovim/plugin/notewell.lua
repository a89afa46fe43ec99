-- Starts the language server for progress notes and takes its snippets. :help notewell
if vim.g.loaded_notewell then return end
vim.g.loaded_notewell = true

if vim.fn.has('nvim-0.10') == 0 then
  vim.notify('Notewell needs Neovim 0.10 or newer.', vim.log.levels.ERROR)
  return
end

local client = require('notewell.client')
local snippet = require('notewell.snippet')

vim.lsp.commands[snippet.command] = snippet.insert

vim.api.nvim_create_user_command('NotewellBuildParser', function() require('notewell.parser').build_and_start() end, {
  desc = 'Compile the tree-sitter parser of progress notes',
})
vim.api.nvim_create_user_command('Notewell', function(command) require('notewell.commands').run(command.args) end, {
  nargs = '+',
  complete = function(...) return require('notewell.commands').complete(...) end,
  desc = 'Sign this note, make a new one, see it as an auditor would, …',
})

local group = vim.api.nvim_create_augroup('notewell', {})

--- Where <Tab> does not go to the next blank by itself, in Neovim 0.10, it does so in notes, unless it has been mapped.
local function map_jumps(buffer)
  for key, direction in pairs({ ['<Tab>'] = 1, ['<S-Tab>'] = -1 }) do
    local jump = ('<Cmd>lua vim.snippet.jump(%d)<CR>'):format(direction)
    for _, mode in ipairs({ 'i', 's' }) do
      if vim.fn.maparg(key, mode) == '' then
        vim.keymap.set(mode, key, function() return vim.snippet.active({ direction = direction }) and jump or key end, {
          buffer = buffer,
          expr = true,
          desc = 'Go to the next or previous blank',
        })
      end
    end
  end
end

vim.api.nvim_create_autocmd('LspAttach', {
  group = group,
  desc = 'Take the snippets of Notewell',
  callback = function(event)
    local attached = vim.lsp.get_client_by_id(event.data.client_id)
    if not attached or attached.name ~= 'notewell' then return end
    if not vim.g.notewell_no_hints then
      vim.lsp.inlay_hint.enable(true, { bufnr = event.buf })
      require('notewell.lens').update(event.buf)
    end
    if vim.fn.has('nvim-0.11') == 0 then return map_jumps(event.buf) end
    -- Without this, Neovim inserts a completion's snippet as plain text.
    vim.lsp.completion.enable(true, attached.id, event.buf)
  end,
})

vim.api.nvim_create_autocmd({ 'DiagnosticChanged', 'TextChanged', 'InsertLeave' }, {
  group = group,
  desc = 'Show how the note stands now',
  callback = function(event)
    if vim.bo[event.buf].filetype == client.filetype and not vim.g.notewell_no_hints then
      require('notewell.lens').update(event.buf)
    end
  end,
})
vim.api.nvim_create_autocmd('BufWipeout', {
  group = group,
  callback = function(event) require('notewell.lens').forget(event.buf) end,
})

local audit_view = require('notewell.audit_view')
vim.api.nvim_create_autocmd('BufReadCmd', {
  group = group,
  pattern = audit_view.pattern,
  desc = 'Read the view of a note that the server makes',
  callback = function(event) audit_view.read(event.buf) end,
})

vim.api.nvim_create_autocmd('User', {
  group = group,
  pattern = 'TSUpdate',
  desc = 'Let nvim-treesitter build the parser: :TSInstall pnote',
  callback = function() require('notewell.parser').announce() end,
})

if vim.g.notewell_no_autostart then return end

vim.api.nvim_create_autocmd('FileType', {
  group = group,
  pattern = client.filetype,
  desc = 'Say it when the server is not there, which Neovim itself only logs',
  once = true,
  callback = function()
    local program = client.command()[1]
    if vim.fn.executable(program) == 0 then
      vim.schedule(function() vim.notify('Notewell: ' .. client.missing(program), vim.log.levels.WARN) end)
    end
  end,
})
if vim.lsp.enable then
  vim.lsp.enable('notewell')
else
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = client.filetype,
    desc = 'Start the Notewell language server',
    callback = function(event)
      if vim.fn.executable(client.command()[1]) == 1 then client.start(event.buf) end
    end,
  })
end
