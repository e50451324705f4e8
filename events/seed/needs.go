package seed

// needSet is what someone needs of an event, never why.
type needSet uint32

// The needs. The first seven answer, in this order, to physical, hearing, vision,
// speech, intellectual, mental and multiple disabilities; what is kept is only what
// the person asks for.
const (
	needStepFree needSet = 1 << iota
	needSignOrText
	needGuide
	needWriting
	needPlainWords
	needQuiet
	needCompanion

	needWheelchair
	needWalkingAid
	needPushchair
	needCallOn

	needHalal
	needVegetarian
	needLowSalt
	needLowSugar
	needSoft
	needNoPork
	needNoBeef
	needNoSpicy
)

// needCodes are in the order of the bits.
var needCodes = []struct{ kind, code string }{
	{"access", "step_free"}, {"access", "sign_or_text"}, {"access", "guide"}, {"access", "writing"},
	{"access", "plain_words"}, {"access", "quiet_place"}, {"access", "companion"},
	{"mobility", "wheelchair_place"}, {"mobility", "walking_aid"}, {"mobility", "pushchair"}, {"contact", "call_on"},
	{"diet", "halal"}, {"diet", "vegetarian"}, {"diet", "low_salt"}, {"diet", "low_sugar"}, {"diet", "soft_food"},
	{"diet", "no_pork"}, {"diet", "no_beef"}, {"diet", "no_spicy"},
}

// accessPeople are the persons of each of the first seven needs, at full size.
var accessPeople = []int{3_310, 2_740, 1_690, 175, 760, 840, 1_885}

// Figures of the plan at full size, in persons; delivery is in households.
const (
	disabledPeople   = 11_400
	wheelchairPeople = 1_080
	walkingPeople    = 4_300
	pushchairPeople  = 2_900
	halalPeople      = 420
	deliveryHomes    = 1_200
)

// diets of single persons at full size, with who is likelier to keep them.
var diets = []struct {
	need    needSet
	people  int
	weights [bands]int
}{
	{needVegetarian, 1_100, [bands]int{b18: 3, b35: 2, b50: 2, b60: 4, b70: 5, b80: 5}},
	{needLowSalt, 3_900, [bands]int{b35: 1, b50: 4, b60: 10, b70: 14, b80: 14, b90: 10}},
	{needLowSugar, 4_600, [bands]int{b18: 1, b35: 3, b50: 8, b60: 14, b70: 18, b80: 14, b90: 8}},
	{needSoft, 950, [bands]int{b60: 1, b70: 6, b80: 30, b90: 60}},
	{needNoPork, 650, [bands]int{b14: 1, b18: 1, b35: 1, b50: 1, b60: 1}},
	{needNoBeef, 500, [bands]int{b18: 1, b35: 1, b50: 1, b60: 2, b70: 2}},
	{needNoSpicy, 6_200, [bands]int{b3: 20, b6: 8, b10: 3, b14: 2, b18: 2, b35: 2, b50: 3, b60: 4, b70: 6, b80: 8, b90: 8}},
}

// makeNeeds says what people need, eat and cannot eat, and what they speak.
func (t *town) makeNeeds() error {
	d := t.dice("needs")
	care := func(p *person) bool { return t.estateOf(int(p.home)).code == careEstate }
	t.giveAccess(d, care)
	t.giveWheels(d, care)
	t.give(d, needWalkingAid, t.part(walkingPeople), [bands]int{b18: 1, b35: 2, b50: 4, b60: 15, b70: 50, b80: 90, b90: 90},
		func(p *person) bool { return p.needs&needWheelchair == 0 })
	t.give(d, needPushchair, t.part(pushchairPeople), [bands]int{b0: 1}, func(*person) bool { return true })
	for i := range t.people {
		p := &t.people[i]
		if stages[t.homes[p.home].stage].kind == kindElderSingle {
			p.needs |= needCallOn
		}
	}
	t.giveHalal(d)
	for _, diet := range diets {
		t.give(d, diet.need, t.part(diet.people), diet.weights, func(p *person) bool {
			return p.needs&(needHalal|needVegetarian) == 0
		})
	}
	t.giveAllergens()
	t.wantDelivery(d)
	t.speak()
	return nil
}

// give adds a need to so many people.
func (t *town) give(d *dice, need needSet, n int, weights [bands]int, may func(*person) bool) {
	for _, i := range choose(d, n, t.byBand(weights, may)) {
		t.people[i].needs |= need
	}
}

// giveAccess gives the needs of people with disabilities, as many in the care
// estate as the report says.
func (t *town) giveAccess(d *dice, care func(*person) bool) {
	weights := [bands]int{b3: 1, b6: 1, b10: 1, b14: 1, b18: 1, b35: 2, b50: 4, b60: 7, b70: 11, b80: 15, b90: 18}
	total, fixed := t.part(disabledPeople), t.careFigure(careFigures.disabled)
	kinds := deck(d, apportion(total, accessPeople))
	who := choose(d, fixed, t.byBand(weights, care))
	who = append(who, choose(d, total-fixed, t.byBand(weights, func(p *person) bool { return !care(p) }))...)
	for k, i := range who {
		t.people[i].needs |= needStepFree << kinds[k]
	}
}

// giveWheels gives wheelchair places: 62 of a hundred to people of 65 and more, as
// many in the care estate as is fixed.
func (t *town) giveWheels(d *dice, care func(*person) bool) {
	total, fixed := t.part(wheelchairPeople), t.careFigure(careFigures.wheelchairs)
	old := (total*62 + 50) / 100
	fixedOld := (fixed*62 + 50) / 100
	for _, part := range []struct {
		n         int
		care, old bool
	}{{fixedOld, true, true}, {fixed - fixedOld, true, false}, {old - fixedOld, false, true}, {total - old - fixed + fixedOld, false, false}} {
		var likely, able []int32
		for i := range t.people {
			p := &t.people[i]
			if care(p) != part.care || (p.age >= 65) != part.old || p.age < 4 {
				continue
			}
			if p.needs&(needStepFree|needCompanion) != 0 {
				likely = append(likely, int32(i))
			} else {
				able = append(able, int32(i))
			}
		}
		weight := 0
		if part.old || len(likely) < part.n {
			weight = 1
		}
		for _, i := range choose(d, part.n, []class{{30, likely}, {weight, able}}) {
			t.people[i].needs |= needWheelchair
		}
	}
}

// giveHalal gives whole households halal food.
func (t *town) giveHalal(d *dice) {
	order := make([]int32, len(t.homes))
	for i := range order {
		order[i] = int32(i)
	}
	shuffle(d, order)
	left := t.part(halalPeople)
	for _, i := range order {
		h := &t.homes[i]
		if n := int(h.after - h.first); n <= left {
			for k := h.first; k < h.after; k++ {
				t.people[k].needs |= needHalal
			}
			left -= n
		}
	}
}

// wantDelivery says whose meal of the banquet is to be brought.
func (t *town) wantDelivery(d *dice) {
	classes := []class{{weight: 12}, {weight: 3}}
	for i := range t.homes {
		h := &t.homes[i]
		class := -1
		for _, p := range t.people[h.first:h.after] {
			switch {
			case p.needs&(needWheelchair|needCallOn|needSoft) != 0:
				class = 0
			case p.age >= 75 && class < 0:
				class = 1
			}
		}
		if class >= 0 {
			classes[class].members = append(classes[class].members, int32(i))
		}
	}
	for _, i := range choose(d, t.part(deliveryHomes), classes) {
		t.homes[i].delivery = true
	}
}

// speak says what people like to be spoken to in: of a thousand 410 the dialect of
// Wuhan, 120 another, 2 sign language, the rest the common language.
func (t *town) speak() {
	d := t.dice("languages")
	n := t.size.people
	undecided := func(p *person) bool { return p.language == putonghua && p.name.surname >= 0 }
	all := [bands]int{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}
	for _, l := range []struct {
		language language
		people   int
		weights  [bands]int
		may      func(*person) bool
	}{
		{sign, n * 2 / 1000, all, func(p *person) bool { return p.needs&needSignOrText != 0 && undecided(p) }},
		{wuhan, n * 410 / 1000, [bands]int{b0: 2, b3: 2, b6: 2, b10: 2, b14: 3, b18: 4, b35: 8, b50: 12, b60: 16, b70: 18, b80: 20, b90: 20}, undecided},
		{otherDialect, n * 120 / 1000, [bands]int{b0: 1, b3: 1, b6: 1, b10: 1, b14: 1, b18: 3, b35: 3, b50: 3, b60: 5, b70: 6, b80: 6, b90: 6}, undecided},
	} {
		for _, i := range choose(d, l.people, t.byBand(l.weights, l.may)) {
			t.people[i].language = l.language
		}
	}
}
