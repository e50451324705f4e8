package slots

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize/convex/lp"
)

// solve maximises gain·x under the limits scaled by keep, whole places. It adds limits
// to the program only when a solution breaks them: of some thousand rows a few dozen
// ever matter.
//
// A window of a gate gets the share least of what its lanes pass before any other gets
// more, or half of that where a limit does not allow it, and so on.
func solve(limits []limit, keep func(limit) float64, gain []float64, least float64) ([]int, error) {
	for floor := least; ; floor /= 2 {
		if floor < 0.01 {
			floor = 0
		}
		x, err := solveAbove(limits, keep, gain, floor)
		if err == nil || floor == 0 {
			return whole(x), err
		}
	}
}

// whole rounds down, but not what is whole save for the arithmetic.
func whole(x []float64) []int {
	out := make([]int, len(x))
	for i, v := range x {
		out[i] = int(math.Floor(v + 1e-6))
	}
	return out
}

// row is a limit as the program has it: what is left above the floor.
type row struct {
	coef []float64
	most float64
}

func solveAbove(limits []limit, keep func(limit) float64, gain []float64, floor float64) ([]float64, error) {
	n := len(gain)
	low := make([]float64, n)
	for _, l := range limits {
		if l.kind == Lanes {
			for i, c := range l.coef {
				if c > 0 {
					low[i] = floor * l.most * keep(l)
				}
			}
		}
	}
	all := make([]row, len(limits))
	var used []int
	inside := make([]bool, len(limits))
	for i, l := range limits {
		all[i] = row{l.coef, l.most*keep(l) - l.use(low)}
		if all[i].most < 0 {
			if all[i].most < -1e-6 {
				return low, ErrPlan
			}
			all[i].most = 0
		}
		if l.kind == Lanes {
			used, inside[i] = append(used, i), true
		}
	}
	for {
		y, err := simplex(all, used, gain)
		if err != nil {
			return low, err
		}
		broken := broken(all, inside, y)
		if len(broken) == 0 {
			for i := range y {
				y[i] += low[i]
			}
			return y, nil
		}
		for _, i := range broken[:min(len(broken), 6)] { // several at a time
			used, inside[i] = append(used, i), true
		}
	}
}

// broken returns the rows outside the program that y breaks, the worst first.
func broken(all []row, inside []bool, y []float64) []int {
	var out []int
	by := make([]float64, len(all))
	for i, r := range all {
		if inside[i] {
			continue
		}
		over := -r.most
		for k, c := range r.coef {
			over += c * y[k]
		}
		if by[i] = over / max(r.most, 1); by[i] > 1e-6 {
			out = append(out, i)
		}
	}
	slices.SortFunc(out, func(a, b int) int { return cmp.Or(cmp.Compare(by[b], by[a]), a-b) })
	return out
}

// simplex maximises gain·y with the rows in use; y = 0 keeps them all, so their slacks
// are where it begins.
func simplex(all []row, used []int, gain []float64) ([]float64, error) {
	m, n := len(used), len(gain)
	a := mat.NewDense(m, n+m, nil)
	b, c, basis := make([]float64, m), make([]float64, n+m), make([]int, m)
	for i, k := range used {
		for j, v := range all[k].coef {
			a.Set(i, j, v)
		}
		a.Set(i, n+i, 1)
		b[i], basis[i] = all[k].most, n+i
	}
	for j, g := range gain {
		c[j] = -g
	}
	_, y, err := lp.Simplex(c, a, b, 1e-9, basis)
	if err != nil {
		return nil, fmt.Errorf("solve %d rows of %d: %w", m, n, err)
	}
	return y[:n], nil
}
