package name

import (
	"embed"
	"fmt"
	"strings"
	"sync"
	"unicode"

	"truchement/workflow/lang"
)

//go:embed list
var listFiles embed.FS

// lists are the embedded lists, read once. The maps by habit have the columns of its file.
type lists struct {
	letters map[rune]map[Habit][]string
	arabic  map[string]map[Habit][]string // by key of the Arabic name
	foreign map[string][]string           // by key of the name: its spellings in Arabic
	sounds  []sound
}

// sound is a spelling of French, and how it is written in Arabic at the beginning of a word, inside
// it and at its end.
type sound struct {
	letters                string
	beginning, inside, end string
}

var table = sync.OnceValue(mustReadLists)

// mustReadLists panics if the embedded lists are invalid. A test reads them.
func mustReadLists() *lists {
	l := &lists{letters: map[rune]map[Habit][]string{}, arabic: map[string]map[Habit][]string{},
		foreign: map[string][]string{}}
	eachLine("letters.tsv", 6, func(f []string) {
		l.letters[[]rune(f[0])[0]] = byHabit(f)
	})
	eachLine("arabic.tsv", 6, func(f []string) {
		spellings := byHabit(f)
		l.arabic[key(f[0])] = spellings
		for _, latin := range spellings[Morocco] {
			l.foreign[key(latin)] = append(l.foreign[key(latin)], f[0])
		}
	})
	eachLine("foreign.tsv", 2, func(f []string) {
		l.foreign[key(f[0])] = strings.Fields(f[1])
	})
	eachLine("sounds.tsv", 4, func(f []string) {
		for i := range f {
			f[i] = strings.TrimPrefix(f[i], "-")
		}
		l.sounds = append(l.sounds, sound{f[0], f[1], f[2], f[3]})
	})
	return l
}

// eachLine visits the lines of a list that are no comments.
func eachLine(name string, fields int, visit func(f []string)) {
	data, err := listFiles.ReadFile("list/" + name)
	if err != nil {
		panic(fmt.Sprintf("name: embedded list: %v", err))
	}
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
			continue
		}
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) != fields {
			panic(fmt.Sprintf("name: list/%s: %q has not %d fields", name, line, fields))
		}
		visit(f)
	}
}

// byHabit returns the spellings in the columns of a line, parted by commas; = is the first column, and
// - no spelling.
func byHabit(f []string) map[Habit][]string {
	spellings := map[Habit][]string{}
	for i, habit := range Habits {
		column := f[i+1]
		if column == "=" {
			column = f[1]
		}
		for s := range strings.SplitSeq(column, ",") {
			spellings[habit] = append(spellings[habit], strings.TrimPrefix(s, "-"))
		}
	}
	return spellings
}

// key returns what spellings of one name share: lang.Fold without spaces, hyphens and apostrophes.
func key(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '-' || r == '\'' {
			return -1
		}
		return r
	}, lang.Fold(name, ""))
}
