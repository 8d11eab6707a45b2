// Package text reads and writes articles as plain text.
package text
