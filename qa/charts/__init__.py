"""Charts: prepared frame in, chart out. `gallery` lists them, `house` gives them one look."""
