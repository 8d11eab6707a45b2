package main

import (
	"context"
	"fmt"
	"runtime/debug"
)

// version prints what this program was built from, and with.
func (p *program) version(_ context.Context, args []string) error {
	f := p.flags("version")
	rest, err := p.parse(f, args)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return p.extra(f, rest[0])
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = &debug.BuildInfo{}
	}
	_, err = fmt.Fprintln(p.out, versionLine(info))
	return err
}

// versionLine is the version, or else the commit, and the version of Go.
func versionLine(info *debug.BuildInfo) string {
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	version := info.Main.Version
	if commit := settings["vcs.revision"]; commit != "" && (version == "" || version == "(devel)") {
		version = commit
	}
	if version == "" {
		version = "(devel)"
	}
	if settings["vcs.modified"] == "true" {
		version += " modified"
	}
	return "truchement " + version + " " + info.GoVersion
}
