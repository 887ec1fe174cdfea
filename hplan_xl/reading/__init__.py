"""An .xlsx file as it lies on the disk, opened with care: what `submission` makes tables of.

archive                  the gate, before any parser: what the bytes are, and whether the zip may be unpacked
worksheet, cell_formats  the cells of one sheet and their formats, read from the bytes beside calamine
package                  the file as a package of parts: identity, names, sheets
layout                   where the book's sheets and columns stand in it
cells                    the values, by calamine, as typed
opening                  all of this for one plan
leftovers                what is filled but lies outside our tables, counted
"""
