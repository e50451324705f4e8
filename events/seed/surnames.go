package seed

// surname is a family name with how it is read as one.
type surname struct {
	text    string
	reading string // syllables, a space between them
	misread string // as someone reads it who knows only the character, "" where that is right
	weight  int
}

// surnames are those of Hubei by how common they are, of about a thousand; then
// those with a reading of their own.
var surnames = []surname{
	{"王", "wang", "", 70}, {"李", "li", "", 66}, {"张", "zhang", "", 63}, {"刘", "liu", "", 56}, {"陈", "chen", "", 56},
	{"周", "zhou", "", 31}, {"杨", "yang", "", 30}, {"黄", "huang", "", 28}, {"胡", "hu", "", 26}, {"吴", "wu", "", 25},
	{"徐", "xu", "", 22}, {"熊", "xiong", "", 16}, {"余", "yu", "", 16}, {"朱", "zhu", "", 16}, {"程", "cheng", "", 15},
	{"郑", "zheng", "", 14}, {"何", "he", "", 14}, {"罗", "luo", "", 13}, {"袁", "yuan", "", 13}, {"彭", "peng", "", 12},
	{"董", "dong", "", 11}, {"万", "wan", "", 11}, {"汪", "wang", "", 11}, {"蔡", "cai", "", 10}, {"谢", "xie", "", 10},
	{"肖", "xiao", "", 10}, {"孙", "sun", "", 14}, {"郭", "guo", "", 13}, {"高", "gao", "", 12}, {"邓", "deng", "", 12},
	{"马", "ma", "", 11}, {"许", "xu", "", 10}, {"宋", "song", "", 10}, {"夏", "xia", "", 10}, {"唐", "tang", "", 9},
	{"林", "lin", "", 9}, {"冯", "feng", "", 9}, {"曹", "cao", "", 9}, {"田", "tian", "", 9}, {"方", "fang", "", 9},
	{"吕", "lü", "", 9}, {"邹", "zou", "", 8}, {"韩", "han", "", 7}, {"梁", "liang", "", 7}, {"石", "shi", "", 7},
	{"潘", "pan", "", 7}, {"魏", "wei", "", 7}, {"杜", "du", "", 7}, {"叶", "ye", "", 7}, {"涂", "tu", "", 7},
	{"龚", "gong", "", 7}, {"江", "jiang", "", 7}, {"范", "fan", "", 6}, {"严", "yan", "", 6}, {"童", "tong", "", 6},
	{"易", "yi", "", 5}, {"雷", "lei", "", 5}, {"汤", "tang", "", 4}, {"付", "fu", "", 4}, {"舒", "shu", "", 4},
	{"卢", "lu", "", 4}, {"钟", "zhong", "", 4}, {"陶", "tao", "", 4}, {"戴", "dai", "", 4}, {"金", "jin", "", 4},
	{"喻", "yu", "", 4}, {"殷", "yin", "", 3}, {"向", "xiang", "", 3}, {"廖", "liao", "", 3}, {"鲁", "lu", "", 3},
	{"秦", "qin", "", 3}, {"贺", "he", "", 3}, {"史", "shi", "", 3}, {"姜", "jiang", "", 3}, {"聂", "nie", "", 3},
	{"梅", "mei", "", 3}, {"柳", "liu", "", 2}, {"孔", "kong", "", 2}, {"邱", "qiu", "", 2}, {"倪", "ni", "", 2},
	{"阮", "ruan", "", 2}, {"祝", "zhu", "", 2}, {"骆", "luo", "", 2}, {"甘", "gan", "", 2}, {"詹", "zhan", "", 2},
	{"柯", "ke", "", 2}, {"占", "zhan", "", 2}, {"尚", "shang", "", 1}, {"左", "zuo", "", 1}, {"皮", "pi", "", 1},
}

// heteronyms are the surnames that are read otherwise than their character is
// elsewhere, or that programs trip over; 15 of 1,000 people have one.
var heteronyms = []surname{
	{"曾", "zeng", "ceng", 30}, {"尹", "yin", "", 12}, {"欧阳", "ou yang", "", 10}, {"翟", "zhai", "di", 8}, {"覃", "qin", "tan", 8},
	{"解", "xie", "jie", 6}, {"乐", "yue", "le", 6}, {"单", "shan", "dan", 6}, {"查", "zha", "cha", 5}, {"仇", "qiu", "chou", 4},
	{"盖", "ge", "gai", 3}, {"区", "ou", "qu", 3}, {"朴", "piao", "pu", 2}, {"员", "yun", "yuan", 2}, {"冼", "xian", "", 1},
	{"种", "chong", "zhong", 2}, {"召", "shao", "zhao", 1}, {"尉迟", "yu chi", "wei chi", 2}, {"繁", "po", "fan", 1},
}

// allSurnames is both lists; a name keeps its place here.
var allSurnames = append(append([]surname(nil), surnames...), heteronyms...)

func surnameWeights(list []surname) []int {
	var w []int
	for _, s := range list {
		w = append(w, s.weight)
	}
	return w
}
