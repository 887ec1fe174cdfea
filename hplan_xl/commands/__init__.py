"""What each command does, in a few lines: `cli` calls these, and they call the rest."""
