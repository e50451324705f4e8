package store

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/ticketing"
)

// TestEncodeClaim: a claim is written as encoding/json writes it, whichever of its
// fields are set and whatever is in them.
func TestEncodeClaim(t *testing.T) {
	t.Parallel()
	at := time.Date(2027, 2, 6, 9, 0, 0, 120_000_000, events.Zone)
	full := claim{
		ID: "c1", Pool: "p-1", Session: "s.1", Event: "e1", Holder: "h1", Agent: "a1", Party: 3, Children: 1, Asked: "3/1", Places: []int{7, 8, 10},
		Seq: 12, State: "claimed", Channel: "online", Code: "ABCD2345", At: at,
		Uses:     []use{{"session", "holder", "s.1", "h1", 1}, {"night", "phone", "n1", "x", 2}},
		Subjects: map[string]string{"phone": "m1", "account": "a1", "household": "f1"},
		Errands:  []events.Errand{{ID: "claim:confirm:c1", Name: "claim:confirm", Subject: "c1", At: at.UTC()}, {ID: "x", At: at}},
	}
	same := func(name string, c claim) {
		t.Helper()
		got, err := encodeClaim(c)
		want, wantErr := json.Marshal(c)
		if string(got) != string(want) || (err == nil) != (wantErr == nil) {
			t.Errorf("%s: %s, %v\nwant %s, %v", name, got, err, want, wantErr)
		}
	}
	same("full", full)
	same("none", claim{})
	if c := full; !justPressed(&c) {
		t.Error("the claim of a press is left to encoding/json")
	}
	for _, odd := range []string{`"`, `\`, "<&>", "万家", "a\x00b", "\u2028", "\xff", "\x7f", "~"} {
		c := full
		c.Holder = odd
		same("holder "+odd, c)
		c = full
		c.Subjects = map[string]string{odd: "x"}
		same("subject "+odd, c)
	}
	c := full
	c.At = time.Date(12027, 2, 6, 0, 0, 0, 0, time.UTC)
	same("a year beyond", c)

	eachField(t, full, same)
}

// eachField calls same with a document in which each field alone is left out, and set,
// those that are added one day among them.
func eachField[T any](t *testing.T, full T, same func(name string, doc T)) {
	t.Helper()
	at := time.Date(2027, 2, 6, 9, 0, 0, 120_000_001, events.Zone)
	for i := range reflect.TypeFor[T]().NumField() {
		name := reflect.TypeFor[T]().Field(i).Name
		without, with := full, full
		reflect.ValueOf(&without).Elem().Field(i).SetZero()
		same("without "+name, without)
		f := reflect.ValueOf(&with).Elem().Field(i)
		switch v := f.Addr().Interface().(type) {
		case *string:
			*v = "other"
		case *int:
			*v = -4
		case *int64:
			*v = 1 << 60
		case *bool:
			*v = true
		case *time.Time:
			*v = at
		case *time.Duration:
			*v = -time.Millisecond
		default:
			switch f.Kind() {
			case reflect.Pointer:
				f.Set(reflect.New(f.Type().Elem()))
			case reflect.Slice:
				f.Set(reflect.MakeSlice(f.Type(), 2, 2))
			case reflect.Map:
				f.Set(reflect.MakeMap(f.Type()))
			default:
				t.Fatalf("%s is a %s: say how it is set", name, f.Type())
			}
		}
		same("with "+name, with)
	}
}

// TestEncodeScan: a line of a gate's log, too, is written as encoding/json writes it.
func TestEncodeScan(t *testing.T) {
	t.Parallel()
	at := time.Date(2027, 2, 19, 19, 31, 0, 250_000_000, events.Zone)
	full := scan{
		Device: "g-ABC", Seq: 12, Nonce: "scan-0012", Event: "lights-2027", Gate: "w1", Kind: "in", Serial: "0102030405", Persons: 3, Children: 1,
		Party: 4, At: at.UTC(), Offline: true, Rules: 1, Prev: "00ff", Seal: "ff00", Received: at, Skew: 40 * time.Millisecond, Broken: true,
		Places: []string{"nth/lights-2027/0102030405/1", "x"},
	}
	same := func(name string, s scan) {
		t.Helper()
		got, err := encodeScan(s)
		want, wantErr := json.Marshal(s)
		if string(got) != string(want) || (err == nil) != (wantErr == nil) {
			t.Errorf("%s: %s, %v\nwant %s, %v", name, got, err, want, wantErr)
		}
	}
	same("full", full)
	same("none", scan{})
	eachField(t, full, same)
	for _, odd := range []string{`"`, "<&>", "万家", "\u2028", "\xff"} {
		s := full
		s.Gate, s.Places = odd, []string{odd}
		same("gate "+odd, s)
	}
	s := full
	s.At = time.Date(12027, 2, 6, 0, 0, 0, 0, time.UTC)
	same("a year beyond", s)
}

// BenchmarkEncodeClaim is beside encoding/json.
func BenchmarkEncodeClaim(b *testing.B) {
	at := time.Now()
	c := stored(ticketing.Claim{
		ID: "ccd58ksj9hf3a1l9crqkabofbc", Pool: "pool-01", Session: "pool-01", Event: "banquet-2027", Holder: "VXBJOFQZ53SB7BC6OLD4PFZDVT",
		Party: 3, Asked: "3/0", Places: []int{70, 71, 72}, Seq: 24, State: ticketing.Claimed, Channel: "online", Code: "nktqfkkg", At: at,
		Uses:     []ticketing.LimitUse{{Rule: "session", Per: "holder", Scope: "pool-01", Subject: "VXBJOFQZ53SB7BC6OLD4PFZDVT", N: 1}},
		Subjects: map[string]string{"phone": "5ksj9hf3a1l9crq"},
	})
	for name, encode := range map[string]func(claim) ([]byte, error){
		"own": encodeClaim, "encoding/json": func(c claim) ([]byte, error) { return json.Marshal(c) },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := encode(c); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
