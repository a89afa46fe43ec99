-- Which files are progress notes.
vim.filetype.add({
  extension = { pnote = 'progress-note' },
  pattern = { ['.*%.note%.md'] = 'progress-note' },
})
