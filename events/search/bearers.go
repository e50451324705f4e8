package search

import "slices"

// bearers is who is mostly called by a title: of which sex, born between which years,
// and most of all about when. What stands here orders people of one name and rules
// nobody out: neighbours say 婆婆 to whom they like.
type bearers struct {
	sex             byte // M, F, or 0 for either
	from, to, about int  // years of birth
}

// bornFrom is the year before the first in which somebody may be born.
const bornFrom = 1880

// What it costs to be somebody whom a title does not fit.
const (
	offSex     = 120
	offUnknown = 30 // sex or age, each
	offYear    = 6  // outside the usual years, for each
	mostYears  = 100
	yearsApart = 4 // from the middle of the usual years cost 1
)

// calling is the ages at which people are called by some titles.
type calling struct {
	sex      byte
	from, to int
	titles   []string
}

var callings = []calling{
	{'F', 63, 110, []string{"老奶奶", "老太太", "老太婆", "婆婆", "奶奶", "太婆", "老太", "婆", "奶", "popo", "nainai", "po"}},
	{'M', 63, 110, []string{"老爷爷", "老爷子", "老先生", "爹爹", "嗲嗲", "爷爷", "大爷", "爹", "爷", "yeye", "diedie", "daye"}},
	{0, 63, 110, []string{"老人家"}},
	{'F', 45, 66, []string{"阿姨", "大妈", "大嫂", "嫂子", "姨", "婶", "嫂", "ayi", "dama", "yi"}},
	{'M', 40, 66, []string{"师傅", "叔叔", "叔", "shifu", "shushu", "shu"}},
	{'M', 50, 80, []string{"老师傅", "伯伯", "大伯", "伯", "bobo"}},
	{'F', 30, 62, []string{"大姐", "姐", "dajie", "jie"}},
	{'M', 30, 62, []string{"大哥", "哥", "dage", "ge"}},
	{'F', 18, 45, []string{"小姐", "姑娘"}},
	{'F', 18, 110, []string{"女士", "太太", "nvshi", "nushi"}},
	{'M', 18, 110, []string{"先生", "xiansheng"}},
	{0, 45, 90, []string{"老", "lao"}},
	{0, 15, 45, []string{"小", "xiao"}},
}

// bearersOf is who is called by a title in a year, nil for a title that says nothing,
// or in no year.
func bearersOf(title string, year int) *bearers {
	if year <= 0 {
		return nil
	}
	for _, c := range callings {
		if slices.Contains(c.titles, title) {
			middle := (c.from + min(c.to, 90)) / 2
			return &bearers{sex: c.sex, from: year - c.to, to: year - c.from, about: year - middle}
		}
	}
	return nil
}

// misfit is what it costs that a title fits d less than it might.
func (b *bearers) misfit(d *doc) int {
	cost := 0
	if b.sex != 0 && d.sex != b.sex {
		cost = offSex
		if d.sex == 0 {
			cost = offUnknown
		}
	}
	if d.born == 0 {
		return cost + offUnknown
	}
	born := bornFrom + int(d.born)
	outside := max(0, b.from-born, born-b.to)
	return cost + min(outside*offYear, mostYears) + max(born-b.about, b.about-born)/yearsApart
}
