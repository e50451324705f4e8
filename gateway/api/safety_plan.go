package api

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"wanjia/events"
	"wanjia/events/banquet"
	"wanjia/events/community"
	"wanjia/events/paper"
	"wanjia/ticketing/seating/floor"
)

// safetyDuties are the posts somebody has to hold, by what the permit rules ask for.
var safetyDuties = []string{"总指挥（主要负责人）", "安全责任人", "票证查验和安检", "疏散引导", "消防", "医疗救护", "轮椅和老人陪护", "走失和广播", "车辆和停放"}

// getSafetyPlan answers GET /v1/events/{event}/safety-plan.pdf: 200 application/pdf, the
// safety plan of a large event as its records have it now | 404 no_such_event | 503 no_font.
func (a *API) getSafetyPlan(c *fiber.Ctx) error {
	ctx := c.UserContext()
	e, err := a.Events.Event(ctx, events.ID(c.Params("event")))
	if err != nil {
		return err
	}
	plan, err := a.safetyPlan(ctx, e)
	if err != nil {
		return err
	}
	var body []byte
	var missing []rune
	err = a.audited(ctx, "edition.safety", "edition/"+string(e.ID), community.Everything, "", "", nil, func(context.Context) (err error) {
		body, missing, err = paper.Safety(a.Fonts, plan, a.Now().In(events.Zone))
		return err
	})
	if err != nil {
		return err
	}
	a.noteMissing(ctx, missing)
	return sendPDF(c, "safety-plan-"+string(e.ID), body)
}

func (a *API) safetyPlan(ctx context.Context, e events.Event) (paper.SafetyPlan, error) {
	s := paper.SafetyPlan{Event: e.Title.ZH, Posts: safetyDuties, Hotline: a.Hotline}
	if e.Hotline != "" {
		s.Hotline = e.Hotline
	}
	sessions, err := a.Events.Sessions(ctx, e.ID)
	if err != nil {
		return s, err
	}
	for _, x := range sessions {
		s.Meals = append(s.Meals, []string{x.Title.ZH, x.Starts.In(events.Zone).Format("1月2日 15:04") + "–" + x.Ends.In(events.Zone).Format("15:04"), fmt.Sprintf("%d 人", x.ApprovedCapacity)})
	}
	s.Facts, s.Warnings = permitFacts(e, a.Now())
	if a.Seating == nil {
		return s, nil
	}
	halls, err := a.Seating.Halls(ctx, e.ID)
	if err != nil {
		return s, err
	}
	closed, err := a.closedVenues(ctx, e.ID)
	if err != nil {
		return s, err
	}
	for i := range halls {
		h, err := a.safetyHall(ctx, &halls[i], closed[halls[i].ID])
		if err != nil {
			return s, err
		}
		s.Halls = append(s.Halls, h)
	}
	return s, nil
}

// closedVenues are the reasons of those venues of a banquet that are closed.
func (a *API) closedVenues(ctx context.Context, event events.ID) (map[string]string, error) {
	why := map[string]string{}
	if a.Banquet == nil {
		return why, nil
	}
	venues, err := a.Banquet.Venues(ctx, event)
	for _, v := range venues {
		if v.State == banquet.VenueClosed {
			why[v.Code] = v.Reason
		}
	}
	return why, err
}

var (
	permitLevels = map[events.Level]string{events.NoPermit: "不需要（不到 1000 人或不对外）", events.CountyPolice: "区县公安机关", events.CityPolice: "市公安机关"}
	permitStates = map[events.PermitState]string{
		events.PermitNone: "还没有申请", events.PermitApplied: "已申请，等决定", events.PermitGranted: "已许可", events.PermitRefused: "没有许可", events.PermitOutdated: "许可后有变更，要重新申请",
	}
)

// permitFacts are what the plan says of the event and its permit, and what is not in order.
func permitFacts(e events.Event, now time.Time) (facts [][2]string, wrong []string) {
	day := func(t time.Time) string {
		return t.In(events.Zone).Format("2006年1月2日") + "（" + events.Lunar(t) + "）"
	}
	p := e.Permit
	facts = [][2]string{
		{"时间", day(e.Starts) + e.Starts.In(events.Zone).Format(" 15:04") + "–" + e.Ends.In(events.Zone).Format("15:04")},
		{"地点", e.Place.ZH}, {"安全责任人", e.Owner}, {"预计人数（最多的一场）", fmt.Sprintf("%d 人", p.Expected)},
		{"由谁许可", permitLevels[p.Level()]}, {"许可到哪一步", permitStates[p.State]},
	}
	if p.Number != "" {
		facts = append(facts, [2]string{"许可文号", p.Number})
	}
	if p.Ceiling > 0 {
		facts = append(facts, [2]string{"许可的每场上限", fmt.Sprintf("%d 人", p.Ceiling)})
	}
	if p.Level() != events.NoPermit {
		facts = append(facts, [2]string{"最晚哪天申请（提前 20 天）", day(e.ApplyBy())})
		if p.State == events.PermitNone && now.After(e.ApplyBy()) {
			wrong = append(wrong, "申请期限已经过了。")
		}
	}
	if by := p.DecidedBy(); !by.IsZero() {
		facts = append(facts, [2]string{"最晚哪天答复（7 天内）", day(by)})
	}
	if strings.TrimSpace(e.Owner) == "" {
		wrong = append(wrong, "还没有安全责任人。")
	}
	if !p.Settled() {
		wrong = append(wrong, "许可没有办妥之前，座位不往外发。")
	}
	return facts, wrong
}

// safetyHall is a venue of the plan; closed is why it is closed, "" for one that is not.
func (a *API) safetyHall(ctx context.Context, d *floor.Drawn, closed string) (paper.SafetyHall, error) {
	most, rules, over := d.Capacity()
	h := paper.SafetyHall{Name: d.Name, Drawing: fmt.Sprintf("%s · 第 %d 次改动", d.Drawing, d.Rev)}
	words := map[string]string{floor.BySeats: "画了的座位", floor.ByArea: "每人 2 平方米", floor.ByFixed: "固定座位的八成", floor.ByPermit: "许可的上限"}
	for _, r := range rules {
		decides := ""
		if r.Binds {
			decides = "由这一条定"
		}
		h.Rules = append(h.Rules, []string{words[r.Rule], fmt.Sprintf("%d 人", r.Most), decides})
	}
	ends := 0
	for _, t := range d.Tables {
		ends += len(t.Ends)
	}
	wide, exits := d.Doors()
	permit := "还没有"
	if d.Permit > 0 {
		permit = fmt.Sprintf("最多 %d 人", d.Permit)
	}
	h.Facts = [][2]string{
		{"一席最多", fmt.Sprintf("%d 人", most)}, {"面积", fmt.Sprintf("%d 平方米", d.AreaM2)}, {"桌和座位", fmt.Sprintf("%d 张桌，%d 个座位", len(d.Tables), d.Seats())},
		{"轮椅位", fmt.Sprintf("%d 个", ends)}, {"这个会场的许可", permit},
	}
	for _, p := range d.Parts {
		switch p.Kind {
		case "exit", "ramp":
			name := p.Name
			if name == "" {
				name = map[string]string{"exit": "出口", "ramp": "坡道"}[p.Kind]
			}
			h.Doors = append(h.Doors, []string{name, fmt.Sprintf("宽 %.1f 米", float64(max(p.Width, p.Height))/100)})
		}
	}
	if wide > 0 {
		minutes := float64(most) * 100 / float64(wide) / paper.ExitFlow
		h.Facts = append(h.Facts, [2]string{"全部走完", fmt.Sprintf("约 %.1f 分钟（%d 个出口，每米每分钟 %d 人）", minutes, exits, paper.ExitFlow)})
		if minutes > paper.ClearIn {
			h.Warnings = append(h.Warnings, fmt.Sprintf("走完要 %.1f 分钟，超过 %d 分钟：加出口或者减人。", minutes, paper.ClearIn))
		}
	} else {
		h.Warnings = append(h.Warnings, "图上没有出口，请在平面图里补上。")
	}
	if over {
		h.Warnings = append(h.Warnings, fmt.Sprintf("画的座位比能坐的 %d 人多，按 %d 人发。", most, most))
	}
	if !d.Outdated.IsZero() {
		h.Warnings = append(h.Warnings, "许可以后图改过（"+d.Outdated.In(events.Zone).Format("1月2日 15:04")+"），这个会场先不往外发座位。")
	}
	if closed != "" {
		h.Warnings = append(h.Warnings, "这个会场停用："+closed+"。")
	}
	names, err := a.helperNames(ctx, d.Helpers)
	h.Wardens = [][]string{
		{"每个出口 2 名引导员", fmt.Sprintf("%d 人", 2*exits), "姓名："},
		{"轮椅陪护（一人最多两位）", fmt.Sprintf("%d 人", (ends+1)/2), strings.TrimSuffix(fmt.Sprintf("已定 %d 人：%s", len(d.Helpers), strings.Join(names, "、")), "：")},
		{"医疗点", "1 处", "位置："},
		{"走失和广播点", "1 处", "位置："},
	}
	return h, err
}

// helperNames are the names of those who stand by wheelchairs, as far as they are people
// the community knows.
func (a *API) helperNames(ctx context.Context, helpers []string) ([]string, error) {
	var ids []community.PersonID
	for _, h := range helpers {
		ids = append(ids, community.PersonID(h))
	}
	people, err := a.Community.Store.People.Many(ctx, ids)
	var names []string
	for _, p := range people {
		names = append(names, p.Name)
	}
	slices.Sort(names)
	return names, err
}
