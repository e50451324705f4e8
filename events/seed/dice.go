package seed

import (
	"hash/fnv"
	"math/bits"
	"math/rand/v2"
)

// dice is a source of chance that gives the same throws on every machine and with
// every version of Go: a fixed generator and integer arithmetic only.
type dice struct{ src *rand.PCG }

// newDice returns the throws of one subject. Subjects do not share throws, so what
// is added to one leaves the others as they were.
func newDice(rng uint64, subject string) *dice {
	h := fnv.New64a()
	h.Write([]byte(subject)) // never fails
	return &dice{rand.NewPCG(rng, h.Sum64())}
}

// n throws a number in [0, n).
func (d *dice) n(n int) int {
	hi, _ := bits.Mul64(d.src.Uint64(), uint64(n))
	return int(hi)
}

// between throws a number in [lo, hi].
func (d *dice) between(lo, hi int) int { return lo + d.n(hi-lo+1) }

// in says yes k times of n, on average.
func (d *dice) in(k, n int) bool { return d.n(n) < k }

// shuffle puts s in an order of chance.
func shuffle[T any](d *dice, s []T) {
	for i := len(s) - 1; i > 0; i-- {
		j := d.n(i + 1)
		s[i], s[j] = s[j], s[i]
	}
}

// one throws one of s.
func one[T any](d *dice, s []T) T { return s[d.n(len(s))] }

// pick moves k of s, at most all, to its front by chance and returns them.
func pick[T any](d *dice, s []T, k int) []T {
	k = min(k, len(s))
	for i := range k {
		j := i + d.n(len(s)-i)
		s[i], s[j] = s[j], s[i]
	}
	return s[:k]
}

// wheel throws indices with given weights.
type wheel struct{ upTo []int }

func newWheel(weights []int) wheel {
	w, sum := wheel{}, 0
	for _, x := range weights {
		sum += x
		w.upTo = append(w.upTo, sum)
	}
	return w
}

func (w wheel) spin(d *dice) int {
	x := d.n(w.upTo[len(w.upTo)-1])
	lo, hi := 0, len(w.upTo)-1
	for lo < hi {
		if mid := (lo + hi) / 2; w.upTo[mid] > x {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return lo
}
