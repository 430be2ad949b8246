"""The commands of the command line: each calls a use case and prints what it gave."""
