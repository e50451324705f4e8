package seed

import "time"

// Need is one thing someone needs of an event. Why is not kept.
type Need struct {
	Person string `csv:"person"`
	Kind   string `csv:"kind"` // access, mobility, contact, diet, allergen
	Code   string `csv:"code"` // wheelchair_place, low_salt, E, ...
	Mark
}

// Consent is what someone agreed to or refused, for one purpose.
type Consent struct {
	ID        string    `csv:"id"`
	Person    string    `csv:"person"`
	Purpose   string    `csv:"purpose"` // service, needs, agent, duty_roster, photos, care_card
	Version   string    `csv:"version"` // of the text they saw or heard
	Given     bool      `csv:"given"`
	At        time.Time `csv:"at"`
	By        string    `csv:"by"`        // Person who said so: themselves, or the guardian of a child
	How       string    `csv:"how"`       // app, paper, voice, head
	Withdrawn time.Time `csv:"withdrawn"` // zero while it stands
	Mark
}

// Relation says who may act for a person.
type Relation struct {
	Person  string   `csv:"person"`
	Agent   string   `csv:"agent"` // Person, "" where the post of the building head is vacant and has no deputy
	Kind    string   `csv:"kind"`  // guardian, child, neighbour, building_head
	Scope   []string `csv:"scope"` // signup, needs, contact, all
	From    Day      `csv:"from"`
	Until   Day      `csv:"until"`   // "" for open
	Consent string   `csv:"consent"` // Consent, "" where none is needed or none could be had
	Default bool     `csv:"default"` // nobody was named, so it is the building head
	Mark
}

// CarePair is someone looked after and the neighbours who do.
type CarePair struct {
	ID      string   `csv:"id"`
	Person  string   `csv:"person"`
	Helpers []string `csv:"helpers"` // Persons
	Visits  string   `csv:"visits"`  // daily, twice_weekly, weekly
	Key     string   `csv:"key"`     // number of the sealed key a helper keeps, "" for none
	Since   Day      `csv:"since"`
	Mark
}

// CareCard is what the helpers of a pair and the medic on duty may read. Its file
// holds it encrypted, each card by itself.
type CareCard struct {
	Pair        string   `json:"pair"`
	Person      string   `json:"person"`
	Address     string   `json:"address"`
	Support     string   `json:"support"`
	DrugAllergy string   `json:"drug_allergy"`
	Contacts    []string `json:"contacts"` // name and number of whom to call
	Mark
}

// Table implements [Row].
func (Need) Table() string { return "needs" }

// Table implements [Row].
func (Consent) Table() string { return "consents" }

// Table implements [Row].
func (Relation) Table() string { return "agents" }

// Table implements [Row].
func (CarePair) Table() string { return "care_pairs" }

// Table implements [Row].
func (CareCard) Table() string { return "care_cards" }
