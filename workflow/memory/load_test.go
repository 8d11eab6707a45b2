package memory_test

import (
	"context"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"truchement/storage"
	"truchement/workflow"
	"truchement/workflow/access"
	"truchement/workflow/bitext"
	"truchement/workflow/desk"
	"truchement/workflow/intake"
	"truchement/workflow/memory"
	"truchement/workflow/newsroom"
	"truchement/workflow/story"
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

// sampleCount is how many units benchmarks are about: TRUCHEMENT_UNITS, or 10,000.
func sampleCount() int {
	if n, err := strconv.Atoi(os.Getenv("TRUCHEMENT_UNITS")); err == nil {
		return n
	}
	return 10_000
}

// BenchmarkIndexLoad starts a node on a memory of sampleCount units, and finds one.
func BenchmarkIndexLoad(b *testing.B) {
	n := sampleCount()
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

// BenchmarkSaveDuringLookups saves a draft with nothing else to do, and while ten people look texts up
// one after the other: the metric is how much longer the median of the saves takes.
func BenchmarkSaveDuringLookups(b *testing.B) {
	db, err := storage.Open(b.Context(), storage.Config{Data: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	sample := addSampleUnits(b, db, sampleCount())
	n := newsroom.New(db, newsroom.Options{})
	if err := n.Memory.Current(b.Context()); err != nil {
		b.Fatal(err)
	}
	p, err := n.Access.AddPerson(b.Context(), workflow.Operator(), access.NewPerson{
		Email: "luc@desk.example", Name: "luc", Role: workflow.Editor, Language: "fr"})
	if err != nil {
		b.Fatal(err)
	}
	who := workflow.Actor{Person: p, Scope: workflow.FullScope}
	s := addSegment(b, n, who)
	save := func() time.Duration {
		start := time.Now()
		saved, err := n.Desk.Save(b.Context(), who, desk.Save{Segment: s.ID, Version: s.Version,
			Target: "Texte " + strconv.FormatInt(s.Version, 10)})
		if err != nil {
			b.Fatal(err)
		}
		s = saved
		return time.Since(start)
	}
	var alone, among []time.Duration
	for b.Loop() {
		for range 200 {
			alone = append(alone, save())
		}
		stop := lookUp(b, n, 10, sample)
		for range 200 {
			among = append(among, save())
		}
		stop()
	}
	slices.Sort(alone)
	slices.Sort(among)
	b.ReportMetric(float64(alone[len(alone)/2].Microseconds()), "alone-µs")
	b.ReportMetric(float64(among[len(among)/2])/float64(alone[len(alone)/2]), "among/alone")
}

// lookUp lets n people look a text up, each ten times a second, until it is stopped.
func lookUp(b *testing.B, on newsroom.Newsroom, people int, text bitext.Text) (stop func()) {
	ctx, cancel := context.WithCancel(b.Context())
	var running sync.WaitGroup
	for range people {
		running.Go(func() {
			for ctx.Err() == nil {
				_, err := on.Memory.Matches(b.Context(), workflow.Operator(), memory.Query{SourceLang: "ar",
					TargetLang: "fr", Text: text})
				if err != nil {
					b.Error(err)
				}
				time.Sleep(100 * time.Millisecond)
			}
		})
	}
	return func() {
		cancel()
		running.Wait()
	}
}

// addSegment adds an article and answers its only segment.
func addSegment(b *testing.B, n newsroom.Newsroom, who workflow.Actor) workflow.Segment {
	b.Helper()
	a, err := n.Intake.AddArticle(b.Context(), who,
		intake.NewArticle{Document: story.Paragraphs("نص."), SourceLang: "ar", TargetLang: "fr"})
	if err != nil {
		b.Fatal(err)
	}
	v, err := n.Article.Read(b.Context(), who, a.ID)
	if err != nil {
		b.Fatal(err)
	}
	return v.Segments[0]
}
