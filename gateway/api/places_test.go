package api

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestPlaces: places are the same bytes for everybody, may be kept by caches, and
// show of people what they agreed to and nothing else.
func TestPlaces(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	for path, want := range map[string]string{
		"/v1/estates":              `{"code":"GX","name":"桂香苑","aliases":["桂香园"],"buildings":2,"synthetic":false}`,
		"/v1/buildings?estate=HF":  `{"items":[{"code":"HF-1","estate":"HF","number":1,"name":"荷风苑 1栋","units":1,"floors":30,"per_landing":4,"lift":true,"synthetic":false}],"next":""}`,
		"/v1/buildings":            `"code":"GX-2"`,
		"/v1/buildings/GX-12":      `{"kind":"head","title":"楼栋长","name":"童爱华","duty_phone":"15400000060","vacant":false,"state":"held"}`,
		"/v1/buildings/HF-1":       `{"kind":"head","title":"楼栋长","name":"","duty_phone":"15400000062","vacant":false,"state":"held"}`,
		"/v1/buildings/GX-2/rooms": `{"unit":2,"rooms":["101","102","201","202","301","302","401","402","501","502","601","602"]}`,
	} {
		first := h.do(t, "GET", path, "")
		if first.StatusCode != 200 || !strings.Contains(first.text, want) {
			t.Errorf("%s: %d %s, want %s in it", path, first.StatusCode, first.text, want)
		}
		if cc := first.Header.Get("Cache-Control"); !strings.HasPrefix(cc, "public, max-age=") {
			t.Errorf("%s: Cache-Control %q", path, cc)
		}
		signedIn := h.do(t, "GET", path, "", bearer(h.admin))
		if signedIn.text != first.text || signedIn.Header.Get("ETag") != first.Header.Get("ETag") {
			t.Errorf("%s: not the same for everybody", path)
		}
		again := h.do(t, "GET", path, "", "If-None-Match: "+first.Header.Get("ETag"))
		if again.StatusCode != 304 || again.text != "" {
			t.Errorf("%s asked again: %d %q", path, again.StatusCode, again.text)
		}
		for _, secret := range []string{"15400000006", "15400000010", "p-tong", "罗建国", "邓海燕"} {
			if strings.Contains(first.text, secret) {
				t.Errorf("%s shows %s", path, secret)
			}
		}
		if !json.Valid([]byte(first.text)) {
			t.Errorf("%s: no JSON", path)
		}
	}
	for path, code := range map[string]string{
		"/v1/buildings?estate=XX":       "no_such_estate",
		"/v1/buildings/GX-99":           "no_such_building",
		"/v1/buildings/GX-99/rooms":     "no_such_building",
		"/v1/buildings/%2e%2e%2fx":      "no_such_building",
		"/v1/buildings/GX-G07/rooms":    "no_such_building",
		"/v1/buildings?estate=%F0%9F98": "no_such_estate",
	} {
		if res := h.do(t, "GET", path, ""); res.StatusCode != 404 || res.problem(t).Code != code {
			t.Errorf("%s: %d %s, want %s", path, res.StatusCode, res.text, code)
		}
	}
}
