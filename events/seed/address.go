package seed

import (
	"fmt"
	"strconv"
	"strings"
)

// door is what an address is made of.
type door struct {
	estate                 *estate
	number, unit           int
	floor, flat, room      int // the floor as the lift calls it
	units, perLanding      int
	buildingCode, fullCode string
}

func (t *town) door(h int) door {
	x := &t.homes[h]
	b := &t.buildings[x.building]
	e := &t.estates[b.estate]
	floor := e.label(int(x.floor))
	return door{
		estate: e, number: b.number, unit: int(x.unit), floor: floor, flat: int(x.flat), room: floor*100 + int(x.flat),
		units: b.units, perLanding: b.perLanding, buildingCode: t.buildingCode(int(x.building)), fullCode: t.address(h),
	}
}

// within is the address without the estate: 12栋2单元501.
func (a door) within() string { return fmt.Sprintf("%d栋%d单元%d", a.number, a.unit, a.room) }

// plain is the address as a form has it: 桂香苑12栋2单元501.
func (a door) plain() string { return a.estate.name + a.within() }

// numerals is within in Chinese numerals, the room spelt digit by digit.
func (a door) numerals(zero string) string {
	return fmt.Sprintf("%s栋%s单元%s", numeral(a.number), numeral(a.unit), spell(a.room, zero))
}

// spoken is within as people say it: which floor and which side of the stairs,
// counted from the left where there are more than two doors.
func (a door) spoken() string {
	where := "第" + numeral(a.flat) + "户"
	if a.perLanding == 2 {
		where = []string{"左边", "右边"}[a.flat-1]
	}
	return fmt.Sprintf("%s栋%s单元%s楼%s", numeral(a.number), numeral(a.unit), numeral(a.floor), where)
}

// addressKind is a way of giving an address; it answers "" where it does not suit.
type addressKind struct {
	name   string
	scoped bool // without the estate, so only told within it
	write  func(a door, d *dice) string
}

// addressKinds are all ways; the unscoped ones are also how lists have addresses.
var addressKinds = []addressKind{
	{"address_plain", false, func(a door, d *dice) string {
		return one(d, []string{a.plain(), a.plain() + "室", a.plain() + "号", "江岸区" + a.plain() + "室"})
	}},
	{"address_code", false, func(a door, d *dice) string {
		compact := strings.Replace(a.fullCode, "-", "", 1)
		return one(d, []string{a.fullCode, strings.ToLower(a.fullCode), compact, strings.ToLower(compact)})
	}},
	{"address_numerals", false, func(a door, d *dice) string {
		return a.estate.name + a.numerals(one(d, []string{"零", "〇"}))
	}},
	{"address_words", false, func(a door, d *dice) string {
		form := one(d, []string{"%d号楼%d单元%d", "%d幢%d单元%d", "%d栋%d门%d", "%d号楼%d门%d室", "%d栋%d门洞%d", "第%d栋第%d单元%d"})
		return a.estate.name + fmt.Sprintf(form, a.number, a.unit, a.room)
	}},
	{"address_spoken", false, func(a door, _ *dice) string { return a.estate.name + a.spoken() }},
	{"address_letters", false, func(a door, _ *dice) string {
		if a.unit > 4 || a.units < 2 {
			return ""
		}
		return fmt.Sprintf("%s%d栋%s单元%d", a.estate.name, a.number, []string{"甲", "乙", "丙", "丁"}[a.unit-1], a.room)
	}},
	{"address_full_width", false, func(a door, d *dice) string {
		return wide(one(d, []string{a.plain(), a.fullCode, fmt.Sprintf("%s%d-%d-%d", a.estate.name, a.number, a.unit, a.room)}))
	}},
	{"address_separators", false, func(a door, d *dice) string {
		form := one(d, []string{"%s%d-%d-%d", "%s %d栋 %d单元 %d", "%s%d/%d/%d", "%s %d %d %d", "%s%d栋-%d-%d", "%s，%d栋，%d单元，%d"})
		return fmt.Sprintf(form, a.estate.name, a.number, a.unit, a.room)
	}},
	{"address_short_estate", false, func(a door, _ *dice) string {
		return string([]rune(a.estate.name)[:2]) + a.within()
	}},
	{"address_traditional", false, func(a door, _ *dice) string { return traditional(a.plain()) }},
	{"address_pinyin", false, func(a door, d *dice) string {
		s := joined(a.estate.pinyin)
		return one(d, []string{s, strings.TrimSuffix(s, "yuan")}) + fmt.Sprintf(" %d-%d-%d", a.number, a.unit, a.room)
	}},
	{"address_no_unit", false, func(a door, _ *dice) string {
		if a.units > 1 {
			return ""
		}
		return fmt.Sprintf("%s%d栋%d", a.estate.name, a.number, a.room)
	}},
	{"address_in_estate", true, func(a door, d *dice) string {
		return one(d, []string{
			a.within(), a.numerals("零"), a.spoken(), fmt.Sprintf("%d-%d-%d", a.number, a.unit, a.room),
			fmt.Sprintf("%d号楼%d门%d", a.number, a.unit, a.room), wide(a.within()),
		})
	}},
}

// wide is s with full-width digits, letters and dashes.
func wide(s string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r <= '~' {
			return r - '!' + '！'
		}
		return r
	}, s)
}

// misspell is the address with a slip that leaves only one address it can mean,
// and what the slip is.
func (a door) misspell(d *dice) (text, slip string) {
	name := []rune(a.estate.name)
	for {
		switch d.n(8) {
		case 0, 1:
			return one(d, a.estate.misspelt) + a.within(), "homophone"
		case 2:
			return string([]rune{name[1], name[0], name[2]}) + a.within(), "swapped"
		case 3:
			return string(name[:1]) + a.plain(), "doubled"
		case 4:
			room := strconv.Itoa(a.room)
			if strings.Contains(room, "0") {
				return fmt.Sprintf("%s%d栋%d单元%s", a.estate.name, a.number, a.unit, strings.Replace(room, "0", one(d, []string{"O", "o"}), 1)), "letter_o"
			}
		case 5:
			if s := strings.Replace(strconv.Itoa(a.room), "1", "l", 1); strings.Contains(s, "l") {
				return fmt.Sprintf("%s%d栋%d单元%s", a.estate.name, a.number, a.unit, s), "letter_l"
			}
		case 6:
			form := one(d, []string{"%s%d动%d单元%d", "%s%d冻%d单元%d", "%s%d栋%d单员%d", "%s%d号搂%d单元%d", "%s%d东%d单元%d"})
			return fmt.Sprintf(form, a.estate.name, a.number, a.unit, a.room), "wrong_word"
		default:
			return fmt.Sprintf("%s%d单元%d栋%d", a.estate.name, a.unit, a.number, a.room), "order"
		}
	}
}

// traditional is s in traditional characters, those this package writes.
func traditional(s string) string {
	return strings.Map(func(r rune) rune {
		if to, ok := traditionals[r]; ok {
			return to
		}
		return r
	}, s)
}

var traditionals = pairs("栋棟单單园園苑苑满滿谷穀风風枫楓银銀涛濤荫蔭种種韵韻号號楼樓门門区區" +
	"陈陳刘劉张張杨楊黄黃吴吳罗羅郑鄭谢謝孙孫马馬许許邓鄧冯馮韩韓吕呂邹鄒叶葉龚龔严嚴汤湯卢盧钟鍾贺賀鲁魯聂聶骆駱万萬欧歐阳陽迟遲员員盖蓋乐樂" +
	"国國华華兰蘭丽麗红紅军軍艳艷伟偉云雲凤鳳莲蓮荣榮强強刚剛辉輝飞飛鹏鵬龙龍凯凱杰傑晓曉卫衛爱愛学學汉漢东東钢鋼义義礼禮发發财財贵貴琼瓊静靜洁潔莹瑩颖穎梦夢诗詩轩軒泽澤铭銘语語宁寧贞貞维維长長绿綠")

func pairs(s string) map[rune]rune {
	m := map[rune]rune{}
	r := []rune(s)
	for i := 0; i+1 < len(r); i += 2 {
		m[r[i]] = r[i+1]
	}
	return m
}
