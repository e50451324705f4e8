package search

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// neighbours are a few people with names that are hard to find, and others
// beside them. All live in scopes below "zz".
func neighbours() *Index {
	x := new(Index)
	for _, p := range []struct{ id, name, other, phone, estate, at string }{
		{"gong", "龚海燕", "龚婆婆", "15400001234", "桂香苑 GX", "12-2-501"},
		{"gong2", "龚建国", "", "15400005501", "桂香苑 GX", "12-2-501"},
		{"shan", "单田芳", "", "", "桂香苑 GX", "12-2-502"},
		{"xie", "解晓东", "", "", "桂香苑 GX", "12-1-101"},
		{"qiu", "仇英", "", "", "桂香苑 GX", "12-1-102"},
		{"zeng", "曾国藩", "", "", "桂香苑 GX", "3-1-101"},
		{"zha", "查良镛", "", "", "桂香苑 GX", "3-1-102"},
		{"zhai", "翟志刚", "", "", "桂香苑 GX", "3-1-201"},
		{"yue", "乐嘉", "", "", "桂香苑 GX", "3-1-202"},
		{"qin", "覃辉", "", "", "桂香苑 GX", "3-1-301"},
		{"ge", "盖叫天", "", "", "桂香苑 GX", "3-1-302"},
		{"ou", "区志勇", "", "", "桂香苑 GX", "3-1-401"},
		{"piao", "朴正熙", "", "", "桂香苑 GX", "3-1-402"},
		{"yun", "员半千", "", "", "桂香苑 GX", "3-1-501"},
		{"shao", "召松", "", "", "桂香苑 GX", "3-1-502"},
		{"chong", "种师道", "", "", "桂香苑 GX", "3-1-601"},
		{"xian", "冼星海", "", "", "桂香苑 GX", "3-1-602"},
		{"po", "繁钦", "", "", "桂香苑 GX", "3-2-101"},
		{"yuchi", "尉迟敬德", "", "", "桂香苑 GX", "3-2-102"},
		{"ouyang", "欧阳娜娜", "", "", "桂香苑 GX", "3-2-201"},
		{"lv", "吕绿", "", "", "荷风苑 HF", "3-1-2703"},
		{"nie", "聂兰", "", "", "荷风苑 HF", "3-1-2704"},
		{"chen", "陈胜英", "", "", "荷风苑 HF", "3-1-2705"},
		{"huang", "黄飞鸿", "", "", "荷风苑 HF", "12-2-501"},
		{"zhe", "张喆", "", "", "荷风苑 HF", "12-2-502"},
		{"kun", "马堃", "", "", "荷风苑 HF", "12-2-601"},
		{"yan", "刘䶮", "", "", "荷风苑 HF", "12-2-602"},
		{"sheng", "郑昇", "", "", "荷风苑 HF", "12-2-701"},
		{"yu", "彭彧", "", "", "荷风苑 HF", "12-2-702"},
		{"new", "王\U00030edd", "", "", "荷风苑 HF", "12-2-801"},
		{"trad", "葉劍鋒", "", "", "荷风苑 HF", "12-2-802"},
		{"guixiang", "李桂香", "", "", "荷风苑 HF", "12-2-901"},
		{"mai", "阿依古丽·买买提", "", "", "荷风苑 HF", "12-2-902"},
		{"muller", "Jean-Pierre Müller", "", "", "荷风苑 HF", "12-2-1001"},
		{"obrien", "Siobhán O’Brien", "", "", "荷风苑 HF", "12-2-1002"},
		{"emoji", "周🌸小花🌸", "", "", "荷风苑 HF", "12-2-1101"},
		{"hearts", "💗💗", "", "", "荷风苑 HF", "12-2-1102"},
		{"sixty", strings.Repeat("买买提江阿布都", 8) + "热西提汗", "", "", "荷风苑 HF", "12-2-1201"},
		{"zhong", "重阳", "", "", "荷风苑 HF", "12-2-1202"},
		{"xing", "杨行密", "", "", "荷风苑 HF", "12-2-1301"},
		{"floor", "万一楼", "", "", "荷风苑 HF", "12-2-1302"},
		{"land", "方大", "", "027-82345678", "荷风苑 HF", "12-2-1401"},
	} {
		estate, code, _ := strings.Cut(p.estate, " ")
		at := strings.Split(p.at, "-")
		a := Address{EstateName: estate, EstateCode: code, Building: at[0], Unit: at[1], Room: at[2]}
		scope := "zz/" + code + "/" + at[0]
		e := Entry{ID: p.id, Kind: Person, Name: p.name, Phone: p.phone, Address: a, Scope: scope}
		if p.other != "" {
			e.OtherNames = []string{p.other}
		}
		x.Put(e)
		x.Put(Entry{ID: "h-" + a.Code(), Kind: Household, Address: a, Scope: scope})
		a.Unit, a.Room = "", ""
		x.Put(Entry{ID: "b-" + a.Code(), Kind: Building, Name: a.String(), Address: a, Scope: scope})
	}
	return x
}

var everywhere = []string{Everywhere}

func ids(hits []Hit) []string {
	var out []string
	for _, h := range hits {
		out = append(out, h.ID)
	}
	return out
}

// The first hit of every form, and why it is one.
func TestFirstHit(t *testing.T) {
	t.Parallel()
	x := neighbours()
	for query, want := range map[string]struct {
		id  string
		why Reason
	}{
		// Names as they are written.
		"龚海燕": {"gong", ByName}, "海燕": {"gong", ByName}, "龔海燕": {"gong", ByName}, "龚 海燕": {"gong", ByName}, "叶剑锋": {"trad", ByName}, "葉劍峰": {"trad", ByFuzzy},
		"龚婆": {"gong", ByName}, "龚婆婆": {"gong", ByName}, "单老师": {"shan", ByName}, "小解": {"xie", ByName}, "姓仇": {"qiu", ByName}, "乐阿姨": {"yue", ByName},
		// Surnames that sound otherwise.
		"shan": {"shan", ByPinyin}, "shantianfang": {"shan", ByPinyin}, "stf": {"shan", ByInitials}, "xie": {"xie", ByPinyin}, "qiu": {"qiu", ByPinyin},
		"zeng": {"zeng", ByPinyin}, "zha": {"zha", ByPinyin}, "zhai": {"zhai", ByPinyin}, "yue": {"yue", ByPinyin}, "qin": {"qin", ByPinyin}, "tanhui": {"qin", ByPinyin},
		"ge": {"ge", ByPinyin}, "gaijiaotian": {"ge", ByPinyin}, "ouzhiyong": {"ou", ByPinyin}, "piao": {"piao", ByPinyin}, "yunbanqian": {"yun", ByPinyin}, "shaosong": {"shao", ByPinyin},
		"chong": {"chong", ByPinyin}, "xianxinghai": {"xian", ByPinyin}, "po": {"po", ByPinyin}, "yuchi": {"yuchi", ByPinyin}, "yuchijingde": {"yuchi", ByPinyin}, "ycjd": {"yuchi", ByInitials},
		"ouyang": {"ouyang", ByPinyin}, "oynn": {"ouyang", ByInitials},
		// And their everyday sound all the same.
		"dantianfang": {"shan", ByPinyin}, "jiexiaodong": {"xie", ByPinyin}, "lejia": {"yue", ByPinyin}, "quzhiyong": {"ou", ByPinyin},
		// Whole, begun, mingled, mixed with characters.
		"gonghaiyan": {"gong", ByPinyin}, "gong hai yan": {"gong", ByPinyin}, "haiyan gong": {"gong", ByPinyin}, "gonghaiy": {"gong", ByPinyin}, "gonghy": {"gong", ByPinyin}, "ghaiyan": {"gong", ByPinyin},
		"gohaiyan": {"gong", ByPinyin}, "ghy": {"gong", ByInitials}, "龚po": {"gong", ByName}, "gong海燕": {"gong", ByPinyin}, "龚haiy": {"gong", ByPinyin}, "龚hy": {"gong", ByPinyin}, "gōng hǎi yàn": {"gong", ByPinyin},
		"ＧＯＮＧＨＡＩＹＡＮ": {"gong", ByPinyin}, "haiyan": {"gong", ByPinyin},
		// ü in every way.
		"lv": {"lv", ByPinyin}, "lu": {"lv", ByPinyin}, "lü": {"lv", ByPinyin}, "lyu": {"lv", ByPinyin}, "LÜ": {"lv", ByPinyin}, "lvlv": {"lv", ByPinyin}, "lyulu": {"lv", ByPinyin},
		"nv": {"lv", ByFuzzy}, "nyu": {"lv", ByFuzzy},
		// Sounds mixed up.
		"lie": {"nie", ByFuzzy}, "censengying": {"chen", ByFuzzy}, "chengshenyin": {"chen", ByFuzzy}, "fangfeihong": {"huang", ByFuzzy}, "huanghuihong": {"huang", ByFuzzy},
		"聂栏": {"nie", ByFuzzy}, "龚海雁": {"gong", ByFuzzy}, "公海燕": {"gong", ByFuzzy}, "黄飞红": {"huang", ByFuzzy}, "方飞鸿": {"huang", ByFuzzy}, "龚大燕": {"gong", ByFuzzy},
		// Rare characters.
		"喆": {"zhe", ByName}, "zhangzhe": {"zhe", ByPinyin}, "makun": {"kun", ByPinyin}, "堃": {"kun", ByName}, "liuyan": {"yan", ByPinyin}, "䶮": {"yan", ByName}, "zhengsheng": {"sheng", ByPinyin},
		"郑升": {"sheng", ByName}, "pengyu": {"yu", ByPinyin}, "penghuo": {"yu", ByFuzzy}, "\U00030edd": {"new", ByName}, "王\U00030edd": {"new", ByName}, "wang": {"new", ByPinyin}, "张哲": {"zhe", ByFuzzy},
		// More than one reading within a name.
		"chongyang": {"zhong", ByPinyin}, "zhongyang": {"zhong", ByPinyin}, "yangxingmi": {"xing", ByPinyin}, "yanghangmi": {"xing", ByPinyin},
		// Dots, Latin letters, signs, length.
		"阿依古丽买买提": {"mai", ByName}, "阿依古丽•买买提": {"mai", ByName}, "阿依古丽・买买提": {"mai", ByName}, "阿依古丽.买买提": {"mai", ByName}, "guli买买提": {"mai", ByPinyin}, "ayiguli": {"mai", ByPinyin},
		"muller": {"muller", ByName}, "MÜLLER": {"muller", ByName}, "jean pierre muller": {"muller", ByName}, "jeanpierre": {"muller", ByName}, "Müller, Jean-Pierre": {"muller", ByName}, "mull": {"muller", ByName},
		"obrien": {"obrien", ByName}, "O'Brien": {"obrien", ByName}, "siobhan": {"obrien", ByName}, "周小花": {"emoji", ByName}, "周🌸小花": {"emoji", ByName}, "zxh": {"emoji", ByInitials}, "💗": {"hearts", ByName},
		strings.Repeat("买买提江阿布都", 8) + "热西提汗": {"sixty", ByName}, "热西提汗": {"sixty", ByName}, "万一楼": {"floor", ByName},
		// Telephones.
		"1234": {"gong", ByPhone}, "15400001234": {"gong", ByPhone}, "154 0000 1234": {"gong", ByPhone}, "+86 154-0000-1234": {"gong", ByPhone}, "0086 15400001234": {"gong", ByPhone}, "154****1234": {"gong", ByPhone},
		"１２３４": {"gong", ByPhone}, "0000 1234": {"gong", ByPhone}, "82345678": {"land", ByPhone}, "027-82345678": {"land", ByPhone}, "5501": {"gong2", ByPhone},
		// Addresses.
		"桂香苑12栋2单元501": {"h-GX-12-2-501", ByAddress}, "桂香12-2-501": {"h-GX-12-2-501", ByAddress}, "GX-12-2-501": {"h-GX-12-2-501", ByAddress}, "gx12-2-501": {"h-GX-12-2-501", ByAddress},
		"桂香苑十二栋二单元五楼左边": {"h-GX-12-2-501", ByAddress}, "桂香苑12号楼2门501室": {"h-GX-12-2-501", ByAddress}, "桂香苑12幢乙单元501": {"h-GX-12-2-501", ByAddress}, "guixiangyuan 12-2-501": {"h-GX-12-2-501", ByAddress},
		"gui xiang 12 2 501": {"h-GX-12-2-501", ByAddress}, "武汉市江岸区百步亭花园桂香苑12栋2单元501": {"h-GX-12-2-501", ByAddress}, "桂香苑12栋": {"b-GX-12", ByAddress}, "桂香苑 12": {"b-GX-12", ByAddress}, "gx12": {"b-GX-12", ByAddress},
		"贵香苑12栋2单元501": {"h-GX-12-2-501", ByFuzzy}, "桂花苑12栋2单元501": {"h-GX-12-2-501", ByFuzzy}, "桂香园12栋": {"b-GX-12", ByFuzzy}, "桂苑12栋": {"b-GX-12", ByFuzzy}, "guixianyuan12栋": {"b-GX-12", ByAddress}, "guixaingyuan12栋": {"b-GX-12", ByFuzzy}, "香桂苑12栋": {"b-GX-12", ByFuzzy},
		"何风苑12栋2单元501": {"h-HF-12-2-501", ByFuzzy}, "桂香苑": {"b-GX-12", ByAddress}, "桂香": {"guixiang", ByName},
		// Some of each.
		"龚 12栋": {"gong", ByName}, "桂香苑 gong": {"gong", ByPinyin}, "桂香苑龚海燕": {"gong", ByName}, "12栋龚海燕": {"gong", ByName}, "龚海燕桂香苑12栋": {"gong", ByName}, "龚 5501": {"gong2", ByName}, "gx gong 1234": {"gong", ByPinyin},
		"桂香苑12栋2单元501 龚建国": {"gong2", ByName}, "单 12-2": {"shan", ByName}, "姓解的 桂香苑": {"xie", ByName},
	} {
		hits := x.Search(Query{Text: query, Scope: everywhere})
		if len(hits) == 0 {
			t.Errorf("%q finds nothing, want %s", query, want.id)
			continue
		}
		if h := hits[0]; h.ID != want.id || !slices.Contains(h.Why, want.why) {
			t.Errorf("%q finds %v first, want %s by %s", query, hits[:min(3, len(hits))], want.id, want.why)
		}
	}
}

func TestFindsNothing(t *testing.T) {
	t.Parallel()
	x := neighbours()
	for _, query := range []string{
		"", " ", "，。", "123", "12栋3栋", "桂香苑99栋", "桂香苑12栋9单元501", "不存在苑12栋", "ZZ-12-2-501", "1235", "154****9999", "诸葛亮", "zhugeliang", "qqq", "龚海燕 荷风苑", "龚 3栋", "gong 12栋 9999",
		"\x00", "\xff\xfe", "%", "' or 1=1 --", "<script>", strings.Repeat("龚", 200), strings.Repeat("a", 5000), strings.Repeat("12栋", 500), strings.Repeat("- ", 3000), "海燕龚",
	} {
		if hits := x.Search(Query{Text: query, Scope: everywhere}); len(hits) > 0 {
			t.Errorf("%.40q finds %v", query, hits)
		}
	}
}

// Fuzzy answers stand after all others, and the reasons and scores agree.
func TestFuzzyIsLast(t *testing.T) {
	t.Parallel()
	x := new(Index)
	for i, name := range []string{"牛兰", "刘兰", "张华", "臧华", "陈平", "岑平", "林静", "凌静", "黄英", "方英", "王方", "王芳"} {
		x.Put(Entry{ID: string(rune('a' + i)), Kind: Person, Name: name, Scope: "s"})
	}
	for query, want := range map[string]string{
		"niulan": "a b", "liulan": "b a", "zhanghua": "c d", "zanghua": "d c", "chenping": "e f", "cenping": "f e", "lingjing": "h g",
		"huangying": "i j", "fangying": "j i", "王芳": "l k", "王方": "k l",
	} {
		hits := x.Search(Query{Text: query, Scope: everywhere})
		if got := strings.Join(ids(hits), " "); got != want {
			t.Errorf("%q finds %s, want %s", query, got, want)
			continue
		}
		if a, b := hits[0], hits[1]; a.Score <= mostFuzzy || b.Score > mostFuzzy || slices.Contains(a.Why, ByFuzzy) || !slices.Contains(b.Why, ByFuzzy) {
			t.Errorf("%q finds %v", query, hits)
		}
	}
}

func TestRanking(t *testing.T) {
	t.Parallel()
	x := new(Index)
	for i, name := range []string{"江海燕", "龚海", "龚海燕", "陈龚海", "龚海燕婷", "龚海", "巩海", "郭浩"} {
		x.Put(Entry{ID: string(rune('a' + i)), Kind: Person, Name: name, Scope: "s"})
	}
	for query, want := range map[string]string{
		"龚海": "b f c e d g", "gonghai": "b f g c e d", "gh": "b f g h c e d",
	} {
		if got := strings.Join(ids(x.Search(Query{Text: query, Scope: everywhere})), " "); got != want {
			t.Errorf("%q finds %s, want %s", query, got, want)
		}
	}
}

func TestKindsAndLimit(t *testing.T) {
	t.Parallel()
	x := neighbours()
	for _, kind := range []Kind{Person, Household, Building} {
		hits := x.Search(Query{Text: "桂香苑12栋", Scope: everywhere, Kinds: []Kind{kind}})
		if len(hits) == 0 {
			t.Errorf("no %v in 桂香苑12栋", kind)
		}
		for _, h := range hits {
			if h.Kind != kind {
				t.Errorf("asked for %v, got %v", kind, h)
			}
		}
	}
	if n := len(x.Search(Query{Text: "荷风苑", Scope: everywhere})); n != usualLimit {
		t.Errorf("%d hits without a limit, want %d", n, usualLimit)
	}
	if n := len(x.Search(Query{Text: "荷风苑", Scope: everywhere, Limit: 3})); n != 3 {
		t.Errorf("%d hits, want 3", n)
	}
	all := x.Search(Query{Text: "荷风苑", Scope: everywhere, Limit: 100})
	few := x.Search(Query{Text: "荷风苑", Scope: everywhere, Limit: 7})
	if !slices.Equal(ids(all[:7]), ids(few)) {
		t.Errorf("the first seven are %v, or %v", ids(all[:7]), ids(few))
	}
}

func TestPutAndRemove(t *testing.T) {
	t.Parallel()
	x := new(Index)
	e := Entry{ID: "a", Kind: Person, Name: "龚海燕", Phone: "15400001234, 027-82345678", Scope: "s/1", Address: Address{
		EstateName: "桂香苑", Building: "12栋", Room: "2-501", Aliases: []string{"老三栋", "幼儿园后面那栋"},
	}}
	finds := func(text, scope string, want bool) {
		t.Helper()
		if got := len(x.Search(Query{Text: text, Scope: []string{scope}})) > 0; got != want {
			t.Errorf("%q in %s is found: %v, want %v", text, scope, got, want)
		}
	}
	x.Put(e)
	for _, text := range []string{"龚海燕", "1234", "82345678", "12-2-501", "桂香苑3栋2单元501", "幼儿园", "youeryuan", "龚 幼儿园"} {
		finds(text, "s", true)
	}
	e.Name, e.Scope = "巩海燕", "s/2"
	x.Put(e)
	finds("龚海燕", "s/1", false)
	finds("巩海燕", "s/2", true)
	e.Address, e.Phone = Address{EstateName: "荷风苑", Building: "A"}, ""
	x.Put(e)
	finds("桂香苑12栋", "s", false)
	finds("荷风苑A栋", "s", true)
	finds("1234", "s", false)
	if n := x.Len(); n != 1 {
		t.Errorf("Len() = %d, want 1", n)
	}
	x.Remove("a")
	x.Remove("a")
	finds("巩海燕", Everywhere, false)
	if len(x.shards) != 0 || len(x.sorted) != 0 || len(x.estates.numbers) != 0 {
		t.Errorf("left behind: %v %v", x.sorted, x.estates.numbers)
	}
}

// A change of one person is cheap in a community of any size. The bound is far
// above what it takes, so that a busy machine does not fail it.
func TestPutIsCheap(t *testing.T) {
	t.Parallel()
	x := new(Index)
	newCommunity(3).each(3000, x.Put)
	best := time.Hour
	for range 20 {
		start := time.Now()
		x.Put(Entry{ID: "p-000007", Kind: Person, Name: "龚海燕", Scope: "zz00/zb00/dxz0/AJ-1"})
		best = min(best, time.Since(start))
	}
	if best > time.Millisecond {
		t.Errorf("a change took %v", best)
	}
}
