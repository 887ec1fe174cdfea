"""Everybody's plans as tidy, typed tables for other programs: a consolidation, read by the kinds of its columns.

data_tables      what a table and a field of it are, a column of the book as the fields that hold it, and the
                 tables -> datapackage.json, in the book's words
typed_tables     a consolidation -> the tables
file_formats     the tables -> files; parquet_format beside them, for it needs pyarrow
"""
