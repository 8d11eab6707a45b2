package storage_test

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"truchement/storage"
	"truchement/workflow"
	"truchement/workflow/mqm"
	"truchement/workflow/newsroom"
	"truchement/workflow/story"
	"truchement/workflow/term"
	"truchement/workflow/termbase"
)

// TestSingleBitFlipsAreFound turns one bit of a desk's file at a time. What changes the content of any row must be
// found by what doctor asks for, in 95 of 100 cases at least. TRUCHEMENT_TEST_FLIPS is how many are tried.
func TestSingleBitFlipsAreFound(t *testing.T) {
	tries := 60
	if n, err := strconv.Atoi(os.Getenv("TRUCHEMENT_TEST_FLIPS")); err == nil {
		tries = n
	}
	file := filledDesk(t)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want, err := contentOf(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(7, 11))
	var found, missed, harmless, other int
	by := map[string]int{}
	for range tries {
		at, bit := random.IntN(len(whole)), byte(1)<<random.IntN(8)
		dir := t.TempDir()
		flipped := filepath.Join(dir, "truchement.db")
		whole[at] ^= bit
		err := os.WriteFile(flipped, whole, 0o600)
		whole[at] ^= bit
		if err != nil {
			t.Fatal(err)
		}
		got, unread := contentOf(t.Context(), flipped)
		how := damageIn(t.Context(), dir)
		changed := unread != nil || got != want
		switch {
		case how != "" && changed:
			found++
			by[how]++
		case how != "":
			other++ // in an index, or in how pages hang together
		case !changed:
			harmless++
		default:
			missed++
			t.Logf("missed: byte %d of page %d, bit %d", at%4096, at/4096+1, bit)
		}
	}
	t.Logf("%d flips of %d KB: %d changed rows, found by %v, missed %d; of %d others %d were found", tries, len(whole)>>10,
		found+missed, by, missed, harmless+other, other)
	if 20*missed > found+missed {
		t.Errorf("%d of %d flips that change content are missed", missed, found+missed)
	}
}

// filledDesk is a copy of a desk with something of all that people write.
func filledDesk(t *testing.T) string {
	r := story.New(t)
	for a := range 60 {
		r.As("luc").Add("وصل الوزير إلى الرباط صباح اليوم.", "وأعلن عن اتفاق جديد بين البلدين.", "ثم عاد إلى باريس في المساء.")
		r.As("amina")
		for i := range 3 {
			r.Translate(i+1, fmt.Sprintf("Le ministre est arrivé à Rabat ce matin, version %d de %d.", i, a))
			r.Comment(i+1, fmt.Sprintf("Faut-il préciser le nom du ministre ici ? %d", a))
		}
		r.As("luc").Mark(1, "ministre", mqm.Type("wrong-term"), mqm.Minor)
		r.Return(2, "le nom manque").As("amina").Translate(2, "Le ministre a annoncé un accord entre les deux pays.")
		r.As("luc").Approve(3)
		_, _, err := r.Termbase.Add(r.Ctx(), r.Who, termbase.NewConcept{Concept: term.Concept{Note: "nom officiel",
			Terms: []term.Term{{Lang: "fr", Text: fmt.Sprint("ministère ", a), Status: term.Preferred},
				{Lang: "ar", Text: fmt.Sprint("وزارة ", a), Status: term.Preferred}}}})
		r.Check("concept", err)
	}
	r.Check("memory", r.Memory.Follow(r.Ctx()))
	db, ok := r.Store.(*storage.DB)
	if !ok {
		t.Fatalf("the store is %T", r.Store)
	}
	file := filepath.Join(t.TempDir(), "copy.db")
	if _, err := db.Copy(r.Ctx(), file); err != nil {
		t.Fatal(err)
	}
	return file
}

// damageIn names what finds damage in a data directory; empty: nothing does.
func damageIn(ctx context.Context, dir string) string {
	db, err := storage.Open(ctx, storage.Config{Data: dir, Check: true, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return "start"
	}
	defer func() { _ = db.Close() }() // of a damaged database
	if err := db.Examine(ctx); err != nil {
		return "examine"
	}
	d := newsroom.New(db, newsroom.Options{Unchecked: true})
	all, err := d.Article.List(ctx, workflow.Operator(), workflow.ArticleFilter{})
	if err != nil {
		return "read"
	}
	for _, a := range all {
		segments, err := d.Article.Segments(ctx, workflow.Operator(), a.ID)
		if err != nil {
			return "read"
		}
		for _, s := range segments {
			if version, err := d.Desk.Verify(ctx, s.ID); err != nil || version != 0 {
				return "chain"
			}
		}
	}
	return ""
}

// contentOf is a hash of all rows of a database but those that follow from others.
func contentOf(ctx context.Context, file string) (sum [32]byte, err error) {
	db, err := sql.Open("sqlite3", "file:"+file+"?mode=ro&immutable=1")
	if err != nil {
		return sum, err
	}
	defer db.Close()
	tables, err := texts(ctx, db, `SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
	if err != nil {
		return sum, err
	}
	h := sha256.New()
	for _, table := range tables {
		rows, err := db.QueryContext(ctx, `SELECT * FROM "`+table+`"`)
		if err != nil {
			return sum, err
		}
		names, err := rows.Columns()
		values, places := make([]any, len(names)), make([]any, len(names))
		for i := range values {
			places[i] = &values[i]
		}
		for rows.Next() && err == nil {
			err = rows.Scan(places...)
			fmt.Fprintf(h, "%s %q %q\n", table, names, fmt.Sprint(values))
		}
		if err := errors.Join(err, rows.Err(), rows.Close()); err != nil {
			return sum, err
		}
	}
	return [32]byte(h.Sum(nil)), nil
}

func texts(ctx context.Context, db *sql.DB, query string) (all []string, err error) {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, rows.Err()
}
