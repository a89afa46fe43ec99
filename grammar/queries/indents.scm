(item) @indent.begin
