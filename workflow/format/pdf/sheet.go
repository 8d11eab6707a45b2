package pdf

import (
	"fmt"
	"math"

	"truchement/workflow/format/edition"
	"truchement/workflow/format/pdf/object"
	"truchement/workflow/format/pdf/typeset"
)

// sheet is the measures of a page, in points.
type sheet struct {
	width, height float64
	top, bottom   float64 // margins
	left          float64 // where the text begins
	columns       [2]float64
	gutter        float64
	size          float64 // of Latin text
	scale         float64 // of Arabic to Latin
	grid          float64 // from line to line, in all columns
}

const millimetre = 72 / 25.4

// sheetOf measures a paper for a typeface. The sizes are those at which the letters of both scripts
// look as large, on a grid that has room for the marks of Arabic.
func sheetOf(paper edition.Paper, face edition.Typeface, two bool) sheet {
	s := sheet{
		width: 210 * millimetre, height: 297 * millimetre, size: 11, scale: 1.16, grid: 16.5,
		gutter: 22, left: 50, top: 62, bottom: 58,
	}
	switch face {
	case edition.Press:
		s.size, s.scale, s.grid = 9.6, 1.22, 16
	case edition.Modern:
		s.size, s.scale, s.grid = 9.2, 1.12, 15.5
	}
	zoom := 1.0
	switch paper {
	case edition.A5:
		s.width, s.height, zoom = 148*millimetre, 210*millimetre, 0.88
	case edition.Tabloid:
		s.width, s.height, zoom = 280*millimetre, 430*millimetre, 1.16
	}
	for _, v := range []*float64{&s.size, &s.grid, &s.gutter, &s.top, &s.bottom} {
		*v *= zoom
	}
	s.left *= s.width / (210 * millimetre)
	measure := s.width - 2*s.left
	if !two {
		// A line of more than some seventy letters is hard to come back from.
		measure = math.Min(measure, 33*s.size)
		s.left = (s.width - measure) / 2
		s.columns = [2]float64{measure, measure}
		return s
	}
	column := (measure - s.gutter) / 2
	s.columns = [2]float64{column, column}
	return s
}

// balance gives the language that needs more room the wider column, within reason, so that lines
// stand beside lines to the end of a segment: of all shares the one that leaves the fewest lines.
func (s *sheet) balance(e *writer) {
	const most = 150 // segments to measure
	var widths [][2]float64
	var sum [2]float64
	for i, seg := range e.d.Segments() {
		if i == most {
			break
		}
		if seg.Target.Empty() {
			continue
		}
		var width [2]float64
		for _, side := range e.sides {
			text := seg.Source
			if side.target {
				text = seg.Target
			}
			width[side.column] = e.setter.Text(e.spans(text, side, typeset.Style{Size: s.size}), side.tag).Width()
			sum[side.column] += width[side.column]
		}
		widths = append(widths, width)
	}
	both := s.columns[0] + s.columns[1]
	best, fewest := 0.5, math.Inf(1)
	for share := 0.42; share < 0.581; share += 0.01 {
		lines := math.Abs(share-sum[0]/(sum[0]+sum[1]+1)) * float64(len(widths)) // nearer to the measure is better
		for _, w := range widths {
			// A line is not always full: the last words of a paragraph need three hundredths more.
			lines += math.Max(math.Ceil(1.03*w[0]/(both*share)), math.Ceil(1.03*w[1]/(both*(1-share))))
		}
		if lines < fewest {
			best, fewest = share, lines
		}
	}
	if len(widths) > 0 {
		s.columns = [2]float64{both * best, both * (1 - best)}
	}
}

// x is the left end of a column.
func (s *sheet) x(column int) float64 {
	if column == 0 {
		return s.left
	}
	return s.left + s.columns[0] + s.gutter
}

// measure is the width of all columns.
func (s *sheet) measure() float64 { return s.width - 2*s.left }

const (
	black = "0 g "
	grey  = "0.35 g "
	pale  = "0.75 g "
)

// accentOf sets the colour of links and rules: that of the publication, made dark enough to be read
// on white, or the house's green.
func accentOf(look edition.Look) string {
	rgb, ok := look.RGB()
	accent := edition.Colour(rgb)
	if !ok {
		accent = edition.Colour{0.043, 0.373, 0.353}
	}
	accent = accent.ReadableOn(edition.Colour{}, edition.Colour{1, 1, 1})
	return fmt.Sprintf("%s %s %s rg ", object.Number(accent[0]), object.Number(accent[1]), object.Number(accent[2]))
}
