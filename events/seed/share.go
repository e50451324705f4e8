package seed

import (
	"slices"

	"wanjia/events/banquet"
)

// apportion divides total by the weights so that the parts add up to it exactly:
// each gets its whole part, and the largest remainders one more.
func apportion(total int, weights []int) []int { return banquet.Apportion(total, weights) }

// apportionWithin is apportion where no part exceeds its cap; what does not fit
// goes to the others. It returns fewer than total only when all are full.
func apportionWithin(total int, weights, caps []int) []int {
	parts := make([]int, len(weights))
	open := slices.Clone(weights)
	for left := total; left > 0; {
		moved := 0
		for i, p := range apportion(left, open) {
			p = min(p, caps[i]-parts[i])
			parts[i] += p
			moved += p
			if parts[i] == caps[i] {
				open[i] = 0
			}
		}
		if moved == 0 {
			break
		}
		left -= moved
	}
	return parts
}

// apportionEach is apportion where every part is at least one; the total grows to
// the number of parts if it has to.
func apportionEach(total int, weights []int) []int {
	total = max(total, len(weights))
	parts := apportion(total, weights)
	for i := range parts {
		for parts[i] == 0 {
			parts[i]++
			j := 0
			for k := range parts {
				if parts[k] > parts[j] {
					j = k
				}
			}
			parts[j]--
		}
	}
	return parts
}

// deck is each index as often as its count says, shuffled.
func deck(d *dice, counts []int) []uint8 {
	var cards []uint8
	for i, n := range counts {
		for range n {
			cards = append(cards, uint8(i))
		}
	}
	shuffle(d, cards)
	return cards
}

// class is a group to choose from: how much likelier its members are, and who.
type class struct {
	weight  int // per member, relative to the other classes
	members []int32
}

// choose takes k members of the classes by chance, likelier from the heavier, and
// exactly k unless there are fewer in all. The counts by class follow the weights
// exactly; only who it is within a class is chance.
func choose(d *dice, k int, classes []class) []int32 {
	weights, caps := make([]int, len(classes)), make([]int, len(classes))
	for i, c := range classes {
		weights[i] = c.weight * len(c.members)
		if c.weight > 0 {
			caps[i] = len(c.members)
		}
	}
	var out []int32
	for i, n := range apportionWithin(k, weights, caps) {
		out = append(out, pick(d, classes[i].members, n)...)
	}
	return out
}
