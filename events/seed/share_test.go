package seed

import (
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestApportion(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		total   int
		weights []int
		want    []int
	}{
		"even":               {10, []int{1, 1}, []int{5, 5}},
		"largest remainder":  {10, []int{1, 1, 1}, []int{4, 3, 3}},
		"seats of a council": {100, []int{47000, 16000, 15900, 12000, 6000, 3100}, []int{47, 16, 16, 12, 6, 3}},
		"nothing":            {7, []int{0, 0}, []int{0, 0}},
		"one of nothing":     {7, []int{0, 3}, []int{0, 7}},
	}
	for name, tt := range tests {
		if diff := cmp.Diff(tt.want, apportion(tt.total, tt.weights)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
	}
	if got := apportionWithin(10, []int{8, 1, 1}, []int{4, 9, 9}); !slices.Equal(got, []int{4, 3, 3}) {
		t.Errorf("with a cap: %v", got)
	}
	if got := apportionWithin(10, []int{1, 1}, []int{2, 3}); !slices.Equal(got, []int{2, 3}) {
		t.Errorf("with too little room: %v", got)
	}
	if got := apportionEach(5, []int{90, 1, 1}); !slices.Equal(got, []int{3, 1, 1}) {
		t.Errorf("one each: %v", got)
	}
	if got := apportionEach(1, []int{5, 5, 5}); !slices.Equal(got, []int{1, 1, 1}) {
		t.Errorf("one each of too few: %v", got)
	}
}

func TestChoose(t *testing.T) {
	t.Parallel()
	d := newDice(1, "test")
	a, b, c := indices(100), indices(100), indices(10)
	for i := range b {
		b[i] += 100
	}
	for i := range c {
		c[i] += 200
	}
	got := choose(d, 60, []class{{3, a}, {1, b}, {0, c}})
	slices.Sort(got)
	if len(slices.Compact(slices.Clone(got))) != 60 || got[59] >= 200 {
		t.Errorf("chose %v", got)
	}
	if n, _ := slices.BinarySearch(got, 100); n != 45 {
		t.Errorf("%d of the class three times as likely, want 45", n)
	}
	if got := choose(d, 500, []class{{3, a}, {1, b}}); len(got) != 200 {
		t.Errorf("chose %d of 200", len(got))
	}
}

func TestFit(t *testing.T) {
	t.Parallel()
	sums := func(table [][]int) (rows, cols []int) {
		cols = make([]int, len(table[0]))
		for _, line := range table {
			sum := 0
			for j, n := range line {
				sum += n
				cols[j] += n
			}
			rows = append(rows, sum)
		}
		return rows, cols
	}
	d := newDice(2, "fit")
	for try := range 200 {
		// A table that exists gives the sums; what is wanted is its pattern only.
		n, m := d.between(2, 9), d.between(2, 7)
		table, want := make([][]int, n), make([][]float64, n)
		for i := range table {
			table[i], want[i] = make([]int, m), make([]float64, m)
			for j := range m {
				if d.in(2, 3) {
					table[i][j], want[i][j] = d.n(40), float64(d.between(1, 50))
				}
			}
			if table[i][0] == 0 {
				table[i][0], want[i][0] = 1, 1
			}
		}
		rows, cols := sums(table)
		got, missed := fit(rows, cols, want)
		gotRows, gotCols := sums(got)
		if missed != 0 || !slices.Equal(rows, gotRows) || !slices.Equal(cols, gotCols) {
			t.Fatalf("try %d: missed %d, sums %v %v, want %v %v", try, missed, gotRows, gotCols, rows, cols)
		}
		for i := range got {
			for j, n := range got[i] {
				if n < 0 || n > 0 && want[i][j] == 0 {
					t.Fatalf("try %d: cell %d %d is %d, wanted %g", try, i, j, n, want[i][j])
				}
			}
		}
	}
	// The second column cannot be filled from the first row alone.
	got, missed := fit([]int{10, 10}, []int{5, 15}, [][]float64{{1, 1}, {1, 0}})
	if rows, _ := sums(got); missed == 0 || !slices.Equal(rows, []int{10, 10}) {
		t.Errorf("an impossible table: missed %d, %v", missed, got)
	}
}

// The throws are the same for ever: the bytes of the dataset rest on them.
func TestDice(t *testing.T) {
	t.Parallel()
	d := newDice(20270131, "test")
	var got []int
	for range 8 {
		got = append(got, d.n(1000))
	}
	if want := []int{591, 828, 929, 733, 965, 530, 685, 284}; !slices.Equal(got, want) {
		t.Errorf("threw %v, want %v", got, want)
	}
	counts := make([]int, 10)
	w := newWheel([]int{1, 2, 3, 4})
	for range 10_000 {
		counts[w.spin(d)]++
	}
	for i, share := range []int{1000, 2000, 3000, 4000} {
		if abs(counts[i]-share) > 200 {
			t.Errorf("the wheel stopped %d times at %d, about %d expected", counts[i], i, share)
		}
	}
	x, y := newDice(1, "a"), newDice(1, "b")
	if x.n(1<<30) == y.n(1<<30) {
		t.Error("two subjects share their throws")
	}
}

func TestNumbersNeverMeet(t *testing.T) {
	t.Parallel()
	w := &town{opt: Options{RNG: 5, PhonePrefix: "154"}, size: sizes[S]}
	seen := map[int32]bool{}
	for range 9_900 {
		n := w.newPhone()
		if seen[n] || n < reserved || n >= 10_000 {
			t.Fatalf("number %d after %d", n, len(seen))
		}
		seen[n] = true
	}
	if got := w.phone(123); got != "15400000123" {
		t.Errorf("number 123 is %s", got)
	}
}

// townM is size M, made once and only read.
var townM = sync.OnceValues(func() (*town, error) { return build(Options{Size: M}) })

// Names of the report and of people everyone knows are never given. Here they are
// only as hashes too.
func TestRefused(t *testing.T) {
	t.Parallel()
	if len(wellKnown) < 500 {
		t.Errorf("only %d names are refused", len(wellKnown))
	}
	w, err := townM()
	if err != nil {
		t.Fatal(err)
	}
	for i := range w.people {
		if name := w.people[i].name.String(); refused(name) {
			t.Errorf("%s is called %s", personID(i), name)
		}
	}
	// The refusal is needed: names as they fall out do meet the list.
	d := newDice(9, "refused")
	common := newWheel(surnameWeights(surnames))
	met := 0
	for range 50_000 {
		if refused(surnames[common.spin(d)].text + givenName(d, d.between(1940, 2020), d.in(1, 2))) {
			met++
		}
	}
	if met == 0 {
		t.Error("no name that fell out was refused, so the list does nothing")
	}
}

// The share of every surname is within a hundredth of its weight.
func TestSurnameShares(t *testing.T) {
	t.Parallel()
	w, err := townM()
	if err != nil {
		t.Fatal(err)
	}
	counts, all, sum := make([]int, len(allSurnames)), 0, 0
	for _, p := range w.people {
		if s := p.name.surname; s >= 0 && int(s) < len(surnames) {
			counts[s]++
			all++
		}
	}
	for _, s := range surnames {
		sum += s.weight
	}
	for i, s := range surnames {
		if got, want := float64(counts[i])/float64(all), float64(s.weight)/float64(sum); got-want > 0.01 || want-got > 0.01 {
			t.Errorf("%s: %.4f of the people, want %.4f", s.text, got, want)
		}
	}
}

// What one misspells an estate as is no other estate.
func TestMisspeltEstates(t *testing.T) {
	t.Parallel()
	names := map[string]string{}
	codes := map[string]bool{}
	for _, e := range fullEstates {
		names[e.name] = e.code
		if codes[e.code] || len(e.code) != 2 {
			t.Errorf("code %s is used twice or not of two letters", e.code)
		}
		codes[e.code] = true
	}
	for _, e := range fullEstates {
		for _, m := range e.misspelt {
			if names[m] != "" || len([]rune(m)) != 3 {
				t.Errorf("%s misspelt %s is another estate, or too long", e.name, m)
			}
			names[m] = e.code
		}
	}
}

func TestStages(t *testing.T) {
	t.Parallel()
	bySize, byCensus, people := map[int]int{}, map[int]int{}, 0
	for _, s := range stages {
		bySize[len(s.slots)] += s.households
		byCensus[len(s.slots)] += s.census
		people += s.households * len(s.slots)
		if s.households%60 != 0 || s.census%60 != 0 {
			t.Errorf("%d or %d households of %s do not divide by 60", s.households, s.census, s.kind)
		}
	}
	want := map[int]int{1: 6_600, 2: 15_600, 3: 19_800, 4: 10_200, 5: 5_400, 6: 1_800, 7: 600}
	if diff := cmp.Diff(want, bySize); diff != "" || people != 180_000 {
		t.Errorf("%d people in households by size (-want +got)\n%s", people, diff)
	}
	if diff := cmp.Diff(want, byCensus); diff != "" {
		t.Errorf("by the census (-want +got)\n%s", diff)
	}
}
