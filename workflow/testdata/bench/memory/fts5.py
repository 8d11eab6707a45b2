"""Answers lookups by SQLite's FTS5: units on the command line's file, a query a line on standard
input; for each a line of milliseconds, a tab, and the numbers of the units, best first."""
import re
import sqlite3
import sys
import time

db = sqlite3.connect(":memory:")
db.execute("CREATE VIRTUAL TABLE unit USING fts5(source)")
with open(sys.argv[1], encoding="utf-8") as units:
    db.executemany("INSERT INTO unit(rowid, source) VALUES (?, ?)",
                   ((i, line.rstrip("\n")) for i, line in enumerate(units)))
db.commit()
print("ready", flush=True)
for line in sys.stdin:
    words = " OR ".join('"' + w + '"' for w in dict.fromkeys(re.findall(r"\w+", line)))
    start = time.perf_counter()
    rows = db.execute("SELECT rowid FROM unit WHERE unit MATCH ? ORDER BY rank LIMIT 50",
                      (words,)).fetchall() if words else []
    print((time.perf_counter() - start) * 1000, *(r[0] for r in rows), sep="\t", flush=True)
