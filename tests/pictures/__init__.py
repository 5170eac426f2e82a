"""Pictures of every page and dialog in six states, checked by a program and laid on contact sheets."""
