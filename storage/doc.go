// Package storage keeps the desk in SQLite or in PostgreSQL. DB implements
// workflow.Store and workflow.Watcher; package storagetest holds the promises
// that both engines keep.
//
// # One SQL text
//
// Every statement is written once, in the PostgreSQL dialect, beside the
// function that scans its rows. Ids are made by the program, times are Unix
// milliseconds, search keys are folded in Go, and names are sorted in Go, so
// that both engines give the same answers.
//
// # The engines
//
// Package engine, below this one, opens and runs the two databases: their
// settings, connections, transactions, faults and migrations. Its documentation
// says how Updates share commits, and what is kept when a commit fails.
package storage
