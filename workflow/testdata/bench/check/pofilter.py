"""Looks at pairs as pofilter of translate-toolkit does, with the filters that it runs by default and the target's language.

A line of the input is the target's language, a source and a target, with tabs between. The answer is a line: the
milliseconds of processor time, then of each filter that failed its name and its category, with a colon between; 60 and more
are those that its manual calls functional and critical.
"""

import sys
import time

from translate.filters import checks
from translate.storage import po

checkers = {
    tag: checks.TeeChecker(
        checkerconfig=checks.CheckerConfig(targetlanguage=tag),
        checkerclasses=[checks.StandardChecker, checks.StandardUnitChecker],
    )
    for tag in ("ar", "fr")
}
for line in sys.stdin:
    tag, source, target = line.rstrip("\n").split("\t")
    unit = po.pounit(source)
    unit.target = target
    start = time.process_time()
    failed = checkers[tag].run_filters(unit, categorised=True)
    took = (time.process_time() - start) * 1000
    names = [f"{name}:{what['category']}" for name, what in sorted(failed.items())]
    print(f"{took:.4f}", *names, sep="\t")
