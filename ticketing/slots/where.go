package slots

import "time"

// Arrival is persons who came in through a gate some time ago.
type Arrival struct {
	Gate    string
	Ago     time.Duration
	Persons int
}

// Where returns which share of those inside is likely in each zone, by the routes and
// how long people stay. The shares add up to 1; where nobody came they go by the zones'
// capacities.
func (s Site) Where(came []Arrival) []float64 {
	out := make([]float64, len(s.Zones))
	routes, err := s.find()
	if err == nil {
		// Arrivals of one gate and minute are alike.
		type key struct{ gate, minute int }
		persons := map[key]float64{}
		gates := map[string]int{}
		for i, g := range s.Gates {
			gates[g.ID] = i
		}
		for _, a := range came {
			if g, ok := gates[a.Gate]; ok && a.Ago >= 0 {
				persons[key{g, int(a.Ago.Minutes())}] += float64(a.Persons)
			}
		}
		for k, n := range persons {
			for _, r := range routes {
				if r.gate != k.gate {
					continue
				}
				w := n * r.share / float64(len(quantiles))
				for _, z := range quantiles {
					s.walk(r, 0, s.stays(z), func(int, float64) {}, func(zone int, from, to float64) {
						if m := float64(k.minute) + 0.5; m >= from && m < to {
							out[zone] += w
						}
					})
				}
			}
		}
	}
	sum := 0.0
	for _, v := range out {
		sum += v
	}
	if sum == 0 {
		for i, z := range s.Zones {
			out[i] = float64(z.Capacity)
			sum += out[i]
		}
	}
	for i := range out {
		if sum > 0 {
			out[i] /= sum
		}
	}
	return out
}
