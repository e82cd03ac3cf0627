"""The command line: one module per group of commands, each from arguments to a status."""
