package directory

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wanjia/events/community"
	"wanjia/events/community/communitytest"
)

// life changes people, households and buildings at random, through two processes
// whose clocks are ten seconds apart and whose writes take up to eight seconds.
type life struct {
	t         *testing.T
	r         *rand.Rand
	c         *clock
	processes []*process
	skews     []time.Duration
	made      int
	asked     map[string]bool // every text anything was ever found by
}

func (l *life) now(i int) time.Time {
	return l.c.at.Add(l.skews[i] - time.Duration(l.r.IntN(8000))*time.Millisecond)
}

func (l *life) must(err error) {
	l.t.Helper()
	if err != nil {
		l.t.Fatal(err)
	}
}

func pick[T any](l *life, list []T) T { return list[l.r.IntN(len(list))] }

// step is one change by one process.
func (l *life) step() {
	ctx := l.t.Context()
	i := l.r.IntN(len(l.processes))
	s, at := l.processes[i].community.Store, l.now(i)
	var people []community.PersonID
	for p, err := range s.People.All(ctx) {
		l.must(err)
		people = append(people, p.ID)
	}
	var homes []community.Household
	for h, err := range s.Households.All(ctx) {
		l.must(err)
		homes = append(homes, h)
	}
	l.made++
	name := string([]rune{pick(l, []rune("王李张刘陈杨单区")), pick(l, []rune("秀桂建国子梓")), pick(l, []rune("英兰平涵轩雪"))})
	phone := fmt.Sprintf("1540000%04d", l.r.IntN(10000))
	room := fmt.Sprint(100*(1+l.r.IntN(9)) + 1 + l.r.IntN(4))
	home := pick(l, homes)
	code := fmt.Sprintf("%s-%d-%s", home.Building, home.Unit, room)
	for _, text := range []string{name, phone, code} {
		l.asked[text] = true
	}
	var err error
	switch l.r.IntN(9) {
	case 0:
		p := community.Person{ID: community.PersonID(fmt.Sprint("p-", l.made)), Household: home.ID, Building: home.Building, Name: name, Phone: phone, Changed: at}
		_, err = s.People.Add(ctx, p)
	case 1:
		h := community.Household{ID: community.HouseholdID(fmt.Sprint("h-", l.made)), Code: code, Building: home.Building, Unit: home.Unit, Room: room, Changed: at}
		_, err = s.Households.Add(ctx, h)
	case 2:
		_, err = s.Households.Change(ctx, home.ID, func(h *community.Household) error { h.Room, h.Code, h.Changed = room, code, at; return nil })
	case 3:
		_, err = s.Households.Change(ctx, home.ID, func(h *community.Household) error {
			if h.Changed = at; h.Ended.IsZero() {
				h.Ended = at
			} else {
				h.Ended = time.Time{}
			}
			return nil
		})
	case 4:
		b := pick(l, []community.NodeID{"GX-12", "GX-2", "HF-1"})
		_, err = s.Buildings.Change(ctx, b, func(b *community.Building) error {
			b.Group, b.Changed = pick(l, []community.NodeID{"GX-G07", "HF-G01"}), at
			return nil
		})
	default:
		what := l.r.IntN(6)
		_, err = s.People.Change(ctx, pick(l, people), func(p *community.Person) error {
			p.Changed = at
			switch what {
			case 0:
				p.Name = name
			case 1:
				p.Phone, p.OtherNames = phone, []string{name}
			case 2:
				p.Household, p.Building = home.ID, home.Building
			case 3:
				p.MergedInto = pick(l, []community.PersonID{"", people[0]})
			case 4:
				p.Removed, p.Name, p.Phone = at, "", ""
			case 5:
				p.Removed, p.Name = time.Time{}, name
			}
			return nil
		})
	}
	l.must(err)
}

// answers is everything that anybody finds by any of the texts.
func (l *life) answers(p *process) map[string][]Found {
	out := map[string][]Found{"": {{Kind: "size", Score: p.index.Len()}}}
	for text := range l.asked {
		for _, reach := range []community.Reach{{"*"}, {"GX-12"}, {"GX-G07"}, {"Z6"}} {
			found, _, err := p.Search(l.t.Context(), text, reach, nil, 100)
			l.must(err)
			out[fmt.Sprint(text, " in ", reach)] = found
		}
	}
	return out
}

// After any changes by two processes, both find what one finds that starts now.
func TestSameAsFresh(t *testing.T) {
	t.Parallel()
	behind := 0
	for seed := range uint64(6) {
		e, c := town(t)
		l := &life{t: t, r: rand.New(rand.NewPCG(seed, 1)), c: c, asked: map[string]bool{"龚秀英": true, "GX-12": true}}
		l.skews = []time.Duration{-5 * time.Second, 5 * time.Second}
		for _, skew := range l.skews {
			l.processes = append(l.processes, begin(t, e, c, skew))
		}
		for range 40 {
			for range l.r.IntN(4) {
				l.step()
			}
			c.at = c.at.Add(time.Duration(l.r.IntN(5000)) * time.Millisecond)
			if l.r.IntN(3) > 0 {
				pick(l, l.processes).mustPoll(t)
			}
		}
		l.step()
		c.at = c.at.Add(3 * time.Second) // as old as a tree may be
		want := l.answers(begin(t, e, c, 0))
		for _, p := range l.processes {
			p.seen(t, c)
			if !cmp.Equal(want, l.answers(p)) {
				behind++ // so the comparison can tell
			}
		}
		for i, p := range l.processes {
			p.mustPoll(t)
			if diff := cmp.Diff(want, l.answers(p)); diff != "" {
				t.Fatalf("seed %d: process %d finds otherwise (-fresh +its own): %.2000s", seed, i, diff)
			}
		}
	}
	if behind < 4 {
		t.Errorf("only %d processes were behind before their last look: the test sees too little", behind)
	}
}

// After a look that took long the next long one waits, and short ones see what
// right clocks write; a late one is seen when it is due.
func TestLongLooksPause(t *testing.T) {
	t.Parallel()
	e, c := town(t)
	p := begin(t, e, c, 0)
	other := begin(t, e, c, -9*time.Second)
	tree := p.Directory.Tree
	p.Directory.Tree = func(ctx context.Context) (*community.Tree, error) {
		c.at = c.at.Add(time.Second) // what a look takes
		return tree(ctx)
	}
	p.mustPoll(t) // a long one; the next is due in nine seconds
	rename := func(by *process, id community.PersonID, name string) {
		_, err := by.community.Store.People.Change(t.Context(), id, func(q *community.Person) error {
			q.Name, q.Changed = name, by.community.Now()
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	right := begin(t, e, c, 0)
	rename(right, communitytest.He, "欧阳小军")
	rename(other, communitytest.Wan, "尉迟志强")
	p.mustPoll(t)
	if got := p.finds(t, "欧阳小军", community.Reach{"*"}); len(got) != 1 {
		t.Errorf("a short look does not see a change of now: %v", got)
	}
	if got := p.finds(t, "尉迟志强", community.Reach{"*"}); len(got) != 0 {
		t.Errorf("a short look read far back: %v", got)
	}
	for range 9 {
		p.mustPoll(t)
	}
	if got := p.finds(t, "尉迟志强", community.Reach{"*"}); len(got) != 1 {
		t.Errorf("a clock nine seconds late is never seen: %v", got)
	}
}

// Run looks at every tick and ends with its context; goleak sees what stays.
func TestRun(t *testing.T) {
	t.Parallel()
	e, c := town(t)
	p := begin(t, e, c, 0)
	tick := make(chan time.Time)
	p.Tick = tick
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- p.Run(ctx) }()
	other := begin(t, e, c, 0)
	_, err := other.community.Store.People.Change(t.Context(), communitytest.He, func(q *community.Person) error {
		q.Name, q.Changed = "欧阳小军", c.at
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	tick <- c.at
	tick <- c.at // it takes the second one only after it is done with the first
	if got := p.finds(t, "欧阳小军", community.Reach{"*"}); !slices.Equal(got, []string{"p-he"}) {
		t.Errorf("after a tick: %v", got)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
