package hanzi

import (
	"slices"
	"testing"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"":               "",
		"龔海燕":            "龚海燕",
		"陳國強":            "陈国强",
		"劉曉慶":            "刘晓庆",
		"張髮菓":            "张发果",
		"葉劍英":            "叶剑英",
		"鍾鐘":             "钟钟",
		"喆堃淼䶮":           "喆堃淼䶮",
		"乾":              "乾",
		"ＧＸ－１２":          "gx-12",
		"Ｊｅａｎ　Müller":    "jean muller",
		"Łukasz Øster":   "lukasz oster",
		"Straße":         "strasse",
		"İstanbul":       "istanbul",
		"gōng hǎi yàn":   "gong hai yan",
		"LǙ":             "lu",
		"\u9f8d\ufa1b":   "龙福", // a compatibility form
		"王\u200d芳\ufe0f": "王芳",
		"王\t芳":           "王 芳",
		"①":              "1",
		"한글":             "한글",
		"🌸":              "🌸",
	}
	for in, want := range tests {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"lü": "lv", "LÜ": "lv", "nǚ": "nv", "lu\u0308": "lv", "lue": "lue", "Müller": "mvller", "龔lǘ": "龚lv"} {
		if got := FoldTyped(in); got != want {
			t.Errorf("FoldTyped(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"龔海燕", "Müller", "İ", "ㆍ･", "\xff", "ǰ", "ﷺ", "가̈", "ẛ̣"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if utf8.ValidString(s) && !utf8.ValidString(once) {
			t.Fatalf("Fold(%q) = %q is no text", s, once)
		}
		if twice := Fold(once); twice != once {
			t.Errorf("Fold(%q) = %q, and of that %q", s, once, twice)
		}
	})
}

// Every pair makes one character of another, and no pair leads to a character
// that a second one leads away from.
func TestVariantPairs(t *testing.T) {
	t.Parallel()
	for from, to := range variants() {
		if from == to {
			t.Errorf("%c is its own variant", from)
		}
		if further, ok := variants()[to]; ok {
			t.Errorf("%c leads to %c, and that to %c", from, to, further)
		}
	}
	if n := len(variants()); n < 1200 {
		t.Errorf("only %d variants", n)
	}
}

func sounds(readings []Reading) []string {
	var out []string
	for _, r := range readings {
		if r.Level != Misread {
			out = append(out, r.String())
		}
	}
	return out
}

// The surname's reading comes first at the head of a name, and the character's
// everyday ones are kept behind it.
func TestSurnames(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		char rune
		want string
		also string
	}{
		{'单', "shan", "dan"}, {'解', "xie", "jie"}, {'仇', "qiu", "chou"}, {'曾', "zeng", "ceng"}, {'查', "zha", "cha"}, {'翟', "zhai", "di"},
		{'乐', "yue", "le"}, {'覃', "qin", "tan"}, {'盖', "ge", "gai"}, {'区', "ou", "qu"}, {'朴', "piao", "pu"}, {'员', "yun", "yuan"},
		{'召', "shao", "zhao"}, {'种', "chong", "zhong"}, {'冼', "xian", "xian"}, {'繁', "po", "fan"}, {'缪', "miao", "mou"}, {'尉', "wei", "yu"},
		{'牟', "mu", "mou"}, {'郗', "xi", "chi"}, {'谌', "chen", "shen"}, {'逄', "pang", "pang"}, {'华', "hua", "hua"}, {'任', "ren", "ren"},
		{'纪', "ji", "ji"}, {'宁', "ning", "ning"}, {'黑', "he", "hei"}, {'折', "she", "zhe"}, {'尹', "yin", "yin"}, {'车', "che", "ju"},
	} {
		got, second := LeadingReadings(tt.char, '明')
		if s := sounds(got); len(s) == 0 || s[0] != tt.want || !slices.Contains(s, tt.also) || second != nil {
			t.Errorf("%c at the head of a name is read %v, want %s first and %s too", tt.char, s, tt.want, tt.also)
		}
		if got[0].Level != Usual {
			t.Errorf("%c: the surname's reading is not the usual one", tt.char)
		}
	}
	for _, tt := range []struct{ name, first, second string }{
		{"尉迟", "yu", "chi"}, {"万俟", "mo", "qi"}, {"长孙", "zhang", "sun"}, {"单于", "chan", "yu"}, {"令狐", "ling", "hu"}, {"澹台", "tan", "tai"},
		{"乐正", "yue", "zheng"}, {"亓官", "qi", "guan"}, {"闾丘", "lv", "qiu"}, {"鲜于", "xian", "yu"}, {"欧阳", "ou", "yang"}, {"拓跋", "tuo", "ba"},
	} {
		r := []rune(tt.name)
		first, second := LeadingReadings(r[0], r[1])
		if a, b := sounds(first), sounds(second); len(a) == 0 || len(b) == 0 || a[0] != tt.first || b[0] != tt.second {
			t.Errorf("%s is read %v %v, want %s %s first", tt.name, a, b, tt.first, tt.second)
		}
	}
	table := newSurnames()
	if n := len(table.single) + len(table.compound); n < 120 {
		t.Errorf("only %d surnames", n)
	}
}

func TestReadings(t *testing.T) {
	t.Parallel()
	for char, want := range map[rune][]string{
		'龚': {"gong"}, '喆': {"zhe"}, '堃': {"kun"}, '淼': {"miao"}, '彧': {"yu"}, '䶮': {"yan"}, '昇': {"sheng"}, '珺': {"jun"}, '龑': {"yan"}, '赟': {"yun"},
		'吕': {"lv"}, '重': {"chong", "zhong"}, '行': {"xing", "hang"}, '晟': {"sheng", "cheng"}, '茜': {"qian", "xi"}, '𫖯': {"fu"}, '〇': {"ling"},
		'a': nil, '🌸': nil, '\U000e0100': nil, -1: nil, 0x10ffff: nil,
	} {
		got := sounds(Readings(char))
		if len(want) == 0 && len(got) > 0 {
			t.Errorf("%c is read %v, want not at all", char, got)
		}
		for _, sound := range want {
			if !slices.Contains(got, sound) {
				t.Errorf("%c is read %v, want %s among it", char, got, sound)
			}
		}
	}
}

func TestSpellings(t *testing.T) {
	t.Parallel()
	for s, want := range map[string][]string{
		"lv": {"lv", "lu", "lyu"}, "nv": {"nv", "nu", "nyu"}, "lve": {"lve", "lue", "lyue"}, "xu": {"xu", "xv"}, "wang": {"wang"},
	} {
		if got := syllableOf(s).Spellings(); !slices.Equal(got, want) {
			t.Errorf("%s is typed %v, want %v", s, got, want)
		}
	}
}

// The sounds that are mixed up in Wuhan, each way round.
func TestNear(t *testing.T) {
	t.Parallel()
	for _, pair := range [][2]string{
		{"niu", "liu"}, {"nan", "lan"}, {"zhang", "zang"}, {"zhou", "zou"}, {"chen", "cen"}, {"shi", "si"}, {"shao", "sao"}, {"lin", "ling"}, {"jin", "jing"},
		{"chen", "cheng"}, {"fen", "feng"}, {"wen", "weng"}, {"hu", "fu"}, {"huang", "fang"}, {"hui", "fei"}, {"hong", "feng"}, {"hun", "fen"}, {"hua", "fa"},
		{"han", "fan"}, {"zheng", "zen"}, {"ning", "lin"}, {"nv", "lv"},
	} {
		a, b := syllableOf(pair[0]), syllableOf(pair[1])
		if !a.SoundsLike(b) || !b.SoundsLike(a) {
			t.Errorf("%s and %s are not taken for one another both ways", a, b)
		}
	}
	for _, pair := range [][2]string{{"wang", "zhang"}, {"li", "lu"}, {"gong", "kong"}, {"ba", "pa"}, {"gong", "gong"}} {
		if syllableOf(pair[0]).SoundsLike(syllableOf(pair[1])) {
			t.Errorf("%s is taken for %s", pair[0], pair[1])
		}
	}
	if n := len(inNames); n < 80 || n > Classes-8 {
		t.Errorf("%d classes for single syllables", n)
	}
	for _, s := range syllables() {
		for _, other := range s.like {
			if s.Class() != other.Class() || s.Class() >= Classes {
				t.Errorf("%s sounds like %s, yet they share no class", s, other)
			}
			if !other.SoundsLike(s) {
				t.Errorf("%s sounds like %s, but not the other way round", s, other)
			}
		}
	}
}
