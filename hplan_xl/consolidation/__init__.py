"""Many plans as one table a sheet, each row with its source."""
