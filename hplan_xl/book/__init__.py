"""The description of a plan workbook, which knows no tool: what every other room is a reading of."""
