package api

import (
	"context"
	"errors"

	"wanjia/events"
	"wanjia/events/banquet"
	"wanjia/events/community"
)

// BanquetKin is a group that sits together, to one of it.
type BanquetKin struct {
	Code    string             `json:"code"`
	Members []BanquetKinMember `json:"members" nullable:"false"`
	Agreed  bool               `json:"agreed" doc:"Whether the group said yes to the caller's household"`
}

// BanquetKinMember is a household of it.
type BanquetKinMember struct {
	Household community.HouseholdID `json:"household"`
	Name      string                `json:"name" doc:"Who asked or began, masked"`
	Agreed    bool                  `json:"agreed"`
	Mine      bool                  `json:"mine"`
}

// BanquetKinInput begins a group, or asks to join one.
type BanquetKinInput struct {
	EventInput
	Body struct {
		Code string             `json:"code,omitempty" maxLength:"24" doc:"Empty begins a group"`
		For  community.PersonID `json:"for,omitempty" maxLength:"128"`
	}
}

// BanquetKinRef names a household of a group.
type BanquetKinRef struct {
	EventInput
	Code      string                `path:"code" maxLength:"24" pattern:"^[A-Za-z0-9-]+$"`
	Household community.HouseholdID `path:"household" maxLength:"128" pattern:"^[A-Za-z0-9._-]+$"`
	ForInput
}

// kinOf shows the group of a household, nil for none.
func (a *API) kinOf(ctx context.Context, edition events.ID, household community.HouseholdID) (*BanquetKin, error) {
	k, err := a.Banquet.KinOf(ctx, edition, household)
	if errors.Is(err, banquet.ErrNoKin) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return a.wireKin(ctx, k, household)
}

func (a *API) wireKin(ctx context.Context, k banquet.Kin, household community.HouseholdID) (*BanquetKin, error) {
	me, _ := k.Member(household)
	w := &BanquetKin{Code: k.Code, Members: []BanquetKinMember{}, Agreed: me.Agreed}
	for _, m := range k.Members {
		name, err := a.maskedName(ctx, community.PersonID(m.By))
		if err != nil {
			return nil, err
		}
		w.Members = append(w.Members, BanquetKinMember{Household: m.Household, Name: name, Agreed: m.Agreed, Mine: m.Household == household})
	}
	return w, nil
}

func (a *API) maskedName(ctx context.Context, id community.PersonID) (string, error) {
	p, err := a.Community.Store.People.Get(ctx, id)
	if errors.Is(err, community.ErrNoPerson) {
		return "", nil
	}
	return community.MaskName(p.Name), err
}

// postBanquetKin begins a group or asks to join the one of a code.
//
//	POST /v1/banquets/{event}/kin   {} or {"code": "K7PQ2M"}
//	201 BanquetKin | 404 kin_code | 409 kin_joined, kin_full, kin_table, kin_sitting, kin_meal
func (a *API) postBanquetKin(ctx context.Context, in *BanquetKinInput) (*reply[BanquetKin], error) {
	s, err := a.feast()
	if err != nil {
		return nil, err
	}
	home, who, err := a.overHome(ctx, in.Body.For)
	if err != nil {
		return nil, err
	}
	var k banquet.Kin
	err = a.forOthers(ctx, home.booker, "banquet.kin", "household/"+string(home.household), func(ctx context.Context) (err error) {
		if in.Body.Code == "" {
			k, err = s.BeginKin(ctx, in.Event, who)
		} else {
			k, err = s.AskKin(ctx, in.Event, who, in.Body.Code)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	w, err := a.wireKin(ctx, k, home.household)
	if err != nil {
		return nil, err
	}
	return &reply[BanquetKin]{*w}, nil
}

// postBanquetKinYes is the group's yes to a household that asked.
//
//	POST /v1/banquets/{event}/kin/{code}/members/{household}   200 BanquetKin | 403 kin_say | 404 kin_code
func (a *API) postBanquetKinYes(ctx context.Context, in *BanquetKinRef) (*reply[BanquetKin], error) {
	s, err := a.feast()
	if err != nil {
		return nil, err
	}
	home, who, err := a.overHome(ctx, in.For)
	if err != nil {
		return nil, err
	}
	var k banquet.Kin
	err = a.forOthers(ctx, home.booker, "banquet.kin", "household/"+string(home.household), func(ctx context.Context) (err error) {
		k, err = s.AgreeKin(ctx, in.Event, who, in.Code, in.Household)
		return err
	})
	if err != nil {
		return nil, err
	}
	w, err := a.wireKin(ctx, k, home.household)
	if err != nil {
		return nil, err
	}
	return &reply[BanquetKin]{*w}, nil
}

// deleteBanquetKin leaves a group, or turns one down that asked.
//
//	DELETE /v1/banquets/{event}/kin/{code}/members/{household}   204 | 403 kin_say | 404 kin_code
func (a *API) deleteBanquetKin(ctx context.Context, in *BanquetKinRef) (*struct{}, error) {
	s, err := a.feast()
	if err != nil {
		return nil, err
	}
	home, who, err := a.overHome(ctx, in.For)
	if err != nil {
		return nil, err
	}
	return nil, a.forOthers(ctx, home.booker, "banquet.kin", "household/"+string(home.household), func(ctx context.Context) error {
		return s.LeaveKin(ctx, in.Event, who, in.Code, in.Household)
	})
}
