package livekitroom

import "testing"

// TestTurns: of two tracks of one camera the newer is shown from a picture on that can be
// begun with, and the older not any more while that is there, whatever it sends; another
// layer and another participant have turns of their own.
func TestTurns(t *testing.T) {
	t.Parallel()
	tap := &Tap{}
	older, newer := &heard{}, &heard{}
	of := turn{"performer-a", 0}
	key, other := [][]byte{{7}, {8}, {5}}, [][]byte{{1}}
	tap.remember(older)
	for i, step := range []struct {
		track *heard
		nalus [][]byte
		want  bool
		then  func()
	}{
		{older, other, false, nil}, // it has not begun
		{older, [][]byte{{7}, {8}}, true, nil},
		{older, key, true, nil},
		{older, other, true, func() { tap.remember(newer) }},
		{older, other, true, nil},
		{newer, other, false, nil},
		{older, other, true, nil},
		{newer, key, true, nil},
		{older, other, false, nil},
		{older, key, false, nil}, // the blank pictures of one that ends
		{newer, other, true, func() { tap.forget(newer) }},
		{older, other, false, nil},
		{older, key, true, nil},
		{older, other, true, nil},
	} {
		if got := tap.shows(of, step.track, begins(step.nalus)); got != step.want {
			t.Errorf("step %d: shown %t, want %t", i, got, step.want)
		}
		if step.then != nil {
			step.then()
		}
	}
	for _, own := range []turn{{"performer-a", 1}, {"performer-b", 0}} {
		if !tap.shows(own, newer, true) {
			t.Errorf("%+v waits for another's turn", own)
		}
	}
}
