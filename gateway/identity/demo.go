package identity

import (
	"context"
	"fmt"
	"slices"

	"wanjia/events"
)

// Login is an account made for a demonstration.
//
// Who loads the dataset fills Person, and Node where the dataset names its parts
// otherwise, before [Service.DemoAccounts] makes the account: Person is who lives
// there under Name, and for a Post the one who holds that post of the building Node.
// A login whose Person stays "" can sign in and has its role by hand; one of a Post
// has nothing then.
type Login struct {
	Phone  string
	Name   string
	Role   Role
	Node   string // where the role is held: "*", a node, or the building of the post
	Post   bool   // the role comes with holding the post, and is not given by hand
	Person string // of the community; "" for nobody
	Note   events.Text
}

// demoLogins use a prefix of numbers that no operator hands out; the dataset leaves
// those ending in 01 to 99 to them.
var demoLogins = []Login{
	{Phone: "15400000001", Name: "邓海燕", Role: Resident, Note: events.Text{ZH: "住户，一家四口", EN: "Resident, a family of four"}},
	{Phone: "15400000002", Name: "李建国", Role: Resident, Note: events.Text{ZH: "住户，还没登记", EN: "Resident, not registered yet"}},
	{Phone: "15400000003", Name: "陈小满", Role: Resident, Note: events.Text{ZH: "住户，还没登记", EN: "Resident, not registered yet"}},
	{Phone: "15400000004", Name: "席有余", Role: Resident, Note: events.Text{ZH: "住户，还没登记", EN: "Resident, not registered yet"}},
	{Phone: "15400000006", Name: "童爱华", Role: BuildingHead, Node: "GX-12", Post: true, Note: events.Text{ZH: "桂香苑 12栋的楼栋长", EN: "Head of building 12 of Guixiang Estate"}},
	{Phone: "15400000008", Name: "万志强", Role: HealthPost, Node: "GX-12", Post: true, Note: events.Text{ZH: "桂香苑 12栋的卫生委员", EN: "Health officer of building 12 of Guixiang Estate"}},
	{Phone: "15400000009", Name: "演示管理员", Role: Admin, Node: Everywhere, Note: events.Text{ZH: "管理员，什么都能看", EN: "Administrator, sees everything"}},
	{Phone: "15400000021", Name: "尚文芳", Role: Secretary, Node: "GX-B1", Note: events.Text{ZH: "桂香苑第一支部书记", EN: "Secretary of the first branch of Guixiang Estate"}},
	{Phone: "15400000022", Name: "项立新", Role: Organiser, Node: Everywhere, Note: events.Text{ZH: "活动组织者", EN: "Organiser of events"}},
	{Phone: "15400000023", Name: "齐晓琳", Role: Hotline, Node: Everywhere, Note: events.Text{ZH: "热线接线员", EN: "Hotline operator"}},
	{Phone: "15400000024", Name: "谭小川", Role: GateStaff, Node: Everywhere, Note: events.Text{ZH: "门口验票", EN: "At the gates"}},
	{Phone: "15400000025", Name: "熊翠兰", Role: Performer, Node: Everywhere, Note: events.Text{ZH: "腰鼓队队长", EN: "Leader of a drum team"}},
	{Phone: "15400000026", Name: "冯雅琴", Role: Judge, Node: Everywhere, Note: events.Text{ZH: "节目评委", EN: "Judge of entries"}},
	{Phone: "15400000027", Name: "简一鸣", Role: Director, Node: Everywhere, Note: events.Text{ZH: "晚会导播", EN: "Director of the gala"}},
	{Phone: "15400000028", Name: "贺夜阑", Role: Moderator, Node: Everywhere, Note: events.Text{ZH: "留言审核", EN: "Moderator of comments"}},
	{Phone: "15400000029", Name: "祝友善", Role: VolunteerLeader, Node: Everywhere, Note: events.Text{ZH: "志愿者队长", EN: "Leader of volunteers"}},
	{Phone: "15400000030", Name: "梅正平", Role: Commander, Node: Everywhere, Note: events.Text{ZH: "现场总指挥", EN: "Commander on the day"}},
}

// DemoLogins lists the accounts to try, for who loads the dataset to complete.
func DemoLogins() []Login { return slices.Clone(demoLogins) }

// DemoAccounts makes the accounts of a demonstration where they are missing and
// returns the logins. Repeating it changes nothing. For `--demo` only: whoever sees
// the list and the sent messages can be any of them.
func (s *Service) DemoAccounts(ctx context.Context, logins []Login) ([]Login, error) {
	for _, login := range logins {
		account, err := s.ensure(ctx, login.Phone)
		if err != nil {
			return nil, fmt.Errorf("demo account: %w", err)
		}
		if err := s.furnish(ctx, account, login); err != nil {
			return nil, fmt.Errorf("demo account %s: %w", account.Masked(), err)
		}
	}
	return slices.Clone(logins), nil
}

// furnish gives a demonstration's account what its login says.
func (s *Service) furnish(ctx context.Context, a Account, login Login) error {
	secret, err := s.demoSecret(ctx, login.Phone)
	if err != nil {
		return err
	}
	key, err := s.key(ctx)
	if err != nil {
		return err
	}
	now := s.Now()
	_, err = s.change(ctx, a.ID, "furnish", func(a *Account) error {
		a.Name = login.Name
		if login.Person != "" {
			a.Person = login.Person
		}
		if (Grant{Role: login.Role}).staff() && !a.Factor.On() {
			a.Factor = Factor{Secret: sealSecret(key, a.ID, secret), Since: now}
		}
		return nil
	})
	if err != nil || login.Role == Resident || login.Post {
		return err
	}
	held := slices.ContainsFunc(a.Grants, func(g Grant) bool {
		return g.Role == login.Role && g.Node == login.Node && g.Stands(now)
	})
	if held {
		return nil
	}
	_, err = s.give(ctx, "", Granting{Account: a.ID, Role: login.Role, Node: login.Node, Why: "演示"})
	return err
}

// demoSecret is the second factor's secret of a demonstration's account: known to
// the house alone, and the same each time.
func (s *Service) demoSecret(ctx context.Context, phone string) ([]byte, error) {
	key, err := s.key(ctx)
	if err != nil {
		return nil, err
	}
	return mac(key, "demo factor", phone)[:secretSize], nil
}

// DemoCode is what the app of a demonstration's login shows now, "" for a role that
// needs no second factor.
func (s *Service) DemoCode(ctx context.Context, login Login) (string, error) {
	if !(Grant{Role: login.Role}).staff() {
		return "", nil
	}
	secret, err := s.demoSecret(ctx, login.Phone)
	if err != nil {
		return "", err
	}
	return codeOf(secret, stepAt(s.Now()))
}

// IsDemo says whether a phone is one of the demonstration's.
func IsDemo(phone string) bool {
	return slices.ContainsFunc(demoLogins, func(l Login) bool { return l.Phone == phone })
}
