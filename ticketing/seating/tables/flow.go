package tables

// transport sends what the sources have to the sinks at the least cost: cost[i][j]
// for each unit from i to j, which is forbidden where it is negative; no sink takes
// more than its capacity. It answers how much goes from where to where. Where not all
// can be sent, the earlier sources are, and what no way is left for stays out.
//
// It sends one source after the other along the cheapest way, which may push out
// what was sent before: shortest augmenting paths over the sinks, few beside the
// sources.
func transport(supply []int, cost [][]int, capacity []int) [][]int {
	f := &shipping{cost: cost, left: append([]int(nil), capacity...), sent: make([][]int, len(supply)), at: make([][]int, len(capacity))}
	for i, n := range supply {
		f.sent[i] = make([]int, len(capacity))
		for n > 0 {
			m := f.augment(i, n)
			if m == 0 {
				break
			}
			n -= m
		}
	}
	return f.sent
}

type shipping struct {
	cost [][]int
	left []int   // capacity by sink
	sent [][]int // by source and sink
	at   [][]int // the sources that send to a sink
}

const far = 1 << 50

// augment sends up to n units of source i along the cheapest way and says how many.
func (f *shipping) augment(i, n int) int {
	k := len(f.left)
	dist, before, via := make([]int, k), make([]int, k), make([]int, k)
	for j := range k {
		dist[j], before[j], via[j] = far, -1, i
		if f.cost[i][j] >= 0 {
			dist[j] = f.cost[i][j]
		}
	}
	step, who := f.steps()
	for range k { // no cycle is negative, as what is sent is always cheapest
		changed := false
		for a := range k {
			for b := range k {
				if dist[a] < far && step[a][b] < far && dist[a]+step[a][b] < dist[b] {
					dist[b], before[b], via[b] = dist[a]+step[a][b], a, who[a][b]
					changed = true
				}
			}
		}
		if !changed {
			break
		}
	}
	to := -1
	for j := range k {
		if f.left[j] > 0 && dist[j] < far && (to < 0 || dist[j] < dist[to]) {
			to = j
		}
	}
	if to < 0 {
		return 0
	}
	n = min(n, f.left[to])
	for j := to; before[j] >= 0; j = before[j] {
		n = min(n, f.sent[via[j]][before[j]])
	}
	f.left[to] -= n
	for j := to; j >= 0; j = before[j] {
		if before[j] >= 0 {
			f.move(via[j], before[j], -n)
		}
		f.move(via[j], j, n)
	}
	return n
}

func (f *shipping) move(source, sink, n int) {
	if f.sent[source][sink] == 0 {
		f.at[sink] = append(f.at[sink], source)
	}
	f.sent[source][sink] += n
	if f.sent[source][sink] == 0 {
		for k, s := range f.at[sink] {
			if s == source {
				f.at[sink] = append(f.at[sink][:k], f.at[sink][k+1:]...)
				break
			}
		}
	}
}

// steps is what it costs to push one unit from a sink to another, and whose.
func (f *shipping) steps() (step, who [][]int) {
	k := len(f.left)
	step, who = make([][]int, k), make([][]int, k)
	for a := range k {
		step[a], who[a] = make([]int, k), make([]int, k)
		for b := range k {
			step[a][b] = far
		}
		for _, s := range f.at[a] {
			row := f.cost[s]
			for b, c := range row {
				if c >= 0 && b != a && c-row[a] < step[a][b] {
					step[a][b], who[a][b] = c-row[a], s
				}
			}
		}
	}
	return step, who
}
