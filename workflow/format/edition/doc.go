// Package edition holds what the written editions of all formats share:
// the keys of the words they show, the credits and the provenance that
// come at the end, and the rule for addresses that they may link to.
package edition
