package seed

import (
	"cmp"
	"slices"
)

// fit returns a table of whole numbers with the given sums of rows and columns,
// which must add up to the same, shaped as nearly like want as those allow. A cell
// wanted 0 stays 0.
//
// missed counts the units that no table without forbidden cells could place in
// their column; they are then in an allowed cell of their row, so that rows are
// always exact.
func fit(rows, cols []int, want [][]float64) (table [][]int, missed int) {
	real := balance(rows, cols, want)
	t := &rounding{cells: make([][]int, len(rows)), want: want, row: slices.Clone(rows), col: slices.Clone(cols)}
	type cell struct {
		i, j int
		over float64
	}
	var cells []cell
	for i := range rows {
		t.cells[i] = make([]int, len(cols))
		for j := range cols {
			n := int(real[i][j])
			t.add(i, j, n)
			if want[i][j] > 0 {
				cells = append(cells, cell{i, j, real[i][j] - float64(n)})
			}
		}
	}
	t.unload()
	slices.SortStableFunc(cells, func(a, b cell) int { return cmp.Compare(b.over, a.over) })
	for _, c := range cells {
		if t.row[c.i] > 0 && t.col[c.j] > 0 {
			t.add(c.i, c.j, 1)
		}
	}
	for i := range rows {
		for t.row[i] > 0 {
			if !t.augment(i) {
				t.add(i, largest(want[i]), 1)
				missed++
			}
		}
	}
	return t.cells, missed
}

// balance scales want until its sums are those wanted, as near as it gets. The
// conversions keep compilers from fusing operations, which would round otherwise
// on other machines.
func balance(rows, cols []int, want [][]float64) [][]float64 {
	real := make([][]float64, len(rows))
	for i := range rows {
		real[i] = slices.Clone(want[i])
	}
	for range 400 {
		for j := range cols {
			sum := 0.0
			for i := range rows {
				sum = float64(sum + real[i][j])
			}
			for i := range rows {
				if sum > 0 {
					real[i][j] = float64(real[i][j] * float64(float64(cols[j])/sum))
				}
			}
		}
		for i := range rows {
			sum := 0.0
			for j := range cols {
				sum = float64(sum + real[i][j])
			}
			for j := range cols {
				if sum > 0 {
					real[i][j] = float64(real[i][j] * float64(float64(rows[i])/sum))
				}
			}
		}
	}
	return real
}

// rounding is a table being filled; row and col are what is still to be placed.
type rounding struct {
	cells    [][]int
	want     [][]float64
	row, col []int
}

func (t *rounding) add(i, j, n int) {
	t.cells[i][j] += n
	t.row[i] -= n
	t.col[j] -= n
}

// unload takes out of a column what is too much for it.
func (t *rounding) unload() {
	for j := range t.col {
		for t.col[j] < 0 {
			most := 0
			for i := range t.row {
				if t.cells[i][j] > t.cells[most][j] {
					most = i
				}
			}
			t.add(most, j, -1)
		}
	}
}

// augment places one unit of row i, moving units of other rows out of its way, and
// says whether there was a way.
func (t *rounding) augment(i int) bool {
	type step struct{ row, col, before int } // the row came to this column; before it, that step
	var steps []step
	seen := make([]bool, len(t.col))
	visit := func(row, before int) {
		for j := range t.col {
			if t.want[row][j] > 0 && !seen[j] {
				seen[j] = true
				steps = append(steps, step{row, j, before})
			}
		}
	}
	visit(i, -1)
	for k := 0; k < len(steps); k++ {
		s := steps[k]
		if t.col[s.col] > 0 {
			t.col[s.col]--
			t.row[i]--
			for s.before >= 0 {
				t.cells[s.row][s.col]++
				from := steps[s.before]
				t.cells[s.row][from.col]--
				s = from
			}
			t.cells[s.row][s.col]++
			return true
		}
		for row := range t.row {
			if t.cells[row][s.col] > 0 {
				visit(row, k)
			}
		}
	}
	return false
}

func largest(s []float64) int {
	best := 0
	for i := range s {
		if s[i] > s[best] {
			best = i
		}
	}
	return best
}
