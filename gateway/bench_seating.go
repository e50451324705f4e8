package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"time"

	"wanjia/events/seed"
	"wanjia/ticketing/checkseating"
	"wanjia/ticketing/seating/tables"
	"wanjia/ticketing/seating/town"
)

// seatingBench is the banquet of the full-size community seated and measured.
type seatingBench struct {
	plans   []*tables.Plan
	results []tables.Result
	first   []tables.Result // first come, first served
	rows    []benchRow
}

// benchSeating seats the banquet at size L on one core and prints its figures, with
// the lower bound and first come, first served beside them. Everything is read by the
// checker that shares nothing with the solver; a broken rule fails the command, a
// figure that is missed does not.
func (p *program) benchSeating(ctx context.Context, o benchOptions) error {
	cores := runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(cores)
	plans, err := town.Plans(ctx, seed.L)
	if err != nil {
		return err
	}
	b := &seatingBench{plans: plans}
	b.solve(o.rounds)
	b.quality()
	b.small()
	wrong, err := b.check()
	if err != nil {
		return err
	}
	broken, err := b.closing()
	if err != nil {
		return err
	}
	wrong = append(wrong, broken...)
	table := &bench{p: p, o: o, rows: b.rows}
	table.print(p.stdout)
	if err := table.write(o.out); err != nil {
		return err
	}
	var errs []error
	for _, sentence := range wrong {
		errs = append(errs, errors.New(sentence))
	}
	return errors.Join(errs...)
}

func (b *seatingBench) add(name, figure, reach string, good bool) {
	verdict := missed
	if good {
		verdict = reached
	}
	b.rows = append(b.rows, benchRow{Name: name, Figure: figure, Reach: reach, Verdict: verdict})
}

// note adds a row nothing is demanded of.
func (b *seatingBench) note(name, figure string) {
	b.rows = append(b.rows, benchRow{Name: name, Figure: figure, Verdict: "for comparison"})
}

// solve seats both meals, without dishes and with, and takes the median of the times.
func (b *seatingBench) solve(rounds int) {
	var people, whole []time.Duration
	for range max(1, rounds) {
		runtime.GC()
		began := time.Now()
		for _, p := range b.plans {
			bare := *p
			bare.Dishes = nil
			tables.Solve(&bare)
		}
		people = append(people, time.Since(began))
		runtime.GC()
		began = time.Now()
		b.results = b.results[:0]
		for _, p := range b.plans {
			b.results = append(b.results, tables.Solve(p))
		}
		whole = append(whole, time.Since(began))
	}
	slices.Sort(people)
	slices.Sort(whole)
	for _, p := range b.plans {
		b.first = append(b.first, tables.FirstCome(p))
	}
	b.add("people", fmt.Sprintf("%v for both meals, reasons included, one core", people[len(people)/2].Round(time.Millisecond)), "< 500 ms", people[len(people)/2] < 500*time.Millisecond)
	b.add("with dishes", fmt.Sprintf("%v", whole[len(whole)/2].Round(time.Millisecond)), "< 5 s", whole[len(whole)/2] < 5*time.Second)
}

// quality compares the seating with the bound and with first come, first served.
func (b *seatingBench) quality() {
	var got, first tables.Figures
	bound, lacking := 0, 0
	for i, p := range b.plans {
		f := tables.Measure(p, b.results[i])
		got.Add(f)
		first.Add(tables.Measure(p, b.first[i]))
		bound += tables.Bound(p)
		lacking += tables.LackingBound(p, f.Tables)
	}
	over := 100 * float64(got.Tables-bound) / float64(bound)
	b.add("tables", fmt.Sprintf("%d for %d households, %.2f %% over the bound of %d; first come %d, %d left over", got.Tables, got.Households, over, bound, first.Tables, first.Left), "<= 1 % over", over <= 1)
	mates := share(got.WithMate, got.MayMate)
	b.add("neighbours", fmt.Sprintf("%.2f %% have a table-mate of their building, of those with any at the meal; first come %.2f %%", mates, share(first.WithMate, first.MayMate)), ">= 95 %", mates >= 95)
	b.note("of all", fmt.Sprintf("%.2f %% of all households, those who come alone of their building counted too", share(got.WithMate, got.Households)))
	b.note("wishes", fmt.Sprintf("%.2f %% met; first come %.2f %%", share(got.WishesMet, got.Wishes), share(first.WishesMet, first.Wishes)))
	b.note("way", fmt.Sprintf("%d m for each person; first come %d m", got.WalkM/max(1, got.People), first.WalkM/max(1, first.People)))
	b.note("left", fmt.Sprintf("%d households left to a person; first come %d", got.Left, first.Left))
	b.note("dishes", fmt.Sprintf("%d on tables; %d times soup, steamed or vegetable is lacking, the bound is %d, first come %d; %d households have their own dish before them, first come %d", got.Dishes, got.Lacking, lacking, first.Lacking, got.Own, first.Own))
	b.add("allergens", fmt.Sprintf("%d dishes where somebody declared what they may contain; first come %d", got.Meet, first.Meet), "0", got.Meet == 0)
}

// small compares plans of eleven and of fourteen households with the proven optimum.
func (b *seatingBench) small() {
	used, fewest := 0, 0
	for n := range uint64(200) {
		chance := rand.New(rand.NewPCG(n, 5))
		p := &tables.Plan{Seed: n, Venues: []tables.Venue{{ID: "V"}}}
		var sizes []int
		for i := range 11 + 3*(n%2) {
			building := chance.IntN(3)
			h := tables.Household{ID: fmt.Sprint(i), Building: fmt.Sprint(building), X: 50 * building, People: 1 + chance.IntN(6)}
			p.Households = append(p.Households, h)
			p.Tables = append(p.Tables, tables.Table{ID: fmt.Sprint("T", i), Venue: "V", Places: 10})
			sizes = append(sizes, h.People)
		}
		used += tables.Measure(p, tables.Solve(p)).Tables
		fewest += checkseating.Fewest(sizes, 10)
	}
	over := 100 * float64(used-fewest) / float64(fewest)
	b.add("small", fmt.Sprintf("%d tables for 200 plans of 11 and 14 households, %.2f %% over the proven optimum of %d", used, over, fewest), "<= 2 % over", over <= 2)
}

func share(n, of int) float64 { return 100 * float64(n) / float64(max(1, of)) }

// check has both meals read by the independent checker.
func (b *seatingBench) check() ([]string, error) {
	var wrong []string
	for i, p := range b.plans {
		plan, err := json.Marshal(p)
		if err != nil {
			return nil, err
		}
		result, err := json.Marshal(b.results[i])
		if err != nil {
			return nil, err
		}
		wrong = append(wrong, checkseating.Check(plan, result)...)
		wrong = append(wrong, checkseating.CheckBound(plan, result, tables.Bound(p))...)
	}
	b.add("rules", fmt.Sprintf("%d broken, by a checker that shares nothing with the solver and proves the bound", len(wrong)), "0", len(wrong) == 0)
	return wrong, nil
}

// benchClosed is the venue that is closed on the day: about a thousand people at each
// meal.
const benchClosed = "V08"

// closing closes a venue for both meals.
func (b *seatingBench) closing() ([]string, error) {
	c := tables.Change{Closed: []string{benchClosed}}
	var took time.Duration
	var wrong []string
	affected, placed, brought, others := 0, 0, 0, 0
	for i, p := range b.plans {
		people, venue := map[string]int{}, map[string]string{}
		for _, h := range p.Households {
			people[h.ID] = h.People
		}
		for _, t := range p.Tables {
			venue[t.ID] = t.Venue
		}
		began := time.Now()
		after := tables.Amend(p, b.results[i], c)
		took += time.Since(began)
		for _, m := range after.Moved {
			switch {
			case venue[m.From] != benchClosed && m.From != "":
				others++
			case m.To == "":
				affected, brought = affected+1, brought+people[m.Household]
			case m.From != "":
				affected, placed = affected+1, placed+people[m.Household]
			}
		}
		var parts [3][]byte
		for k, x := range []any{p, b.results[i], after} {
			var err error
			if parts[k], err = json.Marshal(x); err != nil {
				return nil, err
			}
		}
		wrong = append(wrong, checkseating.CheckAmended(parts[0], parts[1], parts[2], c.Closed, nil)...)
	}
	b.add("closing", fmt.Sprintf("%v: %d people placed elsewhere, %d get the meal brought; %d rules broken", took.Round(time.Millisecond), placed, brought, len(wrong)), "< 1 s", took < time.Second && len(wrong) == 0)
	b.add("moved", fmt.Sprintf("%d households moved beyond the %d affected, %.1f %%", others, affected, share(others, affected)), "<= 5 %", 20*others <= affected)
	return wrong, nil
}
