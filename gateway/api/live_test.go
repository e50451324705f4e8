package api

import (
	"bytes"
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/events/fault"
	"wanjia/streaming"
)

// onAir is what is on air in these tests, by path.
type onAir map[string]streaming.Object

func (o onAir) Open(_ context.Context, channel streaming.ChannelID, path string, _ streaming.Reload) (*streaming.Object, error) {
	switch {
	case path == "v720/old.m4s":
		return &streaming.Object{Keep: streaming.KeepAMinute}, streaming.ErrNoChannel
	case path == "v720/broken.m4s":
		return nil, fault.ErrUnavailable
	}
	found, ok := o[path]
	if channel != "gala" || !ok {
		return nil, streaming.ErrNoChannel
	}
	found.ReadSeekCloser = seekable{bytes.NewReader([]byte("0123456789"))}
	found.Size = 10
	return &found, nil
}

func (onAir) Showings(context.Context) ([]streaming.Showing, error) {
	return []streaming.Showing{{
		Channel: streaming.Channel{ID: "gala", Delay: time.Minute, Window: time.Hour, Ladder: streaming.Ladder()},
		Title:   events.Text{ZH: "春晚", EN: "Gala"}, Phase: streaming.PhaseOn,
		Items: []streaming.Item{{Title: events.Text{ZH: "开场", EN: "Opening"}, Starts: time.Date(2027, 2, 6, 12, 0, 0, 0, time.UTC), Length: time.Minute}},
	}}, nil
}

type seekable struct{ *bytes.Reader }

func (seekable) Close() error { return nil }

func airing(t *testing.T) *house {
	t.Helper()
	return newHouse(t, func(a *API) {
		a.Live = onAir{
			"index.m3u8":      {ContentType: "application/vnd.apple.mpegurl", Tag: "l", Keep: streaming.KeepShortly},
			"v720/index.m3u8": {ContentType: "application/vnd.apple.mpegurl", Tag: "m", Keep: streaming.KeepShortly},
			"v720/7.abc.m4s":  {ContentType: "video/mp4", Tag: "abc", Keep: streaming.KeepForever},
		}
	})
}

// TestLiveHeaders is the table of what may keep what for how long.
func TestLiveHeaders(t *testing.T) {
	t.Parallel()
	h := airing(t)
	for path, want := range map[string]struct {
		status int
		cache  string
	}{
		"/live/gala/index.m3u8":           {200, "public, max-age=1, stale-while-revalidate=2"},
		"/live/gala/v720/index.m3u8":      {200, "public, max-age=1, stale-while-revalidate=2"},
		"/live/gala/v720/7.abc.m4s":       {200, "public, max-age=31536000, immutable"},
		"/live/gala/v720/7.abc.m4s?x=1":   {200, "public, max-age=31536000, immutable"},
		"/live/gala/v720/old.m4s":         {404, "public, max-age=60"},
		"/live/gala/v720/8.abc.m4s":       {404, "no-store"},
		"/live/other/index.m3u8":          {404, "no-store"},
		"/live/gala/v720/broken.m4s":      {503, "no-store"},
		"/live/gala/v720/..%2f7.abc.m4s":  {404, "no-store"},
		"/live/gala/..%2f..%2fetc/passwd": {404, "no-store"},
		"/live/gala/v720/x/7.abc.m4s":     {404, "no-store"},
		"/live/gala":                      {404, "no-store"},
		"/live/":                          {404, "no-store"},
	} {
		res := h.do(t, "GET", path, "", "Origin: https://elsewhere.example", "Cookie: wanjia_session=x")
		if res.StatusCode != want.status || res.Header.Get("Cache-Control") != want.cache {
			t.Errorf("%s: %d %q, want %d %q", path, res.StatusCode, res.Header.Get("Cache-Control"), want.status, want.cache)
		}
		if res.Header.Get("Set-Cookie") != "" || strings.Contains(res.Header.Get("Vary"), "Origin") {
			t.Errorf("%s: one answer is not for everybody: %v", path, res.Header)
		}
		if strings.Contains(path, ".m4s") || strings.Contains(path, ".m3u8") {
			if res.Header.Get("Access-Control-Allow-Origin") != "*" && !strings.Contains(path, "/x/") {
				t.Errorf("%s: a player on another site may not read it", path)
			}
		}
	}
}

// TestLiveRanges: part of an object, all of it, or a plain refusal.
func TestLiveRanges(t *testing.T) {
	t.Parallel()
	h := airing(t)
	for name, tt := range map[string]struct {
		headers []string
		status  int
		body    string
		of      string
	}{
		"all":         {nil, 200, "0123456789", ""},
		"middle":      {[]string{"Range: bytes=2-4"}, 206, "234", "bytes 2-4/10"},
		"open":        {[]string{"Range: bytes=7-"}, 206, "789", "bytes 7-9/10"},
		"tail":        {[]string{"Range: bytes=-3"}, 206, "789", "bytes 7-9/10"},
		"long tail":   {[]string{"Range: bytes=-30"}, 206, "0123456789", "bytes 0-9/10"},
		"too far":     {[]string{"Range: bytes=5-99"}, 206, "56789", "bytes 5-9/10"},
		"beyond":      {[]string{"Range: bytes=10-"}, 416, "", "bytes */10"},
		"none":        {[]string{"Range: bytes=-0"}, 416, "", "bytes */10"},
		"several":     {[]string{"Range: bytes=0-1,4-5"}, 200, "0123456789", ""},
		"backwards":   {[]string{"Range: bytes=4-2"}, 200, "0123456789", ""},
		"nonsense":    {[]string{"Range: bytes=a-b"}, 200, "0123456789", ""},
		"overflow":    {[]string{"Range: bytes=0-99999999999999999999"}, 200, "0123456789", ""},
		"other units": {[]string{"Range: lines=1-2"}, 200, "0123456789", ""},
		"if same":     {[]string{"Range: bytes=0-0", `If-Range: "abc"`}, 206, "0", "bytes 0-0/10"},
		"if other":    {[]string{"Range: bytes=0-0", `If-Range: "old"`}, 200, "0123456789", ""},
		"not changed": {[]string{`If-None-Match: "abc"`}, 304, "", ""},
	} {
		res := h.do(t, "GET", "/live/gala/v720/7.abc.m4s", "", tt.headers...)
		if res.StatusCode != tt.status || tt.status < 400 && res.text != tt.body || res.Header.Get("Content-Range") != tt.of {
			t.Errorf("%s: %d %q %q, want %d %q %q", name, res.StatusCode, res.text, res.Header.Get("Content-Range"), tt.status, tt.body, tt.of)
		}
	}
	if res := h.do(t, "HEAD", "/live/gala/v720/7.abc.m4s", ""); res.StatusCode != 200 || res.text != "" || res.Header.Get("Content-Length") != "10" || res.Header.Get("Accept-Ranges") != "bytes" {
		t.Errorf("HEAD: %d %v", res.StatusCode, res.Header)
	}
	if res := h.do(t, "POST", "/live/gala/index.m3u8", ""); res.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", res.StatusCode)
	}
}

func TestChannels(t *testing.T) {
	t.Parallel()
	res := airing(t).do(t, "GET", "/v1/channels", "")
	for _, want := range []string{`"id":"gala"`, `"phase":"on"`, `"lines":["/live/gala/"]`, `"delay":60`, `"starts":"2027-02-06T20:00:00+08:00"`, `{"height":720,"rate":2360000}`} {
		if !strings.Contains(res.text, want) {
			t.Errorf("%s is not in %s", want, res.text)
		}
	}
	if none := newHouse(t, nil).do(t, "GET", "/v1/channels", ""); none.text != `{"items":[]}` {
		t.Errorf("without a stream: %s", none.text)
	}
}
