-- How a progress note is edited: comments, two blanks per level of a list, highlighting and folds from its syntax tree.
if vim.b.did_ftplugin == 1 then return end
vim.b.did_ftplugin = 1

vim.bo.commentstring = '<!-- %s -->'
vim.bo.expandtab = true
vim.bo.shiftwidth = 2
vim.bo.softtabstop = 2
vim.b.undo_ftplugin = 'setlocal commentstring< expandtab< shiftwidth< softtabstop<'
  .. ' | setlocal foldmethod< foldexpr< foldlevel< | lua pcall(vim.treesitter.stop)'

require('notewell.parser').attach(vim.api.nvim_get_current_buf())
