"""Dialogs: each collects what one verb needs, shows the verb's refusal in its own line, and stays open until it
passes."""
