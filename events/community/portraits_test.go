package community_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/jpeg"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"wanjia/events/community"
	"wanjia/events/community/communitytest"
	"wanjia/events/fault"
)

// pictures are kept in memory.
type pictures struct {
	mu      sync.Mutex
	kept    map[string][]byte
	putting func() // what happens while one is being stored
	failing error
}

func (p *pictures) PutPicture(_ context.Context, key string, jpeg []byte) error {
	if p.putting != nil {
		p.putting()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.kept[key] = bytes.Clone(jpeg)
	return nil
}

func (p *pictures) Picture(_ context.Context, key string) ([]byte, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if body, ok := p.kept[key]; ok {
		return body, nil
	}
	return nil, fault.New(fault.NotFound, "not_found", "gone")
}

func (p *pictures) RemovePicture(_ context.Context, key string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.failing != nil {
		return p.failing
	}
	delete(p.kept, key)
	return nil
}

func (p *pictures) keys() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Collect(maps.Keys(p.kept))
}

func photograph(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, image.NewRGBA(image.Rect(0, 0, 300, 400)), nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// newGallery is a village with pictures, in which 童爱华 agrees to a photo.
func newGallery(t *testing.T) (*village, *pictures) {
	t.Helper()
	w, kept := newVillage(t), &pictures{kept: map[string][]byte{}}
	w.Pictures = kept
	w.agree(t, communitytest.Tong, true)
	return w, kept
}

func (w *village) agree(t *testing.T, id community.PersonID, given bool) {
	t.Helper()
	w.pass(time.Second)
	_, err := w.GiveConsent(t.Context(), community.Consent{Person: id, Purpose: community.ForDutyPhoto, Given: given, How: "app"})
	if err != nil {
		t.Fatal(err)
	}
}

func (w *village) photo(t *testing.T, id community.PersonID) community.Portrait {
	t.Helper()
	p, err := w.SetPortrait(t.Context(), id, photograph(t), "a-1")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// faces says how many of a building's posts are shown with a photo.
func (w *village) faces(t *testing.T, building community.NodeID) int {
	t.Helper()
	r, err := w.Roster(t.Context(), building)
	if err != nil {
		t.Fatal(err)
	}
	faces, err := w.Faces(t.Context(), r)
	if err != nil || len(faces) != len(r.Duties) {
		t.Fatal(len(faces), len(r.Duties), err)
	}
	return len(slices.DeleteFunc(faces, func(f []byte) bool { return f == nil }))
}

func TestPortrait(t *testing.T) {
	t.Parallel()
	w, kept := newGallery(t)
	ctx := t.Context()
	if n := w.faces(t, "GX-12"); n != 0 {
		t.Errorf("%d photos before there is one", n)
	}
	first := w.photo(t, communitytest.Tong)
	if n := w.faces(t, "GX-12"); n != 1 || first.Consent == "" || first.By != "a-1" {
		t.Errorf("%d photos of one, %+v", n, first)
	}
	second := w.photo(t, communitytest.Tong)
	if keys := kept.keys(); len(keys) != 1 || keys[0] != second.Key || second.Key == first.Key {
		t.Errorf("%q are kept; the first was %s, the second is %s", keys, first.Key, second.Key)
	}
	all, err := w.KeptAbout(ctx, communitytest.Tong)
	if err != nil || len(all.Portraits) != 1 || all.Portraits[0].Key != second.Key {
		t.Errorf("the copy of what is kept says %+v, %v", all.Portraits, err)
	}
	if err := w.RemovePortrait(ctx, communitytest.Tong); err != nil || len(kept.keys()) != 0 || w.faces(t, "GX-12") != 0 {
		t.Errorf("%q are left, %v", kept.keys(), err)
	}
	if err := w.RemovePortrait(ctx, communitytest.Tong); err != nil {
		t.Errorf("removed twice: %v", err)
	}
	if n, err := w.Store.Portraits.Count(ctx, "", ""); err == nil && n != 0 {
		t.Errorf("%d records are left", n)
	}
}

func TestPortraitNeeds(t *testing.T) {
	t.Parallel()
	w, kept := newGallery(t)
	ctx := t.Context()
	w.agree(t, communitytest.Wan, true)
	kept.putting = func() { t.Error("what is refused was stored for a moment") }
	tests := map[string]struct {
		id   community.PersonID
		body []byte
		want error
	}{
		"a person":  {"p-nobody", photograph(t), community.ErrNoPerson},
		"a post":    {communitytest.Wan, photograph(t), community.ErrNoDuty},
		"a picture": {communitytest.Tong, []byte("no picture"), fault.New(fault.Invalid, "picture", "")},
	}
	for name, tt := range tests {
		if _, err := w.SetPortrait(ctx, tt.id, tt.body, "a-1"); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
	w.agree(t, communitytest.Tong, false)
	if _, err := w.SetPortrait(ctx, communitytest.Tong, photograph(t), "a-1"); !errors.Is(err, community.ErrPhotoNotAgreed) {
		t.Errorf("a photo without consent: %v", err)
	}
	w.Pictures = nil
	if _, err := w.SetPortrait(ctx, communitytest.Tong, photograph(t), "a-1"); !errors.Is(err, community.ErrNoPictures) {
		t.Errorf("nowhere to keep it: %v", err)
	}
	if len(kept.keys()) != 0 {
		t.Errorf("%q are kept", kept.keys())
	}
}

// What takes a photo off the wall takes its bytes away, too.
func TestPortraitGoes(t *testing.T) {
	t.Parallel()
	tests := map[string]func(*testing.T, *village){
		"when the consent is taken back": func(t *testing.T, w *village) { w.agree(t, communitytest.Tong, false) },
		"when everything is deleted": func(t *testing.T, w *village) {
			if err := w.Erase(t.Context(), communitytest.Tong); err != nil {
				t.Fatal(err)
			}
		},
		"of who was removed half-way": func(t *testing.T, w *village) {
			w.changePerson(t, communitytest.Tong, func(p *community.Person) { p.Removed = w.now })
			if f, err := w.Forget(t.Context()); err != nil || f.Portraits != 1 {
				t.Errorf("forgotten %+v, %v", f, err)
			}
		},
		"after the post": func(t *testing.T, w *village) {
			if _, err := w.ChangePost(t.Context(), community.Reach{community.Everything}, "GX-12-head", community.PostChange{Holder: new(community.PersonID)}); err != nil {
				t.Fatal(err)
			}
			if w.faces(t, "GX-12") != 0 {
				t.Error("who holds no post is on the wall")
			}
			if f, err := w.Forget(t.Context()); err != nil || f.Portraits != 1 {
				t.Errorf("forgotten %+v, %v", f, err)
			}
		},
		"a while after the term": func(t *testing.T, w *village) {
			post, err := w.Store.Posts.Get(t.Context(), "GX-12-head")
			if err != nil {
				t.Fatal(err)
			}
			over, err := time.Parse(time.DateOnly, string(post.Until))
			if err != nil {
				t.Fatal(err)
			}
			w.pass(over.Sub(w.now) + 20*24*time.Hour)
			if f, err := w.Forget(t.Context()); err != nil || f.Portraits != 0 {
				t.Errorf("forgotten too early: %+v, %v", f, err)
			}
			w.pass(14 * 24 * time.Hour)
			if f, err := w.Forget(t.Context()); err != nil || f.Portraits != 1 {
				t.Errorf("forgotten %+v, %v", f, err)
			}
		},
	}
	for name, end := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, kept := newGallery(t)
			w.photo(t, communitytest.Tong)
			end(t, w)
			if w.faces(t, "GX-12") != 0 || len(kept.keys()) != 0 {
				t.Errorf("%d photos on the wall, %q kept", w.faces(t, "GX-12"), kept.keys())
			}
			for p, err := range w.Store.Portraits.All(t.Context()) {
				t.Errorf("a record is left: %+v, %v", p, err)
			}
		})
	}
}

// A photo goes with the name: who is not named is not shown.
func TestPortraitWithoutName(t *testing.T) {
	t.Parallel()
	w, _ := newGallery(t)
	w.photo(t, communitytest.Tong)
	if _, err := w.WithdrawConsent(t.Context(), communitytest.Tong, community.ForRoster); err != nil {
		t.Fatal(err)
	}
	if n := w.faces(t, "GX-12"); n != 0 {
		t.Errorf("%d photos of who is not named", n)
	}
}

// Who takes the consent back while the photo is on its way has none.
func TestPortraitOvertaken(t *testing.T) {
	t.Parallel()
	w, kept := newGallery(t)
	w.photo(t, communitytest.Tong)
	kept.putting = func() { w.agree(t, communitytest.Tong, false) }
	if _, err := w.SetPortrait(t.Context(), communitytest.Tong, photograph(t), "a-1"); !errors.Is(err, community.ErrPhotoNotAgreed) {
		t.Errorf("kept after the consent was taken back: %v", err)
	}
	if len(kept.keys()) != 0 || w.faces(t, "GX-12") != 0 {
		t.Errorf("%q are kept", kept.keys())
	}
	w.pass(2 * time.Hour)
	if _, err := w.Forget(t.Context()); err != nil {
		t.Error(err)
	}
	for p, err := range w.Store.Portraits.All(t.Context()) {
		t.Errorf("a record is left: %+v, %v", p, err)
	}
}

// One that took so long to store that it counts as cut short is not shown: what it
// would show is taken away.
func TestPortraitTooLate(t *testing.T) {
	t.Parallel()
	w, kept := newGallery(t)
	first := w.photo(t, communitytest.Tong)
	kept.putting = func() {
		w.pass(2 * time.Hour)
		if _, err := w.Forget(t.Context()); err != nil {
			t.Error(err)
		}
	}
	if p, err := w.SetPortrait(t.Context(), communitytest.Tong, photograph(t), "a-1"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("stored too late: %+v, %v", p, err)
	}
	if keys := kept.keys(); len(keys) != 1 || keys[0] != first.Key || w.faces(t, "GX-12") != 1 {
		t.Errorf("%q are kept, the one before was %s", keys, first.Key)
	}
}

// Where pictures can no longer be kept, a photo there was is not found, and it is said
// that it could not be taken away; nobody is held up by it.
func TestPortraitsWithoutAStore(t *testing.T) {
	t.Parallel()
	w, kept := newGallery(t)
	ctx := t.Context()
	w.photo(t, communitytest.Tong)
	w.Pictures = nil
	if _, err := w.PortraitPicture(ctx, communitytest.Tong); !errors.Is(err, community.ErrNoPictures) {
		t.Errorf("read from nowhere: %v", err)
	}
	if f, err := w.Forget(ctx); err != nil || f.Portraits != 0 {
		t.Errorf("forgotten %+v, %v", f, err)
	}
	if err := w.RemovePortrait(ctx, communitytest.Tong); !errors.Is(err, community.ErrNoPictures) {
		t.Errorf("taken away from nowhere: %v", err)
	}
	if _, err := w.Portrait(ctx, communitytest.Tong); !errors.Is(err, community.ErrNoPortrait) {
		t.Errorf("shown after it was to be taken away: %v", err)
	}
	if _, err := w.Forget(ctx); err != nil {
		t.Errorf("the sweep stops at it: %v", err)
	}
	// Once they can be kept again, the rest is taken away.
	w.Pictures = kept
	if _, err := w.Forget(ctx); err != nil || len(kept.keys()) != 0 {
		t.Errorf("%q are kept, %v", kept.keys(), err)
	}
}

// Several sent at once: one of them is kept, whole.
func TestPortraitsAtOnce(t *testing.T) {
	t.Parallel()
	w, kept := newGallery(t)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if _, err := w.SetPortrait(t.Context(), communitytest.Tong, photograph(t), "a-1"); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if _, err := w.PortraitPicture(t.Context(), communitytest.Tong); err != nil || len(kept.keys()) != 1 {
		t.Errorf("%q are kept, %v", kept.keys(), err)
	}
}

// A picture that could not be taken away is tried again, and one whose storing was cut
// short is found.
func TestPortraitLeftovers(t *testing.T) {
	t.Parallel()
	w, kept := newGallery(t)
	ctx := t.Context()
	w.photo(t, communitytest.Tong)
	kept.failing = errors.New("away")
	if err := w.RemovePortrait(ctx, communitytest.Tong); !errors.Is(err, kept.failing) || w.faces(t, "GX-12") != 0 {
		t.Errorf("removed with %d photos shown, %v", w.faces(t, "GX-12"), err)
	}
	kept.failing = nil
	if _, err := w.Forget(ctx); err != nil || len(kept.keys()) != 0 {
		t.Errorf("%q are kept, %v", kept.keys(), err)
	}
	w.photo(t, communitytest.Tong)
	_, err := w.Store.Portraits.Change(ctx, communitytest.Tong, func(p *community.Portrait) error {
		p.Loose = append(p.Loose, community.Loose{Key: "portraits/cut.jpg", At: w.Now(), Coming: true})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	kept.kept["portraits/cut.jpg"] = nil
	for _, want := range []int{2, 1} {
		if _, err := w.Forget(ctx); err != nil || len(kept.keys()) != want {
			t.Errorf("%q are kept, want %d, %v", kept.keys(), want, err)
		}
		w.pass(2 * time.Hour)
	}
}

// The photo of a record that was merged into another is the other's.
func TestPortraitOfMerged(t *testing.T) {
	t.Parallel()
	w, kept := newGallery(t)
	ctx := t.Context()
	w.photo(t, communitytest.Tong)
	_, err := w.Store.People.Change(ctx, communitytest.Tong, func(p *community.Person) error {
		p.MergedInto = communitytest.TongSon
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Portrait(ctx, communitytest.TongSon); !errors.Is(err, community.ErrNoPortrait) {
		t.Errorf("without consent: %v", err)
	}
	w.agree(t, communitytest.TongSon, true)
	if _, err := w.Portrait(ctx, communitytest.TongSon); err != nil {
		t.Errorf("the photo of the merged record: %v", err)
	}
	// One of their own stands before it, and both are taken away together.
	_, err = w.Store.Posts.Change(ctx, "GX-12-head", func(p *community.Post) error { p.Holder = communitytest.TongSon; return nil })
	if err != nil {
		t.Fatal(err)
	}
	own := w.photo(t, communitytest.TongSon)
	if p, err := w.Portrait(ctx, communitytest.TongSon); err != nil || p.Key != own.Key || len(kept.keys()) != 2 {
		t.Errorf("shown is %+v, %v; kept are %q", p, err, kept.keys())
	}
	if err := w.RemovePortrait(ctx, communitytest.TongSon); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Portrait(ctx, communitytest.TongSon); !errors.Is(err, community.ErrNoPortrait) {
		t.Errorf("after it was removed: %v", err)
	}
	if len(kept.keys()) != 0 {
		t.Errorf("%q are kept", kept.keys())
	}
}
