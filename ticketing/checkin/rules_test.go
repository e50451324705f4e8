package checkin

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"testing"
	"time"

	"wanjia/ticketing/pass"
)

var update = flag.Bool("update", false, "write the cases anew")

const caseFile = "../testdata/checkin/rules.json"

// cases is the file both the server and the page at the gate run.
type cases struct {
	About string            `json:"about"`
	Event uint16            `json:"event"`
	Keys  map[string]string `json:"keys"`
	Rules wireRules         `json:"rules"`
	Cases []ruleCase        `json:"cases"`
}

type wireRules struct {
	Version int `json:"version"`
	Early   int `json:"early_minutes"`
	Late    int `json:"late_minutes"`
	Rest    int `json:"rest_minutes"`
}

type ruleCase struct {
	Name    string      `json:"name"`
	Text    string      `json:"text"`
	At      time.Time   `json:"at"`
	Gate    uint16      `json:"gate"`
	Want    int         `json:"want"` // persons, 0 for all that are left
	Revoked []string    `json:"revoked"`
	Entries []wireEntry `json:"entries"`
	Answer  wireAnswer  `json:"answer"`
}

type wireEntry struct {
	Persons int       `json:"persons"`
	At      time.Time `json:"at"`
	Gate    string    `json:"gate"`
}

type wireAnswer struct {
	Verdict   Verdict `json:"verdict"`
	Reason    Reason  `json:"reason"`
	Persons   int     `json:"persons"`
	Left      int     `json:"left"`
	FirstGate string  `json:"first_gate"`
	Minutes   int     `json:"minutes"`
}

func key(id byte) pass.Key {
	return pass.Key{ID: id, Seed: bytes.Repeat([]byte{40 + id}, ed25519.SeedSize)}
}

var ring = pass.Book{Number: 7, Keys: []pass.Key{key(0), key(1)}}.Ring()

var window = time.Date(2027, 2, 19, 11, 30, 0, 0, time.UTC) // 19:30 on the spot

// family is a pass of four for the first gate.
func family(change func(*pass.Pass)) string {
	p := pass.Pass{Event: 7, Serial: pass.Serial{1, 2, 3, 4, 5}, From: window, Lasts: 30 * time.Minute, Party: 4, Gates: 1}
	k := key(0)
	if change != nil {
		change(&p)
		k = key(p.Key)
	}
	text, err := k.Sign(p)
	if err != nil {
		panic(err)
	}
	return text
}

// makeCases says by hand what each situation is to be answered with.
func makeCases() cases {
	at := func(minutes int) time.Time { return window.Add(time.Duration(minutes) * time.Minute) }
	ok := func(persons, left int) wireAnswer {
		return wireAnswer{Verdict: Admit, Reason: OK, Persons: persons, Left: left}
	}
	no := func(v Verdict, r Reason) wireAnswer { return wireAnswer{Verdict: v, Reason: r} }
	good := family(nil)
	two := []wireEntry{{2, at(5), "w1"}}
	c := cases{
		About: "What a gate is to answer; run by `go test ./ticketing/checkin` and by the gate page's tests; made with -update",
		Event: 7, Keys: map[string]string{}, Rules: wireRules{1, 30, 30, 90},
	}
	for id, public := range ring.Keys {
		c.Keys[fmt.Sprint(id)] = hex.EncodeToString(public)
	}
	c.Cases = []ruleCase{
		{Name: "on time, all of them", Text: good, At: at(0), Gate: 1, Answer: ok(4, 0)},
		{Name: "on time, three of four", Text: good, At: at(10), Gate: 1, Want: 3, Answer: ok(3, 1)},
		{Name: "the first minute of grace", Text: good, At: at(-30), Gate: 1, Answer: ok(4, 0)},
		{Name: "a second before the grace", Text: good, At: at(-30).Add(-time.Second), Gate: 1, Answer: wireAnswer{Verdict: Wait, Reason: Early, Left: 4, Minutes: 1}},
		{Name: "two hours early", Text: good, At: at(-120), Gate: 1, Answer: wireAnswer{Verdict: Wait, Reason: Early, Left: 4, Minutes: 90}},
		{Name: "the last second of grace", Text: good, At: at(60).Add(-time.Second), Gate: 1, Answer: ok(4, 0)},
		{Name: "late", Text: good, At: at(60), Gate: 1, Answer: wireAnswer{Verdict: Wait, Reason: Late, Left: 4}},
		{Name: "twenty minutes too late", Text: good, At: at(80), Gate: 1, Answer: wireAnswer{Verdict: Wait, Reason: Late, Left: 4, Minutes: 20}},
		{Name: "the day after", Text: good, At: at(24 * 60), Gate: 1, Answer: wireAnswer{Verdict: Wait, Reason: Late, Left: 4, Minutes: 24*60 - 60}},
		{Name: "at another gate", Text: good, At: at(0), Gate: 2, Answer: wireAnswer{Verdict: Wait, Reason: WrongGate, Left: 4}},
		{Name: "two gates are theirs, the second", Text: family(func(p *pass.Pass) { p.Gates = 3 }), At: at(0), Gate: 2, Answer: ok(4, 0)},
		{Name: "all of them came in", Text: good, At: at(20), Gate: 1, Entries: []wireEntry{{4, at(5), "w1"}}, Answer: wireAnswer{Verdict: Wait, Reason: Used, FirstGate: "w1"}},
		{Name: "shown again at another gate the day after", Text: good, At: at(1440), Gate: 2, Entries: []wireEntry{{4, at(5), "w1"}}, Answer: wireAnswer{Verdict: Wait, Reason: Used, FirstGate: "w1"}},
		{Name: "in two groups, the second", Text: good, At: at(20), Gate: 1, Entries: two, Answer: wireAnswer{Verdict: Admit, Reason: Rest, Persons: 2, FirstGate: "w1"}},
		{Name: "the second group, an hour late", Text: good, At: at(90), Gate: 1, Entries: two, Answer: wireAnswer{Verdict: Admit, Reason: Rest, Persons: 2, FirstGate: "w1"}},
		{Name: "the second group, too late even for that", Text: good, At: at(120), Gate: 1, Entries: two, Answer: wireAnswer{Verdict: Wait, Reason: Late, Left: 2, FirstGate: "w1"}},
		{Name: "in three groups, the last", Text: good, At: at(20), Gate: 1, Entries: []wireEntry{{1, at(9), "w2"}, {2, at(5), "w1"}}, Answer: wireAnswer{Verdict: Admit, Reason: Rest, Persons: 1, FirstGate: "w1"}},
		{Name: "three want in where two are left", Text: good, At: at(20), Gate: 1, Want: 3, Entries: two, Answer: wireAnswer{Verdict: Wait, Reason: TooMany, Left: 2, FirstGate: "w1"}},
		{Name: "five with a pass for four", Text: good, At: at(0), Gate: 1, Want: 5, Answer: wireAnswer{Verdict: Wait, Reason: TooMany, Left: 4}},
		{Name: "more are in than the pass is for", Text: good, At: at(0), Gate: 1, Entries: []wireEntry{{4, at(1), "w1"}, {4, at(2), "w2"}}, Answer: wireAnswer{Verdict: Wait, Reason: Used, FirstGate: "w1"}},
		{Name: "revoked", Text: good, At: at(0), Gate: 1, Revoked: []string{"0102030405"}, Answer: no(Refuse, Revoked)},
		{Name: "another one is revoked", Text: good, At: at(0), Gate: 1, Revoked: []string{"0102030406"}, Answer: ok(4, 0)},
		{Name: "revoked after it was used", Text: good, At: at(0), Gate: 1, Revoked: []string{"0102030405"}, Entries: two, Answer: no(Refuse, Revoked)},
		{Name: "by the later key", Text: family(func(p *pass.Pass) { p.Key = 1 }), At: at(0), Gate: 1, Answer: ok(4, 0)},
		{Name: "by a key nobody has", Text: family(func(p *pass.Pass) { p.Key = 2 }), At: at(0), Gate: 1, Answer: no(Refuse, UnknownKey)},
		{Name: "of another event", Text: family(func(p *pass.Pass) { p.Event = 8 }), At: at(0), Gate: 1, Answer: no(Refuse, UnknownKey)},
		{Name: "staff, at night and any gate", Text: family(func(p *pass.Pass) { p.Staff, p.Gates = true, pass.AnyGate }), At: at(-500), Gate: 8, Answer: ok(4, 0)},
		{Name: "one person in a wheelchair", Text: family(func(p *pass.Pass) { p.Wheelchair, p.Party = true, 1 }), At: at(0), Gate: 1, Answer: ok(1, 0)},
		{Name: "forged", Text: forged(), At: at(0), Gate: 1, Answer: no(Refuse, Forged)},
		{Name: "a piece of one", Text: good[:60], At: at(0), Gate: 1, Answer: no(Refuse, Cut)},
		{Name: "a web address", Text: "https://example.com/pay", At: at(0), Gate: 1, Answer: no(Refuse, Foreign)},
		{Name: "nothing", At: at(0), Gate: 1, Answer: no(Refuse, Foreign)},
	}
	for i := range c.Cases {
		c.Cases[i].Revoked = append([]string{}, c.Cases[i].Revoked...)
		c.Cases[i].Entries = append([]wireEntry{}, c.Cases[i].Entries...)
	}
	return c
}

// forged is a good pass for a larger party than was signed.
func forged() string {
	stranger := pass.Key{ID: 0, Seed: bytes.Repeat([]byte{99}, ed25519.SeedSize)}
	text, err := stranger.Sign(pass.Pass{Event: 7, Serial: pass.Serial{1}, From: window, Lasts: pass.Step, Party: 6, Gates: 1})
	if err != nil {
		panic(err)
	}
	return text
}

func (c ruleCase) judge(r Rules) Answer {
	p, err := ring.Read(c.Text)
	if err != nil {
		return Unread(err)
	}
	var entries []Entry
	for _, e := range c.Entries {
		entries = append(entries, Entry(e))
	}
	return r.Judge(p, c.At, c.Gate, c.Want, slices.Contains(c.Revoked, p.Serial.String()), entries)
}

func TestRules(t *testing.T) {
	t.Parallel()
	made, err := json.MarshalIndent(makeCases(), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	made = append(made, '\n')
	if *update {
		if err := os.WriteFile(caseFile, made, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(caseFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(kept, made) {
		t.Fatal("the cases in the repository are not those written here; run with -update and look at what changes")
	}
	var c cases
	if err := json.Unmarshal(kept, &c); err != nil {
		t.Fatal(err)
	}
	if c.Rules != (wireRules{Usual.Version, int(Usual.Early.Minutes()), int(Usual.Late.Minutes()), int(Usual.Rest.Minutes())}) {
		t.Error("the cases are of other rules than the usual ones")
	}
	for _, one := range c.Cases {
		a := one.judge(Usual)
		got := wireAnswer{a.Verdict, a.Reason, a.Persons, a.Left, a.First.Gate, a.Minutes}
		if got != one.Answer {
			t.Errorf("%s: %+v, want %+v", one.Name, got, one.Answer)
		}
	}
}

// TestAnyOrder adds the same records up in many orders and pieces, some of them twice.
func TestAnyOrder(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	var records []Record
	inside := 0
	for i := range 400 {
		r := Record{
			Device: DeviceID(fmt.Sprint("d", i%6)), Seq: int64(i/6 + 1), Nonce: fmt.Sprint("n", i), Gate: []string{"w1", "w2", "s3"}[i%3], Kind: In,
			Serial: pass.Serial{byte(random.IntN(250))}, Party: 4, Persons: 1 + random.IntN(4), At: window.Add(time.Duration(random.IntN(3600)) * time.Second),
		}
		if i%7 == 0 {
			r.Kind, r.Serial = Out, pass.Serial{}
		}
		if r.Kind == In {
			inside += r.Persons
		} else {
			inside -= r.Persons
		}
		records = append(records, r)
	}
	want := Add(records)
	if want.In-want.Out != inside || len(want.Conflicts) == 0 {
		t.Fatalf("%d in, %d out, %d conflicts; %d are inside", want.In, want.Out, len(want.Conflicts), inside)
	}
	for range 50 {
		mixed := append(slices.Clone(records), records[random.IntN(400)], records[random.IntN(400)])
		random.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		if got := Add(mixed); !reflect.DeepEqual(got, want) {
			t.Fatal("the totals depend on the order in which logs come")
		}
	}
}

func TestConflicts(t *testing.T) {
	t.Parallel()
	at := func(s int) time.Time { return window.Add(time.Duration(s) * time.Second) }
	rec := func(device string, seq int64, persons, s int) Record {
		return Record{Device: DeviceID(device), Seq: seq, Nonce: fmt.Sprint(device, seq, s), Gate: "w1", Kind: In, Serial: pass.Serial{1}, Party: 4, Persons: persons, At: at(s)}
	}
	if got := Add([]Record{rec("a", 1, 2, 0), rec("b", 1, 2, 60)}); len(got.Conflicts) != 0 || got.In != 4 {
		t.Errorf("a party that came in two groups: %+v", got)
	}
	if got := Add([]Record{rec("a", 1, 5, 0)}); len(got.Conflicts) != 0 || got.In != 5 {
		t.Errorf("a line of more than the pass is for, by itself: %+v", got)
	}
	got := Add([]Record{rec("b", 1, 3, 60), rec("a", 1, 2, 0)})
	if len(got.Conflicts) != 1 || got.Conflicts[0].Kind != Double || got.Conflicts[0].Excess != 1 || got.Conflicts[0].First.Device != "a" || got.Conflicts[0].Lag != time.Minute || got.In != 5 {
		t.Errorf("one more than the pass is for: %+v", got)
	}
	got = Add([]Record{rec("a", 1, 1, 0), rec("a", 1, 1, 5)})
	if len(got.Conflicts) != 1 || got.Conflicts[0].Kind != Twin || got.In != 2 {
		t.Errorf("two devices with one name: %+v", got)
	}
	walk := Record{Device: "a", Seq: 1, Nonce: "w", Gate: "w1", Kind: Walk, Persons: 3, At: at(0)}
	if got := Add([]Record{walk, {Device: "a", Seq: 2, Nonce: "x", Gate: "w1", Kind: Out, Persons: 1, At: at(-60)}}); got.In != 3 || len(got.Gates) != 1 || got.Gates[0].Walk != 3 || !got.Gates[0].Last.Equal(at(0)) {
		t.Errorf("three without a pass: %+v", got)
	}
	log := []Record{rec("a", 1, 1, 0), rec("a", 2, 1, 1), rec("a", 3, 1, 2)}
	for i := range log {
		log[i].Seal, log[i].Serial = fmt.Sprint("seal", i), pass.Serial{byte(i)}
		if i > 0 {
			log[i].Prev = log[i-1].Seal
		}
	}
	log[1].Broken = true
	got = Add(log)
	if len(got.Conflicts) != 2 || got.Conflicts[0].Kind != Tampered || got.Conflicts[1].Kind != Gap || got.In != 2 {
		t.Errorf("a line changed in the middle is no line of the log: %+v", got)
	}
	if n := Contiguous(2, []int64{5, 3, 4, 7}); n != 5 {
		t.Errorf("a log with a gap is here up to %d, want 5", n)
	}
}

const logFile = "../testdata/checkin/log.json"

// sealCase is a line of a log with its seal.
type sealCase struct {
	Name   string `json:"name"`
	Device string `json:"device"`
	Line   struct {
		Seq      int64  `json:"seq"`
		Nonce    string `json:"nonce"`
		Kind     string `json:"kind"`
		Serial   string `json:"serial"`
		Persons  int    `json:"persons"`
		Children int    `json:"children"`
		Party    int    `json:"party"`
		At       int64  `json:"at"`
		Offline  bool   `json:"offline"`
		Rules    int    `json:"rules"`
		Prev     string `json:"prev"`
	} `json:"line"`
	Seal string `json:"seal"`
}

// TestSeals: the seals of the file are what lines are sealed with, and a line that
// differs in anything has another one.
func TestSeals(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(logFile)
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Key   string     `json:"key"`
		Cases []sealCase `json:"cases"`
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	key, err := hex.DecodeString(file.Key)
	if err != nil || len(file.Cases) < 3 {
		t.Fatal(err, len(file.Cases))
	}
	seen := map[string]string{}
	for _, c := range file.Cases {
		serial, _ := pass.ParseSerial(c.Line.Serial)
		l := c.Line
		got := Record{
			Device: DeviceID(c.Device), Seq: l.Seq, Nonce: l.Nonce, Kind: l.Kind, Serial: serial, Persons: l.Persons, Children: l.Children,
			Party: l.Party, At: time.UnixMilli(l.At), Offline: l.Offline, Rules: l.Rules, Prev: l.Prev,
		}.SealWith(key)
		if got != c.Seal || seen[got] != "" {
			t.Errorf("%s: %s, want %s; the same as %q", c.Name, got, c.Seal, seen[got])
		}
		seen[got] = c.Name
	}
}
