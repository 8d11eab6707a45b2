// Package term is the engine of the termbase: concepts with their terms, and an index that finds
// terms in running Arabic and French through their inflections. It knows nothing of the desk.
package term
