"""The command line as its readers meet it: real processes, real files."""
