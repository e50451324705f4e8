package seed

import "fmt"

// Purposes of consents.
const (
	forService uint8 = iota
	forNeeds
	forAgent
	forRoster
	forPhotos
	forCard
)

var purposeNames = []string{"service", "needs", "agent", "duty_roster", "photos", "care_card"}

// Ways of saying yes.
const (
	byApp uint8 = iota
	byPaper
	byVoice
	toHead
)

var howNames = []string{"app", "paper", "voice", "head"}

type consent struct {
	person, by int32
	purpose    uint8
	how        uint8
	old        bool // to the text before the present one
	given      bool
	day        int32
	minute     int16
	withdrawn  int32 // day, 0 while it stands
}

// makeConsents asks everyone: for the service itself, for needs where there are
// any, for the wall where they hold a post, for acting and for a care card where
// there is one. Some refuse what is optional, some withdraw it.
func (t *town) makeConsents() error {
	d := t.dice("consents")
	t.consents = make([]consent, 0, len(t.people)*8/5)
	speaker := make([]int32, len(t.people)) // who says yes or no for each
	for i := range speaker {
		speaker[i] = int32(i)
	}
	for i := len(t.relations) - 1; i >= 0; i-- {
		if r := &t.relations[i]; r.kind == guardian {
			speaker[r.person] = r.agent
		}
	}
	for i := range t.people {
		p := &t.people[i]
		t.ask(d, int32(i), speaker[i], forService, 1000)
		if p.needs&^needPushchair != 0 || p.allergic != 0 {
			t.ask(d, int32(i), speaker[i], forNeeds, 1000)
		}
		if d.in(3, 10) {
			t.ask(d, int32(i), speaker[i], forPhotos, 840)
		}
	}
	asked := map[int32]int32{}
	for i := range t.posts {
		p := &t.posts[i]
		if p.holder == nobody {
			continue
		}
		c, ok := asked[p.holder]
		if !ok {
			c = t.ask(d, p.holder, p.holder, forRoster, 880)
			asked[p.holder] = c
		}
		p.consent = c
	}
	for i := range t.relations {
		if r := &t.relations[i]; r.kind != guardian && !r.byDefault && d.in(97, 100) {
			r.consent = t.ask(d, r.person, r.person, forAgent, 1000)
			t.consents[r.consent].how = one(d, []uint8{byPaper, byVoice, toHead})
			t.consents[r.consent].day, t.consents[r.consent].old = r.from, r.from < -300
		}
	}
	for i := range t.pairs {
		t.pairs[i].consent = t.ask(d, t.pairs[i].person, speaker[t.pairs[i].person], forCard, 1000)
	}
	return nil
}

// ask records an answer, yes so many times of a thousand, and returns where.
func (t *town) ask(d *dice, person, by int32, purpose uint8, yes int) int32 {
	// Nobody was asked before they were born or had moved in.
	longest := -int(max(-700, t.people[person].born, t.homes[t.people[person].home].moved))
	c := consent{
		person: person, by: by, purpose: purpose, given: d.in(yes, 1000), how: toHead,
		day: -int32(d.between(1, max(1, longest))), minute: int16(d.between(8*60, 21*60)),
	}
	if t.people[by].ability.smart() {
		c.how = one(d, []uint8{byApp, byApp, byApp, byPaper})
	} else if d.in(1, 2) {
		c.how = one(d, []uint8{byPaper, byVoice})
	}
	c.old = c.day < -300
	if purpose == forPhotos || purpose == forRoster {
		if c.given && d.in(15, 1000) {
			c.withdrawn = c.day + int32(d.n(int(-c.day)))
			if c.withdrawn == 0 {
				c.withdrawn = -1
			}
		}
	}
	t.consents = append(t.consents, c)
	return int32(len(t.consents) - 1)
}

func consentID(i int) string { return fmt.Sprintf("C%06d", i+1) }

func (t *town) consentRow(i int) Consent {
	c := &t.consents[i]
	year := t.opt.Edition - 1
	if c.old {
		year--
	}
	row := Consent{
		ID: consentID(i), Person: personID(int(c.person)), Purpose: purposeNames[c.purpose],
		Version: fmt.Sprintf("%d-1", year), Given: c.given, At: t.hour(int(c.day), int(c.minute)),
		By: personID(int(c.by)), How: howNames[c.how], Mark: t.mark(),
	}
	if c.withdrawn != 0 {
		row.Withdrawn = t.hour(int(c.withdrawn), int(c.minute)+30)
	}
	return row
}
