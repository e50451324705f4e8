package hanzi

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/mozillazg/go-pinyin"
)

// Level is how good a reading is in its place, the best being least.
type Level uint8

// The levels.
const (
	Usual   Level = iota // the first a dictionary, or the surname table, gives
	Other                // another reading of the same character
	Misread              // wrong, but what people say who know only half of the character
)

// Reading is one way to read a character.
type Reading struct {
	*Syllable
	Level Level
}

// extraReadings are readings of characters in given names that the dictionary
// lacks or puts last.
const extraReadings = `
茜 qian xi | 莘 xin shen | 晟 sheng cheng | 曦 xi | 婷 ting | 昀 yun | 玥 yue | 甯 ning | 囡 nan | 婳 hua | 祎 yi | 沄 yun | 瑭 tang | 芃 peng | 翾 xuan
重 chong zhong | 行 xing hang | 朝 zhao chao | 乐 le yue | 長 chang | 长 chang zhang | 曾 zeng ceng | 单 dan shan | 解 jie xie | 〇 ling | 仇 qiu chou
柏 bo bai | 俞 yu | 秘 mi bi | 贾 jia | 夏 xia | 会 hui | 沈 shen | 红 hong | 合 he | 车 che | 石 shi | 大 da | 不 bu | 婆 po | 区 qu ou
𬱖 di | 妤 yu | 婕 jie | 璟 jing | 珺 jun | 堃 kun | 彧 yu | 䶮 yan | 喆 zhe | 昇 sheng | 淼 miao | 燚 yi | 垚 yao | 翀 chong | 赟 yun | 祺 qi
`

// misreadings are rare characters by the sound of the half that people know.
const misreadings = `
赟 bin | 祎 wei | 翀 zhong | 彧 huo | 頔 you | 𬱖 you | 珏 yu | 娣 di | 睿 rui | 姝 zhu | 旖 qi | 琬 wan | 昶 yong chang | 垚 tu | 淼 shui | 犇 niu
骁 yao | 烨 hua | 婧 qing | 菁 qing | 怡 tai | 皓 gao | 钰 yu | 铖 cheng | 茜 xi | 琛 shen | 珩 hang | 锴 jie | 炜 wei | 昊 tian | 骞 qian | 晗 han
煜 li | 翎 ling | 馥 fu | 瀚 han | 旻 wen | 轶 shi | 芊 qian | 玮 wei | 弈 yi | 砚 jian | 堃 fang | 䶮 long tian | 鑫 jin | 喆 ji | 焱 yan | 骉 ma
瑾 jin | 琨 kun | 璐 lu | 琦 qi | 郗 xi | 缪 liao | 仝 gong | 佘 yu | 逄 feng | 訾 zi | 妫 wei | 亓 kai | 晔 hua | 铄 le | 芮 nei | 邰 tai | 阚 gan
`

// character is what is known of one: how it is read anywhere, at the head of a
// name, and whether a surname of two characters begins with it.
type character struct {
	readings []Reading
	leading  []Reading
	compound bool
}

// dictionary holds every character that has a reading: pages of 256 characters,
// each entry a number into known, 0 meaning none. Few sets of readings serve
// many characters, so the whole is half a megabyte.
type dictionary struct {
	pages     [0x400]*[256]uint16
	known     []character
	numbers   map[string]uint16 // of known, while it is made
	compounds map[compound][2][]Reading
}

var theDictionary = sync.OnceValue(func() *dictionary {
	d := &dictionary{known: make([]character, 1), numbers: map[string]uint16{}, compounds: map[compound][2][]Reading{}}
	surnames := newSurnames()
	extra, wrong := map[rune][]string{}, map[rune][]string{}
	for _, f := range rows(extraReadings) {
		extra[[]rune(f[0])[0]] = f[1:]
	}
	for _, f := range rows(misreadings) {
		wrong[[]rune(f[0])[0]] = f[1:]
	}
	begins := map[rune]bool{}
	for c := range surnames.compound {
		begins[c.first] = true
	}
	add := func(r rune, sounds []string) {
		readings := readingsOf(sounds, wrong[r])
		d.add(r, character{readings, ahead(surnames.single[r], readings), begins[r]})
	}
	for code, listed := range pinyin.PinyinDict {
		r := rune(code)
		add(r, slices.Concat(extra[r], toneless(listed)))
	}
	for r, sounds := range extra {
		if _, ok := pinyin.PinyinDict[int(r)]; !ok {
			add(r, sounds)
		}
	}
	for c, both := range surnames.compound {
		d.compounds[c] = [2][]Reading{
			ahead(both[:1], d.character(c.first).leading), ahead(both[1:], d.character(c.second).readings),
		}
	}
	d.numbers = nil
	return d
})

func readingsOf(sounds, wrong []string) []Reading {
	var out []Reading
	add := func(sound string, level Level) {
		s, ok := syllables()[sound]
		if !ok {
			return // a grunt, or a sound no name has
		}
		if !slices.ContainsFunc(out, func(r Reading) bool { return r.Syllable == s }) {
			out = append(out, Reading{s, level})
		}
	}
	for i, sound := range sounds {
		add(sound, Level(min(i, 1)))
	}
	for _, sound := range wrong {
		add(sound, Misread)
	}
	return out
}

func (d *dictionary) add(r rune, c character) {
	if len(c.readings) == 0 || r < 0 || int(r>>8) >= len(d.pages) {
		return
	}
	var key strings.Builder
	for _, reading := range slices.Concat(c.readings, c.leading) {
		fmt.Fprint(&key, reading.Syllable, reading.Level)
	}
	fmt.Fprint(&key, c.compound)
	number, ok := d.numbers[key.String()]
	if !ok {
		number = uint16(len(d.known))
		d.known = append(d.known, c)
		d.numbers[key.String()] = number
	}
	page := &d.pages[r>>8]
	if *page == nil {
		*page = new([256]uint16)
	}
	(*page)[r&0xff] = number
}

// ahead puts the readings of a surname before the others, which come second
// then.
func ahead(surname, readings []Reading) []Reading {
	if len(surname) == 0 {
		return readings
	}
	out := slices.Clone(surname)
	for _, r := range readings {
		if !slices.ContainsFunc(surname, func(s Reading) bool { return s.Syllable == r.Syllable }) {
			r.Level = max(r.Level, Other)
			out = append(out, r)
		}
	}
	return out
}

func (d *dictionary) character(r rune) *character {
	if r < 0 || int(r>>8) >= len(d.pages) {
		return &d.known[0]
	}
	page := d.pages[r>>8]
	if page == nil {
		return &d.known[0]
	}
	return &d.known[page[r&0xff]]
}

// Readings returns how a folded character is read inside a name, the usual
// reading first, or nil if nobody has told us. The slice is shared: do not
// change it.
func Readings(r rune) []Reading { return theDictionary().character(r).readings }

// LeadingReadings returns how the first character of a name is read, which may
// be a surname: those readings stand first and all others are no longer usual.
// If it makes one surname with the second, so do the readings of both; else
// those of the second are nil. Second is 0 if there is none. The slices are
// shared: do not change them.
func LeadingReadings(first, second rune) (of1st, of2nd []Reading) {
	d := theDictionary()
	c := d.character(first)
	if c.compound {
		if both, ok := d.compounds[compound{first, second}]; ok {
			return both[0], both[1]
		}
	}
	return c.leading, nil
}

// toneless takes the marks off a dictionary entry: "lǚ,lǘ" is lv.
func toneless(listed string) []string { return strings.Split(FoldTyped(listed), ",") }
