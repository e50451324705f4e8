package ticketing_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"wanjia/ticketing"
	"wanjia/ticketing/ticketingtest"
)

// checker builds ticketing/checkorder once and returns where it lies.
var checker = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "checkorder")
	if err != nil {
		return "", err
	}
	file := filepath.Join(dir, "checkorder")
	out, err := exec.Command("go", "build", "-o", file, "./checkorder").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("build checkorder: %w: %s", err, out)
	}
	return file, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if file, err := checker(); err == nil {
		_ = os.RemoveAll(filepath.Dir(file)) // a few megabytes of a temporary folder
	}
	os.Exit(code)
}

// check runs the checker on texts, the last being the order and the one before it an
// earlier one, and returns what it said; failed is whether it found a fault.
func check(t *testing.T, claim string, texts ...string) (said string, failed bool) {
	t.Helper()
	file, err := checker()
	if err != nil {
		t.Fatal(err)
	}
	args := []string{"-claim", claim}
	dir := t.TempDir()
	for i, text := range texts {
		name := filepath.Join(dir, fmt.Sprint(i))
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if i == len(texts)-1 {
			args = append(args, name)
		} else {
			args = append(args, "-earlier", name)
		}
	}
	out, err := exec.CommandContext(t.Context(), file, args...).CombinedOutput()
	return string(out), err != nil
}

func (d desk) order(ctx context.Context, t *testing.T) string {
	t.Helper()
	var text bytes.Buffer
	if err := d.Order(ctx, d.pool.ID, &text); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

// busyDesk is a desk of twelve places, which are seats where seated.
func busyDesk(t *testing.T, seated bool) desk {
	d := listDesk(12)
	if seated {
		plan := ticketingtest.Plan(t, ticketingtest.RowOf{Sector: "main", Name: "1", Order: 1, Seats: "..... ....."}, ticketingtest.RowOf{Sector: "main", Name: "2", Order: 2, Seats: "wc"})
		d.pool.Plan = plan.ID
		d.Plans = ticketingtest.NewPlans(plan)
		d.stock.Plans = d.Plans
		d.Pools = ticketingtest.NewPools(d.pool)
	}
	return d
}

// busyPool does anything in any order with a pool and returns its order halfway and in
// the end, and one claim of it.
func busyPool(t *testing.T, seed uint64, seated bool) (halfway, end, claim string) {
	synctest.Test(t, func(t *testing.T) {
		d, dice := busyDesk(t, seated), rand.New(rand.NewPCG(seed, 7))
		ctx, steps := t.Context(), 500
		entries := map[ticketing.HolderID][]ticketing.ClaimID{}
		for step := range steps {
			who := ticketing.HolderID(fmt.Sprint("h", dice.IntN(14)))
			r := d.press(string(who), 1+dice.IntN(4), fmt.Sprint("k", step))
			var mine ticketing.ClaimID
			if list := entries[who]; len(list) > 0 {
				mine = list[dice.IntN(len(list))]
			}
			time.Sleep(time.Duration(dice.IntN(100)) * time.Second)
			switch dice.IntN(13) {
			case 0:
				if st, err := d.Join(ctx, r); err == nil {
					entries[who] = append(entries[who], st.Claim.ID)
				}
			case 1, 2:
				if c, err := d.Service.Claim(ctx, r); err == nil {
					entries[who], claim = append(entries[who], c.ID), string(c.ID)
				}
			case 3:
				if h, err := d.Hold(ctx, r); err == nil {
					time.Sleep(9 * time.Minute)
					ignore(d.Confirm(ctx, h.ID, r))
				}
			case 4:
				ignore(d.Accept(ctx, who, mine))
			case 5:
				if dice.IntN(5) == 0 {
					time.Sleep(ticketing.OfferFor)
				}
			case 6, 10:
				if list := entries[who]; len(list) > 0 {
					mine = list[len(list)-1]
				}
				ignore(d.ChangeParty(ctx, who, mine, ticketing.PartyChange{Party: 1 + dice.IntN(4), Key: fmt.Sprint(step)}))
			case 7:
				to := ticketing.HolderID(fmt.Sprint("h", dice.IntN(14)))
				if c, err := d.PassOn(ctx, who, mine, ticketing.Recipient{Holder: to}, fmt.Sprint(step)); err == nil {
					if c, err = d.TakeOver(ctx, c.ID, ticketing.Receiver{Names: []string{"holder/" + string(to)}, Holder: to}); err == nil {
						entries[to] = append(entries[to], c.ID)
					}
				}
			case 8:
				if dice.IntN(4) == 0 {
					ignore(d.Revoke(ctx, mine, "because", dice.IntN(2) == 0))
				}
			case 9:
				if dice.IntN(3) == 0 { // the house takes places out, and puts them in again
					_ = d.resize(t, 12-dice.IntN(4), "")
				}
			default:
				for _, id := range entries[who] {
					ignore(d.Release(ctx, who, id))
				}
			}
			d.serve(t)
			if step == steps/2 {
				halfway = d.order(ctx, t)
			}
		}
		end = d.order(ctx, t)
	})
	return halfway, end, claim
}

func TestOrderIsWhatAnotherProgramFinds(t *testing.T) {
	t.Parallel()
	met := map[string]int{}
	for seed := range uint64(12) {
		halfway, end, claim := busyPool(t, seed, seed%2 == 1)
		for _, sign := range []string{`"channel":"blocked"`, `"grown"`, `"passed"`, `"state":"revoked"`} {
			met[sign] += strings.Count(end, sign)
		}
		said, failed := check(t, claim, halfway, end)
		if failed || !strings.Contains(said, "everything is in order") || !strings.Contains(said, "claim "+claim+" is line") {
			t.Errorf("seed %d: the checker says: %s", seed, said)
		}
		if strings.Contains(end, claim) || strings.Contains(end, `"h1"`) {
			t.Errorf("seed %d: the order names a claim or a holder", seed)
		}
		if said, failed := check(t, "", end, halfway); !failed && strings.Count(end, `"seq"`) > strings.Count(halfway, `"seq"`) {
			t.Errorf("seed %d: a later order passes as an earlier one: %s", seed, said)
		}
	}
	t.Log(met)
	for _, sign := range []string{`"channel":"blocked"`, `"grown"`, `"passed"`, `"state":"revoked"`} {
		if met[sign] == 0 {
			t.Errorf("none of the orders has %s: this test does not look", sign)
		}
	}
}

// TestOrderFindsWhatIsWrong falsifies an order in every way it speaks of, hashes made
// anew where a forger would, and asks that each is found.
func TestOrderFindsWhatIsWrong(t *testing.T) {
	t.Parallel()
	halfway, good, _ := busyPool(t, 3, false)
	for seed := uint64(4); strings.Count(good, `"offered":`) == 0 || strings.Count(good, `"state":"claimed"`) < 3; seed++ {
		halfway, good, _ = busyPool(t, seed, false)
	}
	var lines []map[string]any
	for _, text := range strings.Split(strings.TrimSpace(good), "\n") {
		var l map[string]any
		if err := json.Unmarshal([]byte(text), &l); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, l)
	}
	first := func(want func(l map[string]any) bool) map[string]any {
		for _, l := range lines[1 : len(lines)-1] {
			if want(l) {
				return l
			}
		}
		t.Fatal("the order has no such line")
		return nil
	}
	second := func(want func(l map[string]any) bool) map[string]any {
		before := first(want)
		return first(func(l map[string]any) bool { return want(l) && l["tag"] != before["tag"] })
	}
	direct := func(l map[string]any) bool { return l["seq"] != nil && l["offered"] == nil && l["held"] == nil }
	owned := func(l map[string]any) bool { return l["seq"] != nil && l["state"] == "claimed" }
	waited := first(func(l map[string]any) bool { return l["offered"] != nil })
	moved := func(text any, by time.Duration) string {
		at, err := time.Parse(time.RFC3339Nano, text.(string))
		if err != nil {
			t.Fatal(err)
		}
		return at.Add(by).Format(time.RFC3339Nano)
	}
	tests := map[string]struct {
		line map[string]any
		set  map[string]any
		says string
	}{
		"pressed before the opening":     {first(direct), map[string]any{"at": moved(lines[0]["opens"], -time.Minute)}, "outside the window"},
		"numbers turned round":           {first(direct), map[string]any{"seq": 9e15}, "after 9000000000000000"},
		"an earlier press is served":     {first(direct), map[string]any{"at": moved(first(direct)["at"], 100*time.Hour)}, "but numbered behind"},
		"a place sold twice":             {first(owned), map[string]any{"places": lines[len(lines)-1]["twice"]}, "belongs to line"},
		"a place that is none":           {first(owned), map[string]any{"places": []any{float64(99)}, "party": 1.0}, "place 99 of a pool of"},
		"half a party":                   {first(owned), map[string]any{"party": 9.0}, "places for a party of 9"},
		"a share overdrawn":              {lines[0], map[string]any{"quotas": map[string]any{"online": 1.0}}, "of its 1"},
		"a newcomer before who waits":    {first(direct), map[string]any{"at": moved(waited["at"], 30*time.Second)}, "while line"},
		"overtaken without end":          {lines[0], map[string]any{"max_skips": -1.0}, "overtaken"},
		"a number given twice":           {second(direct), map[string]any{"seq": first(direct)["seq"]}, "after"},
		"larger past who waits":          {first(owned), map[string]any{"grown": []any{map[string]any{"at": moved(waited["at"], 30*time.Second), "by": 1.0}}}, "grew by 1"},
		"a kept place is somebody's":     {second(owned), map[string]any{"state": "revoked", "kept": true, "places": first(owned)["places"], "party": first(owned)["party"]}, "belongs to line"},
		"one line twice":                 {first(direct), map[string]any{"tag": waited["tag"]}, "comes twice"},
		"a channel changed after it all": {first(direct), map[string]any{"channel": "hotline"}, "are not what they were"},
	}
	others := first(func(l map[string]any) bool { return owned(l) && l["tag"] != first(owned)["tag"] })
	twice := tests["a place sold twice"]
	twice.set = map[string]any{"places": others["places"], "party": others["party"]}
	tests["a place sold twice"] = twice
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			before := map[string]any{}
			for k, v := range tt.set {
				before[k], tt.line[k] = tt.line[k], v
			}
			forged := forge(t, lines)
			for k, v := range before {
				if tt.line[k] = v; v == nil {
					delete(tt.line, k)
				}
			}
			if said, failed := check(t, "", halfway, forged); !failed || !strings.Contains(said, tt.says) {
				t.Errorf("the checker says: %s; want %q", said, tt.says)
			}
		})
	}
	if said, failed := check(t, "", halfway, forge(t, lines)); failed {
		t.Errorf("the order written anew without a change is refused: %s", said)
	}
	for name, text := range map[string]string{
		"cut short": good[:len(good)/2], "without its end": good[:strings.LastIndex(strings.TrimSpace(good), "\n")+1],
		"with more behind": good + good, "another hash": strings.Replace(good, `"online"`, `"hotline"`, 1), "nothing": "",
	} {
		if said, failed := check(t, "", text); !failed {
			t.Errorf("%s: the checker says: %s", name, said)
		}
	}
}

// forge writes lines as an order with fitting hashes.
func forge(t *testing.T, lines []map[string]any) string {
	t.Helper()
	var out bytes.Buffer
	root := ""
	for i, l := range lines {
		if l["seq"] != nil {
			offered, _ := l["offered"].(string)
			held, _ := l["held"].(bool)
			sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%.0f\n%s\n%s\n%s\n%t\n%s\n", root, l["seq"], l["tag"], l["at"], offered, held, l["channel"]))
			root = hex.EncodeToString(sum[:])
			l["hash"] = root
		}
		if i == len(lines)-1 {
			l["root"] = root
		}
		if err := json.NewEncoder(&out).Encode(l); err != nil {
			t.Fatal(err)
		}
	}
	return out.String()
}

// TestOvertakenOnlySoOften: when several places come free at once, one who waits is
// overtaken only as often as the rules say, too.
func TestOvertakenOnlySoOften(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := listDesk(12)
		var claims []ticketing.Claim
		for i := range 3 {
			claims = append(claims, d.claim(t, fmt.Sprint("h", i), 4))
		}
		d.join(t, "large", 6)
		for i := range 12 {
			d.join(t, fmt.Sprint("small", i), 1)
		}
		for _, c := range claims { // four places each time: never enough for the large party
			ignore(d.Release(t.Context(), c.Holder, c.ID))
			d.serve(t)
		}
		served := 0
		for i := range 12 {
			if d.state(t, fmt.Sprint("small", i)) == "offered" {
				served++
			}
		}
		if served != 10 {
			t.Errorf("%d small parties overtook the large one, want 10", served)
		}
		if said, failed := check(t, "", d.order(t.Context(), t)); failed {
			t.Errorf("the checker says: %s", said)
		}
	})
}
