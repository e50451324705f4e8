package pass

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write the vectors anew")

const vectorFile = "testdata/wj1.json"

// vectors is the file that decoders in other languages check themselves against.
type vectors struct {
	About string            `json:"about"`
	Event uint16            `json:"event"`
	Keys  map[string]string `json:"keys"` // public, hexadecimal, by id
	Good  []goodVector      `json:"good"`
	Bad   []badVector       `json:"bad"`
}

type goodVector struct {
	Name       string `json:"name"`
	Text       string `json:"text"`
	Key        byte   `json:"key"`
	Serial     string `json:"serial"`
	From       string `json:"from"`
	Minutes    int    `json:"minutes"`
	Party      int    `json:"party"`
	Wheelchair bool   `json:"wheelchair"`
	Staff      bool   `json:"staff"`
	Gates      uint16 `json:"gates"`
}

type badVector struct {
	Name string `json:"name"`
	Text string `json:"text"`
	Want string `json:"want"` // foreign, cut, unknown_key, forged
}

// testKey is a key pair anybody can make again; it signs nothing but vectors.
func testKey(id byte) Key { return Key{ID: id, Seed: bytes.Repeat([]byte{id + 1}, ed25519.SeedSize)} }

func testRing() Ring {
	b := Book{Number: 7, Keys: []Key{testKey(0), testKey(1)}}
	return b.Ring()
}

func makeVectors(t *testing.T) vectors {
	t.Helper()
	v := vectors{About: "Passes of scheme wj1 and what a gate is to make of them; made by `go test ./ticketing/pass -update`", Event: 7, Keys: map[string]string{}}
	for id, public := range testRing().Keys {
		v.Keys[fmt.Sprint(id)] = hex.EncodeToString(public)
	}
	evening := time.Date(2027, 2, 19, 11, 30, 0, 0, time.UTC)
	passes := []struct {
		name string
		key  byte
		Pass
	}{
		{"a family of four", 0, Pass{Serial: Serial{1, 2, 3, 4, 5}, From: evening, Lasts: 30 * time.Minute, Party: 4, Gates: 1}},
		{"by the later key", 1, Pass{Serial: Serial{0xff, 0xff, 0xff, 0xff, 0xff}, From: evening, Lasts: 30 * time.Minute, Party: 1, Gates: 0b10}},
		{"in a wheelchair", 0, Pass{Serial: Serial{0, 0, 0, 0, 1}, From: evening, Lasts: 30 * time.Minute, Party: 2, Wheelchair: true, Gates: 0b10000}},
		{"staff, any gate, longest", 0, Pass{Serial: Serial{9}, From: evening, Lasts: 255 * Step, Party: MaxParty, Staff: true, Gates: AnyGate}},
		{"the first minute", 1, Pass{Serial: Serial{8}, From: epoch, Lasts: Step, Party: 1, Gates: 1}},
		{"the last minute", 1, Pass{Serial: Serial{7}, From: epoch.Add((1<<24 - 1) * time.Minute), Lasts: Step, Party: 1, Gates: 1}},
	}
	for _, p := range passes {
		p.Event = 7
		text, err := testKey(p.key).Sign(p.Pass)
		if err != nil {
			t.Fatalf("%s: %v", p.name, err)
		}
		v.Good = append(v.Good, goodVector{
			p.name, text, p.key, p.Serial.String(), p.From.Format(time.RFC3339), int(p.Lasts / time.Minute), p.Party, p.Wheelchair, p.Staff, p.Gates,
		})
	}
	v.Bad = badVectors(t, v.Good[0].Text)
	return v
}

// badVectors are a good pass with each byte changed, cut at many lengths, and others.
func badVectors(t *testing.T, good string) []badVector {
	t.Helper()
	raw, err := unbase45(good)
	if err != nil {
		t.Fatal(err)
	}
	var bad []badVector
	for i := range raw {
		b := bytes.Clone(raw)
		b[i] ^= 1
		want := "forged"
		switch i {
		case 0:
			want = "foreign"
		case 2, 3:
			want = "unknown_key" // of another event
		}
		bad = append(bad, badVector{fmt.Sprintf("byte %d changed", i), base45(b), want})
	}
	other := bytes.Clone(raw)
	other[1] = 2
	bad = append(bad, badVector{"a key nobody has", base45(other), "unknown_key"})
	for _, n := range []int{2, 16, 40, 79} {
		bad = append(bad, badVector{fmt.Sprintf("cut after %d bytes", n), base45(raw[:n]), "cut"})
	}
	stranger := Key{ID: 0, Seed: bytes.Repeat([]byte{77}, ed25519.SeedSize)}
	forged, err := stranger.Sign(Pass{Event: 7, Serial: Serial{1}, From: epoch, Lasts: Step, Party: 1, Gates: 1})
	if err != nil {
		t.Fatal(err)
	}
	empty := bytes.Clone(raw)
	empty[13] = 0
	return append(bad,
		badVector{"signed by a stranger", forged, "forged"},
		badVector{"cut in the middle of a letter group", good[:100], "cut"},
		badVector{"one byte too many", base45(append(bytes.Clone(raw), 0)), "foreign"},
		badVector{"nobody in it", base45(empty), "foreign"},
		badVector{"a web address", "https://example.com/pay?to=1", "foreign"},
		badVector{"in small letters", strings.ToLower(good), "foreign"},
		badVector{"in Chinese", "万家", "foreign"},
		badVector{"nothing", "", "foreign"},
	)
}

// names are the words of the vectors for what may be wrong.
var names = map[string]error{"foreign": ErrForeign, "cut": ErrCut, "unknown_key": ErrUnknownKey, "forged": ErrForged}

func TestVectors(t *testing.T) {
	t.Parallel()
	made, err := json.MarshalIndent(makeVectors(t), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	made = append(made, '\n')
	if *update {
		if err := os.WriteFile(vectorFile, made, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(vectorFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(kept, made) {
		t.Fatal("the vectors in the repository are not what this code makes: passes that were printed would open no gate")
	}
	var v vectors
	if err := json.Unmarshal(kept, &v); err != nil {
		t.Fatal(err)
	}
	for _, good := range v.Good {
		p, err := testRing().Read(good.Text)
		got := goodVector{
			good.Name, good.Text, p.Key, p.Serial.String(), p.From.Format(time.RFC3339), int(p.Lasts / time.Minute), p.Party, p.Wheelchair, p.Staff, p.Gates,
		}
		if err != nil || got != good || len(good.Text) != TextLen {
			t.Errorf("%s: read %+v, %v", good.Name, got, err)
		}
	}
	for _, bad := range v.Bad {
		if _, err := testRing().Read(bad.Text); !errors.Is(err, names[bad.Want]) {
			t.Errorf("%s: %v, want %s", bad.Name, err, bad.Want)
		}
	}
}

// TestOtherLanguage has a decoder that knows nothing of this code read the vectors.
func TestOtherLanguage(t *testing.T) {
	t.Parallel()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Fatalf("%v: install nodejs, the second opinion on passes is written for it", err)
	}
	out, err := exec.CommandContext(t.Context(), node, "testdata/decode.mjs", vectorFile).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	v := makeVectors(t)
	if want := fmt.Sprintf("%d good, %d bad\n", len(v.Good), len(v.Bad)); string(out) != want {
		t.Errorf("the decoder said %q, want %q", out, want)
	}
}

func TestRange(t *testing.T) {
	t.Parallel()
	good := Pass{From: epoch, Lasts: Step, Party: 1}
	tests := map[string]func(*Pass){
		"nobody":             func(p *Pass) { p.Party = 0 },
		"too many":           func(p *Pass) { p.Party = MaxParty + 1 },
		"too early":          func(p *Pass) { p.From = epoch.Add(-time.Minute) },
		"too late":           func(p *Pass) { p.From = epoch.Add((1 << 24) * time.Minute) },
		"between minutes":    func(p *Pass) { p.From = epoch.Add(time.Second) },
		"no length":          func(p *Pass) { p.Lasts = 0 },
		"too long":           func(p *Pass) { p.Lasts = 256 * Step },
		"between five, five": func(p *Pass) { p.Lasts = Step + time.Minute },
	}
	if _, err := testKey(0).Sign(good); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range tests {
		p := good
		spoil(&p)
		if _, err := testKey(0).Sign(p); !errors.Is(err, ErrRange) {
			t.Errorf("%s: %v, want ErrRange", name, err)
		}
	}
}

// TestNoSecretPrinted prints a key in every way a log might.
func TestNoSecretPrinted(t *testing.T) {
	t.Parallel()
	k := testKey(3)
	for _, text := range []string{fmt.Sprint(k), fmt.Sprintf("%+v", k), fmt.Sprintf("%#v", k), fmt.Sprintf("%+v", Book{Keys: []Key{k}})} {
		if strings.Contains(text, "4 4 4") || strings.Contains(text, "04, 0x") || strings.Contains(text, "0404") || strings.Contains(text, "0x4") {
			t.Errorf("the seed is in %q", text)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("")
	if text, err := testKey(0).Sign(Pass{Event: 7, From: epoch, Lasts: Step, Party: 1}); err == nil {
		f.Add(text)
		f.Add(text[:50])
	}
	ring := testRing()
	f.Fuzz(func(t *testing.T, text string) {
		p, err := ring.Read(text)
		if err != nil {
			return
		}
		again, err := testKey(p.Key).Sign(p)
		if err != nil || again != text {
			t.Errorf("%q is good and yet is written %q, %v", text, again, err)
		}
	})
}
