; What stands below an item stands one level deeper.
(item) @indent
