package banquet

import (
	"context"
	"errors"
	"time"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/events/fault"
)

// ErrOfflineUsed refuses a building head: details "left", what the building or from
// "estate_from" on its estate has left, and "stage".
var ErrOfflineUsed = fault.New(fault.Conflict, "offline_used", "the offline places of this building are used up; the household can register online, through the hotline, or stand on the waiting list")

// OfflineStage is who may use the places that an estate's buildings have offline.
type OfflineStage string

// The stages, in their order.
const (
	OfAll      OfflineStage = ""         // the community's heads share them all: editions from before there were stages
	OfBuilding OfflineStage = "building" // each building its own
	OfEstate   OfflineStage = "estate"   // whichever building of the estate needs them, from D-5
	OfOnline   OfflineStage = "online"   // what is left went to everybody, from D-4
)

// OfflineStage says whose the offline places are at a moment.
func (e Edition) OfflineStage(now time.Time) OfflineStage {
	switch {
	case e.EstateFrom.IsZero():
		return OfAll
	case now.Before(e.EstateFrom):
		return OfBuilding
	case now.Before(e.OnlineFrom):
		return OfEstate
	}
	return OfOnline
}

// Stages sets when the buildings' offline places become their estate's and everybody's:
// the mornings of D-5 and D-4.
func (e *Edition) Stages(starts time.Time) {
	e.EstateFrom, e.OnlineFrom = Morning(starts, 5), Morning(starts, 4)
}

// Morning is nine o'clock some days before the banquet.
func Morning(starts time.Time, days int) time.Time {
	return evening(starts, days).Add(-9 * time.Hour)
}

// BuildingQuota is what a building has of its estate's offline places.
type BuildingQuota struct {
	Building community.NodeID
	Estate   community.EstateCode
	Places   int // of both meals, by its households
}

// Offline divides the offline places of an estate among its buildings; all estates' for "".
func (e Edition) Offline(tree *community.Tree, estate community.EstateCode) []BuildingQuota {
	var list []BuildingQuota
	for _, q := range e.Quotas(HomesOf(tree)) {
		if q.Channel != "offline" || estate != "" && q.Estate != estate {
			continue
		}
		var homes []int
		first := len(list)
		for b := range tree.Below(community.Reach{community.Everything}) {
			if b.Estate == q.Estate {
				homes = append(homes, b.Households)
				list = append(list, BuildingQuota{Building: b.Code, Estate: q.Estate})
			}
		}
		for i, n := range Apportion(q.Places, homes) {
			list[first+i].Places = n
		}
	}
	return list
}

// HomesOf are the households of each estate.
func HomesOf(tree *community.Tree) []EstateHomes {
	count := map[community.EstateCode]int{}
	for b := range tree.Below(community.Reach{community.Everything}) {
		count[b.Estate] += b.Households
	}
	var list []EstateHomes
	for _, x := range tree.Estates() {
		list = append(list, EstateHomes{Estate: x.Code, Households: count[x.Code]})
	}
	return list
}

// OfflinePlaces are how many places at a table a registration has offline: through the
// building head or the hotline.
func (r Registration) OfflinePlaces() int {
	switch {
	case r.Mode != ByMeal, r.State != Held && r.State != Confirmed && r.State != Attended:
		return 0
	case r.Channel != "building_head" && r.Channel != "hotline":
		return 0
	}
	return r.Come()
}

// OfflineShare is how the offline places stand that a building may use.
type OfflineShare struct {
	Stage        OfflineStage
	Places, Used int // the building's own
	Estate, Lent int // its estate's, and how many of them are used
}

// Left is how many places the building's head may still give, by the stage.
func (o OfflineShare) Left() int {
	if o.Stage == OfEstate {
		return max(0, o.Estate-o.Lent)
	}
	return max(0, o.Places-o.Used)
}

// OfflineOf counts how the offline places of a building stand, and of its estate where they
// are the estate's. Those of one household are left out, "" for none.
func (s *Service) OfflineOf(ctx context.Context, e Edition, building community.NodeID, but community.HouseholdID) (OfflineShare, error) {
	o := OfflineShare{Stage: e.OfflineStage(s.Now())}
	tree, err := s.Tree(ctx)
	if err != nil {
		return o, err
	}
	b, ok := tree.Building(building)
	if !ok {
		return o, community.ErrNoBuilding
	}
	for _, q := range e.Offline(tree, b.Estate) {
		o.Estate += q.Places
		if q.Building != building && o.Stage != OfEstate {
			continue
		}
		list, err := s.InBuilding(ctx, e.ID, q.Building)
		if err != nil {
			return o, err
		}
		used := 0
		for _, r := range list {
			if r.Household != but {
				used += r.OfflinePlaces()
			}
		}
		if q.Building == building {
			o.Places, o.Used = q.Places, used
		}
		o.Lent += used
	}
	return o, nil
}

// withinOffline refuses what a building head asks for beyond the places their building has,
// or from D-5 on its estate. What cannot be oversold is the channel's share of the stock;
// this divides it among the buildings. A registration is stored before it is asked: of two
// in the same moment at least one sees the other.
func (s *Service) withinOffline(ctx context.Context, e Edition, r Registration) error {
	stage := e.OfflineStage(s.Now())
	if r.Channel != "building_head" || r.Mode != ByMeal || s.Tree == nil || stage == OfAll || stage == OfOnline {
		return nil
	}
	o, err := s.OfflineOf(ctx, e, r.Building, r.Household)
	if err != nil {
		return err
	}
	if left := o.Left(); r.Come() > left {
		return ErrOfflineUsed.With("left", left).With("stage", string(stage)).With("estate_from", e.EstateFrom.In(events.Zone))
	}
	return nil
}

// OfflineReturn is a line of the log: on D-5 what the buildings of an estate had not used
// became the estate's.
type OfflineReturn struct {
	At        time.Time            `json:"at"`
	Estate    community.EstateCode `json:"estate"`
	Buildings int                  `json:"buildings"` // that had places left
	Places    int                  `json:"places"`
	Over      int                  `json:"over,omitempty"` // used beyond their own by buildings from before there were stages
}

// ReturnOffline writes into the edition's log what became the estates' once D-5 has come.
// Safe to repeat and in several processes.
func (s *Service) ReturnOffline(ctx context.Context, edition events.ID) error {
	e, err := s.Edition(ctx, edition)
	if err != nil {
		return err
	}
	if stage := e.OfflineStage(s.Now()); stage != OfEstate && stage != OfOnline || len(e.Returned) > 0 || s.Tree == nil {
		return nil
	}
	tree, err := s.Tree(ctx)
	if err != nil {
		return err
	}
	used := map[community.NodeID]int{}
	list, err := all(ctx, s.Store.Registrations, community.By{Index: "building", Prefix: string(edition) + "/"})
	if err != nil {
		return err
	}
	for _, r := range list {
		used[r.Building] += r.OfflinePlaces()
	}
	var log []OfflineReturn
	for _, q := range e.Offline(tree, "") {
		if len(log) == 0 || log[len(log)-1].Estate != q.Estate {
			log = append(log, OfflineReturn{At: s.Now(), Estate: q.Estate})
		}
		line := &log[len(log)-1]
		if left := q.Places - used[q.Building]; left > 0 {
			line.Buildings++
			line.Places += left
		} else {
			line.Over -= left
		}
	}
	_, err = s.Store.Editions.Change(ctx, edition, func(e *Edition) error {
		if len(e.Returned) > 0 {
			return errAsItWas
		}
		e.Returned = log
		return nil
	})
	if errors.Is(err, errAsItWas) {
		return nil
	}
	return err
}
