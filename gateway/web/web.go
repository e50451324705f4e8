// Package web carries the built web pages inside the binary: the residents'
// pages, the gala, the console, the gate and a building head's doors. It alone knows whether they were
// built; how they are served is gateway/api's business.
package web

import (
	"embed"
	"io/fs"
)

var (
	//go:embed all:dist
	dist embed.FS
	//go:embed unbuilt
	unbuilt embed.FS
)

// Built says whether this binary carries the web pages. It does not when it was
// compiled in a clone where `make web` has not been run.
func Built() bool {
	_, err := fs.Stat(dist, "dist/index.html")
	return err == nil
}

// Files returns what is served outside the API: index.html for the residents,
// gala/index.html, console/index.html, gate/index.html, doors/index.html, and
// assets/* whose names carry a hash of their content and so never change.
//
// When the web was not built there is only index.html, which says how to build
// it; see [Built].
func Files() fs.FS {
	root, dir := dist, "dist"
	if !Built() {
		root, dir = unbuilt, "unbuilt"
	}
	files, err := fs.Sub(root, dir)
	if err != nil {
		panic(err) // both folders are embedded by name above
	}
	return files
}
