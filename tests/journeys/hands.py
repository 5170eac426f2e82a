"""What a person does at the keyboard, as text for a script of its own under a real X screen. It stands before the lines
of a journey: the program is open when they begin. The script's arguments begin with main.py, the book and its title.
"""

from __future__ import annotations

HANDS = """
import pathlib, sqlite3, subprocess, sys, time

main, path, title = sys.argv[1:4]

def keys(*words):
    return subprocess.run(["xdotool", *words], capture_output=True, text=True).stdout.split()

def window(title):
    for _ in range(400):
        found = keys("search", "--onlyvisible", "--name", title)
        if found:
            keys("windowfocus", "--sync", found[-1])
            time.sleep(0.7)
            return found[-1]
        time.sleep(0.1)
    raise SystemExit("no window called " + title)

def until(true, what):
    for _ in range(400):
        if true():
            time.sleep(0.7)
            return
        time.sleep(0.1)
    raise SystemExit("not seen: " + what)

def acts():
    book = sqlite3.connect("file:" + path + "?mode=ro", uri=True)
    try:
        return book.execute("SELECT count(*) FROM op").fetchone()[0]
    finally:
        book.close()

def until_written(before, what):
    until(lambda: acts() > before, what)

def copy(text):
    subprocess.run(["xclip", "-selection", "clipboard"], input=text.encode(), check=True)  # xdotool loses such letters

def quit():
    keys("key", "ctrl+q")
    try:
        raise SystemExit(program.wait(30))
    except subprocess.TimeoutExpired:
        program.kill()
        raise SystemExit("the program did not quit")

program = subprocess.Popen([sys.executable, main, path])
window(title)
time.sleep(4)
"""
