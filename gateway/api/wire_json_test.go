package api

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/ticketing/checkin"
)

// TestEncodeWire: what is written field by field is what encoding/json writes, whichever
// of the fields are set and whatever is in them.
func TestEncodeWire(t *testing.T) {
	t.Parallel()
	at := here(time.Date(2027, 2, 6, 9, 0, 0, 120_000_000, time.UTC))
	claim := Claim{
		ID: "c1", Pool: "p-1", Session: "s.1", Event: "e1", Party: 3, Children: 1, For: "P1", Places: []int{7, 8, 10}, State: "claimed",
		Channel: "online", Code: "abcd2345", At: at, Reason: "flood", Now: at.Add(time.Second), EventKind: events.Banquet,
		EventTitle: events.Text{ZH: "万家宴", EN: "Banquet"}, SessionTitle: events.Text{ZH: "中午", EN: "Noon"}, Starts: at.Add(time.Hour),
		EventState: events.Postponed, EventNote: events.Text{ZH: "大雪", EN: "Snow"}, Lunar: "腊月廿四", Place: events.Text{ZH: "百步亭", EN: "Baibuting"},
	}
	sameWire(t, claim, encodeClaim)
	verdict := GateVerdict{Verdict: checkin.Wait, Reason: checkin.Used, Persons: 2, Left: 1, Minutes: 7, First: &GateFirst{3, at, "w1"}}
	sameWire(t, verdict, encodeVerdict)
	sameWire(t, *verdict.First, func(f *GateFirst) ([]byte, error) {
		v := GateVerdict{First: f}
		return encodeVerdict(&v)
	}, func(f GateFirst) any { return GateVerdict{First: &f} })
	for _, odd := range []string{`"`, `\`, "<&>", "a\x00b", "\u2028", "\xff", "~"} {
		c, v := claim, verdict
		c.EventTitle.EN, v.First = odd, &GateFirst{1, at, odd}
		sameJSON(t, odd, c, func() ([]byte, error) { return encodeClaim(&c) })
		sameJSON(t, odd, v, func() ([]byte, error) { return encodeVerdict(&v) })
	}
}

// sameWire holds encode against encoding/json for full, and for each field of it alone
// left out and set, those that are added one day among them. as is what is written of a
// value, where that is not itself.
func sameWire[T any](t *testing.T, full T, encode func(*T) ([]byte, error), as ...func(T) any) {
	t.Helper()
	same := func(name string, v T) {
		t.Helper()
		var want any = v
		if len(as) > 0 {
			want = as[0](v)
		}
		sameJSON(t, name, want, func() ([]byte, error) { return encode(&v) })
	}
	var none T
	same("full", full)
	same("none", none)
	for i := range reflect.TypeFor[T]().NumField() {
		name := reflect.TypeFor[T]().Field(i).Name
		without, with := full, full
		reflect.ValueOf(&without).Elem().Field(i).SetZero()
		same("without "+name, without)
		switch f := reflect.ValueOf(&with).Elem().Field(i); f.Kind() {
		case reflect.String:
			f.SetString("other")
		case reflect.Int:
			f.SetInt(-4)
		case reflect.Pointer:
			f.Set(reflect.New(f.Type().Elem()))
		case reflect.Slice:
			f.Set(reflect.MakeSlice(f.Type(), 2, 2))
		case reflect.Struct:
			switch v := f.Addr().Interface().(type) {
			case *time.Time:
				*v = time.Date(12027, 1, 1, 0, 0, 0, 0, time.UTC) // which cannot be written
			case *events.Text:
				*v = events.Text{}
			default:
				t.Fatalf("%s is a %s: say how it is set", name, f.Type())
			}
		default:
			t.Fatalf("%s is a %s: say how it is set", name, f.Type())
		}
		same("with "+name, with)
	}
}

func sameJSON(t *testing.T, name string, v any, encode func() ([]byte, error)) {
	t.Helper()
	got, err := encode()
	want, wantErr := json.Marshal(v)
	if string(got) != string(want) || (err == nil) != (wantErr == nil) {
		t.Errorf("%T %s: %s, %v\nwant %s, %v", v, name, got, err, want, wantErr)
	}
}

// TestEncodePlain: the claim of a press is not left to encoding/json, which would find
// out anew what it is made of.
func TestEncodePlain(t *testing.T) {
	t.Parallel()
	c := Claim{ID: "c1", Places: []int{7, 8, 10}, EventTitle: events.Text{ZH: "万家宴"}, Lunar: "腊月廿四", At: time.Now()}
	if body, ok := plainClaim(&c); !ok {
		t.Errorf("left to encoding/json: %s", body)
	}
}
