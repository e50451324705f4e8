package main

import (
	"fmt"
	"testing"
	"time"

	"wanjia/events/seed"
	"wanjia/ticketing/slots"
)

func lanternWindows() []slots.Window {
	var out []slots.Window
	for i := range seed.LanternWindows {
		out = append(out, slots.Window{ID: fmt.Sprint("w", i), Starts: time.Duration(i) * 30 * time.Minute, Length: 30 * time.Minute})
	}
	return out
}

// BenchmarkSlots plans the three nights of the made-up show, simulated evenings
// included.
func BenchmarkSlots(b *testing.B) {
	site, err := lanternSite()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		for night := range seed.LanternNights {
			opt := slots.Usual
			opt.Seed = uint64(1 + 1000*night)
			p, err := site.Plan(lanternWindows(), opt)
			if err != nil {
				b.Fatal(err)
			}
			if night == 0 {
				b.Log(p.Windows, p.Places, p.Peak, p.PeakAt, p.Rounds, p.Worst)
				for g := range p.Numbers {
					for k := range p.Numbers[g] {
						b.Log(site.Gates[g].ID, k, fmt.Sprintf("%+v", p.Numbers[g][k]))
					}
				}
			}
		}
	}
}
