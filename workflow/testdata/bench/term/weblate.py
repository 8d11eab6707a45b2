"""Answers which terms a text has as Weblate finds them: an Aho-Corasick automaton over the terms in
small letters, and of its matches those between characters that are no letters or digits. A line of
the file named is a number, a tab and a term. For a line of standard input the answer is a line: the
milliseconds, then the numbers of the terms. The query that fetches the terms found from the database
is left out."""
import re
import sys
import time

numbers = {}
with open(sys.argv[1], encoding="utf-8") as terms:
    for line in terms:
        number, term = line.rstrip("\n").split("\t", 1)
        numbers.setdefault(term.lower(), []).append(number)

try:
    import ahocorasick_rs

    automaton = ahocorasick_rs.AhoCorasick(
        list(numbers), implementation=ahocorasick_rs.Implementation.ContiguousNFA,
        store_patterns=False)

    def matches(text):
        for _, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
            yield start, end

    print("ahocorasick_rs", flush=True)
except ImportError:
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for term in numbers:
        automaton.add_word(term, len(term))
    automaton.make_automaton()

    def matches(text):
        for last, length in automaton.iter(text):
            yield last + 1 - length, last + 1

    print("pyahocorasick", flush=True)

for line in sys.stdin:
    begin = time.perf_counter()
    text = line.lower().strip()
    borders = {-1, len(text)}
    borders.update(m.start() for m in re.finditer(r"\W", text))
    found = {text[start:end] for start, end in matches(text)
             if start - 1 in borders and end in borders}
    took = (time.perf_counter() - begin) * 1000
    print(took, *(n for term in found for n in numbers[term]), sep="\t", flush=True)
