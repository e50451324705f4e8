package api

import (
	"bytes"
	"context"
	"image/png"
	"os"
	"strings"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/ticketing"
	"wanjia/ticketing/pass"
)

// fakePasses are passes in memory: one for each claim and revision, signed by a key of
// the test's own.
type fakePasses struct {
	book   pass.Book
	chosen string
}

func newFakePasses(event events.ID) *fakePasses {
	return &fakePasses{book: pass.Book{
		Event: event, Number: 3, Keys: []pass.Key{{Seed: bytes.Repeat([]byte{9}, 32)}},
		Gates: []pass.Gate{{ID: "w1", Lanes: 9, Title: events.Text{ZH: "西1门", EN: "West gate 1"}}},
	}}
}

func (f *fakePasses) Pass(_ context.Context, c ticketing.Claim) (pass.Issued, error) {
	switch {
	case c.State != ticketing.Claimed:
		return pass.Issued{}, pass.ErrClaimOver
	case c.Event != f.book.Event:
		return pass.Issued{}, pass.ErrNone
	}
	i := pass.Issue{
		Serial: pass.Serial{1, 2, 3, 4, byte(c.Rev)}, From: time.Date(2027, 2, 19, 11, 30, 0, 0, time.UTC), Lasts: 30 * time.Minute,
		Party: c.Party, Children: c.Children, Gates: 1,
	}
	text, err := f.book.Keys[0].Sign(pass.Pass{Event: f.book.Number, Serial: i.Serial, From: i.From, Lasts: i.Lasts, Party: i.Party, Gates: i.Gates})
	return pass.Issued{Issue: i, Text: text, Gate: f.book.Gates}, err
}

func (f *fakePasses) Book(_ context.Context, event events.ID) (pass.Book, error) {
	if event != f.book.Event {
		return pass.Book{}, pass.ErrNone
	}
	return f.book, nil
}

func (f *fakePasses) SheetFor(ctx context.Context, c ticketing.Claim) (pass.Sheet, error) {
	last, err := f.Pass(ctx, c)
	sheet := pass.Sheet{Claim: c.ID, Issues: []pass.Issue{last.Issue}}
	if c.Rev > 0 {
		sheet.Issues = append([]pass.Issue{{Serial: pass.Serial{1, 2, 3, 4, byte(c.Rev) - 1}}}, sheet.Issues...)
	}
	return sheet, err
}

func (f *fakePasses) Choose(_ context.Context, c ticketing.Claim, gate string) error {
	if gate != f.book.Gates[0].ID {
		return pass.ErrNoGate
	}
	f.chosen = string(c.ID) + " " + gate
	return nil
}

// TestPass: a claim's pass is its holder's, as JSON, picture and paper; nobody else's.
func TestPass(t *testing.T) {
	t.Parallel()
	passes := newFakePasses("banquet-2027")
	h := newHouse(t, func(a *API) { a.Passes = passes })
	mine := bearer(h.resident)
	claim := decoded[Claim](t, h.do(t, "POST", "/v1/pools/"+string(h.pool.ID)+"/claims", `{"party":3,"children":1}`, mine, "Idempotency-Key: pass-0001"))
	path := "/v1/claims/" + string(claim.ID) + "/pass"
	res := h.do(t, "GET", path, "", mine)
	got := decoded[Pass](t, res)
	if res.StatusCode != 200 || got.Code != claim.Code || got.Party != 3 || len(got.Gates) != 1 || got.QR.Size != 37 || got.Words.ZH != "2月19日 19:30–20:00 西1门 2 大 1 小" {
		t.Fatalf("%d %s", res.StatusCode, res.text)
	}
	if p, err := passes.book.Ring().Read(got.Text); err != nil || p.Party != 3 {
		t.Errorf("the gate reads %+v, %v", p, err)
	}
	picture := h.do(t, "GET", path+".png", "", mine)
	if img, err := png.Decode(strings.NewReader(picture.text)); err != nil || img.Bounds().Dx() != (37+8)*16 || picture.Header.Get("Content-Type") != "image/png" {
		t.Errorf("the picture: %d %v", picture.StatusCode, err)
	}
	sheet := h.do(t, "GET", path+".pdf", "", mine)
	if os.Getenv("CI") == "" && sheet.StatusCode == 503 {
		t.Log("no font on this machine")
	} else if sheet.StatusCode != 200 || !strings.HasPrefix(sheet.text, "%PDF-") || len(sheet.text) > 200_000 {
		t.Errorf("the paper: %d, %d bytes", sheet.StatusCode, len(sheet.text))
	}
	stranger := bearer(h.token(t, "15400000002"))
	for _, kind := range []string{"", ".png", ".pdf"} {
		if code := h.do(t, "GET", path+kind, "", stranger).problem(t).Code; code != "no_such_claim" {
			t.Errorf("somebody else gets %s for %s", code, kind)
		}
	}
	if res := h.do(t, "DELETE", "/v1/claims/"+string(claim.ID), "", mine); res.StatusCode != 200 {
		t.Fatal(res.text)
	}
	if res := h.do(t, "GET", path, "", mine); res.StatusCode != 409 || res.problem(t).Code != "pass_over" {
		t.Errorf("after giving it back: %d %s", res.StatusCode, res.text)
	}
}

// TestNoPass: an event without gates has none, and neither has a house without passes.
func TestNoPass(t *testing.T) {
	t.Parallel()
	for _, passes := range []Passes{nil, newFakePasses("lantern-2027")} {
		h := newHouse(t, func(a *API) { a.Passes = passes })
		mine := bearer(h.resident)
		claim := decoded[Claim](t, h.do(t, "POST", "/v1/pools/"+string(h.pool.ID)+"/claims", `{"party":1}`, mine, "Idempotency-Key: pass-0002"))
		if res := h.do(t, "GET", "/v1/claims/"+string(claim.ID)+"/pass", "", mine); res.problem(t).Code != "no_pass" {
			t.Errorf("%d %s", res.StatusCode, res.text)
		}
	}
}
