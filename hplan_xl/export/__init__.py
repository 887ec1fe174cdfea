"""Everybody's plans as tidy, typed tables for other programs: a consolidation, read by the kinds of its columns.

data_tables      what a table and a field of it are
column_fields    a column of the book -> the fields that hold it
typed_tables     a consolidation -> the tables
descriptor       the tables -> datapackage.json, in the book's words
text_formats, database, parquet_format     the tables -> files
"""
