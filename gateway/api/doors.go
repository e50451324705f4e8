package api

import (
	"context"
	"log/slog"
	"time"

	"wanjia/events/community"
	"wanjia/events/fault"
	"wanjia/gateway/identity"
)

// DoorsInput names a building.
type DoorsInput struct {
	Building community.NodeID `query:"building" required:"true" maxLength:"64" example:"GX-12"`
}

// DoorList is every door of a building, to be kept on the device.
type DoorList struct {
	Building     community.NodeID `json:"building"`
	BuildingName string           `json:"building_name"`
	AsOf         time.Time        `json:"as_of"`
	Items        []Door           `json:"items" nullable:"false" doc:"By unit, floor and flat"`
}

// Door is a household as whoever goes from door to door needs it.
type Door struct {
	Household community.HouseholdID `json:"household"`
	Code      string                `json:"code" example:"GX-12-2-501"`
	Unit      int                   `json:"unit"`
	Floor     int                   `json:"floor"`
	Flat      int                   `json:"flat"`
	Room      string                `json:"room"`
	Known     bool                  `json:"known" doc:"To the building head"`
	People    []Lodger              `json:"people" nullable:"false"`
	Visit     *DoorVisit            `json:"visit" doc:"The latest; null before the first"`
}

// Lodger is somebody behind a door.
type Lodger struct {
	ID          community.PersonID `json:"id"`
	Name        string             `json:"name"`
	AgeBand     string             `json:"age_band"`
	Needs       []Need             `json:"needs" nullable:"false"`
	PhoneMasked string             `json:"phone_masked"`
	Residency   string             `json:"residency"`
	Consented   bool               `json:"consented" doc:"Agreed to being registered"`
}

// getDoors answers GET /v1/doors?building=: 200 DoorList | 404 no_such_building.
func (a *API) getDoors(ctx context.Context, in *DoorsInput) (*reply[DoorList], error) {
	asOf := a.Now()
	doors, err := a.Community.Doors(ctx, a.reach(ctx, identity.ChangePeople), in.Building)
	if err != nil {
		return nil, err
	}
	v, err := a.viewer(ctx)
	if err != nil {
		return nil, err
	}
	out := DoorList{
		Building: in.Building, BuildingName: v.tree.BuildingName(in.Building), AsOf: here(asOf), Items: make([]Door, len(doors)),
	}
	for i, d := range doors {
		out.Items[i] = v.door(d)
	}
	return &reply[DoorList]{out}, nil
}

// door shows a door to somebody who may change people there.
func (v viewer) door(d community.Door) Door {
	h := d.Household
	w := Door{
		Household: h.ID, Code: h.Code, Unit: h.Unit, Floor: h.Floor, Flat: h.Flat, Room: h.Room, Known: h.Known,
		People: []Lodger{}, Visit: wireVisit(h.Visit),
	}
	for _, p := range d.People {
		w.People = append(w.People, Lodger{
			ID: p.ID, Name: v.name(p.Person), AgeBand: community.AgeBand(p.Born, v.now), Needs: v.needs(p.Person),
			PhoneMasked: community.MaskPhone(p.Phone), Residency: p.Residency.State, Consented: p.Consented,
		})
	}
	return w
}

// SyncInput is what a device brings back from the doors, at most 50 entries together.
type SyncInput struct {
	Body struct {
		Households []SyncHousehold `json:"households,omitempty" maxItems:"50"`
		Visits     []SyncVisit     `json:"visits,omitempty" maxItems:"50"`
		People     []SyncPerson    `json:"people,omitempty" maxItems:"50"`
	}
}

// SyncHousehold is a household found behind a door that had none. Visits and people
// of the same sync may name it by this id; later ones by the id in its result.
type SyncHousehold struct {
	ID       string           `json:"id" maxLength:"64" doc:"Made by the device, 8 to 64 letters, digits and hyphens, as all ids here"`
	Building community.NodeID `json:"building" maxLength:"64"`
	Unit     int              `json:"unit" minimum:"0" maximum:"99"`
	Room     string           `json:"room" maxLength:"24"`
	Tenure   string           `json:"tenure,omitempty" maxLength:"10"`
}

// SyncVisit is a visit at a door.
type SyncVisit struct {
	ID        string                `json:"id" maxLength:"64"`
	Household community.HouseholdID `json:"household" maxLength:"128"`
	State     string                `json:"state" maxLength:"20" doc:"spoken, nobody_in or moved_away"`
	Note      string                `json:"note,omitempty" maxLength:"800" doc:"Up to 200 characters"`
	At        time.Time             `json:"at" doc:"By the device's clock; what is later than ours counts as now"`
}

// SyncPerson is somebody met at a door.
type SyncPerson struct {
	ID        string                `json:"id" maxLength:"64"`
	Household community.HouseholdID `json:"household" maxLength:"128"`
	Name      string                `json:"name" maxLength:"400"`
	Sex       string                `json:"sex,omitempty" maxLength:"1"`
	Born      community.Day         `json:"born,omitempty" maxLength:"10"`
	Phone     string                `json:"phone,omitempty" maxLength:"32"`
	Guardian  community.PersonID    `json:"guardian,omitempty" maxLength:"128" doc:"Of a child under 14"`
	Consent   Agreement             `json:"consent"`
}

// SyncReply says what became of each entry: households, visits, people, as sent.
type SyncReply struct {
	Results []SyncResult `json:"results" nullable:"false"`
}

// SyncResult is what became of one entry.
type SyncResult struct {
	ID        string                `json:"id"`
	OK        bool                  `json:"ok" doc:"It is stored, now or by an earlier sync: the device may forget it"`
	Code      string                `json:"code,omitempty" doc:"Why not; it would be the same another time"`
	Known     bool                  `json:"known" doc:"It was there already, written down by somebody else; nothing was added"`
	Household community.HouseholdID `json:"household,omitempty"`
	Person    community.PersonID    `json:"person,omitempty"`
	Likely    []Like                `json:"likely,omitempty" doc:"Who this may be besides; stored all the same, for somebody to look at"`
}

// postDoorSync stores what a device brings back. Repeating it changes nothing.
//
//	POST /v1/doors/sync   {"visits": [{"id": "…", "household": "h-1", "state": "spoken", "at": "…"}]}
//	200 SyncReply | 400 doors_too_many | 503 where a store was away: bring all again
func (a *API) postDoorSync(ctx context.Context, in *SyncInput) (*reply[SyncReply], error) {
	account := string(actor(ctx).Account.ID)
	results, err := a.Community.SyncDoors(ctx, a.reach(ctx, identity.ChangePeople), a.synced(ctx, in, account), a.recorder(""))
	if err != nil {
		return nil, err
	}
	v, err := a.viewer(ctx)
	if err != nil {
		return nil, err
	}
	out := SyncReply{Results: make([]SyncResult, len(results))}
	for i, r := range results {
		w := SyncResult{ID: r.ID, OK: r.Err == nil, Known: r.Known, Household: r.Household, Person: r.Person}
		if len(r.Likely) > 0 {
			w.Likely = v.likes(r.Likely)
		}
		if r.Err != nil {
			f := fault.Of(r.Err)
			w.Code = f.Code
			if f.Kind == fault.Internal {
				a.Log.ErrorContext(ctx, "entry of a sync failed", slog.String("entry", r.ID), slog.Any("err", r.Err))
			}
		}
		out.Results[i] = w
	}
	return &reply[SyncReply]{out}, nil
}

func (a *API) synced(ctx context.Context, in *SyncInput, account string) community.Synced {
	s := community.Synced{Account: account}
	for _, h := range in.Body.Households {
		s.Households = append(s.Households, community.SyncedHousehold(h))
	}
	for _, v := range in.Body.Visits {
		s.Visits = append(s.Visits, community.SyncedVisit{
			Visit: community.Visit{ID: v.ID, State: v.State, Note: v.Note, At: v.At}, Household: v.Household,
		})
	}
	for _, p := range in.Body.People {
		s.People = append(s.People, community.SyncedPerson{ID: p.ID, Person: community.NewPerson{
			Household: p.Household, Name: p.Name, Sex: p.Sex, Born: p.Born, Phone: p.Phone, Guardian: p.Guardian,
			Agreed: a.agreed(ctx, &p.Consent),
		}})
	}
	return s
}
