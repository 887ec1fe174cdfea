"""Healthcare regions, groups and councils as data, and the workbook in which a coordinator completes them."""
