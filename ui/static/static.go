// Package static has the files that go to the browser as they are: fonts, icons, and what others
// wrote, with its licences and checksums.
package static

import "embed"

// Files are the files, by folder.
//
//go:embed font icon vendor
var Files embed.FS
