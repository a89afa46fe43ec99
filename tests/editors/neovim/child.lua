-- A Neovim that a test drives as a person would: keys go in, and what is seen comes out.
local Child = {}
Child.__index = Child

local patience = 30000 -- milliseconds until something that is waited for counts as never coming

--- @param program string the Neovim to run
--- @param environment table<string, string>
function Child.start(program, environment)
  local init = vim.env.NOTEWELL_TESTS .. '/init.lua'
  local command = { program, '--embed', '--headless', '-i', 'NONE', '-u', init }
  local channel = vim.fn.jobstart(command, { rpc = true, env = environment })
  assert(channel > 0, 'Neovim does not start: ' .. program)
  local self = setmetatable({ channel = channel }, Child)
  self:lua('vim.o.columns, vim.o.lines = 120, 50')
  return self
end

--- Runs Lua in the child and returns what it returns; arguments are `...` there.
function Child:lua(code, ...) return vim.rpcrequest(self.channel, 'nvim_exec_lua', code, { ... }) end

--- Types keys, in Neovim's notation.
function Child:type(keys) vim.rpcrequest(self.channel, 'nvim_input', keys) end

function Child:mode() return vim.rpcrequest(self.channel, 'nvim_get_mode').mode end

--- Waits until Lua in the child returns something that is true, and returns it.
function Child:wait(what, code, ...)
  local arguments = { ... }
  local seen
  vim.wait(patience, function()
    seen = self:lua(code, unpack(arguments))
    return seen and seen ~= vim.NIL
  end, 20)
  if not seen or seen == vim.NIL then error(('did not come: %s\n%s'):format(what, self:screen()), 0) end
  return seen
end

function Child:wait_for_mode(wanted)
  if not vim.wait(patience, function() return self:mode():sub(1, #wanted) == wanted end, 20) then
    error(('did not come: mode %s; it is %s\n%s'):format(wanted, self:mode(), self:screen()), 0)
  end
end

function Child:lines() return self:lua('return vim.api.nvim_buf_get_lines(0, 0, -1, true)') end

--- What to look at when a test failed: the note, its findings, and Neovim's messages.
function Child:screen()
  local state = self:lua([[
    local findings = vim.tbl_map(function(d) return ('%d:%d %s'):format(d.lnum + 1, d.col + 1, d.code) end, vim.diagnostic.get(0))
    return {
      'mode ' .. vim.api.nvim_get_mode().mode .. ', cursor ' .. vim.inspect(vim.api.nvim_win_get_cursor(0)),
      table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), '\n'),
      'findings: ' .. table.concat(findings, ', '),
      'messages: ' .. vim.fn.execute('messages'),
    }]])
  return table.concat(state, '\n')
end

--- Opens a file that is written with these lines first.
function Child:open(path, lines)
  vim.fn.writefile(lines, path)
  self:lua('vim.cmd.edit({ ..., bang = true })', path)
end

function Child:stop() vim.fn.jobstop(self.channel) end

return Child
