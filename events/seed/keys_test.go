package seed_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"wanjia/events/seed"
)

// book is size S as someone with the lists before them would look things up.
type book struct {
	records   []seed.Person // second records too
	household map[string]seed.Household
	people    map[string]seed.Person
	keys      map[string][]seed.SearchKey
	within    map[string][]seed.Person // records by building, by estate and, under "", all
}

func readBook(t *testing.T) *book {
	t.Helper()
	b := &book{household: map[string]seed.Household{}, people: map[string]seed.Person{}, keys: map[string][]seed.SearchKey{}, within: map[string][]seed.Person{}}
	for _, r := range smallRows(t) {
		switch r := r.(type) {
		case seed.Household:
			b.household[r.ID] = r
		case seed.Person:
			b.records = append(b.records, r)
		case seed.SecondRecord:
			b.records = append(b.records, r.Person)
		case seed.SearchKey:
			b.keys[r.Kind] = append(b.keys[r.Kind], r)
		}
	}
	for _, r := range b.records {
		b.people[r.ID] = r
		building := b.household[r.Household].Building
		for _, scope := range []string{"", building, building[:2]} {
			b.within[scope] = append(b.within[scope], r)
		}
	}
	return b
}

// find lists the records within a scope that are as asked, in order of their ids.
func (b *book) find(scope string, is func(seed.Person) bool) []string {
	var ids []string
	for _, r := range b.within[scope] {
		if is(r) {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// Kinds of questions whose answers follow from the lists by plain comparison: who is
// meant is exactly who a person with the lists would find.
func TestKeysByHand(t *testing.T) {
	t.Parallel()
	b := readBook(t)
	plain := strings.NewReplacer("陳", "陈", "劉", "刘", "張", "张", "黃", "黄", "吳", "吴", "楊", "杨", "國", "国", "華", "华", "蘭", "兰")
	tests := map[string]func(seed.SearchKey, seed.Person) bool{
		"phone_last_4": func(k seed.SearchKey, p seed.Person) bool {
			return len(k.Query) == 4 && strings.HasSuffix(p.Phone, k.Query)
		},
		"phone_last_6": func(k seed.SearchKey, p seed.Person) bool {
			return len(k.Query) == 6 && strings.HasSuffix(p.Phone, k.Query)
		},
		"phone_spaced": func(k seed.SearchKey, p seed.Person) bool {
			return p.Phone != "" && strings.HasSuffix(strings.NewReplacer(" ", "", "-", "").Replace(k.Query), p.Phone)
		},
		"foreign": func(k seed.SearchKey, p seed.Person) bool {
			a, c, _ := strings.Cut(p.Name, " ")
			q := strings.ToLower(strings.ReplaceAll(k.Query, ",", ""))
			return !han(p.Name) && (q == strings.ToLower(p.Name) || q == strings.ToLower(c+" "+a))
		},
		"rare_character_alone": func(k seed.SearchKey, p seed.Person) bool {
			return utf8.RuneCountInString(k.Query) == 1 && strings.Contains(p.Name, k.Query)
		},
	}
	for kind, is := range tests {
		if len(b.keys[kind]) < 20 {
			t.Errorf("%s: only %d questions", kind, len(b.keys[kind]))
		}
		for i, k := range b.keys[kind] {
			if k.Scope == "" && i%4 > 0 { // those everywhere take long to look up by hand
				continue
			}
			want := b.find(k.Scope, func(p seed.Person) bool { return is(k, p) })
			if !slices.Equal(k.People, want) {
				t.Errorf("%s %q in %q means %v, by the lists %v", kind, k.Query, k.Scope, k.People, want)
			}
		}
	}
	// A name as it is written finds everyone who bears it, and nobody else.
	bearers := map[string][]string{}
	for _, r := range b.records {
		bearers[r.Name] = append(bearers[r.Name], r.ID)
	}
	for _, k := range b.keys["exact"] {
		want := bearers[k.Query]
		for _, id := range want {
			if !slices.Contains(k.People, id) {
				t.Errorf("exact %q leaves out %s", k.Query, id)
			}
		}
		for _, id := range k.People {
			if name := b.people[id].Name; name != k.Query && plain.Replace(name) == name && !strings.ContainsAny(name, "國華蘭麗紅軍艷偉雲鳳蓮榮強濤剛輝飛鵬龍凱傑曉衛愛學漢東鋼義禮發財貴瓊靜潔瑩穎夢詩軒澤銘語寧貞維綠銀風滿鄭謝孫馬許鄧馮韓呂鄒葉龔嚴湯盧鍾賀魯聶駱萬歐陽遲員蓋樂單區種門") {
				t.Errorf("exact %q means %s, who is %s", k.Query, id, name)
			}
		}
	}
}

// Addresses without a slip are of the doors they mean, in every form; with a slip
// none reads as any door.
func TestAddressKeys(t *testing.T) {
	t.Parallel()
	b := readBook(t)
	estates := map[string]string{"WH": "文卉苑", "GX": "桂香苑", "HF": "荷风苑"}
	kinds := 0
	for kind, keys := range b.keys {
		if !strings.HasPrefix(kind, "address") {
			continue
		}
		kinds++
		for _, k := range keys {
			text := k.Query
			if k.Scope != "" {
				text = estates[k.Scope] + text
			}
			codes := map[string]bool{}
			for _, h := range k.Households {
				codes[b.household[h].Code] = true
			}
			read := readAddress(text)
			if len(codes) != 1 || kind != "address_typo" && !codes[read] || kind == "address_typo" && codes[read] {
				t.Errorf("%s %q is read as %q, means %v", kind, k.Query, read, codes)
			}
			building := b.household[k.Households[0]].Building
			behind := b.find(building, func(p seed.Person) bool { return codes[b.household[p.Household].Code] })
			if !slices.Equal(slices.Sorted(slices.Values(k.People)), behind) {
				t.Errorf("%s %q means %v; behind the door are %v", kind, k.Query, k.People, behind)
			}
		}
	}
	if kinds < 14 {
		t.Errorf("only %d kinds of addresses", kinds)
	}
}

// How surnames are read, and misread, written down a second time.
var readSurnames = map[string][2]string{
	"曾": {"zeng", "ceng"}, "尹": {"yin", ""}, "欧阳": {"ouyang", ""}, "翟": {"zhai", "di"}, "覃": {"qin", "tan"}, "解": {"xie", "jie"},
	"乐": {"yue", "le"}, "单": {"shan", "dan"}, "查": {"zha", "cha"}, "仇": {"qiu", "chou"}, "盖": {"ge", "gai"}, "区": {"ou", "qu"},
	"朴": {"piao", "pu"}, "员": {"yun", "yuan"}, "冼": {"xian", ""}, "种": {"chong", "zhong"}, "召": {"shao", "zhao"},
	"尉迟": {"yuchi", "weichi"}, "繁": {"po", "fan"},
}

func TestHeteronymKeys(t *testing.T) {
	t.Parallel()
	b := readBook(t)
	for i, kind := range []string{"surname_heteronym", "surname_misread"} {
		met := map[string]bool{}
		for _, k := range b.keys[kind] {
			asked := false
			for _, id := range k.People {
				name := []rune(b.people[id].Name)
				family := string(name[:1])
				if _, ok := readSurnames[string(name[:2])]; ok {
					family = string(name[:2])
				}
				read, ok := readSurnames[family]
				if !ok { // 谢 sounds as 解 does
					continue
				}
				met[family], asked = true, true
				query := strings.ToLower(strings.ReplaceAll(k.Query, " ", ""))
				if read[i] == "" || !strings.HasPrefix(query, read[i]) {
					t.Errorf("%s %q means %s", kind, k.Query, string(name))
				}
			}
			if !asked {
				t.Errorf("%s %q means nobody of such a surname", kind, k.Query)
			}
		}
		if len(met) < 8 {
			t.Errorf("%s asks after %d surnames only", kind, len(met))
		}
	}
}

// There is enough of everything to measure by.
func TestKeysAreMany(t *testing.T) {
	t.Parallel()
	b := readBook(t)
	few := map[string]int{ // no more people are like that among 6,000
		"foreign": 25, "foreign_surname": 8, "middle_dot": 10, "middle_dot_first": 2,
		"rare_character": 24, "rare_character_given": 20, "rare_character_alone": 20, "rare_character_pinyin": 40,
	}
	for kind, keys := range b.keys {
		want := 200
		if n, ok := few[kind]; ok {
			want = n
		}
		if len(keys) < want {
			t.Errorf("%s: %d questions, want %d", kind, len(keys), want)
		}
	}
	for _, kind := range []string{"exact", "traditional", "pinyin", "initials", "u_forms", "fuzzy_sounds", "surname_title", "begun", "surname", "surname_pinyin"} {
		if len(b.keys[kind]) == 0 {
			t.Errorf("%s: no questions", kind)
		}
	}
	// Questions that look alike but are not.
	for _, k := range b.keys["u_forms"] {
		if !strings.ContainsAny(b.people[k.People[0]].Name, "吕律绿") || strings.IndexFunc(k.Query, func(r rune) bool { return r > 'z' && r != 'ü' }) >= 0 {
			t.Errorf("u_forms %q means %s", k.Query, b.people[k.People[0]].Name)
		}
	}
	exact := map[string]bool{}
	for _, k := range b.keys["pinyin"] {
		exact[k.Query+" "+strings.Join(k.People, " ")] = true
	}
	for _, k := range b.keys["fuzzy_sounds"] {
		if exact[k.Query+" "+strings.Join(k.People, " ")] {
			t.Errorf("fuzzy_sounds %q is the pinyin itself", k.Query)
		}
	}
}

// A second record is like its original, and not the same.
func TestSecondRecords(t *testing.T) {
	t.Parallel()
	b := readBook(t)
	kinds := map[string]int{}
	for _, r := range smallRows(t) {
		k, ok := r.(seed.DuplicateKey)
		if !ok {
			continue
		}
		a, again := b.people[k.Original], b.people[k.Person]
		differs := map[string]bool{}
		for _, d := range k.Differs {
			what, _, _ := strings.Cut(d, ":")
			differs[what] = true
			kinds[what]++
		}
		for what, is := range map[string]bool{"name": a.Name != again.Name, "home": a.Household != again.Household, "phone": a.Phone != again.Phone, "born": a.Born != again.Born} {
			if is != differs[what] {
				t.Errorf("%s of %s: %s differs %v, the key says %v", k.Person, k.Original, what, is, differs[what])
			}
		}
		if a.Sex != again.Sex || differs["name"] && differs["home"] {
			t.Errorf("nobody would know %s in %s", k.Original, k.Person)
		}
	}
	for _, what := range []string{"name", "home", "phone", "born"} {
		if kinds[what] < 5 {
			t.Errorf("only %d second records differ in %s", kinds[what], what)
		}
	}
}
