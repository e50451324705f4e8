package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestKilledWhileClaiming kills the program again and again, as kill -9 does, while
// people claim and give back over HTTP, and asks the next process for everything that
// was acknowledged. It is part of make soak; TestKillNine is the short form.
func TestKilledWhileClaiming(t *testing.T) {
	if os.Getenv("WANJIA_TEST_SOAK") == "" {
		t.Skip("make soak runs this: it starts the program many times")
	}
	const kills = 8
	data := t.TempDir()
	s := serveChild(t, "--demo", "S", "--data", data)
	pool := s.openPool()
	var logins struct{ Items []struct{ Phone string } }
	s.browser().must("GET", "/v1/dev/logins", "", nil, &logins)
	var people []*claimer
	for _, l := range logins.Items[:min(6, len(logins.Items))] {
		people = append(people, &claimer{token: s.signIn(l.Phone).token})
	}
	acks := 0
	for kill := range kills {
		var wg sync.WaitGroup
		dead := make(chan struct{})
		for _, p := range people {
			b := s.browser()
			b.token = p.token
			wg.Go(func() {
				for n := 0; ; n++ {
					select {
					case <-dead:
						return
					default:
						p.step(b, pool, fmt.Sprint("press-", kill, "-", n))
					}
				}
			})
		}
		time.Sleep(time.Duration(100+rand.IntN(500)) * time.Millisecond)
		s.murder()
		close(dead)
		wg.Wait()

		killed := time.Now()
		s = serveChild(t, "--demo", "S", "--data", data)
		for _, p := range people {
			b := s.browser()
			b.token = p.token
			p.check(t, b)
			acks += p.acks
			p.acks = 0
		}
		t.Logf("kill %d: %d acknowledged so far, all there; started again in %v", kill+1, acks, time.Since(killed).Round(time.Millisecond))
	}
	if acks == 0 {
		t.Error("nothing was acknowledged: this proves nothing")
	}
	if err := s.end(); err != nil {
		t.Error(err)
	}
}

// claimer is somebody who claims and gives back in turn, and remembers what was
// acknowledged last.
type claimer struct {
	token string
	acks  int
	have  claimed // the claim that was acknowledged, as it was
	asked string  // what was asked since and not answered: "claim", "release" or ""
}

func (p *claimer) step(b *browser, pool, key string) {
	if p.asked != "" {
		return // its answer stays out: the program is dead
	}
	var c claimed
	var err error
	if p.have.State == "claimed" {
		p.asked = "release"
		err = b.do("DELETE", "/v1/claims/"+p.have.ID, "", nil, &c)
		c.ID, c.State = p.have.ID, "released"
	} else {
		p.asked = "claim"
		err = b.do("POST", "/v1/pools/"+pool+"/claims", key, party(1+len(key)%3), &c)
	}
	switch {
	case err == nil:
		p.have, p.asked = c, ""
		p.acks++
	case strings.Contains(err.Error(), ": 4"): // refused: nothing has happened
		p.asked = ""
		time.Sleep(10 * time.Millisecond)
	}
}

// check wants what was acknowledged last, unless the next that was asked has happened.
func (p *claimer) check(t *testing.T, b *browser) {
	t.Helper()
	var mine struct{ Items []claimed }
	b.must("GET", "/v1/me/claims", "", nil, &mine)
	var owned []claimed
	seen := map[string]string{}
	for _, c := range mine.Items {
		seen[c.ID] = c.State
		if c.State == "claimed" {
			owned = append(owned, c)
		}
	}
	if len(owned) > 1 {
		t.Errorf("somebody owns %+v, one is allowed", owned)
	}
	switch got := seen[p.have.ID]; {
	case p.have.ID == "" || got == p.have.State:
	case got == "released" && p.asked == "release":
	default:
		t.Errorf("claim %s was acknowledged as %s and is %q now", p.have.ID, p.have.State, got)
	}
	p.have, p.asked = claimed{}, ""
	if len(owned) == 1 {
		p.have = owned[0]
	}
}
