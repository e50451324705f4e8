// Command checkorder reads the order of a pool, as `wanjia order` prints it, and says
// whether it holds what it promises. It imports nothing of the program that wrote it:
// whoever does not trust that program reads these lines instead.
//
//	go run ./ticketing/checkorder order.jsonl                      is everything in order?
//	go run ./ticketing/checkorder -earlier old.jsonl order.jsonl   has the past been changed?
//	go run ./ticketing/checkorder -claim c0123... order.jsonl      and where am I?
package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"time"
)

// slack is how far the clocks of two computers and a press on its way may lie apart.
const slack = 15 * time.Second

type head struct {
	Format              string
	Pool                string
	Capacity            int // places
	Opens, Closes, Made time.Time
	Quotas              map[string]int // places by channel
	MaxSkips            int            `json:"max_skips"`
	Given, Waiting      int            // counted while reading
}

type line struct {
	Seq                int64 // 0 for who got nothing
	Tag, Channel, Hash string
	At, Offered, Ended time.Time // pressed or joined the list; got an offer; was over
	Held               bool
	Party              int
	Places             []int
	State              string
	Kept, Passed       bool
	Grown              []growth // when it got more places, as a newcomer would
	Given, Waiting     *int     // of the last line alone, with Root
	Root               string
}

type growth struct {
	At time.Time
	By int
}

// own is the house's: places it has taken out of the pool, or had.
func (l line) own() bool { return l.Channel == "blocked" || l.State == "blocked" }

func (l line) waited() bool { return l.Seq == 0 || !l.Offered.IsZero() }
func (l line) owns() bool {
	return l.State == "claimed" || l.State == "offered" || l.State == "blocked" || l.State == "revoked" && l.Kept
}

// until is when somebody who waited did so no longer.
func (l line) until(made time.Time) time.Time {
	switch {
	case !l.Offered.IsZero():
		return l.Offered
	case !l.Ended.IsZero():
		return l.Ended
	}
	return made
}

func main() {
	earlier := flag.String("earlier", "", "an order of the same pool of before")
	claim := flag.String("claim", "", "a claim to look for")
	flag.Parse()
	if err := run(os.Stdout, flag.Arg(0), *earlier, *claim); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(out io.Writer, file, earlier, claim string) error {
	h, lines, err := read(file)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	if err := errors.Join(sequence(h, lines), places(h, lines), list(h, lines)); err != nil {
		return err
	}
	if earlier != "" {
		was, old, err := read(earlier)
		if err != nil {
			return fmt.Errorf("%s: %w", earlier, err)
		}
		if err := begins(was, h, old, lines); err != nil {
			return err
		}
	}
	fmt.Fprintf(out, "%s: %d times places were given, %d parties wait or waited in vain; everything is in order\n", h.Pool, h.Given, h.Waiting)
	if claim != "" {
		return find(out, lines, claim)
	}
	return nil
}

// read reads a file whole: the head, the lines, and an end that agrees with both.
func read(name string) (h head, lines []line, err error) {
	f, err := os.Open(name)
	if err != nil {
		return h, nil, err
	}
	defer f.Close()
	in := json.NewDecoder(bufio.NewReader(f))
	if err := in.Decode(&h); err != nil || h.Format != "wanjia-order-1" {
		return h, nil, fmt.Errorf("it does not begin as an order of format wanjia-order-1 does (%v)", err)
	}
	root := ""
	for {
		var l line
		if err := in.Decode(&l); err != nil {
			return h, nil, fmt.Errorf("it is cut short after %d lines: %w", len(lines), err)
		}
		if l.Given != nil {
			if *l.Given != h.Given || l.Waiting == nil || *l.Waiting != h.Waiting || l.Root != root {
				return h, nil, errors.New("the last line does not fit the lines before it")
			}
			if _, err := in.Token(); !errors.Is(err, io.EOF) {
				return h, nil, errors.New("something follows the last line")
			}
			return h, lines, nil
		}
		if h.Waiting++; l.Seq != 0 {
			h.Waiting, h.Given = h.Waiting-1, h.Given+1
			if root = chain(root, l); root != l.Hash {
				return h, nil, fmt.Errorf("line %d: the hash is not that of this line and those before it", len(lines)+1)
			}
		}
		lines = append(lines, l)
	}
}

func chain(before string, l line) string {
	offered := ""
	if !l.Offered.IsZero() {
		offered = l.Offered.Format(time.RFC3339Nano)
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%d\n%s\n%s\n%s\n%t\n%s\n",
		before, l.Seq, l.Tag, l.At.Format(time.RFC3339Nano), offered, l.Held, l.Channel))
	return hex.EncodeToString(sum[:])
}

// sequence: numbers rise, presses lie in the window, and who pressed earlier has the
// lower number, as far as clocks can tell.
func sequence(h head, lines []line) error {
	var faults []error
	seen := map[string]bool{}
	var last int64
	var latest time.Time
	for i, l := range lines {
		if seen[l.Tag] {
			faults = append(faults, fmt.Errorf("line %d: %s comes twice", i+1, l.Tag))
		}
		seen[l.Tag] = true
		if l.Seq == 0 {
			continue
		}
		if l.Seq <= last {
			faults = append(faults, fmt.Errorf("line %d: number %d after %d", i+1, l.Seq, last))
		}
		last = l.Seq
		if l.own() || l.waited() || l.Held {
			continue // the house's own, served from the list, or pressed when it was held
		}
		if l.At.Before(h.Opens.Add(-slack)) || l.At.After(h.Closes.Add(slack)) {
			faults = append(faults, fmt.Errorf("line %d: places given at %s, outside the window", i+1, l.At))
		}
		if latest.Sub(l.At) > slack {
			faults = append(faults, fmt.Errorf("line %d: pressed at %s, but numbered behind one of %s", i+1, l.At, latest))
		}
		if l.At.After(latest) {
			latest = l.At
		}
	}
	return errors.Join(faults...)
}

// places: what is owned is owned once, by whole parties, within the capacity and the
// shares of the channels.
func places(h head, lines []line) error {
	var faults []error
	owner, through := map[int]int{}, map[string]int{}
	for i, l := range lines {
		if !l.owns() {
			continue
		}
		if len(l.Places) != l.Party || l.Party < 1 {
			faults = append(faults, fmt.Errorf("line %d: %d places for a party of %d", i+1, len(l.Places), l.Party))
		}
		for _, n := range l.Places {
			if n < 1 || n > h.Capacity {
				faults = append(faults, fmt.Errorf("line %d: place %d of a pool of %d", i+1, n, h.Capacity))
			}
			if other := owner[n]; other != 0 {
				faults = append(faults, fmt.Errorf("line %d: place %d belongs to line %d already", i+1, n, other))
			}
			owner[n] = i + 1
		}
		through[l.Channel] += len(l.Places)
	}
	for channel, share := range h.Quotas {
		if through[channel] > share {
			faults = append(faults, fmt.Errorf("channel %s has %d places of its %d", channel, through[channel], share))
		}
	}
	return errors.Join(faults...)
}

// list: nobody walked past those who waited, and nobody on the list was overtaken more
// often than the rules allow.
func list(h head, lines []line) error {
	var faults []error
	for w, waiter := range lines {
		if !waiter.waited() {
			continue
		}
		until, overtaken := waiter.until(h.Made), 0
		for i, l := range lines {
			switch {
			case l.Seq == 0 || l.own() || i == w:
			case l.waited():
				if l.At.After(waiter.At) && l.Offered.Before(until) {
					overtaken++
				}
			case !l.Held && l.At.After(waiter.At.Add(slack)) && l.At.Before(until.Add(-slack)):
				faults = append(faults, fmt.Errorf("line %d: a newcomer of %s got places while line %d waited", i+1, l.At, w+1))
			}
		}
		if overtaken > h.MaxSkips {
			faults = append(faults, fmt.Errorf("line %d: overtaken %d times on the list, %d are allowed", w+1, overtaken, h.MaxSkips))
		}
		for i, l := range lines {
			for _, g := range l.Grown {
				if i != w && g.At.After(waiter.At.Add(slack)) && g.At.Before(until.Add(-slack)) {
					faults = append(faults, fmt.Errorf("line %d: grew by %d at %s while line %d waited", i+1, g.By, g.At, w+1))
				}
			}
		}
	}
	return errors.Join(faults...)
}

// begins: the past is as it was.
func begins(was, h head, old, lines []line) error {
	if was.Pool != h.Pool || was.Given > h.Given {
		return fmt.Errorf("%s with %d lines is no earlier order of %s with %d", was.Pool, was.Given, h.Pool, h.Given)
	}
	if n := was.Given; n > 0 && old[n-1].Hash != lines[n-1].Hash {
		return fmt.Errorf("the first %d lines are not what they were at %s", n, was.Made)
	}
	for i, l := range old[:was.Given] {
		if now := lines[i].Grown; len(now) < len(l.Grown) || !slices.EqualFunc(l.Grown, now[:len(l.Grown)], growth.same) {
			return fmt.Errorf("line %d does not say any more how its party grew", i+1)
		}
	}
	return nil
}

func (g growth) same(o growth) bool { return g.At.Equal(o.At) && g.By == o.By }

func find(out io.Writer, lines []line, claim string) error {
	sum := sha256.Sum256([]byte("wanjia order\n" + claim))
	tag := hex.EncodeToString(sum[:16])
	for i, l := range lines {
		if l.Tag == tag {
			fmt.Fprintf(out, "claim %s is line %d: %s at %s, a party of %d, places %v\n", claim, i+1, l.State, l.At, l.Party, l.Places)
			return nil
		}
	}
	return fmt.Errorf("claim %s is not in this order", claim)
}
