package seed_test

import (
	"strconv"
	"strings"
)

// heteronymSurnames are read otherwise as surnames.
var heteronymSurnames = strings.Fields("单 解 仇 曾 查 翟 乐 覃 盖 区 尉迟 欧阳 朴 尹 员 召 种 冼 繁")

// count counts what the plan has figures of.
func (c *checker) count() map[string]int {
	n := map[string]int{}
	for _, rooms := range c.flats {
		if rooms == 2 {
			n["rooms of two households"]++
		}
	}
	for _, h := range c.homes {
		n["size "+strconv.Itoa(h.People)]++
		n["kind "+h.Kind]++
		n["tenure "+h.Tenure]++
		if !h.Known {
			n["moved in within a year"]++
		}
		if h.Delivery {
			n["wants delivery"]++
		}
		if readAddress(h.Written) != h.Code {
			n["addresses with a slip"]++
		}
	}
	c.countPeople(n)
	allergic := map[string]bool{}
	for id := range c.needs {
		f := strings.Fields(id)
		n["need "+f[1]]++
		p := c.people[f[2]]
		if p == nil {
			continue
		}
		if f[0] == "allergen" && !allergic[f[2]] {
			allergic[f[2]] = true
			if p.age < 14 {
				n["allergic under 14"]++
			} else {
				n["allergic from 14"]++
			}
		}
		if f[1] == "wheelchair_place" && p.age >= 65 {
			n["wheelchairs of 65 and more"]++
		}
	}
	n["care pairs"], n["second records"] = len(c.pairs), len(c.again)
	c.countVolunteers(n)
	return n
}

func (c *checker) countPeople(n map[string]int) {
	for _, p := range c.people {
		n[bandOf(p.age)]++
		n["sex "+p.Sex]++
		n["ability "+p.Ability]++
		n["language "+p.Language]++
		if p.age >= 70 && p.Phone == "" {
			n["over seventy without telephone"]++
		}
		switch {
		case strings.Contains(p.Name, "·"):
			n["names with a dot"]++
			continue
		case !han(p.Name):
			n["foreign names"]++
			continue
		}
		for _, s := range heteronymSurnames {
			if strings.HasPrefix(p.Name, s) {
				n["surname heteronym"]++
			}
		}
		if strings.ContainsAny(p.Name, "喆堃淼彧䶮昇珺") {
			n["rare characters"]++
		}
	}
	for _, people := range c.numbers {
		n["telephone of another"] += people - 1
	}
}

func (c *checker) countVolunteers(n map[string]int) {
	n["volunteers"] = len(c.volunteers)
	for _, v := range c.volunteers {
		switch h := v.HalfHoursThisYear; {
		case h == 0:
			n["hours none"]++
		case h <= 20:
			n["hours to 10"]++
		case h <= 100:
			n["hours to 50"]++
		case h <= 400:
			n["hours to 200"]++
		default:
			n["hours above 200"]++
		}
		p := c.people[v.Person]
		if p == nil {
			continue
		}
		if p.Sex == "F" {
			n["volunteers F"]++
		}
		for _, b := range []struct {
			from, to int
			name     string
		}{{16, 24, "16-24"}, {25, 39, "25-39"}, {40, 54, "40-54"}, {55, 69, "55-69"}, {70, 84, "70-84"}} {
			if p.age >= b.from && p.age <= b.to {
				n["volunteers "+b.name]++
			}
		}
	}
}

// What an address may say beside numbers.
var (
	addressWords = strings.NewReplacer("江岸区", " ", "单元", " ", "門洞", " ", "门洞", " ", "号楼", " ", "號樓", " ", "單元", " ",
		"栋", " ", "棟", " ", "幢", " ", "门", " ", "室", " ", "号", " ", "第", " ", "，", " ", "/", " ", "-", " ")
	addressNumbers = map[rune]int{'零': 0, '〇': 0, '一': 1, '二': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}
)

// estateNames are the codes by the ways the names are written.
var estateNames = func() map[string]string {
	m := map[string]string{}
	for _, line := range strings.Fields("AJ安居苑anjuyuan YK怡康苑yikangyuan PP枇杷苑pipayuan JL景兰苑jinglanyuan LT兰亭苑lantingyuan " +
		"ZY竹韵苑zhuyunyuan WH文卉苑wenhuiyuan ZW紫薇苑ziweiyuan SL石榴苑shiliuyuan LC立春园lichunyuan GY谷雨园guyuyuan XM小满园xiaomanyuan " +
		"GX桂香苑guixiangyuan DG丹桂苑danguiyuan HF荷风苑hefengyuan MY梅影苑meiyingyuan FL枫林苑fenglinyuan YX银杏苑yinxingyuan " +
		"WT梧桐苑wutongyuan ST松涛苑songtaoyuan YY榆荫苑yuyinyuan MZ芒种园mangzhongyuan HT海棠苑haitangyuan YL玉兰苑yulanyuan") {
		code, name, sound := line[:2], line[2:11], line[11:] // a character is three bytes
		for _, s := range []string{name, name[:6], sound, strings.TrimSuffix(sound, "yuan"), strings.ToLower(code)} {
			m[s] = code
		}
	}
	for traditional, name := range map[string]string{
		"景蘭苑": "景兰苑", "蘭亭苑": "兰亭苑", "竹韻苑": "竹韵苑", "立春園": "立春园", "穀雨園": "谷雨园", "小滿園": "小满园", "荷風苑": "荷风苑",
		"楓林苑": "枫林苑", "銀杏苑": "银杏苑", "松濤苑": "松涛苑", "榆蔭苑": "榆荫苑", "芒種園": "芒种园", "玉蘭苑": "玉兰苑",
	} {
		m[traditional] = m[name]
	}
	return m
}()

// readAddress is a reader of addresses without slips, "" for one with a slip. The
// product's is another; this one is here to count.
func readAddress(text string) string {
	text = strings.ToLower(strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' && r != '，' {
			return r - '！' + '!'
		}
		return r
	}, text))
	text = strings.TrimPrefix(text, "江岸区")
	name := ""
	for s := range estateNames {
		if strings.HasPrefix(text, s) && len(s) > len(name) {
			name = s
		}
	}
	if name == "" {
		return ""
	}
	rest := strings.TrimPrefix(text, name)
	if unit, building := strings.Index(rest, "单元"), strings.Index(rest, "栋"); unit >= 0 && building > unit {
		return ""
	}
	rest, side, spoken := cutSide(rest)
	for i, s := range []string{"甲", "乙", "丙", "丁"} {
		rest = strings.ReplaceAll(rest, s, " "+strconv.Itoa(i+1))
	}
	var numbers []int
	for _, f := range strings.Fields(addressWords.Replace(rest)) {
		n := number(f)
		if n < 0 {
			return ""
		}
		numbers = append(numbers, n)
	}
	if len(numbers) == 2 {
		numbers = []int{numbers[0], 1, numbers[1]}
	}
	if len(numbers) != 3 {
		return ""
	}
	if spoken {
		numbers[2] = numbers[2]*100 + side
	}
	return estateNames[name] + "-" + strconv.Itoa(numbers[0]) + "-" + strconv.Itoa(numbers[1]) + "-" + strconv.Itoa(numbers[2])
}

// cutSide takes off what is said after the floor: which door it is.
func cutSide(text string) (rest string, side int, spoken bool) {
	rest, door, ok := strings.Cut(strings.ReplaceAll(text, "号楼", "栋"), "楼")
	if !ok {
		return text, 0, false
	}
	switch door {
	case "左边":
		return rest, 1, true
	case "右边":
		return rest, 2, true
	}
	return rest, number(strings.TrimSuffix(strings.TrimPrefix(door, "第"), "户")), true
}

// number reads 12, 十二 and 五零一; -1 for anything else.
func number(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	if tens, ones, ok := strings.Cut(s, "十"); ok {
		ten, one := 1, 0
		if tens != "" {
			ten = number(tens)
		}
		if ones != "" {
			one = number(ones)
		}
		return ten*10 + one
	}
	n := 0
	for _, r := range s {
		d, ok := addressNumbers[r]
		if !ok {
			return -1
		}
		n = n*10 + d
	}
	return n
}
