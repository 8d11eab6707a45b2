package ui

import (
	"embed"
	"sync"

	"truchement/ui/account"
	"truchement/ui/align"
	"truchement/ui/api"
	"truchement/ui/article"
	"truchement/ui/audit"
	"truchement/ui/bench"
	"truchement/ui/desk"
	"truchement/ui/draft"
	"truchement/ui/edition"
	"truchement/ui/intake"
	"truchement/ui/live"
	"truchement/ui/memory"
	"truchement/ui/notice"
	"truchement/ui/people"
	"truchement/ui/pretranslate"
	"truchement/ui/publication"
	"truchement/ui/quality"
	"truchement/ui/review"
	"truchement/ui/status"
	"truchement/ui/termbase"
	"truchement/ui/web"
)

// tree has the templates, style sheets and modules, each in the folder of the pages it belongs to.
//
//go:embed */*.html */*.css */*.js
var tree embed.FS

var readOnce = sync.OnceValues(func() (*web.Files, error) { return web.ReadFiles(tree) })

// Config is what a server is made from.
type Config = web.Config

// New makes a server from config with all its rooms. It fails when a template, a locale file or a
// setting is wrong, and starts nothing.
func New(config Config) (*web.Server, error) {
	files, err := readOnce()
	if err != nil {
		return nil, err
	}
	s, err := web.New(config, files)
	if err != nil {
		return nil, err
	}
	review := &review.Room{Server: s}
	edition := &edition.Room{Server: s}
	live := live.NewRoom(s)
	s.Open(
		&account.Room{Server: s}, align.NewRoom(s),
		&article.Room{Server: s}, &audit.Room{Server: s}, &bench.Room{Server: s, Review: review}, &desk.Room{Server: s},
		&draft.Room{Server: s},
		edition, &intake.Room{Server: s}, live, &memory.Room{Server: s}, &notice.Room{Server: s},
		&people.Room{Server: s}, &pretranslate.Room{Server: s}, &publication.Room{Server: s},
		&quality.Room{Server: s}, review, &status.Room{Server: s}, &termbase.Room{Server: s},
		&api.Room{Server: s, Feed: live.Feed, Export: edition.File, Collection: edition.Collection},
	)
	return s, nil
}
