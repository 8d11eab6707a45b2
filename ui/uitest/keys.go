package uitest

// Stroke is a key of a keyboard as the browser reports it: what it types there, where it is, and
// the number that is the same on all boards of a system.
type Stroke struct {
	Key, Code string
	Number    int64
}

// The modifiers of key events.
const (
	Ctrl  = 2
	Shift = 8
)
