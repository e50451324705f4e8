package seed

// DuplicateKey is the answer to one second record: whose it is.
type DuplicateKey struct {
	Person   string   `csv:"person"`   // of the second record
	Original string   `csv:"original"` // the Person it is
	Differs  []string `csv:"differs"`  // what is put down otherwise: name:homophone, home, phone:none, ...
	Mark
}

// AddressKey is the answer to one address written with a slip: that it has one. The
// address meant is the household's code.
type AddressKey struct {
	Household string `csv:"household"`
	Slip      string `csv:"slip"` // homophone, swapped, doubled, letter_o, letter_l, wrong_word, order
	Mark
}

// PhoneKey is the answer to one telephone number that is another person's.
type PhoneKey struct {
	Person string `csv:"person"`
	Owner  string `csv:"owner"` // Person
	Mark
}

// SearchKey is a question as someone would type or say it, and the right answers.
// It comes from what the generator knows, not from any index.
type SearchKey struct {
	Kind       string   `csv:"kind"`       // of dirt: initials, fuzzy_sounds, address_spoken, ...
	Query      string   `csv:"query"`      //
	Scope      string   `csv:"scope"`      // code of the building or estate it is asked within, "" for everywhere
	People     []string `csv:"people"`     // who is meant: one to five, all of whom belong into the first five answers
	Households []string `csv:"households"` // for addresses: those behind the door
	Mark
}

// Table implements [Row].
func (DuplicateKey) Table() string { return "duplicates_key" }

// Table implements [Row].
func (AddressKey) Table() string { return "address_key" }

// Table implements [Row].
func (PhoneKey) Table() string { return "phones_key" }

// Table implements [Row].
func (SearchKey) Table() string { return "people_names_key" }
