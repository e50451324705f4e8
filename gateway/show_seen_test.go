package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"wanjia/streaming/livekitroom/livekittest"
)

// stretch is cells of one track that follow each other without a break, as one file.
type stretch struct {
	path  string
	cells int
}

// stretches fetches cells of a track, as viewers do, and puts together what belongs
// together. Cells of the slate are left out.
func stretches(t *testing.T, url, track, slate string, cells []seenCell) []stretch {
	t.Helper()
	var all []stretch
	var file strings.Builder
	count := 0
	end := func() {
		if count > 0 {
			path := filepath.Join(t.TempDir(), "seen.mp4")
			if err := os.WriteFile(path, []byte(file.String()), 0o600); err != nil {
				t.Fatal(err)
			}
			all = append(all, stretch{path, count})
		}
		file.Reset()
		count = 0
	}
	init, last := "", int64(0)
	for _, c := range cells {
		if c.gap || c.init == slate || c.broken || c.number != last+1 || c.init != init {
			end()
		}
		last, init = c.number, c.init
		if c.gap || c.init == slate {
			continue
		}
		if count == 0 {
			file.WriteString(mustFetch(t, url+track+"/"+c.init))
		}
		file.WriteString(mustFetch(t, url+track+"/"+c.uri))
		count++
	}
	end()
	return all
}

func mustFetch(t *testing.T, url string) string {
	t.Helper()
	var body string
	eventually(t, url, func() (err error) {
		body, err = fetched(t.Context(), url)
		return err
	})
	return body
}

// watched decodes a stretch of a busy film's pictures and counts what a viewer would
// see broken: what the decoder complains of, pictures whose number cannot be read, and
// pictures that are not those of their moment.
func watched(ctx context.Context, s stretch) (pictures []livekittest.Shown, faults []string) {
	pictures, err := livekittest.Pictures(ctx, s.path)
	if err != nil {
		return nil, []string{err.Error()}
	}
	const film = livekittest.FilmLength
	for i, p := range pictures {
		if p.Number < 0 || p.Number >= int(film.Seconds())*livekittest.Rate {
			faults = append(faults, fmt.Sprintf("the number of the picture at %v cannot be read", p.At))
			continue
		}
		if i == 0 || pictures[i-1].Number < 0 {
			continue
		}
		before := pictures[i-1]
		off := (p.At - before.At - time.Duration(p.Number-before.Number)*time.Second/livekittest.Rate) % film
		if off = (off + film + film/2) % film; (off - film/2).Abs() > 40*time.Millisecond {
			faults = append(faults, fmt.Sprintf("%v after picture %d comes picture %d", p.At-before.At, before.Number, p.Number))
		}
	}
	return pictures, faults
}
