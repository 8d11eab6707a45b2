package workflow

// Judged is a segment that was judged: whose words count, and for whom.
type Judged struct {
	Segment, Article, Publication string
	Translator                    string // it was given to
	Authors                       []string
	Words                         int
}
