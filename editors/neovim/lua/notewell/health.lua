-- :checkhealth notewell
local M = {}

local function check_server()
  vim.health.start('notewell: server')
  local command = require('notewell.client').command()
  if vim.fn.executable(command[1]) == 0 then
    vim.health.error(command[1] .. ' can not be run', {
      'Build it with ./setup in the repository, and copy build/release/bin/notewell to a folder on your $PATH.',
      "Or say where it is: vim.g.notewell_cmd = { '/path/to/notewell', 'lsp', '--stdio' }",
    })
    return
  end
  local result = vim.system({ command[1], '--version' }, { text = true }):wait(5000)
  if result.code == 0 then
    vim.health.ok(('%s: %s'):format(vim.fn.exepath(command[1]), vim.trim(result.stdout)))
  else
    vim.health.error(('%s --version ended with %d'):format(command[1], result.code))
  end
  local running = vim.lsp.get_clients({ name = 'notewell' })
  if #running > 0 then
    vim.health.ok(('running; notes attached: %d'):format(vim.tbl_count(running[1].attached_buffers)))
  elseif vim.g.notewell_no_autostart then
    vim.health.info('not running: vim.g.notewell_no_autostart is set')
  else
    vim.health.info('not running: it starts with the first note that you open')
  end
end

local function check_parser()
  vim.health.start('notewell: highlighting and folds')
  local parser = require('notewell.parser')
  if not parser.load() then
    vim.health.warn('the parser is not built: ' .. parser.library, {
      parser.compiler() and 'Run :NotewellBuildParser' or 'Install gcc or clang, then run :NotewellBuildParser',
    })
    return
  end
  vim.health.ok('parser: ' .. parser.library)
  if parser.is_stale() then vim.health.warn('the parser is older than its sources', 'Run :NotewellBuildParser') end
  local queries = vim.fn.glob(parser.queries .. '/*.scm', true, true)
  if #queries == 0 then
    vim.health.error(parser.queries .. ' holds no queries', {
      'It is a symbolic link into the repository: install all of it, not only editors/neovim.',
    })
  end
  for _, file in ipairs(queries) do
    local name = vim.fn.fnamemodify(file, ':t:r')
    local fits, message = pcall(vim.treesitter.query.get, parser.language, name)
    if fits then
      vim.health.ok('query: ' .. name)
    else
      vim.health.error(('%s does not fit the parser: %s'):format(file, message), 'Run :NotewellBuildParser')
    end
  end
end

function M.check()
  check_server()
  check_parser()
end

return M
