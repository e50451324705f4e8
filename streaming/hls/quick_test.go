package hls_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/Eyevinn/mp4ff/mp4"

	"wanjia/streaming"
	"wanjia/streaming/checkplaylist"
)

// TestQuick: a channel of low latency keeps the rules for parts through takes, holes
// and trembling IDRs; every part is there when it is listed, and the parts of a segment
// hold what it holds.
func TestQuick(t *testing.T) {
	t.Parallel()
	r := newRig(t, 4*time.Second)
	r.beQuick(true)
	r.stage.tremor = 180 * time.Millisecond
	r.order(0, "stage")
	r.pass(20 * time.Second)
	q := &quickViewer{t: t, rig: r, before: map[string]*checkplaylist.List{}, parts: map[string][]byte{}}
	for second := range 40 {
		switch second {
		case 10:
			r.order(r.channel.Clock.Cell(r.at())+1, streaming.Slate)
		case 18:
			r.order(r.channel.Clock.Cell(r.at())+1, "stage")
		case 26:
			r.stage.skip = func(rendition, n int) bool { return rendition == 0 && n%60 < 25 }
		case 30:
			r.stage.skip = nil
		}
		for range 5 {
			r.pass(200 * time.Millisecond)
			q.look()
		}
	}
	if q.listed < 4*40*2*8/10 || q.early < 30 || q.compared < 40 {
		t.Errorf("%d parts were listed, %d of them before their segment, %d segments were compared with theirs", q.listed, q.early, q.compared)
	}
	if _, err := r.fetch("index.m3u8"); err != nil {
		t.Error(err)
	}
	r.channel.Quick = false
	if _, err := r.fetch("quick.m3u8"); !errors.Is(err, streaming.ErrNoChannel) {
		t.Errorf("a channel that is not quick has a quick list: %v", err)
	}
}

// quickViewer fetches lists with parts and all parts.
type quickViewer struct {
	t                       *testing.T
	rig                     *rig
	before                  map[string]*checkplaylist.List
	parts                   map[string][]byte
	listed, early, compared int
}

func (q *quickViewer) look() {
	q.t.Helper()
	if _, _, faults := checkplaylist.Multivariant(q.rig.mustFetch("quick.m3u8")); len(faults) > 0 {
		q.t.Fatal(faults)
	}
	for _, track := range q.rig.channel.Tracks() {
		text := q.rig.mustFetch(track + "/quick.m3u8")
		p, faults := checkplaylist.Media(text)
		if old := q.before[track]; old != nil {
			faults = append(faults, checkplaylist.Reload(old, p)...)
		}
		if len(faults) > 0 {
			q.t.Fatalf("%s: %s\n%s", track, strings.Join(faults, "; "), text[max(0, len(text)-3000):])
		}
		q.before[track] = p
		for _, part := range p.Quick.Open {
			q.early += q.fetch(track, part)
		}
		for _, s := range p.Segments {
			for _, part := range s.Parts {
				q.fetch(track, part)
			}
			if len(s.Parts) > 0 && !s.Gap {
				q.compare(track, s)
			}
		}
	}
}

// fetch reads a part that is new and returns whether it was.
func (q *quickViewer) fetch(track string, part checkplaylist.Part) int {
	q.t.Helper()
	name := track + "/" + part.URI
	if _, known := q.parts[name]; known || part.Gap {
		return 0
	}
	q.parts[name] = []byte(q.rig.mustFetch(name))
	q.listed++
	return 1
}

// compare fails unless the samples of a segment are those of its parts.
func (q *quickViewer) compare(track string, s checkplaylist.Segment) {
	q.t.Helper()
	var joined []byte
	for i, part := range s.Parts {
		media := samples(q.t, q.parts[track+"/"+part.URI])
		if i == 0 && !part.Independent {
			q.t.Errorf("%s: the first part of %s cannot be begun with", track, s.URI)
		}
		joined = append(joined, media...)
	}
	if !bytes.Equal(joined, samples(q.t, []byte(q.rig.mustFetch(track+"/"+s.URI)))) {
		q.t.Errorf("%s: the parts of %s hold something else", track, s.URI)
	}
	q.compared++
}

// samples are the bytes of a fragment's samples.
func samples(t *testing.T, media []byte) []byte {
	t.Helper()
	if media == nil {
		return nil
	}
	file, err := mp4.DecodeFile(bytes.NewReader(media))
	if err != nil {
		t.Fatal(err)
	}
	return file.Segments[0].Fragments[0].Mdat.Data
}

// TestBlocking: a list waits until it has what is asked for, a part that was announced
// until it is there; what is too far away or gone is refused at once.
func TestBlocking(t *testing.T) {
	t.Parallel()
	r := newRig(t, 4*time.Second)
	r.beQuick(true)
	r.order(0, "stage")
	r.pass(20 * time.Second)
	open := func(path string, ask streaming.Reload) (string, error) {
		o, err := r.origin.Open(t.Context(), r.channel.ID, path, ask)
		if err != nil {
			return "", err
		}
		defer o.Close()
		if want := streaming.KeepAMinute; ask.Asked && o.Keep != want {
			t.Errorf("%s is to be kept %v, want %v", path, o.Keep, want)
		}
		b, err := io.ReadAll(o)
		return string(b), err
	}
	list, _ := checkplaylist.Media(r.mustFetch("v180/quick.m3u8"))
	last := list.Segments[len(list.Segments)-1].Sequence
	for _, ask := range []streaming.Reload{{Asked: true, Cell: last + 3, Part: -1}, {Asked: true, Cell: list.Sequence - 1, Part: -1}, {Asked: true, Cell: last, Part: -2}} {
		if _, err := open("v180/quick.m3u8", ask); !errors.Is(err, streaming.ErrReload) {
			t.Errorf("%+v: %v", ask, err)
		}
	}
	type answer struct {
		text string
		err  error
	}
	for name, wait := range map[string]struct {
		path string
		ask  streaming.Reload
	}{
		"part":      {"v180/quick.m3u8", streaming.Reload{Asked: true, Cell: last + 1, Part: 2}},
		"segment":   {"v180/quick.m3u8", streaming.Reload{Asked: true, Cell: last + 2, Part: -1}},
		"announced": {"v180/", streaming.Reload{Part: -1}},
	} {
		now, _ := checkplaylist.Media(r.mustFetch("v180/quick.m3u8"))
		if name == "announced" {
			wait.path += now.Quick.Hint
		} else {
			wait.ask.Cell += now.Segments[len(now.Segments)-1].Sequence - last
		}
		got := make(chan answer, 1)
		go func() { text, err := open(wait.path, wait.ask); got <- answer{text, err} }()
		select {
		case a := <-got:
			t.Fatalf("%s: it did not wait: %v", name, a.err)
		case <-time.After(150 * time.Millisecond): // that it does not answer cannot be waited for
		}
		r.pass(5 * time.Second)
		a := <-got
		if a.err != nil || a.text == "" {
			t.Fatalf("%s: %v", name, a.err)
		}
		if name == "announced" {
			continue
		}
		p, faults := checkplaylist.Media(a.text)
		if newest := p.Segments[len(p.Segments)-1].Sequence; len(faults) > 0 || newest < wait.ask.Cell && (newest+1 < wait.ask.Cell || len(p.Quick.Open) <= wait.ask.Part) {
			t.Errorf("%s: the list ends with %d and %d parts: %v", name, newest, len(p.Quick.Open), faults)
		}
	}
}

// TestPartsAreSettled: once a part of a cell is public an order comes too late for it;
// before that it does not, and no part of what it took off is ever stored.
func TestPartsAreSettled(t *testing.T) {
	t.Parallel()
	r := newRig(t, 4*time.Second)
	r.beQuick(true)
	r.order(0, "stage")
	r.pass(20 * time.Second)
	newest := func() (cell int64, parts int) {
		p, _ := checkplaylist.Media(r.mustFetch("v180/quick.m3u8"))
		return p.Segments[len(p.Segments)-1].Sequence, len(p.Quick.Open)
	}
	last, parts := newest()
	for ; parts == 0; last, parts = newest() {
		r.pass(200 * time.Millisecond)
	}
	if o := r.order(last+1, streaming.Slate); o.From != last+2 {
		t.Errorf("%d is public in parts, and an order for it takes effect in %d", last+1, o.From)
	}
	r.pass(6 * time.Second)
	back := r.order(r.channel.Clock.Cell(r.at()), "stage").From
	r.pass(16 * time.Second)
	for last, parts = newest(); parts > 0 || last < back+1; last, parts = newest() {
		r.pass(200 * time.Millisecond)
	}
	cut := r.channel.Clock.Start(last + 1)
	if o := r.order(last+1, streaming.Slate); o.From != last+1 {
		t.Errorf("nothing of %d is public, and an order for it takes effect in %d", last+1, o.From)
	}
	r.pass(20 * time.Second)
	for at := cut + 300*time.Millisecond; at < cut+10*time.Second; at += r.stage.every {
		if bytes.Contains(bytes.Join(r.shelf.ever, nil), mark(at)) {
			t.Fatalf("what was cut at %v is public at %v", cut, at)
		}
	}
}
