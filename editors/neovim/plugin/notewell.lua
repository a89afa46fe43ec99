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
    if vim.fn.has('nvim-0.11') == 0 then return map_jumps(event.buf) end
    -- Without this, Neovim inserts a completion's snippet as plain text.
    vim.lsp.completion.enable(true, attached.id, event.buf, { convert = snippet.convert_completion })
  end,
})

if vim.g.notewell_no_autostart then return end
if vim.lsp.enable then
  vim.lsp.enable('notewell')
else
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = client.filetype,
    desc = 'Start the Notewell language server',
    callback = function(event) client.start(event.buf) end,
  })
end
