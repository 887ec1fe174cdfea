"""Find the files, read them in processes of their own, and choose which are used."""
