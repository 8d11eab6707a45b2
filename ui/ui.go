package ui

import (
	"embed"
	"sync"
)

// tree has the templates, style sheets and modules that stand beside the pages they belong to.
//
//go:embed */*.html */*.css */*.js
var tree embed.FS

var readOnce = sync.OnceValues(func() (*files, error) { return readFiles(tree) })

// New makes a server from config with all its rooms. It fails when a template, a locale file or a
// setting is wrong, and starts nothing.
func New(config Config) (*Server, error) {
	files, err := readOnce()
	if err != nil {
		return nil, err
	}
	s, err := newServer(config, files)
	if err != nil {
		return nil, err
	}
	review := &reviewRoom{Server: s}
	edition := &editionRoom{Server: s}
	live := newLiveRoom(s)
	s.open(
		&accountRoom{Server: s}, &alignRoom{Server: s, folders: newFolders()},
		&articleRoom{Server: s}, &benchRoom{Server: s, review: review}, &deskRoom{Server: s},
		edition, &intakeRoom{Server: s}, live, &peopleRoom{Server: s}, &publicationRoom{Server: s},
		&qualityRoom{Server: s}, review,
		&apiRoom{Server: s, feed: live.showLive, export: edition.exportFile},
	)
	return s, nil
}
