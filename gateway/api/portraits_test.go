package api

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"image"
	"image/jpeg"
	"os"
	"strings"
	"sync"
	"testing"

	"wanjia/events/community"
	"wanjia/events/community/communitytest"
	"wanjia/events/objects"
	"wanjia/gateway/identity"
)

// album keeps pictures in memory.
type album struct {
	mu   sync.Mutex
	kept map[string][]byte
}

func (a *album) PutPicture(_ context.Context, key string, jpeg []byte) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.kept[key] = bytes.Clone(jpeg)
	return nil
}

func (a *album) Picture(_ context.Context, key string) ([]byte, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if body, ok := a.kept[key]; ok {
		return body, nil
	}
	return nil, objects.ErrNotFound
}

func (a *album) RemovePicture(_ context.Context, key string) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.kept, key)
	return nil
}

func withAlbum(a *API) { a.Community.Pictures = &album{kept: map[string][]byte{}} }

func snapshot(t *testing.T) string {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, image.NewRGBA(image.Rect(0, 0, 300, 400)), nil); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestMyPortrait: who holds a post agrees, sends a photo, sees it on the roster and in
// the copy of what is kept, and takes it back.
func TestMyPortrait(t *testing.T) {
	t.Parallel()
	h := newHouse(t, withAlbum)
	tong := h.token(t, "15400000006")
	h.as(t, tong, "POST", "/v1/me/person", `{"person":"p-tong","name":"童爱华"}`, 200)
	duties := readAs[MyDuties](t, h.as(t, tong, "GET", "/v1/me/posts", "", 200))
	if len(duties.Items) != 1 || duties.Items[0].Name != "桂香苑 12栋" || !duties.Items[0].Named || duties.Agreed || duties.Photo != nil {
		t.Fatalf("she holds %+v", duties)
	}
	h.refused(t, tong, "PUT", "/v1/me/portrait", snapshot(t), 409, "photo_not_agreed")
	h.as(t, tong, "PUT", "/v1/me/consents/duty_photo", `{"given":true,"version":"2026-1"}`, 200)
	h.refused(t, tong, "PUT", "/v1/me/portrait", "no picture", 400, "picture")
	h.refused(t, tong, "GET", "/v1/me/portrait", "", 404, "no_such_portrait")
	h.as(t, tong, "PUT", "/v1/me/portrait", snapshot(t), 204)
	res := h.as(t, tong, "GET", "/v1/me/portrait", "", 200)
	if res.Header.Get("Content-Type") != "image/jpeg" || res.Header.Get("Cache-Control") != "no-store" || !strings.HasPrefix(res.text, "\xff\xd8\xff") {
		t.Errorf("her photo came as %v", res.Header)
	}
	if duties = readAs[MyDuties](t, h.as(t, tong, "GET", "/v1/me/posts", "", 200)); !duties.Agreed || duties.Photo == nil {
		t.Errorf("with a photo: %+v", duties)
	}
	data := readAs[MyData](t, h.as(t, tong, "GET", "/v1/me/data", "", 200))
	if len(data.Photos) != 1 || data.Photos[0].JPEG != base64.StdEncoding.EncodeToString([]byte(res.text)) || data.Photos[0].For != community.ForDutyPhoto {
		t.Errorf("her copy has %d photos", len(data.Photos))
	}
	// It is for the wall: the page for everybody has none.
	if text := h.do(t, "GET", "/v1/buildings/GX-12", "").text; strings.Contains(text, "photo") || strings.Contains(text, "portraits/") {
		t.Errorf("everybody is told %s", text)
	}
	if lines := h.auditLines(t, "person/p-tong"); len(lines) == 0 || lines[0].What != "portrait.set" || lines[0].Scope != "GX-12" {
		t.Errorf("the log says %+v", lines)
	}
	h.as(t, tong, "PUT", "/v1/me/consents/duty_photo", `{"given":false,"version":"2026-1"}`, 200)
	h.refused(t, tong, "GET", "/v1/me/portrait", "", 404, "no_such_portrait")
	if kept := h.Community.Pictures.(*album).kept; len(kept) != 0 {
		t.Errorf("%d pictures are kept", len(kept))
	}
	for range 2 {
		h.as(t, tong, "DELETE", "/v1/me/portrait", "", 204)
	}
}

// Who holds no post has no photo, and who is nobody is told so.
func TestMyPortraitWithoutPost(t *testing.T) {
	t.Parallel()
	h := newHouse(t, withAlbum)
	son := h.token(t, "15400000007")
	h.as(t, son, "POST", "/v1/me/person", `{"person":"p-tongson","name":"童磊"}`, 200)
	h.as(t, son, "PUT", "/v1/me/consents/duty_photo", `{"given":true,"version":"2026-1"}`, 200)
	h.refused(t, son, "PUT", "/v1/me/portrait", snapshot(t), 409, "no_duty")
	h.refused(t, h.token(t, "15400000099"), "GET", "/v1/me/posts", "", 404, "no_household")
}

// TestPortraitOfAPost: by who may change the organisation there, of who agreed, and on
// the printed page.
func TestPortraitOfAPost(t *testing.T) {
	t.Parallel()
	h := newHouse(t, withAlbum)
	secretary, head := at(identity.Secretary, "GX-B1"), at(identity.BuildingHead, "GX-12")
	const path = "/v1/posts/GX-12-head/portrait"
	if res := h.asked(t, secretary, "PUT", path, snapshot(t), 409); res.problem(t).Code != "photo_not_agreed" {
		t.Errorf("without consent: %s", res.text)
	}
	_, err := h.Community.GiveConsent(t.Context(), community.Consent{Person: communitytest.Tong, Purpose: community.ForDutyPhoto, Given: true, How: "paper"})
	if err != nil {
		t.Fatal(err)
	}
	before := h.printed(t, head)
	h.asked(t, head, "PUT", path, snapshot(t), 403)
	h.asked(t, at(identity.Secretary, "HF-B1"), "PUT", path, snapshot(t), 404)
	h.asked(t, secretary, "PUT", path, snapshot(t), 204)
	if lines := h.auditLines(t, "person/p-tong"); len(lines) < 2 || lines[0].What != "portrait.set" || lines[0].For != "p-tong" {
		t.Errorf("the log says %+v", lines)
	}
	h.asked(t, head, "GET", path, "", 200)
	h.asked(t, at(identity.BuildingHead, "GX-2"), "GET", path, "", 404)
	h.asked(t, at(identity.CulturePost, "GX-12"), "GET", path, "", 403)
	var list PostList
	if err := json.Unmarshal([]byte(h.asked(t, secretary, "GET", "/v1/posts?building=GX-12", "", 200).text), &list); err != nil {
		t.Fatal(err)
	}
	shown := 0
	for _, p := range list.Items {
		if p.Photo != nil && p.PhotoAgreed {
			shown++
		}
	}
	if shown != 1 {
		t.Errorf("%d posts have a photo, want 1", shown)
	}
	if with := h.printed(t, head); strings.Count(with, "/DCTDecode") != 1 || strings.Contains(before, "/DCTDecode") {
		t.Errorf("the page has %d pictures, and had %d before", strings.Count(with, "/DCTDecode"), strings.Count(before, "/DCTDecode"))
	}
	h.asked(t, secretary, "DELETE", path, "", 204)
	if after := h.printed(t, head); strings.Contains(after, "/DCTDecode") {
		t.Error("what was taken away is printed")
	}
	h.asked(t, secretary, "PUT", "/v1/posts/GX-12-culture/portrait", snapshot(t), 404) // nobody holds it
}

// printed is the roster of GX-12, without which the rest of the test says nothing
// where no font is installed.
func (h *house) printed(t *testing.T, who []identity.Grant) string {
	t.Helper()
	if _, err := h.Fonts.Check(); err != nil && os.Getenv("CI") == "" {
		t.Skip(err)
	}
	return h.asked(t, who, "GET", "/v1/buildings/GX-12/roster.pdf", "", 200).text
}
