// Package communitytest is a small made-up community for tests: two general
// branches, two estates, three buildings, five households, eleven people.
//
// In GX-12 live the 邓 family with grandmother 龚秀英, who has no telephone and for
// whom her daughter-in-law may act, and the building head 童爱华 next door. In GX-2,
// of the same group, lives 万志强, alone; in HF-1, of the other general branch, 罗建国
// and his wife share one telephone, and 贺小军 rents a room in the same flat.
package communitytest

import (
	"context"
	"errors"
	"time"

	"wanjia/events/community"
)

// People of the town.
const (
	Haiyan  community.PersonID = "p-haiyan"  // 邓海燕, 38, 15400000001
	Li      community.PersonID = "p-li"      // 邓立, her husband, 15400000005
	Xiaomi  community.PersonID = "p-xiaomi"  // 邓小米, 7, egg allergy; both parents are guardians
	Gong    community.PersonID = "p-gong"    // 龚秀英, 76, called 龚婆婆, no telephone
	Tong    community.PersonID = "p-tong"    // 童爱华, 63, building head of GX-12, 15400000006
	TongSon community.PersonID = "p-tongson" // 童磊, 30, 15400000007
	Wan     community.PersonID = "p-wan"     // 万志强, 52, wheelchair place, 15400000008
	Luo     community.PersonID = "p-luo"     // 罗建国, 71, 15400000010
	LuoWife community.PersonID = "p-luowife" // 秦桂兰, 70, the same telephone
	He      community.PersonID = "p-he"      // 贺小军, 24, 15400000011
	Shan    community.PersonID = "p-shan"    // 单雪, 24, who lives with him, no telephone given
)

// Households of the town.
const (
	Dengs community.HouseholdID = "h-deng" // GX-12-2-501
	Tongs community.HouseholdID = "h-tong" // GX-12-2-502
	Wans  community.HouseholdID = "h-wan"  // GX-2-1-101
	Luos  community.HouseholdID = "h-luo"  // HF-1-1-2703
	Hes   community.HouseholdID = "h-he"   // HF-1-1-2703 too
)

// Born is when everything in the town was written down.
var Born = time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC)

// Fill puts the town into a store that holds none yet.
func Fill(ctx context.Context, s community.Store) error {
	return errors.Join(
		add(ctx, s.Nodes,
			community.Node{ID: "Z5", Kind: community.GeneralBranch, Name: "第五总支", Committee: "五居委会"},
			community.Node{ID: "Z6", Kind: community.GeneralBranch, Name: "第六总支", Committee: "六居委会"},
			community.Node{ID: "GX-B1", Kind: community.Branch, Parent: "Z5", Name: "桂香苑第一支部", Estate: "GX"},
			community.Node{ID: "HF-B1", Kind: community.Branch, Parent: "Z6", Name: "荷风苑第一支部", Estate: "HF"},
			community.Node{ID: "GX-G07", Kind: community.Group, Parent: "GX-B1", Name: "桂香苑第七党小组"},
			community.Node{ID: "HF-G01", Kind: community.Group, Parent: "HF-B1", Name: "荷风苑第一党小组"}),
		add(ctx, s.Estates,
			community.Estate{Code: "GX", Name: "桂香苑", Aliases: []string{"桂香园"}, Parent: "Z5"},
			community.Estate{Code: "HF", Name: "荷风苑", Parent: "Z6"}),
		add(ctx, s.Buildings,
			community.Building{Code: "GX-12", Estate: "GX", Group: "GX-G07", Number: 12, Floors: 7, Units: 3, PerLanding: 2, Changed: Born},
			community.Building{Code: "GX-2", Estate: "GX", Group: "GX-G07", Number: 2, Floors: 6, Units: 2, PerLanding: 2, Changed: Born},
			community.Building{Code: "HF-1", Estate: "HF", Group: "HF-G01", Number: 1, Floors: 30, Units: 1, PerLanding: 4, Lift: true, Changed: Born}),
		add(ctx, s.Households,
			household(Dengs, "GX-12", 2, 5, 1, "501"), household(Tongs, "GX-12", 2, 5, 2, "502"),
			household(Wans, "GX-2", 1, 1, 1, "101"),
			household(Luos, "HF-1", 1, 27, 3, "2703"), household(Hes, "HF-1", 1, 27, 3, "2703")),
		add(ctx, s.People,
			person(Haiyan, Dengs, "GX-12", "邓海燕", "F", "1988-05-04", "15400000001"),
			person(Li, Dengs, "GX-12", "邓立", "M", "1986-02-11", "15400000005"),
			needing(person(Xiaomi, Dengs, "GX-12", "邓小米", "F", "2019-09-30", ""), "allergen", "E"),
			calling(person(Gong, Dengs, "GX-12", "龚秀英", "F", "1950", ""), "龚婆婆"),
			person(Tong, Tongs, "GX-12", "童爱华", "F", "1963-03-08", "15400000006"),
			person(TongSon, Tongs, "GX-12", "童磊", "M", "1996-07-19", "15400000007"),
			needing(person(Wan, Wans, "GX-2", "万志强", "M", "1974-12-01", "15400000008"), "access", "wheelchair_place"),
			person(Luo, Luos, "HF-1", "罗建国", "M", "1955-10-01", "15400000010"),
			person(LuoWife, Luos, "HF-1", "秦桂兰", "F", "1956-08-15", "15400000010"),
			person(He, Hes, "HF-1", "贺小军", "M", "2002-01-30", "15400000011"),
			person(Shan, Hes, "HF-1", "单雪", "F", "2002-06-06", "")),
		add(ctx, s.Consents, consents()...),
		add(ctx, s.Relations,
			community.Relation{ID: "r-gong", Person: Gong, Agent: Haiyan, Kind: "child", Scope: []string{"signup", "needs", "contact"}, From: "2026-11-01", Consent: "c-gong-agent"},
			community.Relation{ID: "r-xiaomi-1", Person: Xiaomi, Agent: Haiyan, Kind: "guardian", Scope: []string{"all"}, From: "2019-09-30", Until: "2037-09-30"},
			community.Relation{ID: "r-xiaomi-2", Person: Xiaomi, Agent: Li, Kind: "guardian", Scope: []string{"all"}, From: "2019-09-30", Until: "2037-09-30"}),
		add(ctx, s.Posts,
			community.Post{ID: "GX-12-head", Building: "GX-12", Kind: community.PostHead, Title: "楼栋长", Holder: Tong, From: "2025-01-01", Until: "2027-12-31", DutyPhone: "15400000060", Consent: "c-tong-roster", Published: true},
			community.Post{ID: "GX-12-health", Building: "GX-12", Kind: community.PostHealth, Title: "卫生委员", Holder: Haiyan, From: "2025-01-01", Until: "2027-12-31", DutyPhone: "15400000061"},
			community.Post{ID: "GX-12-culture", Building: "GX-12", Kind: community.PostCulture, Title: "文体委员", VacantSince: "2026-06-01"},
			community.Post{ID: "GX-2-head", Building: "GX-2", Kind: community.PostHead, Title: "楼栋长", VacantSince: "2026-02-01"},
			community.Post{ID: "HF-1-head", Building: "HF-1", Kind: community.PostHead, Title: "楼栋长", Holder: Luo, From: "2025-01-01", Until: "2027-12-31", DutyPhone: "15400000062"}),
		add(ctx, s.Teams,
			community.Team{ID: "v-1", Sort: "volunteer", Kind: "neighbours", Name: "桂香苑邻里守望队", Estate: "GX", Leader: Tong},
			community.Team{ID: "c-1", Sort: "cultural", Kind: "drums", Name: "江畔腰鼓队", Leader: LuoWife, Weekday: 3, Starts: "15:00", Minutes: 90}),
		add(ctx, s.Members,
			community.Membership{ID: "v-1/p-tong", Team: "v-1", Person: Tong, Role: "leader"},
			community.Membership{ID: "v-1/p-tongson", Team: "v-1", Person: TongSon, Role: "member"},
			community.Membership{ID: "c-1/p-luowife", Team: "c-1", Person: LuoWife, Role: "leader"}),
		add(ctx, s.Volunteers, community.Volunteer{Person: Tong, Number: "V1", HalfHours: 700, Stars: 2}),
	)
}

func add[ID ~string, T any](ctx context.Context, r community.Records[ID, T], values ...T) error {
	answers, err := r.Add(ctx, values...)
	return errors.Join(append(answers, err)...)
}

func household(id community.HouseholdID, b community.NodeID, unit, floor, flat int, room string) community.Household {
	return community.Household{
		ID: id, Code: string(b) + "-" + string(rune('0'+unit)) + "-" + room, Building: b, Unit: unit, Floor: floor, Flat: flat,
		Room: room, Tenure: "owner", Known: true, Changed: Born,
	}
}

func person(id community.PersonID, h community.HouseholdID, b community.NodeID, name, sex string, born community.Day, phone string) community.Person {
	return community.Person{
		ID: id, Household: h, Building: b, Name: name, Sex: sex, Born: born, Phone: phone,
		Channel: "head", Created: Born, Changed: Born,
	}
}

func needing(p community.Person, kind, code string) community.Person {
	p.Needs = append(p.Needs, community.Need{Kind: kind, Code: code})
	return p
}

func calling(p community.Person, other string) community.Person {
	p.OtherNames = append(p.OtherNames, other)
	return p
}

// consents are one to the service from everybody but 单雪, whom nobody has asked,
// and those of the posts and relations.
func consents() []community.Consent {
	var list []community.Consent
	for _, p := range []community.PersonID{Haiyan, Li, Xiaomi, Gong, Tong, TongSon, Wan, Luo, LuoWife, He} {
		by := p
		if p == Xiaomi {
			by = Haiyan
		}
		list = append(list, community.Consent{
			ID: community.ConsentID("c-" + string(p)), Person: p, Purpose: community.ForService,
			Version: community.ConsentVersion, Given: true, At: Born, By: by, How: "head",
		})
	}
	return append(list,
		community.Consent{ID: "c-gong-agent", Person: Gong, Purpose: community.ForAgent, Version: community.ConsentVersion, Given: true, At: Born, By: Gong, How: "voice", Witness: "童爱华"},
		community.Consent{ID: "c-tong-roster", Person: Tong, Purpose: community.ForRoster, Version: community.ConsentVersion, Given: true, At: Born, By: Tong, How: "paper"})
}
