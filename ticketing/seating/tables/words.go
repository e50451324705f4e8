package tables

import (
	"strconv"
	"strings"
)

// Names are how the things a reason speaks of are called, where they are not called
// by their id.
type Names func(id string) string

// Chinese says the reason in a sentence.
func (r Reason) Chinese(name Names) string { return r.say(chinese, name) }

// English says the reason in a sentence.
func (r Reason) English(name Names) string { return r.say(english, name) }

// sentences are by code; {n} is what the code counts, {of} of how many, {name} the name.
type sentences map[string]string

func (r Reason) say(in sentences, name Names) string {
	called := r.Name
	if name != nil && called != "" {
		called = name(called)
	}
	if r.Code == BecauseOnly && called == Halal {
		called = in[Halal]
	}
	format, ok := in[r.Code]
	switch {
	case !ok:
		return r.Code
	case r.Code == BecauseWishes && r.Count == 0:
		format = in["no_wish"]
	case r.Code == BecauseNeighbours && r.Count == 1 && in["neighbour"] != "":
		format = in["neighbour"]
	}
	return strings.NewReplacer("{n}", strconv.Itoa(r.Count), "{of}", strconv.Itoa(r.Of), "{name}", called).Replace(format)
}

var chinese = sentences{
	BecauseNeighbours: "同桌有 {n} 户是您本楼的邻居。",
	BecauseAlone:      "这一席本楼只有您一家来，所以给您安排了附近楼栋的邻居同桌。",
	BecauseApart:      "本楼另有 {n} 户来吃这一席，可惜没有凑得下的同一张桌。",
	BecauseKin:        "您和亲友共 {n} 户按约定坐在同一桌。",
	BecauseKinTables:  "您这一组亲友人多，一张桌坐不下，安排在紧挨着的几张桌。",
	BecauseWishes:     "您想同桌的 {of} 户里，有 {n} 户和您同桌。",
	"no_wish":         "您想同桌的 {of} 户这次没能排到一桌。",
	BecauseNear:       "这是离您家最近的会场，走过去约 {n} 米。",
	BecauseFull:       "离您家最近的{name}坐满了，这里走过去约 {n} 米。",
	BecauseAccessible: "给轮椅留了桌端的位置：一路没有台阶，无障碍卫生间在 {n} 米以内。",
	BecauseCompanion:  "轮椅旁边给陪同的人留了 {n} 个位置。",
	BecauseOnly:       "这是{name}，专为有同样需要的邻居准备。",
	Halal:             "清真桌",
	BecauseQuiet:      "您要安静的位置，这张桌离音响和过道远。",
	BecauseDish:       "您家参与做的 {n} 道菜就摆在这张桌上。",
	BecauseDishAway:   "您家参与做的菜摆在{name}。",
	BecauseHand:       "这张桌是工作人员按您家的情况专门安排的。",
	BecauseCompany:    "同桌有您的老邻居，他们因为亲友或座位的需要坐在这里，请您家来作伴。",
}

var english = sentences{
	BecauseNeighbours: "{n} households of your building sit at this table.",
	"neighbour":       "One household of your building sits at this table.",
	BecauseAlone:      "Nobody else of your building comes to this sitting, so you sit with people from buildings nearby.",
	BecauseApart:      "{n} more households of your building come to this sitting, but no one table had room for you together.",
	BecauseKin:        "Your group of {n} households sits at one table, as you agreed.",
	BecauseKinTables:  "Your group is larger than a table, so it sits at tables side by side.",
	BecauseWishes:     "Of the {of} households you wished for, {n} sit at your table.",
	"no_wish":         "None of the {of} households you wished for could be at your table this time.",
	BecauseNear:       "This is the venue nearest to your home, about {n} metres on foot.",
	BecauseFull:       "{name} would have been nearer but is full; this one is about {n} metres on foot.",
	BecauseAccessible: "A place at the end of the table is kept for the wheelchair: no steps on the way, and an accessible toilet within {n} metres.",
	BecauseCompanion:  "Places kept beside the wheelchair for somebody to come along: {n}.",
	BecauseOnly:       "This is a table of its own kind, {name}, for neighbours who need the same.",
	Halal:             "halal",
	BecauseQuiet:      "You asked for quiet; this table is away from the loudspeakers and the aisles.",
	BecauseDish:       "Dishes you helped to cook that stand on this table: {n}.",
	BecauseDishAway:   "The dish you helped to cook stands on table {name}.",
	BecauseHand:       "One of the organisers chose this table for you.",
	BecauseCompany:    "Neighbours of yours sit here with their family or because of a place they need, and you keep them company.",
}

// Chinese says in a sentence what a person has to decide.
func (l Left) Chinese() string { return leftChinese[l.Code] }

// English says in a sentence what a person has to decide.
func (l Left) English() string { return leftEnglish[l.Code] }

var leftChinese = sentences{
	NoRoom:       "没有一张桌还有这么多连在一起的空位，请人工安排。",
	NoAccessible: "没有空着的轮椅位，请人工安排。",
	NoOnly:       "这类专桌已经坐满，请人工安排。",
	NoQuiet:      "安静的桌已经坐满，请人工安排。",
	NoAdjacent:   "这一组人比一张桌多，找不到紧挨着的空桌，请人工安排。",
	NoHelper:     "已经有座位，但还没有人照应这位坐轮椅的邻居，请安排一位志愿者。",
	Malformed:    "登记的人数不对或者登记了两次，请先核对。",
	ByDelivery:   "会场停用后没有别的座位，改为送餐上门。",
	NoTable:      "没有能摆这道菜的桌，请人工安排。",
}

var leftEnglish = sentences{
	NoRoom:       "No table has this many places together. A person has to decide.",
	NoAccessible: "No place for a wheelchair is free. A person has to decide.",
	NoOnly:       "The tables of this kind are full. A person has to decide.",
	NoQuiet:      "The quiet tables are full. A person has to decide.",
	NoAdjacent:   "The group is larger than a table, and no tables side by side are free. A person has to decide.",
	NoHelper:     "Seated, but nobody stands by the wheelchair yet. Please find a volunteer.",
	Malformed:    "The number of people cannot be right, or the household is there twice. Please check it first.",
	ByDelivery:   "The venue is closed and no other place is free, so the meal is brought home.",
	NoTable:      "No table may have this dish. A person has to decide.",
}
