package banquet

import (
	"cmp"
	"slices"

	"wanjia/events"
	"wanjia/events/community"
)

// Formula is how the places are divided, as everybody may read it.
var Formula = events.Text{
	ZH: "两席座位合计：网上69.5%，线下（楼栋长和热线）25%，无障碍3%，主题桌0.5%，机动2%。网上和线下再按各苑区户数分，除不尽的先给余数大的苑区。",
	EN: "Of the seats of both meals: 69.5 % online, 25 % through building heads and the hotline, 3 % step-free, 0.5 % for tables by invitation, 2 % in reserve. Online and offline are divided among the estates by their households; what does not divide goes to the largest remainders.",
}

// UsualShares are the shares of an edition that says nothing else.
var UsualShares = Shares{Online: 695, Offline: 250, Accessible: 30, Theme: 5, Reserve: 20}

// EstateHomes is how many households an estate has.
type EstateHomes struct {
	Estate     community.EstateCode
	Households int
}

// EstateQuota is the share of an estate through a channel, or of the whole community.
type EstateQuota struct {
	Channel    string // online, offline, accessible, theme, reserve
	Estate     community.EstateCode
	Households int
	Places     int // of both meals
}

// Quotas divide the places of the meals among channels and estates; their sum is all of
// them.
func (e Edition) Quotas(homes []EstateHomes) []EstateQuota {
	meals, weights, all := 0, make([]int, len(homes)), 0
	for _, s := range e.Sittings {
		if s.Kind == Meal {
			meals++
		}
	}
	for i, h := range homes {
		weights[i] = h.Households
		all += h.Households
	}
	channels := []string{"online", "offline", "accessible", "theme", "reserve"}
	parts := Apportion(e.Places*meals, []int{e.Shares.Online, e.Shares.Offline, e.Shares.Accessible, e.Shares.Theme, e.Shares.Reserve})
	var list []EstateQuota
	for c, places := range parts {
		if channels[c] != "online" && channels[c] != "offline" {
			list = append(list, EstateQuota{Channel: channels[c], Households: all, Places: places})
			continue
		}
		for i, n := range Apportion(places, weights) {
			list = append(list, EstateQuota{Channel: channels[c], Estate: homes[i].Estate, Households: homes[i].Households, Places: n})
		}
	}
	return list
}

// Apportion divides total by the weights so that the parts add up to it: each gets its
// whole part, and the largest remainders one more. Without weights nobody gets any.
func Apportion(total int, weights []int) []int {
	parts, sum := make([]int, len(weights)), 0
	for _, w := range weights {
		sum += w
	}
	if sum == 0 {
		return parts
	}
	order := make([]int, len(weights))
	left := total
	for i, w := range weights {
		order[i], parts[i] = i, total*w/sum
		left -= parts[i]
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(total*weights[b]%sum, total*weights[a]%sum) })
	for _, i := range order[:left] {
		parts[i]++
	}
	return parts
}
