"""The window. Importing it guards against a fault of PySide6 on older Pythons; see `keep_none`."""

from ui.base.keep_none import keep

keep()
