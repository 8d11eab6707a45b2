// Package js has the modules that pages of several rooms import: core for every page, field to
// write a segment, kept for what is typed and not saved yet, live for what others do.
package js

import "embed"

// Files are the modules, each in the folder of its subject.
//
//go:embed */*.js
var Files embed.FS
