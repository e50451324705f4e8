package seed

// band is a group of ages.
type band uint8

// The bands of the plan; six to thirteen is in two, because a phone comes with ten.
const (
	b0  band = iota // 0–2
	b3              // 3–5
	b6              // 6–9
	b10             // 10–13
	b14             // 14–17
	b18             // 18–34
	b35             // 35–49
	b50             // 50–59
	b60             // 60–69
	b70             // 70–79
	b80             // 80–89
	b90             // 90 and more
	bands
)

// bandAges are the youngest and the oldest of each band.
var bandAges = [bands][2]int{
	{0, 2}, {3, 5}, {6, 9}, {10, 13}, {14, 17}, {18, 34}, {35, 49}, {50, 59}, {60, 69}, {70, 79}, {80, 89}, {90, 103},
}

// ageShares are persons of 180,000 by band. Of the census only the sums of the
// young, the old and the very old are public; within them it is the community's.
var ageShares = map[Profile][]int{
	Community: {3_600, 4_860, 8_001, 4_239, 5_400, 42_300, 40_500, 31_500, 22_500, 11_700, 4_590, 810},
	Census:    {4_050, 5_490, 8_640, 4_500, 4_680, 48_000, 43_626, 30_000, 17_514, 9_200, 3_660, 640},
}

// role is what a person is to the household.
type role uint8

const (
	single role = iota
	husband
	wife
	child
	grandfather
	grandmother
	forebear // of the grandparents
	grandchild
	carer
	tenant
	head // of a household of relatives
	relative
)

var roleNames = []string{"single", "husband", "wife", "child", "grandfather", "grandmother", "great_grandparent", "grandchild", "carer", "tenant", "head", "relative"}

// generations, the oldest first; each is at least [generation] years above the next.
var generations = map[role]int{
	forebear: 0, grandfather: 1, grandmother: 1, husband: 2, wife: 2, head: 2, single: 2, tenant: 2, relative: 2, carer: 2, child: 3, grandchild: 3,
}

// mix is bands with how likely each is.
type mix map[band]int

var (
	elder    = mix{b60: 45, b70: 38, b80: 15, b90: 2}
	veryOld  = mix{b70: 55, b80: 40, b90: 5}
	ofYoung  = mix{b50: 50, b60: 50}
	ofMiddle = mix{b60: 62, b70: 33, b80: 5}
	ofLate   = mix{b70: 60, b80: 35, b90: 5}
	small    = mix{b0: 55, b3: 32, b6: 12}
	schooled = mix{b0: 6, b3: 20, b6: 40, b10: 20, b14: 20, b18: 2}
	grown    = mix{b14: 6, b18: 94}
	settled  = mix{b18: 80, b35: 20}
	tenants  = mix{b18: 75, b35: 20, b50: 5}
	adults   = mix{b18: 30, b35: 35, b50: 25, b60: 10}
)

func only(b band) mix { return mix{b: 1} }

// slot is one person of a kind of household.
type slot struct {
	role role
	ages mix
}

// stage is a kind of household of one size at one time of its life. Households are
// counted of 60,000; all counts are multiples of 60, so that a thirtieth and a
// quarter of the community have whole ones.
type stage struct {
	kind       string
	households int // with the community's ages
	census     int // with the city's, where fewer are old; kinds and sizes stay as many
	slots      []slot
}

// The kinds of households.
const (
	kindFamily       = "couple_children"
	kindCouple       = "couple"
	kindThree        = "three_generations"
	kindSingle       = "single"
	kindElderSingle  = "elder_single"
	kindElderCouple  = "elder_couple"
	kindTenants      = "tenants"
	kindGrandparents = "grandparents"
	kindOther        = "other"
)

func couple(ages mix) []slot { return []slot{{husband, ages}, {wife, ages}} }

func with(s []slot, more ...slot) []slot { return append(s[:len(s):len(s)], more...) }

func times(n int, s slot) []slot {
	var all []slot
	for range n {
		all = append(all, s)
	}
	return all
}

// stages add up to the plan: 60,000 households of 180,000 people, by size 6,600,
// 15,600, 19,800, 10,200, 5,400, 1,800, 600; by kind 31, 19, 17, 6, 5, 8, 9, 3 and 2
// of a hundred. Couples of both sorts are 27 of a hundred while only 26 have two
// members, so one elderly couple in eight has a carer living in.
var stages = []stage{
	{kindSingle, 3_600, 3_600, []slot{{single, mix{b18: 42, b35: 33, b50: 25}}}},
	{kindElderSingle, 3_000, 3_000, []slot{{single, mix{b60: 30, b70: 40, b80: 25, b90: 5}}}},

	{kindCouple, 3_000, 3_300, couple(only(b18))},
	{kindCouple, 2_700, 3_420, couple(only(b35))},
	{kindCouple, 4_800, 4_560, couple(only(b50))},
	{kindCouple, 900, 120, []slot{{husband, only(b60)}, {wife, only(b50)}}},

	{kindElderCouple, 4_200, 4_200, couple(elder)},
	{kindElderCouple, 600, 600, with(couple(veryOld), slot{carer, mix{b35: 40, b50: 60}})},

	{kindFamily, 1_680, 2_880, with(couple(only(b18)), slot{child, small})},
	{kindFamily, 480, 900, with(couple(only(b18)), times(2, slot{child, small})...)},
	{kindFamily, 4_260, 6_060, with(couple(only(b35)), slot{child, schooled})},
	{kindFamily, 2_220, 2_880, with(couple(only(b35)), times(2, slot{child, schooled})...)},
	{kindFamily, 120, 120, with(couple(only(b35)), times(3, slot{child, schooled})...)},
	{kindFamily, 5_040, 3_900, with(couple(only(b50)), slot{child, grown})},
	{kindFamily, 1_620, 1_260, with(couple(only(b50)), times(2, slot{child, grown})...)},
	{kindFamily, 2_460, 600, with(couple(only(b60)), slot{child, settled})},
	{kindFamily, 720, 0, with(couple(only(b60)), times(2, slot{child, settled})...)},

	{kindThree, 480, 900, threeOf(b18, ofYoung, small, 1, 1)},
	{kindThree, 900, 1_620, threeOf(b18, ofYoung, small, 2, 1)},
	{kindThree, 60, 120, threeOf(b18, ofYoung, small, 1, 2)},
	{kindThree, 300, 540, threeOf(b18, ofYoung, small, 2, 2)},
	{kindThree, 2_100, 1_740, threeOf(b35, ofMiddle, schooled, 1, 1)},
	{kindThree, 2_940, 2_340, threeOf(b35, ofMiddle, schooled, 2, 1)},
	{kindThree, 540, 480, threeOf(b35, ofMiddle, schooled, 1, 2)},
	{kindThree, 1_020, 900, threeOf(b35, ofMiddle, schooled, 2, 2)},
	{kindThree, 600, 600, with(threeOf(b35, only(b60), schooled, 2, 2), slot{forebear, mix{b80: 85, b90: 15}})},
	{kindThree, 360, 300, threeOf(b50, ofLate, grown, 1, 1)},
	{kindThree, 480, 360, threeOf(b50, ofLate, grown, 2, 1)},
	{kindThree, 420, 300, threeOf(b50, ofLate, grown, 2, 2)},

	{kindGrandparents, 1_440, 1_440, []slot{{grandfather, mix{b50: 15, b60: 70, b70: 15}}, {grandmother, mix{b50: 15, b60: 70, b70: 15}}, {grandchild, mix{b3: 20, b6: 50, b10: 30, b14: 10}}}},
	{kindGrandparents, 360, 360, []slot{{grandfather, only(b60)}, {grandmother, only(b60)}, {grandchild, mix{b3: 20, b6: 60, b10: 20}}, {grandchild, mix{b3: 20, b6: 60, b10: 20}}}},

	{kindTenants, 3_600, 3_600, times(3, slot{tenant, tenants})},
	{kindTenants, 1_500, 1_500, times(4, slot{tenant, tenants})},
	{kindTenants, 300, 300, times(5, slot{tenant, tenants})},

	{kindOther, 720, 720, []slot{{head, mix{b35: 80, b50: 20}}, {child, mix{b6: 30, b10: 30, b14: 40}}, {relative, adults}}},
	{kindOther, 360, 360, with(times(3, slot{relative, adults}), slot{head, adults})},
	{kindOther, 60, 60, with(times(4, slot{relative, adults}), slot{head, adults})},
	{kindOther, 60, 60, with(times(5, slot{relative, adults}), slot{head, adults})},
}

// threeOf is a household of three generations: a couple of one band with one or
// two parents of one of them and its children.
func threeOf(parents band, ages, young mix, grandparents, children int) []slot {
	s := couple(only(parents))
	if grandparents == 2 {
		s = append(s, slot{grandfather, ages})
	}
	s = append(s, slot{grandmother, ages})
	return append(s, times(children, slot{child, young})...)
}

// stageCounts is how many households there are of each stage.
func stageCounts(households, people int, o Options) []int {
	weights := make([]int, len(stages))
	for i, s := range stages {
		weights[i] = s.households
		if o.Profile == Census {
			weights[i] = s.census
		}
	}
	if o.MeanHousehold == 3 {
		return apportion(households, weights)
	}
	// The shares are tilted towards small or large households until the people
	// fit: a household of n is scale^n likelier. Halving is exact on any machine.
	tilt := func(scale float64) ([]int, int) {
		scaled := make([]int, len(stages))
		for i, s := range stages {
			w := float64(weights[i])
			for range s.slots {
				w = float64(w * scale)
			}
			scaled[i] = int(float64(w * 1000))
		}
		counts, sum := apportion(households, scaled), 0
		for i, n := range counts {
			sum += n * len(stages[i].slots)
		}
		return counts, sum
	}
	lo, hi := 0.125, 8.0
	var counts []int
	var sum int
	for range 40 {
		middle := (lo + hi) / 2
		if counts, sum = tilt(middle); sum < people {
			lo = middle
		} else {
			hi = middle
		}
	}
	small, large := stageOf(kindFamily, 3), stageOf(kindFamily, 4)
	for ; sum < people; sum++ {
		counts[small]--
		counts[large]++
	}
	for ; sum > people; sum-- {
		counts[small]++
		counts[large]--
	}
	return counts
}

// stageOf is the commonest stage of a kind with so many members.
func stageOf(kind string, size int) int {
	best := -1
	for i, s := range stages {
		if s.kind == kind && len(s.slots) == size && (best < 0 || s.households > stages[best].households) {
			best = i
		}
	}
	return best
}
