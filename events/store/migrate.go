package store

import (
	"wanjia/events/community"
	"wanjia/events/docstore"
)

// Migrators lists every collection of a store that [NewCommunity] made.
func Migrators(s community.Store) []docstore.Migrator {
	var list []docstore.Migrator
	for _, kept := range []any{
		s.Nodes, s.Estates, s.Buildings, s.Households, s.People, s.Consents, s.Relations, s.Posts, s.Seats,
		s.Teams, s.Members, s.Volunteers, s.CarePairs, s.Portraits, s.Changes, s.Notices,
	} {
		list = append(list, kept.(docstore.Migrator)) // all of them are records
	}
	return list
}
