package api

import (
	"context"
	"errors"
	"fmt"
	"time"

	"wanjia/events"
	"wanjia/events/audit"
	"wanjia/events/community"
	"wanjia/gateway/identity"
	"wanjia/ticketing"
)

// MyData is everything that is kept about the caller.
type MyData struct {
	Made      time.Time              `json:"made"`
	Account   MyAccount              `json:"account"`
	Sessions  []MySession            `json:"sessions" nullable:"false"`
	Person    *MyRecord              `json:"person" doc:"null for an account that stands for nobody"`
	Merged    []MyRecord             `json:"merged_records" nullable:"false" doc:"Records of the same person that were made one with this"`
	Household *community.Household   `json:"household"`
	Address   string                 `json:"address"`
	Consents  []community.Consent    `json:"consents" nullable:"false" doc:"Every answer ever given, oldest first by purpose"`
	ActForMe  []community.Relation   `json:"act_for_me" nullable:"false"`
	IActFor   []community.Relation   `json:"i_act_for" nullable:"false"`
	Posts     []community.Post       `json:"posts" nullable:"false"`
	Teams     []community.Membership `json:"teams" nullable:"false"`
	Photos    []MyPhoto              `json:"photos" nullable:"false"`
	Volunteer *community.Volunteer   `json:"volunteer"`
	CarePairs []MyCarePair           `json:"care_pairs" nullable:"false"`
	Notices   []community.Notice     `json:"notices" nullable:"false" doc:"What was to be told in person, for want of a telephone"`
	Claims    []Claim                `json:"claims" nullable:"false"`
	Banquets  []MyBanquet            `json:"banquets" nullable:"false" doc:"What one's household does at banquets, as far as it is about oneself"`
	Log       []MyLine               `json:"log" nullable:"false" doc:"What was changed about the caller, and what they changed; newest first"`
	LogCut    bool                   `json:"log_cut" doc:"There are older lines than fit"`
}

// MyAccount is the account, to whoever it belongs to.
type MyAccount struct {
	ID      identity.AccountID `json:"id"`
	Name    string             `json:"name"`
	Phone   string             `json:"phone"`
	Roles   []identity.Role    `json:"roles" nullable:"false"`
	Created time.Time          `json:"created"`
}

// MySession is one sign-in.
type MySession struct {
	Device  string    `json:"device" doc:"What the browser calls itself"`
	Created time.Time `json:"created"`
	Expires time.Time `json:"expires"`
	Current bool      `json:"current"`
}

// MyPhoto is a photo of the caller that is kept, the picture itself.
type MyPhoto struct {
	At   time.Time         `json:"at"`
	For  community.Purpose `json:"for" doc:"The consent it is kept by"`
	JPEG string            `json:"jpeg" doc:"In base64"`
}

// MyRecord is a person's record, in full.
type MyRecord struct {
	ID         community.PersonID    `json:"id"`
	Household  community.HouseholdID `json:"household"`
	Building   community.NodeID      `json:"building"`
	Name       string                `json:"name"`
	OtherNames []string              `json:"other_names" nullable:"false"`
	Sex        string                `json:"sex"`
	Born       community.Day         `json:"born"`
	Role       string                `json:"role"`
	Phone      string                `json:"phone"`
	Ability    string                `json:"ability"`
	Language   string                `json:"language"`
	Channel    string                `json:"channel" doc:"Who wrote it down: self, head, family, import, desk"`
	Needs      []Need                `json:"needs" nullable:"false"`
	Residency  string                `json:"residency"`
	Left       *community.Left       `json:"left,omitempty" doc:"The household they moved out of, while they have not said where they live now"`
	Created    time.Time             `json:"created"`
	Changed    time.Time             `json:"changed"`
}

func myRecord(p community.Person) MyRecord {
	own := ownPerson(p)
	var left *community.Left
	if !p.Left.At.IsZero() {
		left = &p.Left
	}
	return MyRecord{
		ID: p.ID, Household: p.Household, Building: p.Building, Name: p.Name, OtherNames: append([]string{}, p.OtherNames...),
		Sex: p.Sex, Born: p.Born, Role: p.Role, Phone: p.Phone, Ability: p.Ability, Language: p.Language, Channel: p.Channel,
		Needs: own.Needs, Residency: p.Residency.State, Left: left, Created: here(p.Created), Changed: here(p.Changed),
	}
}

// MyCarePair is a care pair without what is in its card, which opens only for the
// helpers and the medic on duty.
type MyCarePair struct {
	ID      string        `json:"id"`
	As      string        `json:"as" enum:"looked_after,helper"`
	Visits  string        `json:"visits,omitempty"`
	Since   community.Day `json:"since,omitempty"`
	Ended   *time.Time    `json:"ended,omitempty"`
	HasCard bool          `json:"has_card"`
	HasKey  bool          `json:"has_key"`
}

// MyLine is a line of the log. Who else wrote it is not said, only in what role.
type MyLine struct {
	At      time.Time         `json:"at"`
	Mine    bool              `json:"mine"`
	Role    string            `json:"role,omitempty"`
	Channel string            `json:"channel"`
	What    string            `json:"what"`
	Object  string            `json:"object"`
	Why     string            `json:"why,omitempty"`
	Detail  map[string]string `json:"detail,omitempty"`
	Outcome audit.Outcome     `json:"outcome"`
}

// attachment is a body a browser saves as a file.
type attachment[T any] struct {
	Disposition string `header:"Content-Disposition"`
	Body        T
}

// mostLines bounds how much of the log one copy holds.
const mostLines = 2000

// getMeData answers GET /v1/me/data: 200 MyData as a file.
func (a *API) getMeData(ctx context.Context, _ *struct{}) (*attachment[MyData], error) {
	d := a.emptyCopy()
	d.Account = myAccount(actor(ctx).Account, a.Now())
	steps := []func(context.Context, *MyData) error{a.copySessions, a.copyPerson, a.copyClaims, a.copyLog}
	for _, step := range steps {
		if err := step(ctx, &d); err != nil {
			return nil, fmt.Errorf("copy of somebody's data: %w", err)
		}
	}
	return &attachment[MyData]{`attachment; filename="wanjia-my-data.json"`, d}, nil
}

func myAccount(account identity.Account, now time.Time) MyAccount {
	return MyAccount{ID: account.ID, Name: account.Name, Phone: account.Phone, Roles: account.Roles(now), Created: here(account.Created)}
}

// emptyCopy is a copy that holds nothing yet.
func (a *API) emptyCopy() MyData {
	return MyData{
		Made: here(a.Now()), Account: MyAccount{Roles: []identity.Role{}},
		Sessions: []MySession{}, Merged: []MyRecord{}, Consents: []community.Consent{}, ActForMe: []community.Relation{},
		IActFor: []community.Relation{}, Posts: []community.Post{}, Teams: []community.Membership{}, CarePairs: []MyCarePair{},
		Photos: []MyPhoto{}, Notices: []community.Notice{}, Claims: []Claim{}, Banquets: []MyBanquet{}, Log: []MyLine{},
	}
}

func (a *API) copySessions(ctx context.Context, d *MyData) error {
	sessions, err := a.Identity.Sessions(ctx, actor(ctx).Account.ID)
	for _, s := range sessions {
		d.Sessions = append(d.Sessions, MySession{
			Device: s.Device, Created: here(s.Created), Expires: here(s.Expires), Current: s.ID == actor(ctx).Session,
		})
	}
	return err
}

func (a *API) copyPerson(ctx context.Context, d *MyData) error {
	me, err := a.self(ctx)
	if errors.Is(err, errNobody) {
		return nil
	}
	if err != nil {
		return err
	}
	return a.copyRecords(ctx, d, me.ID)
}

// copyRecords adds what the community keeps about a person.
func (a *API) copyRecords(ctx context.Context, d *MyData, id community.PersonID) error {
	kept, err := a.Community.KeptAbout(ctx, id)
	if err != nil {
		return err
	}
	d.Person, d.Household, d.Volunteer = new(myRecord(kept.Person)), kept.Household, kept.Volunteer
	for _, p := range kept.Merged {
		d.Merged = append(d.Merged, myRecord(p))
	}
	d.Consents = append(d.Consents, kept.Consents...)
	d.ActForMe = append(d.ActForMe, kept.ActForThem...)
	d.IActFor = append(d.IActFor, kept.TheyActFor...)
	d.Posts = append(d.Posts, kept.Posts...)
	if err := a.copyPortrait(ctx, d, kept); err != nil {
		return err
	}
	d.Teams = append(d.Teams, kept.Teams...)
	for _, n := range kept.Notices {
		if n.Told != nil { // as in the log, who it was is not said
			n.Told = &community.Telling{How: n.Told.How, At: here(n.Told.At)}
		}
		d.Notices = append(d.Notices, n)
	}
	for _, c := range kept.CarePairs {
		w := MyCarePair{ID: c.ID, As: "helper", Visits: c.Visits, Since: c.Since, HasCard: len(c.Card) > 0, HasKey: c.Key != ""}
		if c.Person == id {
			w.As = "looked_after"
		}
		if !c.Ended.IsZero() {
			w.Ended = new(here(c.Ended))
		}
		d.CarePairs = append(d.CarePairs, w)
	}
	if err := a.copyBanquets(ctx, d, kept.Person); err != nil {
		return err
	}
	if d.Household != nil {
		tree, err := a.Community.Tree(ctx)
		if err != nil {
			return err
		}
		d.Address = tree.Address(*d.Household)
	}
	return nil
}

func (a *API) copyClaims(ctx context.Context, d *MyData) error {
	holders, err := a.holdersOf(ctx, "")
	return errors.Join(err, a.copyClaimsOf(ctx, d, holders))
}

// copyClaimsOf adds what is or was held under some names.
func (a *API) copyClaimsOf(ctx context.Context, d *MyData, holders []ticketing.HolderID) (err error) {
	for _, holder := range holders {
		err = errors.Join(err, a.claimsUnder(ctx, holder, func(c ticketing.Claim) error {
			w, err := a.wireClaim(ctx, c)
			if err == nil {
				d.Claims = append(d.Claims, w)
			}
			return err
		}))
	}
	return err
}

// claimsUnder goes through all that is or was held under one name.
func (a *API) claimsUnder(ctx context.Context, holder ticketing.HolderID, visit func(ticketing.Claim) error) error {
	page := events.PageQuery{Limit: 100}
	for {
		claims, next, err := a.Tickets.ClaimsOf(ctx, holder, page)
		if err != nil {
			return err
		}
		for _, c := range claims {
			if err := visit(c); err != nil {
				return err
			}
		}
		if next == "" {
			return nil
		}
		page.After = next
	}
}

// copyLog adds what the caller did, what was done for them, and what was done about
// their record.
func (a *API) copyLog(ctx context.Context, d *MyData) error {
	account := string(actor(ctx).Account.ID)
	queries := []audit.Query{{Account: account}}
	if id := actor(ctx).Account.Person; id != "" {
		queries = append(queries, audit.Query{For: id}, audit.Query{Object: "person/" + id})
	}
	return a.copyLines(ctx, d, account, queries)
}

// copyLines adds lines of the log, each once; those of the account are the person's own.
func (a *API) copyLines(ctx context.Context, d *MyData, account string, queries []audit.Query) error {
	seen := map[string]bool{}
	for _, q := range queries {
		q.Scopes, q.Limit = []string{string(community.Everything)}, 200
		for n := 0; ; {
			lines, next, err := a.Audit.Lines(ctx, q)
			if err != nil {
				return err
			}
			for _, l := range lines {
				if !seen[l.ID] {
					seen[l.ID] = true
					d.Log = append(d.Log, myLine(l, account))
				}
			}
			n += len(lines)
			if next == "" || n >= mostLines {
				d.LogCut = d.LogCut || next != ""
				break
			}
			q.After = next
		}
	}
	return nil
}

func myLine(l audit.Line, account string) MyLine {
	w := MyLine{
		At: here(l.At), Mine: account != "" && l.Account == account, Role: l.Role, Channel: l.Channel, What: l.What,
		Why: l.Why, Outcome: l.Outcome, Detail: l.Detail,
	}
	w.Object = l.Object
	return w
}
