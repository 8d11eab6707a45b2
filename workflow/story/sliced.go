package story

import (
	"context"

	"truchement/workflow"
	"truchement/workflow/newsroom"
)

// Sliced is the newsroom of a story in which every step of a long use case is a transaction of its
// own, so that others can act in between.
type Sliced struct {
	newsroom.Newsroom
	Before func(n int) error // runs before the n-th transaction, from 1; an error takes its place
	After  func(n int) error // runs after it was kept; an error is the answer in its place
	store  workflow.Store
	n      int
}

// Sliced is the newsroom in slices. A new one begins to count transactions anew.
func (r *Runner) Sliced() *Sliced {
	nothing := func(int) error { return nil }
	s := &Sliced{store: r.Store, Before: nothing, After: nothing}
	s.Newsroom = newsroom.New(s, newsroom.Options{Unchecked: true, CoreOptions: workflow.CoreOptions{Slice: 1,
		Now: r.now}})
	return s
}

// View is that of the store.
func (s *Sliced) View(ctx context.Context, fn func(workflow.Tx) error) error {
	return s.store.View(ctx, fn)
}

// Update is that of the store, between Before and After.
func (s *Sliced) Update(ctx context.Context, fn func(workflow.Tx) error) error {
	s.n++
	if err := s.Before(s.n); err != nil {
		return err
	}
	n := s.n
	if err := s.store.Update(ctx, fn); err != nil {
		return err
	}
	return s.After(n)
}
