package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"wanjia/events"
)

func TestConsole(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	m := events.Message{ID: "1", To: "15400000001", Kind: "voice", Text: "您的验证码是 123456", At: time.Now()}
	r, err := (&console{out: &out}).Send(t.Context(), m)
	if err != nil || r.ID != "1" || r.State != events.Sent || !r.At.Equal(m.At) {
		t.Fatal(err)
	}
	for _, want := range []string{"15400000001", "voice", "123456"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("printed %q, which lacks %s", out.String(), want)
		}
	}
	if _, err := (&console{out: gone{}}).Send(t.Context(), m); !errors.Is(err, errGone) {
		t.Errorf("a console that is gone: %v", err)
	}
}

var errGone = errors.New("gone")

type gone struct{}

func (gone) Write([]byte) (int, error) { return 0, errGone }
