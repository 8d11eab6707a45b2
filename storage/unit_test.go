package storage

import (
	"strings"
	"testing"
)

// The lists and the counts of a memory of a million are read from an index, in its order.
func TestUnitsAreListedFromTheIndex(t *testing.T) {
	c := Config{Data: t.TempDir()}
	open(t, c)
	db := connect(t, c)
	for name, query := range map[string]string{
		"a page": unitsInSpan, "what is left of a time": unitsOfTime, "counts": unitsByPair,
	} {
		values := make([]any, strings.Count(query, "$11")*11)
		rows, err := db.Query("EXPLAIN QUERY PLAN "+strings.ReplaceAll(query, "$", "?"), values...)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		var plan []string
		for rows.Next() {
			var a, b, c int
			var step string
			if err := rows.Scan(&a, &b, &c, &step); err != nil {
				t.Fatal(err)
			}
			plan = append(plan, step)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		all := strings.Join(plan, "\n")
		sorts := strings.Contains(all, "TEMP B-TREE") && name != "counts" // of a few pairs
		if !strings.Contains(all, "INDEX memoryunit_newest") || sorts {
			t.Errorf("%s: %s", name, all)
		}
	}
}
