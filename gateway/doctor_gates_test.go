package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// What the doctor says of a gate server, with one thing wrong at a time.
func TestDoctorOfGates(t *testing.T) {
	t.Parallel()
	// city is a main service whose clock is off by so much whenever it is asked.
	city := func(name string, off time.Duration) string {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			writeJSON(w, true, map[string]any{"name": name, "time": time.Now().Add(off)})
		}))
		t.Cleanup(s.Close)
		return s.URL
	}
	well := city("万家", time.Second)
	for name, tt := range map[string]struct {
		args       []string
		line, want string
		state      string
	}{
		"well":              {[]string{"--edge-main", well, "--edge-code", "X"}, "main service", "answers", good},
		"to be set up":      {[]string{"--edge-main", well, "--edge-code", "X"}, "set up", "the first start uses", good},
		"not set up":        {nil, "set up", "not set up", bad},
		"no address":        {nil, "main service", "not known", warn},
		"nobody answers":    {[]string{"--edge-main", "http://127.0.0.1:1"}, "main service", "does not answer", warn},
		"somebody else":     {[]string{"--edge-main", city("else", 0)}, "main service", "something else", bad},
		"a clock far away":  {[]string{"--edge-main", city("万家", 9*time.Minute+30*time.Second)}, "main service", "within 9m", warn},
		"no certificate":    {[]string{"--listen", "0.0.0.0:0"}, "certificate", "gives no camera", bad},
		"none on loopback":  {nil, "certificate", "none is needed", good},
		"nothing of Redis":  {nil, "web pages", "built in", good},
		"a disk to look at": {nil, "disk", "free", good},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDoctor(settings(t, append([]string{"--data", t.TempDir(), "--listen", "127.0.0.1:0", "--roles", "edge"}, tt.args...)...))
			d.built = func() bool { return true }
			if f := line(t, d, tt.line); f.state != tt.state || !strings.Contains(f.what, tt.want) {
				t.Errorf("%s %q, want %s %q", f.state, f.what, tt.state, tt.want)
			}
			for _, f := range d.examine(t.Context()) {
				if strings.Contains(f.name, "redis") || strings.Contains(f.name, "objects") {
					t.Errorf("a gate server has no %s", f.name)
				}
			}
		})
	}
}
