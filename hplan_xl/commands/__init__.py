"""The flow of each command, in a few lines: `cli` calls these, and they call the rest."""
