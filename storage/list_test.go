package storage

import (
	"context"
	"fmt"
	"testing"
	"time"

	"truchement/workflow"
)

// BenchmarkRead times what pages read: the desk of 200 articles of 20 segments
// among 1,000, the segments of an article, one segment.
func BenchmarkRead(b *testing.B) {
	for _, e := range engines {
		b.Run(e.name, func(b *testing.B) {
			db := open(b, e.config(b))
			ctx := context.Background()
			for i := range 50 {
				err := db.Update(ctx, func(tx workflow.Tx) error {
					if i == 0 {
						return fill(tx, 20)
					}
					for n := range 20 {
						err := fillArticle(tx, fmt.Sprint("a", i*20+n), time.Now())
						if err != nil {
							return err
						}
					}
					return nil
				})
				if err != nil {
					b.Fatal(err)
				}
			}
			for name, read := range map[string]func(workflow.Tx) error{
				"articles": func(tx workflow.Tx) error {
					_, err := tx.Articles(workflow.ArticleFilter{})
					return err
				},
				"search": func(tx workflow.Tx) error {
					_, err := tx.Articles(workflow.ArticleFilter{Search: "A77"})
					return err
				},
				"segments": func(tx workflow.Tx) error { _, err := tx.Segments("a7"); return err },
				"segment":  func(tx workflow.Tx) error { _, err := tx.Segment("a7-7"); return err },
			} {
				b.Run(name, func(b *testing.B) {
					for b.Loop() {
						if err := db.View(ctx, read); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
		})
	}
}
