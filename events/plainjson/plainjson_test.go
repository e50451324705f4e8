package plainjson

import (
	"encoding/json"
	"testing"
	"time"
)

// FuzzWriter: what is not odd is what encoding/json writes, whatever is in it.
func FuzzWriter(f *testing.F) {
	for _, s := range []string{"", "plain ~", "万家 é 🏮", `"`, `\`, "<", ">", "&", "a\x00b", "\x1f", "\x7f", "\u2028", "\u2029", "\xff", "\ufffd", "\xe2\x80"} {
		f.Add(s, int64(-7), int64(1_800_000_000_120_000_000), int32(8*3600), true)
	}
	f.Add("far", int64(0), int64(-1), int32(-1), false)
	f.Fuzz(func(t *testing.T, s string, n, nanos int64, zone int32, is bool) {
		type inner struct {
			Text string `json:"text,omitempty"`
		}
		at := time.Unix(0, nanos).In(time.FixedZone("", int(zone)))
		want, err := json.Marshal(struct {
			Text   string    `json:"text"`
			Some   string    `json:"some,omitempty"`
			Number int64     `json:"number"`
			More   int64     `json:"more,omitempty"`
			Is     bool      `json:"is,omitempty"`
			At     time.Time `json:"at"`
			List   []int     `json:"list"`
			Inner  inner     `json:"inner"`
			Texts  []string  `json:"texts"`
		}{s, s, n, n, is, at, []int{int(n), 2}, inner{s}, []string{s, "x"}})
		w := Begin(16)
		w.Text("text", s)
		w.SomeText("some", s)
		w.Number("number", n)
		w.SomeNumber("more", n)
		w.SomeTrue("is", is)
		w.Moment("at", at)
		w.Numbers("list", []int{int(n), 2})
		w.Name("inner")
		w.Open()
		w.SomeText("text", s)
		w.Close()
		w.Name("texts")
		w.List(2, func(i int) { w.Quoted([]string{s, "x"}[i]) })
		got, ok := w.End()
		if ok && (err != nil || string(got) != string(want)) {
			t.Errorf("%s\nwant %s, %v", got, want, err)
		}
	})
}

// TestUsual: what people write is not left to encoding/json.
func TestUsual(t *testing.T) {
	t.Parallel()
	for s, usual := range map[string]bool{
		"": true, "west gate 1 ~": true, "腊月廿四 · é 🏮": true, `a"b`: false, `a\b`: false, "a<b": false, "a>b": false, "a&b": false,
		"\n": false, "\u2028": false, "\u2029": false, "\xff": false,
	} {
		w := Begin(8)
		w.Text("s", s)
		if got, ok := w.End(); ok != usual {
			t.Errorf("%q is written as %s: %v, want %v", s, got, ok, usual)
		}
	}
	w := Begin(8)
	w.Moment("at", time.Date(12027, 1, 1, 0, 0, 0, 0, time.UTC))
	if got, ok := w.End(); ok {
		t.Errorf("a year that cannot be written is written as %s", got)
	}
}
