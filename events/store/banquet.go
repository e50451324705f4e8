package store

import (
	"fmt"

	"wanjia/events"
	"wanjia/events/banquet"
	"wanjia/events/community"
	"wanjia/events/docstore"
)

// NewBanquet returns what the banquet keeps in e.
func NewBanquet(e docstore.Engine) banquet.Store {
	return banquet.Store{
		Editions: kept(e, "banquet_editions", banquet.ErrNoBanquet, func(v banquet.Edition) (events.ID, index) {
			return v.ID, nil
		}),
		Venues: kept(e, "banquet_venues", banquet.ErrNoVenue, func(v banquet.Venue) (banquet.VenueID, index) {
			return v.ID, index{"edition": under(string(v.Edition), v.Code)}
		}),
		Sites: kept(e, "banquet_sites", community.ErrNoBuilding, func(v banquet.Site) (community.NodeID, index) {
			return v.Building, nil
		}),
		Registrations: kept(e, "registrations", banquet.ErrNoRegistration, registrationKeys),
		Kin:           kin(e),
		Dishes:        dishes(e),
		Recalls: kept(e, "banquet_recalls", banquet.ErrNoRecall, func(v banquet.Recalling) (banquet.RecallID, index) {
			return v.ID, index{"edition": under(string(v.Edition), docstore.Stamp(v.At))}
		}),
		RecallHomes: kept(e, "banquet_recall_homes", banquet.ErrNoRecallHome, func(v banquet.RecallHome) (string, index) {
			x := index{"recall": under(string(v.Recall), v.State+"/"+string(v.Household))}
			if !v.Sent {
				x["unsent"] = string(v.Recall)
			}
			return v.ID, x
		}),
		Sheets: kept(e, "banquet_sheets", banquet.ErrNoSheet, func(v banquet.Sheet) (banquet.SheetID, index) {
			return v.ID, index{"building": under(string(v.Edition), string(v.Building)+"/"+docstore.Stamp(v.At))}
		}),
	}
}

func registrationKeys(v banquet.Registration) (banquet.RegistrationID, index) {
	edition, order := string(v.Edition), fmt.Sprintf("%09d/%s", v.Order, v.Household)
	x := index{
		"household": under(string(v.Household), edition), "state": under(edition, string(v.State)+"/"+string(v.Household)),
		"begun": under(edition, docstore.Stamp(v.At)),
	}
	if v.State.Live() {
		x["building"] = under(edition, string(v.Building)+"/"+string(v.Household))
	}
	switch v.State {
	case banquet.Confirmed, banquet.Attended:
		x["session"], x["edition"] = under(string(v.Session), order), under(edition, order)
	case banquet.Held, banquet.Offered:
		x["due"] = docstore.Stamp(v.Until)
	case banquet.Waiting:
		x["due"] = docstore.Stamp(v.Changed)
	}
	if len(v.Outbox) > 0 {
		x["outbox"] = docstore.Stamp(v.Changed)
	}
	if len(v.Freed) > 0 || v.Drop != "" || len(v.Withdrawn) > 0 {
		x["freeing"] = docstore.Stamp(v.Changed)
	}
	return v.ID, x
}

// kin keeps the groups of kin, a household in one at most.
func kin(e docstore.Engine) community.Records[banquet.KinID, banquet.Kin] {
	r := kept(e, "banquet_kin", banquet.ErrNoKin, func(v banquet.Kin) (banquet.KinID, index) {
		x := index{"edition": under(string(v.Edition), v.Code)}
		if len(v.Outbox) > 0 {
			x["outbox"] = docstore.Stamp(v.Changed)
		}
		for i, m := range v.Members {
			x[fmt.Sprintf("h%d", i)] = under(string(m.Household), v.Edition)
		}
		return v.ID, x
	})
	r.kept.Unique = func(v banquet.Kin) []string {
		var keys []string
		for _, m := range v.Members {
			keys = append(keys, "kin/"+string(v.Edition)+"/"+string(m.Household))
		}
		return keys
	}
	return r
}

// dishes keeps the dishes, of which a household has one that is no extra.
func dishes(e docstore.Engine) community.Records[banquet.DishID, banquet.Dish] {
	r := kept(e, "banquet_dishes", banquet.ErrNoDish, func(v banquet.Dish) (banquet.DishID, index) {
		edition := string(v.Edition)
		x := index{
			"edition": under(edition, v.ID), "state": under(edition, string(v.State)+"/"+string(v.ID)),
			"code": under(edition, v.Code), "number": under(edition, v.Number),
		}
		if v.Library != "" {
			x["library"] = under(edition, v.Library+"/"+string(v.ID))
		}
		if v.Number == "" {
			delete(x, "number")
		}
		if len(v.Outbox) > 0 {
			x["outbox"] = docstore.Stamp(v.Changed)
		}
		for i, s := range v.Shares {
			if s.Household == v.Cook && v.State != banquet.Withdrawn {
				x["building"] = under(edition, string(s.Building)+"/"+string(v.ID))
			}
			x[fmt.Sprintf("h%d", i)] = under(string(s.Household), v.Edition)
		}
		return v.ID, x
	})
	r.kept.Unique = func(v banquet.Dish) []string {
		keys := []string{"code/" + string(v.Edition) + "/" + v.Code}
		if v.Number != "" {
			keys = append(keys, "number/"+string(v.Edition)+"/"+v.Number)
		}
		if v.Extra || v.State == banquet.Withdrawn {
			return keys
		}
		for _, s := range v.Shares {
			keys = append(keys, banquet.Official(v.Edition, s.Household))
		}
		return keys
	}
	return r
}

// BanquetMigrators lists every collection of a store that [NewBanquet] made.
func BanquetMigrators(s banquet.Store) []docstore.Migrator {
	var list []docstore.Migrator
	for _, kept := range []any{s.Editions, s.Venues, s.Sites, s.Registrations, s.Kin, s.Dishes, s.Sheets, s.Recalls, s.RecallHomes} {
		list = append(list, kept.(docstore.Migrator)) // all of them are records
	}
	return list
}
