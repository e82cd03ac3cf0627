"""Time limits as data: one folder per set, one frozen file per released version."""
