package api

import (
	"context"
	"crypto/rand"
	"strings"
	"time"

	"wanjia/events/community"
	"wanjia/events/community/duplicates"
	"wanjia/events/fault"
	"wanjia/gateway/identity"
)

var (
	errNoDuplicates = fault.New(fault.Unavailable, "duplicates_closed", "duplicates are not looked for here")
	errKeep         = fault.New(fault.Invalid, "merge_keep", "say which of the two records stays")
)

// DuplicatePair is two records that may be of one person.
type DuplicatePair struct {
	ID      string   `json:"id"`
	Score   float64  `json:"score" doc:"How likely, 0 to 1; sure from 0.95"`
	Sure    bool     `json:"sure"`
	Reasons []string `json:"reasons" nullable:"false" enum:"same_name,traditional_form,like_sounding_name,name_in_letters,initials,nickname,same_phone,same_flat,same_building,same_born,year_only,born_near"`
	Left    Card     `json:"left"`
	Right   Card     `json:"right"`
}

// Card is a record as far as it takes to tell two apart.
type Card struct {
	ID          community.PersonID `json:"id"`
	Name        string             `json:"name"`
	OtherNames  []string           `json:"other_names" nullable:"false"`
	Sex         string             `json:"sex"`
	Born        string             `json:"born" doc:"The year"`
	PhoneMasked string             `json:"phone_masked"`
	Address     string             `json:"address"`
	Channel     string             `json:"channel"`
	Created     time.Time          `json:"created"`
	LiveClaims  bool               `json:"live_claims" doc:"Holds places for events to come"`
}

// DuplicatePage is a piece of the list of pairs.
type DuplicatePage struct {
	Items []DuplicatePair `json:"items" nullable:"false"`
	Next  string          `json:"next" doc:"Cursor for ?after=; empty at the end"`
}

// DuplicatesInput asks for pairs.
type DuplicatesInput struct {
	Building community.NodeID `query:"building" maxLength:"64"`
	After    string           `query:"after" maxLength:"512"`
	Limit    int              `query:"limit" minimum:"1" maximum:"100" default:"20"`
}

// PairInput names a pair and says why.
type PairInput struct {
	Pair string `path:"pair" maxLength:"300"`
	Body struct {
		Why string `json:"why" maxLength:"200"`
	}
}

// MergePairInput says how two become one.
type MergePairInput struct {
	Pair string `path:"pair" maxLength:"300"`
	Body struct {
		Keep community.PersonID `json:"keep" maxLength:"128"`
		Take map[string]string  `json:"take,omitempty" doc:"phone, born, name, address: left or right; what is not said stays, or is filled where nothing was"`
		Why  string             `json:"why" maxLength:"200"`
	}
}

// MergeRecord is a merge that was done.
type MergeRecord struct {
	ID       string               `json:"id"`
	Kept     community.PersonID   `json:"kept"`
	KeptName string               `json:"kept_name"`
	Gone     community.PersonID   `json:"gone"`
	GoneName string               `json:"gone_name"`
	State    community.MergeState `json:"state" enum:"planned,doing,done,undoing,undone"`
	At       time.Time            `json:"at"`
	ByName   string               `json:"by_name"`
	Why      string               `json:"why"`
	Undone   *time.Time           `json:"undone,omitempty"`
	UndoWhy  string               `json:"undo_why"`
	Left     []string             `json:"left" nullable:"false" doc:"What could not be put back"`
}

// MergePage is a piece of the list of merges.
type MergePage struct {
	Items []MergeRecord `json:"items" nullable:"false"`
	Next  string        `json:"next" doc:"Cursor for ?after=; empty at the end"`
}

// UndoInput names a merge and says why it is undone.
type UndoInput struct {
	Merge string `path:"merge" maxLength:"64"`
	Body  struct {
		Why string `json:"why" maxLength:"200"`
	}
}

type mergeAnswer struct{ Body MergeRecord }

func (a *API) getDuplicates(ctx context.Context, in *DuplicatesInput) (*struct{ Body DuplicatePage }, error) {
	if a.Duplicates == nil {
		return nil, errNoDuplicates
	}
	pairs, next, err := a.Duplicates.List(ctx, a.reach(ctx, identity.MergePeople), in.Building, in.After, in.Limit)
	if err != nil {
		return nil, err
	}
	out := DuplicatePage{Items: []DuplicatePair{}, Next: next}
	for _, p := range pairs {
		found, err := a.Community.Store.People.Many(ctx, []community.PersonID{p.Left, p.Right})
		if err != nil {
			return nil, err
		}
		if len(found) != 2 || !found[0].Live() || !found[1].Live() {
			continue // changed since; the next round takes the pair away
		}
		w := DuplicatePair{ID: p.Path(), Score: p.Score, Sure: p.Score >= duplicates.Sure, Reasons: p.Reasons}
		if w.Left, err = a.card(ctx, found[0]); err != nil {
			return nil, err
		}
		if w.Right, err = a.card(ctx, found[1]); err != nil {
			return nil, err
		}
		out.Items = append(out.Items, w)
	}
	return &struct{ Body DuplicatePage }{out}, nil
}

func (a *API) card(ctx context.Context, p community.Person) (Card, error) {
	c := Card{
		ID: p.ID, Name: p.Name, OtherNames: p.OtherNames, Sex: p.Sex, Born: community.MaskBorn(p.Born),
		PhoneMasked: community.MaskPhone(p.Phone), Channel: p.Channel, Created: here(p.Created),
	}
	if c.OtherNames == nil {
		c.OtherNames = []string{}
	}
	tree, err := a.Community.Tree(ctx)
	if err != nil {
		return c, err
	}
	c.Address = tree.BuildingName(p.Building)
	homes, err := a.Community.Store.Households.Many(ctx, []community.HouseholdID{p.Household})
	if err != nil {
		return c, err
	}
	if len(homes) == 1 {
		c.Address = tree.Address(homes[0])
	}
	live, err := a.Merger.Claims.Live(ctx, p.ID)
	c.LiveClaims = live > 0
	return c, err
}

// mergePair answers POST /v1/duplicates/{pair}/merge.
func (a *API) mergePair(ctx context.Context, in *MergePairInput) (*mergeAnswer, error) {
	pair, both, err := a.findPair(ctx, in.Pair, in.Body.Why)
	if err != nil {
		return nil, err
	}
	r := community.MergeRequest{
		ID: "m-" + strings.ToLower(rand.Text()[:12]), Pair: pair.ID, Kept: pair.Left, Gone: pair.Right,
		By: string(actor(ctx).Account.ID), ByName: actor(ctx).Account.Name, Why: in.Body.Why, Take: map[string]string{},
	}
	sides := map[string]string{"left": "kept", "right": "gone"}
	switch in.Body.Keep {
	case pair.Left:
	case pair.Right:
		r.Kept, r.Gone, both[0], both[1] = pair.Right, pair.Left, both[1], both[0]
		sides = map[string]string{"left": "gone", "right": "kept"}
	default:
		return nil, errKeep
	}
	if pair.State != duplicates.Open {
		return nil, duplicates.ErrDecided
	}
	detail := map[string]string{"gone": string(r.Gone)}
	for field, side := range in.Body.Take {
		r.Take[field] = sides[side] // none is refused by the domain
		detail["take."+field] = side
	}
	reach := a.reach(ctx, identity.MergePeople)
	var m community.PersonMerge
	err = a.audited(ctx, "person.merge", "person/"+string(r.Kept), both[0].Building, r.Kept, r.Why, detail, func(ctx context.Context) error {
		if m, err = a.Merger.Merge(ctx, reach, r); err != nil {
			return err
		}
		return a.Duplicates.Decide(ctx, pair.ID, duplicates.Merged, r.By, r.Why)
	})
	if err != nil {
		return nil, err
	}
	return &mergeAnswer{wireMerge(m, both[0].Name, both[1].Name)}, nil
}

func (a *API) findPair(ctx context.Context, id, why string) (duplicates.Pair, [2]community.Person, error) {
	if a.Duplicates == nil {
		return duplicates.Pair{}, [2]community.Person{}, errNoDuplicates
	}
	if _, err := reason(why); err != nil {
		return duplicates.Pair{}, [2]community.Person{}, err
	}
	return a.Duplicates.Find(ctx, a.reach(ctx, identity.MergePeople), duplicates.FromPath(id))
}

func (a *API) dismissPair(ctx context.Context, in *PairInput) (*struct{}, error) {
	pair, both, err := a.findPair(ctx, in.Pair, in.Body.Why)
	if err != nil {
		return nil, err
	}
	detail := map[string]string{"other": string(pair.Right)}
	return nil, a.audited(ctx, "person.dismiss", "person/"+string(pair.Left), both[0].Building, pair.Left, in.Body.Why, detail, func(ctx context.Context) error {
		return a.Duplicates.Dismiss(ctx, a.reach(ctx, identity.MergePeople), pair.ID, string(actor(ctx).Account.ID), in.Body.Why)
	})
}

func (a *API) getMerges(ctx context.Context, in *importPageInput) (*struct{ Body MergePage }, error) {
	if a.Merger == nil {
		return nil, errNoDuplicates
	}
	list, next, err := a.Merger.List(ctx, a.reach(ctx, identity.MergePeople), in.After, in.Limit)
	if err != nil {
		return nil, err
	}
	ids := make([]community.PersonID, 0, 2*len(list))
	for _, m := range list {
		ids = append(ids, m.Kept, m.Gone)
	}
	found, err := a.Community.Store.People.Many(ctx, ids)
	if err != nil {
		return nil, err
	}
	names := map[community.PersonID]string{}
	for _, p := range found {
		names[p.ID] = p.Name
	}
	out := MergePage{Items: make([]MergeRecord, len(list)), Next: next}
	for n, m := range list {
		out.Items[n] = wireMerge(m, names[m.Kept], names[m.Gone])
	}
	return &struct{ Body MergePage }{out}, nil
}

func (a *API) undoMerge(ctx context.Context, in *UndoInput) (*mergeAnswer, error) {
	if a.Merger == nil {
		return nil, errNoDuplicates
	}
	if _, err := reason(in.Body.Why); err != nil {
		return nil, err
	}
	reach := a.reach(ctx, identity.MergePeople)
	m, err := a.Merger.Find(ctx, reach, in.Merge)
	if err != nil {
		return nil, err
	}
	detail := map[string]string{"gone": string(m.Gone), "merge": m.ID}
	err = a.audited(ctx, "person.unmerge", "person/"+string(m.Kept), m.Buildings[0], m.Kept, in.Body.Why, detail, func(ctx context.Context) error {
		if m, err = a.Merger.Undo(ctx, reach, m.ID, string(actor(ctx).Account.ID), in.Body.Why); err != nil || m.Pair == "" || a.Duplicates == nil {
			return err
		}
		return a.Duplicates.Decide(ctx, m.Pair, duplicates.Open, m.UndoneBy, m.UndoWhy)
	})
	if err != nil {
		return nil, err
	}
	found, err := a.Community.Store.People.Many(ctx, []community.PersonID{m.Kept, m.Gone})
	if err != nil || len(found) != 2 {
		return &mergeAnswer{wireMerge(m, "", "")}, err
	}
	return &mergeAnswer{wireMerge(m, found[0].Name, found[1].Name)}, nil
}

func wireMerge(m community.PersonMerge, kept, gone string) MergeRecord {
	w := MergeRecord{
		ID: m.ID, Kept: m.Kept, KeptName: kept, Gone: m.Gone, GoneName: gone, State: m.State, At: here(m.At),
		ByName: m.ByName, Why: m.Why, UndoWhy: m.UndoWhy, Left: m.Left,
	}
	if w.Left == nil {
		w.Left = []string{}
	}
	if !m.Undone.IsZero() {
		w.Undone = new(here(m.Undone))
	}
	return w
}
