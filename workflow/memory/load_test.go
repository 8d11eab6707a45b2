package memory_test

import (
	"math/rand/v2"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"truchement/storage"
	"truchement/workflow"
	"truchement/workflow/bitext"
	"truchement/workflow/memory"
	"truchement/workflow/newsroom"
)

// sampleWords are words of two languages that made-up units are of.
var sampleWords = [2][]string{
	strings.Fields("وصل الوزير إلى الرباط اليوم وقال إن الحكومة ستعلن قريبا خطة جديدة للتعليم في المغرب ونقلت " +
		"وكالة الأنباء عن مصدر رسمي أن المفاوضات بين الطرفين تجري في أجواء إيجابية منذ بداية الأسبوع الماضي"),
	strings.Fields("le ministre est arrivé à Rabat aujourd’hui et a dit que le gouvernement annoncera bientôt un " +
		"nouveau plan pour les écoles au Maroc une source officielle citée par l’agence a indiqué que les négociations"),
}

// addSampleUnits fills a memory with n units of about 24 words, and returns the source of one.
func addSampleUnits(b *testing.B, store workflow.Store, n int) (sample bitext.Text) {
	b.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	text := func(side int) bitext.Text {
		words := make([]string, 12+random.IntN(24))
		for i := range words {
			words[i] = sampleWords[side][random.IntN(len(sampleWords[side]))]
			if random.IntN(6) == 0 {
				words[i] += strconv.Itoa(random.IntN(40_000)) // a vocabulary as large as that of news
			}
		}
		return bitext.Plain(strings.Join(words, " "))
	}
	core := workflow.NewCore(store, workflow.CoreOptions{})
	for done := 0; done < n; {
		var units []workflow.Unit
		for range min(n-done, 2000) {
			sample = text(0)
			units = append(units, workflow.Unit{ID: core.NewID(), SourceLang: "ar", TargetLang: "fr",
				Source: sample, Target: text(1), State: workflow.UnitApproved, Seq: int64(done)})
			done++
		}
		if err := store.Update(b.Context(), func(tx workflow.Tx) error { return tx.AddUnits(units...) }); err != nil {
			b.Fatal(err)
		}
	}
	return sample
}

// BenchmarkIndexLoad starts a node on a memory of TRUCHEMENT_UNITS units (10,000), and finds one.
func BenchmarkIndexLoad(b *testing.B) {
	n, err := strconv.Atoi(os.Getenv("TRUCHEMENT_UNITS"))
	if err != nil {
		n = 10_000
	}
	db, err := storage.Open(b.Context(), storage.Config{Data: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	sample := addSampleUnits(b, db, n)
	var before, after runtime.MemStats
	for b.Loop() {
		runtime.GC()
		runtime.ReadMemStats(&before)
		node := newsroom.New(db, newsroom.Options{})
		if err := node.Memory.Current(b.Context()); err != nil {
			b.Fatal(err)
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/float64(n), "B/unit")
		found, err := node.Memory.Matches(b.Context(), workflow.Operator(), memory.Query{SourceLang: "ar",
			TargetLang: "fr", Text: sample})
		if err != nil {
			b.Fatal(err)
		}
		if len(found) == 0 {
			b.Fatal("nothing is found")
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/unit")
}
