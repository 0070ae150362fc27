"""TOML files to values; every problem at once, with file and line.

`lines` finds where each key stands, `files` reads one file, `tables` and `options` say what a table may hold,
`reading` goes over all of them, `review` checks what no table alone can show, `load` puts it together.
"""

from ipscwatch.config.defaults import default_folder, init
from ipscwatch.config.edit import add_table, add_tables, written
from ipscwatch.config.load import load
from ipscwatch.config.schema import schema

__all__ = ["add_table", "add_tables", "default_folder", "init", "load", "schema", "written"]
