"""Ladders of challenges as data: one folder per ladder, one frozen file per released version."""
