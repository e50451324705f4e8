package api

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestWeb(t *testing.T) {
	t.Parallel()
	h := newHouse(t, func(a *API) {
		a.Web = fstest.MapFS{
			"index.html":                {Data: []byte("residents")},
			"gala/index.html":           {Data: []byte("gala")},
			"console/index.html":        {Data: []byte("console")},
			"gate/index.html":           {Data: []byte("gate")},
			"gate-sw.js":                {Data: []byte("worker")},
			"assets/app-1a2b.js":        {Data: []byte("plain")},
			"assets/app-1a2b.js.br":     {Data: []byte("brotli")},
			"assets/app-1a2b.js.gz":     {Data: []byte("gzip")},
			"assets/font-9z.woff2":      {Data: []byte("font")},
			".keep":                     {Data: []byte("secret")},
			"gate/manifest.webmanifest": {Data: []byte("{}")},
		}
	})
	const forever, revalidate = "public, max-age=31536000, immutable", "no-cache"
	tests := []struct {
		path, encoding string
		status         int
		text           string
		contentType    string
		cache          string
	}{
		{"/", "", 200, "residents", "text/html; charset=utf-8", revalidate},
		{"/events/banquet-2027", "", 200, "residents", "text/html; charset=utf-8", revalidate},
		{"/gala", "", 200, "gala", "text/html; charset=utf-8", revalidate},
		{"/gala/", "", 200, "gala", "text/html; charset=utf-8", revalidate},
		{"/gala/programme", "br", 200, "gala", "text/html; charset=utf-8", revalidate},
		{"/galaxy", "", 200, "residents", "text/html; charset=utf-8", revalidate},
		{"/console", "", 200, "console", "text/html; charset=utf-8", revalidate},
		{"/gate", "", 200, "gate", "text/html; charset=utf-8", revalidate},
		{"/gate-sw.js", "", 200, "worker", "text/javascript; charset=utf-8", revalidate},
		{"/gate/manifest.webmanifest", "", 200, "{}", "application/manifest+json", revalidate},
		{"/assets/app-1a2b.js", "", 200, "plain", "text/javascript; charset=utf-8", forever},
		{"/assets/app-1a2b.js", "gzip, deflate, br, zstd", 200, "brotli", "text/javascript; charset=utf-8", forever},
		{"/assets/app-1a2b.js", "gzip", 200, "gzip", "text/javascript; charset=utf-8", forever},
		{"/assets/app-1a2b.js", "br;q=0, gzip;q=0.5", 200, "gzip", "text/javascript; charset=utf-8", forever},
		{"/assets/app-1a2b.js", "identity", 200, "plain", "text/javascript; charset=utf-8", forever},
		{"/assets/font-9z.woff2", "br", 200, "font", "font/woff2", forever},
		{"/assets/app-gone.js", "", 404, "", problemType, ""},
		{"/assets/", "", 404, "", problemType, ""},
		{"/assets/app", "", 404, "", problemType, ""},
		{"/favicon.ico", "", 404, "", problemType, ""},
		{"/.keep", "", 404, "", problemType, ""},
		{"/../api.go", "", 404, "", problemType, ""},
		{"/assets/%2e%2e/.keep", "", 404, "", problemType, ""},
		{"/v1/nothing", "", 404, "", problemType, ""},
		{"/live/one/index.m3u8", "", 404, "", problemType, ""},
	}
	for _, tt := range tests {
		res := h.do(t, "GET", tt.path, "", "Accept-Encoding: "+tt.encoding)
		if res.StatusCode != tt.status || tt.status == 200 && res.text != tt.text || res.Header.Get("Content-Type") != tt.contentType ||
			tt.cache != "" && res.Header.Get("Cache-Control") != tt.cache || strings.Contains(res.text, "secret") {
			t.Errorf("%s (%s): %d %q, %v", tt.path, tt.encoding, res.StatusCode, res.text, res.Header)
		}
	}
	first := h.do(t, "GET", "/assets/app-1a2b.js", "", "Accept-Encoding: br")
	if first.Header.Get("Content-Encoding") != "br" || first.Header.Get("Vary") != "Accept-Encoding" {
		t.Errorf("packed: %v", first.Header)
	}
	if res := h.do(t, "GET", "/assets/app-1a2b.js", "", "Accept-Encoding: br", "If-None-Match: "+first.Header.Get("ETag")); res.StatusCode != 304 {
		t.Errorf("unchanged: %d", res.StatusCode)
	}
	if res := h.do(t, "GET", "/assets/app-1a2b.js", "", "If-None-Match: "+first.Header.Get("ETag")); res.StatusCode != 200 {
		t.Errorf("the plain file passes for the packed one: %d", res.StatusCode)
	}
	if res := h.do(t, "HEAD", "/", ""); res.StatusCode != 200 || res.text != "" || res.ContentLength != int64(len("residents")) {
		t.Errorf("HEAD: %d %q, %d bytes", res.StatusCode, res.text, res.ContentLength)
	}
	if res := h.do(t, "POST", "/", ""); res.StatusCode != 404 {
		t.Errorf("POST: %d", res.StatusCode)
	}
}
