package storage

import (
	"truchement/storage/position"
	"truchement/workflow"
)

// locate fills in the Position and the First of a segment that was read.
func (d *decision) locate(s *workflow.Segment) error {
	if s.Gone {
		return nil
	}
	l := d.positions.Layout(s.Article)
	head, recut := int64(0), false
	err := d.ReadOne(func(row scanner) error { return row.Scan(&head, &recut) }, `SELECT `+feedHead+`, EXISTS (
		SELECT 1 FROM feed WHERE article = $1 AND seq > $2 AND kind NOT IN ('segment.saved', 'segment.confirmed',
		'segment.approved', 'segment.returned', 'segment.refused'))`, s.Article, l.To)
	if err != nil {
		return err
	}
	switch {
	case l.At == nil || head < l.From || recut:
		if l, err = d.readLayout(s.Article, head); err != nil {
			return err
		}
		d.positions.Keep(s.Article, l)
	case head > l.To:
		l.To = head
		d.positions.Keep(s.Article, l)
	}
	s.Position, s.First = l.At[s.ID].Position, l.At[s.ID].First
	return nil
}

func (t *tx) readLayout(article string, head int64) (position.Layout, error) {
	l := position.Layout{From: head, To: head, At: map[string]position.Place{}}
	block := ""
	_, err := queryList(t, func(row scanner) (none struct{}, err error) {
		var id, of string
		err = row.Scan(&id, &of)
		l.At[id] = position.Place{Position: len(l.At) + 1, First: of != block}
		block = of
		return none, err
	}, `SELECT s.id, s.block FROM block b JOIN segment s ON s.block = b.id WHERE b.article = $1 AND s.gone = FALSE
		ORDER BY b.place, b.id, s.place, s.id`, article)
	return l, err
}
