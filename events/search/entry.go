// Package search finds people, households and buildings by what somebody at a
// desk, a door or a telephone has in hand: a name or the sound of one, an
// address in any of its forms, the last digits of a number, or some of each.
//
// It is an index in memory and nothing else: it reads no store and keeps no
// file. Its owner feeds it with [Index.Put] and [Index.Remove], and keeps it
// equal to the store. Everything is found within a scope, a part of the
// organisation's tree, and what lies outside is not looked at, not even to rank.
package search

// Kind is what an entry stands for.
type Kind uint8

// The kinds. The zero Kind is none of them.
const (
	Person Kind = iota + 1
	Household
	Building
)

// String returns "person", "household", "building", or "" for none of them.
func (k Kind) String() string {
	switch k {
	case Person:
		return "person"
	case Household:
		return "household"
	case Building:
		return "building"
	}
	return ""
}

// Entry is one thing that can be found.
type Entry struct {
	ID         string // unique over all kinds
	Kind       Kind
	Name       string   // as registered, in any script
	OtherNames []string // what else the person or household is called: 龚婆婆
	Phone      string   // digits, with whatever stands between them; "" if none
	Sex        string   // of a person: M, F, or "" if it is not known
	Born       int      // the year a person was born, 0 if it is not known
	Address    Address
	// Scope is where the entry belongs: a path of names joined by slashes, from
	// the root of the organisation down: "zz05/zb12/dxz88/GX-12". An entry with
	// no scope is found only by those who may look [Everywhere].
	Scope string
}

// Everywhere is the scope of those who may find every entry.
const Everywhere = "*"

// Query is a question.
type Query struct {
	Text string
	// Scope lists the paths the asker may look in, each with all below it:
	// "zz05/zb12" holds "zz05/zb12/dxz88" but not "zz05/zb120". No path, no
	// hits: an asker whose rights nobody filled in sees nothing.
	Scope []string
	Kinds []Kind // only these; none means all
	Year  int    // the present one, by which a title tells an age; 0 and it tells none
	Limit int    // how many hits at most: 20 if it is not positive, never above 100
}

const (
	usualLimit = 20
	mostHits   = 100
	mostRunes  = 128 // of a text; what follows is not read
)

// Reason is a stable code for why an entry was found, for a page to explain.
type Reason string

// The reasons.
const (
	ByName     Reason = "name"       // its characters, or the words of a Latin name
	ByPinyin   Reason = "pinyin"     // syllables, whole or begun, perhaps mixed with characters
	ByInitials Reason = "initials"   // the first letters of the syllables
	ByFuzzy    Reason = "fuzzy"      // a sound, character or estate that is nearly the one typed
	ByAddress  Reason = "address"    // estate, building, unit, room, or another word for the place
	ByPhone    Reason = "phone_tail" // the number or its end
)

// Hit is an entry that was found.
type Hit struct {
	ID   string
	Kind Kind
	// Score orders hits of one query, the best first, and means nothing beyond
	// it, save that it is at most 400 if ByFuzzy is among the reasons and above
	// 400 if not.
	Score int
	Why   []Reason // each once, in the order of the constants; never empty
}
