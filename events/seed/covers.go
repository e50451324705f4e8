package seed

import (
	"embed"
	"io/fs"
)

//go:embed covers
var coverFiles embed.FS

// Cover is a picture of an event, drawn for this project.
type Cover struct {
	Key  string // its key in the object store
	Type string // media type
	Body []byte
}

func covers() []Cover {
	entries, err := fs.ReadDir(coverFiles, "covers")
	if err != nil {
		panic(err) // embedded
	}
	var out []Cover
	for _, e := range entries {
		body, err := coverFiles.ReadFile("covers/" + e.Name())
		if err != nil {
			panic(err) // embedded
		}
		out = append(out, Cover{Key: "covers/" + e.Name(), Type: "image/svg+xml", Body: body})
	}
	return out
}
