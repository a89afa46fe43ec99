-- What a user's init.lua would hold, for the Neovim that is tested.
vim.opt.runtimepath:prepend(vim.env.NOTEWELL_PLUGIN)
vim.g.notewell_cmd = { vim.env.NOTEWELL, 'lsp', '--stdio' }
if vim.env.NOTEWELL_NO_AUTOSTART then vim.g.notewell_no_autostart = true end
vim.o.swapfile = false

-- For clients that offer one encoding of positions only.
if vim.env.NOTEWELL_ENCODING then
  local capabilities = vim.lsp.protocol.make_client_capabilities
  vim.lsp.protocol.make_client_capabilities = function()
    local made = capabilities()
    made.general.positionEncodings = { vim.env.NOTEWELL_ENCODING }
    return made
  end
end
