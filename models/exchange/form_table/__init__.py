"""A table of criteria as people send it, read as a tree with its reasons: addressed cells in, a proposal out.

    reading = read(workbook)                      # the best table of the workbook, or BadInput `import.no_form_rows`
    reading = read(workbook, Corrections(...))    # the same, as a person corrected it
    reading.tree, reading.lines, reading.columns  # what was understood, each with its reasons
    reading.questions                             # what the sheet does not decide, with what is assumed meanwhile
    reading.account                               # how every cell ended
    form_of(reading)                              # the form that would be written

Layers: `points`, `codes`, `phrases` say what one cell says; `roles`, `layout`, `columns` find the table and its
columns, `sections` tables of bonuses and penalties under headings of their own; `lines`, `kinds` say what each line is;
`levels` propose how deep each stands and let the sums choose; `tree` builds, `caps` hears bounds in sentences below it,
`asking` names what is open, `settle` ends every cell; `remembered` keeps corrections for the next table of the same
headings. No book, no window; nothing knows one file from another.
"""

from models.exchange.form_table.into_form import form_of
from models.exchange.form_table.model import Corrections, FormReading, TreeNode
from models.exchange.form_table.reader import read

__all__ = ["Corrections", "FormReading", "TreeNode", "form_of", "read"]
