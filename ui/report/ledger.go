package report

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"truchement/workflow"
	"truchement/workflow/audit"
	"truchement/workflow/format/csv"
	"truchement/workflow/ledger"
)

// LedgerTypes are the formats of the ledger with their media types.
func LedgerTypes() map[string]string {
	return map[string]string{"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl"}
}

// ParseLedgerFormat reads the name of a format of the ledger; nothing is csv.
func ParseLedgerFormat(name string) (string, error) {
	if name == "" {
		return "csv", nil
	}
	return workflow.ParseOption("option.format", name, []string{"csv", "jsonl"})
}

// ledgerLine is a line of the ledger in a file. The times are exact, so that the hashes can be made anew.
type ledgerLine struct {
	Seq     int64  `json:"seq"`
	At      string `json:"at"`
	Actor   string `json:"actor"`
	Name    string `json:"name"`
	Address string `json:"address"`
	Kind    string `json:"kind"`
	Object  string `json:"object"`
	Was     string `json:"before"`
	Made    string `json:"after"`
	Hash    string `json:"hash"`
}

// WriteLedger writes the lines that a filter chooses, the oldest first, as csv or jsonl. What is read is written at
// once, and little of it is held.
func WriteLedger(
	ctx context.Context, w io.Writer, u *audit.UseCases, who workflow.Actor, f ledger.Filter, format string,
) error {
	write, end, err := ledgerWriter(w, format)
	if err != nil {
		return err
	}
	err = u.Each(ctx, who, f, func(l ledger.Line, names map[string]string) error {
		return write(ledgerLine{Seq: l.Seq, At: l.At.UTC().Format(time.RFC3339Nano), Actor: l.Actor, Name: names[l.Actor],
			Address: l.Address, Kind: string(l.Kind), Object: l.Object, Was: l.Was, Made: l.Made,
			Hash: hex.EncodeToString(l.Hash)})
	})
	return errors.Join(err, end())
}

func ledgerWriter(w io.Writer, format string) (write func(ledgerLine) error, end func() error, err error) {
	switch format {
	case "jsonl":
		to := json.NewEncoder(w)
		to.SetEscapeHTML(false)
		return func(l ledgerLine) error { return to.Encode(l) }, func() error { return nil }, nil
	case "csv":
		table, err := csv.NewTable(w, csv.Options{})
		if err != nil {
			return nil, nil, err
		}
		table.Row("seq", "at", "actor", "name", "address", "kind", "object", "before", "after", "hash")
		return func(l ledgerLine) error {
			table.Row(strconv.FormatInt(l.Seq, 10), l.At, l.Actor, l.Name, l.Address, l.Kind, l.Object, l.Was, l.Made, l.Hash)
			return nil
		}, table.Flush, nil
	}
	return nil, nil, fmt.Errorf("no ledger as %q", format)
}
