-- The parser as nvim-treesitter builds it, used by a note.
--   NOTEWELL_PLUGIN=… NOTEWELL_SCRATCH=… [NVIM_TREESITTER=a checkout of its main branch] nvim --clean -l nvim_treesitter.lua
-- Without a checkout its one step for a grammar that is on the disk is done here: `tree-sitter build`.
local scratch, plugin = vim.env.NOTEWELL_SCRATCH, vim.env.NOTEWELL_PLUGIN
local site = scratch .. '/site'
vim.g.notewell_no_parser_build, vim.g.notewell_no_autostart = true, true
vim.fn.mkdir(site .. '/parser', 'p')
vim.opt.runtimepath:prepend({ site, plugin })

local checkout = vim.env.NVIM_TREESITTER
if checkout then
  vim.opt.runtimepath:prepend(checkout)
  vim.cmd.runtime('plugin/nvim-treesitter.lua')
  vim.cmd.runtime('plugin/notewell.lua')
  require('nvim-treesitter').setup({ install_dir = site })
  assert(require('nvim-treesitter').install({ 'pnote' }, { summary = true }):wait(120000), 'it did not install the parser')
else
  vim.cmd.runtime('plugin/notewell.lua')
  package.loaded['nvim-treesitter.parsers'] = {}
  vim.api.nvim_exec_autocmds('User', { pattern = 'TSUpdate' })
  local grammar = package.loaded['nvim-treesitter.parsers'].pnote.install_info.path
  local result = vim.system({ 'tree-sitter', 'build', '-o', site .. '/parser/pnote.so' }, { cwd = grammar, text = true }):wait()
  assert(result.code == 0, result.stderr)
end

assert(vim.uv.fs_stat(site .. '/parser/pnote.so'), 'there is no parser')
vim.api.nvim_buf_set_lines(0, 0, -1, true, { '## Data', '- [x] sad' })
assert(vim.treesitter.language.add('pnote'))
vim.treesitter.start(0, 'pnote')
vim.treesitter.get_parser(0, 'pnote'):parse()
local captures = vim.tbl_map(function(capture) return capture.capture end, vim.treesitter.get_captures_at_pos(0, 1, 3))
assert(vim.tbl_contains(captures, 'markup.list.checked'), vim.inspect(captures))
print('\nthe parser is built, and colours a note' .. (checkout and ', by nvim-treesitter itself' or ''))
