"""Which files there are, what each one is, and which of them are used."""
