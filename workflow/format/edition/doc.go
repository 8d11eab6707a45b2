// Package edition holds what every written edition shares, whatever its
// format: the keys of the words it shows, the credits and the provenance that
// stand at its end, and the rule for addresses it may link to.
package edition
