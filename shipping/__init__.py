"""How the program becomes what is handed out: the package for Linux, the folder and the installer for Windows.

Standard library only: `dev.py` calls this before anything is installed. Nothing here goes into the package.
"""
