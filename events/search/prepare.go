package search

import (
	"slices"
	"strings"
)

// prepared is an entry ready for a slot, but for the numbers of its estates.
type prepared struct {
	doc     doc
	sig     signature
	address Address
	aliases []Address // of other places it has
}

// mostKeys bounds what is kept of one entry's names, in bytes.
const mostKeys = 4096

// prepare does what needs no lock.
func prepare(e Entry) prepared {
	b := prepared{address: e.Address}
	b.doc.id = strings.Clone(e.ID)
	if e.Sex == "M" || e.Sex == "F" {
		b.doc.sex = e.Sex[0]
	}
	if e.Born > bornFrom && e.Born-bornFrom < 256 {
		b.doc.born = uint8(e.Born - bornFrom)
	}
	var keys []string
	for _, name := range append([]string{e.Name}, e.OtherNames...) {
		// A building called by its address is found as that; as a name it would
		// stand before people called 桂香.
		if a, ok := ParseAddress(name); ok && e.Kind != Person && a.Building != "" {
			if b.address.Building == "" {
				a.Aliases, b.address = b.address.Aliases, a
			}
			continue
		}
		if e.Kind == Household {
			name = strings.TrimSuffix(name, "家") // 龚海燕家 is asked for as 龚海燕
		}
		keys = appendKey(keys, "", name)
	}
	for _, alias := range b.address.Aliases {
		a, ok := ParseAddress(alias)
		if nickname := len([]rune(a.EstateName)) == 1; !ok || nickname {
			keys = appendKey(keys, string(aliasSign), alias)
			a.EstateName = "" // 老三栋 is in no estate called 老
		}
		if ok {
			b.aliases = append(b.aliases, a)
		}
	}
	b.doc.keys = strings.Join(keys, "\n")
	for _, key := range keys {
		b.sig.addName(strings.TrimPrefix(key, string(aliasSign)))
	}
	b.sig.letters |= flagLive | uint32(e.Kind&3)<<kindShift
	if phones := phonesOf(e.Phone); len(phones) > 0 {
		b.doc.phone = phones[0]
		b.sig.tail = ending(phones[0])
		if len(phones) > 1 {
			b.doc.more = &more{phones: phones[1:]}
			b.sig.letters |= flagMany
		}
	}
	return b
}

func appendKey(keys []string, sign, name string) []string {
	key := nameKey(name)
	if key == "" || slices.Contains(keys, sign+key) {
		return keys
	}
	size := len(key)
	for _, k := range keys {
		size += len(k)
	}
	if size > mostKeys {
		return keys
	}
	return append(keys, sign+key)
}

// settle numbers the places, taking a use of their estates.
func (b *prepared) settle(e *estates) {
	b.doc.place = placeOf(b.address)
	b.doc.place.estate = e.take(b.address)
	p := b.doc.place
	b.sig.estate, b.sig.building, b.sig.room = p.estate, uint16(p.building), uint16(p.room)
	for _, a := range b.aliases {
		if a.EstateName == "" && a.EstateCode == "" {
			a.EstateName, a.EstateCode = b.address.EstateName, b.address.EstateCode
		}
		if a.Unit == "" && a.Room == "" {
			a.Unit, a.Room = b.address.Unit, b.address.Room // 老三栋 renames the building only
		}
		other := placeOf(a)
		if other.estate = e.take(a); other == p {
			e.drop(other.estate)
			continue
		}
		if b.doc.more == nil {
			b.doc.more = &more{}
		}
		b.doc.more.places = append(b.doc.more.places, other)
		b.sig.letters |= flagMany
	}
}
