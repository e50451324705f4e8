package search

// Rows of [planes], each a statement that is true of some entries. A block is one-hot:
// an entry that has several of a thing, as two telephones, stands in several rows of it.
const (
	rowChars     = 0                   // a character of its names, folded to 128
	rowSounds    = rowChars + 128      // the class of a syllable of its names
	rowLetters   = rowSounds + 128     // the first letter of a unit, otherLetters behind z
	rowLatin     = rowLetters + 27     // a word in Latin letters
	rowKinds     = rowLatin + 1        // the Kind; a vacant slot stands in none
	rowDigits    = rowKinds + 4        // of a telephone: ten for each of its last four digits
	rowBuildings = rowDigits + 10*4    // the building's number, folded
	rowFloors    = rowBuildings + 32   // the room's number without its last two digits, folded
	rowDoors     = rowFloors + 32      // those two digits, folded
	rowUnits     = rowDoors + 16       // the unit's number, folded
	rowCount     = rowUnits + foldUnit // how many rows there are
	foldBuilding = 32
	foldFloor    = 32
	foldDoor     = 16
	foldUnit     = 8
)

// planes are what is looked at before a signature: the entries of a shard turned on
// their side, so that a row has one bit for each slot. What a plan asks of 64 entries
// is then a few instructions, and most of the community is never touched one by one.
// Folding only joins values, so planes never rule out what a signature would not.
type planes struct {
	words int // of each row
	bits  []uint64
}

// row returns the bits of slots from*64 up to to*64.
func (p *planes) row(n uint16, from, to int) []uint64 {
	at := int(n) * p.words
	return p.bits[at+from : at+to : at+to]
}

// put has the slot stand in these rows and no others. fresh says that it stands in none.
func (p *planes) put(slot int32, rows []uint16, fresh bool) {
	word, bit := int(slot>>6), uint64(1)<<(slot&63)
	if word >= p.words {
		p.grow(word + 1)
	}
	if !fresh {
		for i := word; i < len(p.bits); i += p.words {
			p.bits[i] &^= bit
		}
	}
	for _, n := range rows {
		p.bits[int(n)*p.words+word] |= bit
	}
}

// grow makes room for slots of so many words, and some more if there are many.
func (p *planes) grow(words int) {
	words += words / 8
	bits := make([]uint64, rowCount*words)
	for n := range rowCount {
		copy(bits[n*words:], p.bits[n*p.words:(n+1)*p.words])
	}
	p.words, p.bits = words, bits
}

// rowsOf appends the rows of an entry.
func rowsOf(rows []uint16, sig *signature, d *doc) []uint16 {
	rows = sig.chars.rows(rows, rowChars)
	rows = sig.sounds.rows(rows, rowSounds)
	rows = (&set128{uint64(sig.letters & lettersMask)}).rows(rows, rowLetters)
	if sig.letters&flagLatin != 0 {
		rows = append(rows, rowLatin)
	}
	rows = append(rows, rowKinds+uint16(sig.kind()))
	rows = phoneRows(rows, d.phone)
	rows = placeRows(rows, d.place)
	if d.more != nil {
		for _, phone := range d.more.phones {
			rows = phoneRows(rows, phone)
		}
		for _, p := range d.more.places {
			rows = placeRows(rows, p)
		}
	}
	return rows
}

// rows appends first and as many more as each number of the set says.
func (s *set128) rows(rows []uint16, first uint16) []uint16 {
	for n := range uint8(128) {
		if s.has(n) {
			rows = append(rows, first+uint16(n))
		}
	}
	return rows
}

func phoneRows(rows []uint16, phone uint64) []uint16 {
	if phone == 0 {
		return rows
	}
	return digitRows(rows, phone)
}

// digitRows appends the rows of the last four digits.
func digitRows(rows []uint16, n uint64) []uint16 {
	for i := range uint16(4) {
		rows = append(rows, rowDigits+10*i+uint16(n%10))
		n /= 10
	}
	return rows
}

// placeRows appends the rows of what is known of a place.
func placeRows(rows []uint16, p place) []uint16 {
	if p.building != 0 {
		rows = append(rows, rowBuildings+uint16(p.building%foldBuilding))
	}
	if p.room != 0 {
		rows = append(rows, floorRow(p.room/100), rowDoors+uint16(p.room%100%foldDoor))
	}
	if p.unit != 0 {
		rows = append(rows, rowUnits+p.unit%foldUnit)
	}
	return rows
}

func floorRow(floor uint32) uint16 { return rowFloors + uint16(floor%foldFloor) }
