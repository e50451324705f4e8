package main

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestFilms: a film sent from a director's desk is made fit for the channel by a worker
// and can be put on air; what only looks like a film is refused in words that have a
// code. Nobody else may send one.
func TestFilms(t *testing.T) {
	t.Parallel()
	s := serve(t, "--demo", "S", "--data", t.TempDir())
	desk := s.signIn(director)
	path := filepath.Join(t.TempDir(), "film.mp4")
	draw := exec.CommandContext(t.Context(), "ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc=s=640x360:r=25:d=3", "-f", "lavfi", "-i", "sine=d=3", "-c:v", "libx264", "-preset", "ultrafast", "-crf", "5", "-c:a", "aac", path)
	if out, err := draw.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s (apt-get install ffmpeg)", err, out)
	}
	good, err := os.ReadFile(path)
	if err != nil || len(good) < 100<<10 || len(good) > 1<<20 {
		t.Fatalf("%d bytes, %v: it is to be one part, larger than what others may send", len(good), err)
	}
	type film struct {
		ID, Source, State, Why string
		Length                 int
	}
	send := func(title string, content []byte) film {
		t.Helper()
		var f film
		desk.must("POST", "/v1/films", "", map[string]any{"title": title, "size": len(content)}, &f)
		r, err := http.NewRequest("PUT", s.url+"/v1/films/"+f.ID+"/parts/0", bytes.NewReader(content))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/octet-stream")
		r.Header.Set("Authorization", "Bearer "+desk.token)
		answer, err := http.DefaultClient.Do(r)
		if err != nil || answer.Body.Close() != nil || answer.StatusCode != http.StatusNoContent {
			t.Fatalf("%v, %v", answer, err)
		}
		desk.must("POST", "/v1/films/"+f.ID+"/finish", "", nil, &f)
		return f
	}
	state := func(of film) film {
		t.Helper()
		var all struct{ Items []film }
		desk.must("GET", "/v1/films", "", nil, &all)
		for _, f := range all.Items {
			if f.ID == of.ID {
				return f
			}
		}
		return film{}
	}
	sent, playlist := send("片子", good), send("清单", []byte("#EXTM3U\n#EXTINF:9,\nfile:///etc/passwd\n"))
	eventually(t, "the films", func() error {
		sent, playlist = state(sent), state(playlist)
		if sent.State != "ready" || playlist.State != "refused" {
			return fmt.Errorf("%+v, %+v", sent, playlist)
		}
		return nil
	})
	if playlist.Why != "entry_no_video" || sent.Length != 4 {
		t.Errorf("%+v, %+v", sent, playlist)
	}
	var p struct{ Sources []struct{ Source string } }
	plan := map[string]any{
		"version": 0, "title": map[string]string{"zh": "试播", "en": ""}, "starts": time.Now(), "delay": 2, "gap": 0,
		"items": []map[string]any{{"id": "01", "title": map[string]string{"zh": "短片", "en": ""}, "kind": "film", "from": "tape", "length": 4, "feed": sent.Source}},
	}
	desk.must("PUT", "/v1/channels/films/programme", "", plan, &p)
	if len(p.Sources) != 1 || p.Sources[0].Source != sent.Source || !strings.HasPrefix(sent.Source, "entry:") {
		t.Errorf("sources %+v", p.Sources)
	}
	desk.refused("DELETE", "/v1/films/"+sent.ID, "", nil, http.StatusConflict, "film_used")
	desk.must("DELETE", "/v1/films/"+playlist.ID, "", nil, nil)
	s.signIn(resident).refused("GET", "/v1/films", "", nil, http.StatusForbidden, "forbidden")
}
