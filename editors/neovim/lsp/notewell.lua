-- For vim.lsp.enable() of Neovim 0.11 and newer. Change any of it with vim.lsp.config('notewell', { … }).
return require('notewell.client').config()
