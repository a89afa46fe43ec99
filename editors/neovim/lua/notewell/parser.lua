-- The tree-sitter parser of notes: compiled once on this machine from the grammar's C sources, loaded, kept up to date.
local client = require('notewell.client')

local M = {}

M.language = 'pnote'
M.sources = vim.fs.normalize(client.plugin .. '/grammar/src')
M.queries = vim.fs.normalize(client.plugin .. '/queries/' .. M.language)
M.library = vim.fs.normalize(vim.fn.stdpath('data') .. '/site/parser/' .. M.language .. '.so')

vim.treesitter.language.register(M.language, client.filetype)

--- The compiler: $CC, else the first of the usual ones; nil if there is none.
--- @return string?
function M.compiler()
  for _, name in ipairs({ vim.env.CC or 'cc', 'gcc', 'clang' }) do
    if vim.fn.executable(name) == 1 then return name end
  end
end

--- Whether the parser has to be built: it isn't there, or older than its sources.
function M.is_stale()
  local built = vim.uv.fs_stat(M.library)
  if not built then return true end
  for _, file in ipairs({ 'parser.c', 'scanner.c' }) do
    local source = vim.uv.fs_stat(M.sources .. '/' .. file)
    if source and source.mtime.sec > built.mtime.sec then return true end
  end
  return false
end

--- Compiles the parser without blocking the editor.
--- @param done fun(message: string?) called with what went wrong, or nil
function M.build(done)
  local compiler = M.compiler()
  if not compiler then
    return done('no C compiler: install gcc or clang, or name one in $CC, then run :NotewellBuildParser')
  end
  if not vim.uv.fs_stat(M.sources .. '/parser.c') then
    return done(M.sources .. '/parser.c is missing: install the whole repository, not only editors/neovim')
  end
  vim.fn.mkdir(vim.fs.dirname(M.library), 'p')
  -- Renamed into place when complete, because another Neovim may be loading the old one.
  local unfinished = ('%s.%d'):format(M.library, vim.uv.os_getpid())
  local command = { compiler, '-shared', '-fPIC', '-O2', '-std=c11', '-I', M.sources, '-o', unfinished }
  vim.list_extend(command, { M.sources .. '/parser.c', M.sources .. '/scanner.c' })
  vim.system(command, { text = true }, function(result)
    local message
    if result.code ~= 0 then
      message = ('%s failed with code %d: %s'):format(compiler, result.code, vim.trim(result.stderr or ''))
    else
      local _, problem = vim.uv.fs_rename(unfinished, M.library)
      message = problem
    end
    vim.schedule(function() done(message) end)
  end)
end

--- Loads the parser.
--- @return boolean loaded
function M.load()
  if not vim.uv.fs_stat(M.library) then return false end
  pcall(vim.treesitter.language.add, M.language, { path = M.library })
  return (pcall(vim.treesitter.language.inspect, M.language))
end

--- Tells nvim-treesitter where the grammar is, so that it can build the parser in its own way.
function M.announce()
  require('nvim-treesitter.parsers')[M.language] = { install_info = { path = vim.fs.dirname(M.sources) } }
end

--- Turns highlighting and folds on in one buffer and the windows that show it.
local function start(buffer)
  if not vim.api.nvim_buf_is_loaded(buffer) or vim.bo[buffer].filetype ~= client.filetype then return end
  if not pcall(vim.treesitter.start, buffer, M.language) then return end
  for _, window in ipairs(vim.fn.win_findbuf(buffer)) do
    local options = vim.wo[window][0]
    options.foldmethod = 'expr'
    options.foldexpr = 'v:lua.vim.treesitter.foldexpr()'
    options.foldlevel = 99
  end
end

local building = false

--- Builds the parser, then turns it on in every note that is open.
--- @param quiet? boolean says nothing when all went well
function M.build_and_start(quiet)
  if building then return end
  building = true
  M.build(function(message)
    building = false
    if message then
      vim.notify('Notewell: the parser for highlighting was not built: ' .. message, vim.log.levels.WARN)
      return
    end
    M.load()
    for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
      start(buffer)
    end
    if not quiet then vim.notify('Notewell: built ' .. M.library) end
  end)
end

--- Highlights and folds a buffer; the first time on a machine, once the parser is built.
--- @param buffer integer
function M.attach(buffer)
  if M.is_stale() and not vim.g.notewell_no_parser_build then
    M.build_and_start(true)
  elseif M.load() then
    start(buffer)
  end
end

return M
