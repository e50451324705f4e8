package seed

// form is how a residential building is built.
type form string

// The forms: six or seven floors without a lift, eleven floors, a tower.
const (
	lowRise form = "多层"
	midRise form = "小高层"
	tower   form = "高层"
)

// estateSpec is one line of the table of estates, at full size.
type estateSpec struct {
	code       string // two letters, unique
	name       string
	pinyin     string // as it is typed, a syllable a character
	misspelt   []string
	origin     string // where the name is from: the newspaper report, a public source, or invented
	general    int    // number of its general branch
	branches   int
	groups     int
	buildings  int
	households int
	holding    string // how most hold their flats
	form       form
	skipsFour  bool // no fourth floor on its lift buttons
}

// fullEstates is the community at full size: 9 general branches, 44 branches, 620
// groups, 840 buildings, 60,000 households. No name of a real estate is to be
// added without a public source.
var fullEstates = []estateSpec{
	{"AJ", "安居苑", "an ju yuan", []string{"安居院", "安剧苑", "按居苑"}, "report", 1, 3, 41, 55, 3960, "经适", lowRise, false},
	{"YK", "怡康苑", "yi kang yuan", []string{"怡康院", "宜康苑", "仪康苑"}, "public", 1, 2, 30, 40, 2880, "商品", lowRise, false},
	{"PP", "枇杷苑", "pi pa yuan", []string{"枇杷院", "琵琶苑", "批把苑"}, "invented", 1, 1, 16, 22, 1560, "商品", lowRise, false},
	{"JL", "景兰苑", "jing lan yuan", []string{"景兰院", "锦兰苑", "景蓝苑"}, "public", 2, 2, 33, 45, 3240, "保障", midRise, false},
	{"LT", "兰亭苑", "lan ting yuan", []string{"兰亭院", "蓝亭苑", "兰庭苑"}, "invented", 2, 2, 25, 34, 2400, "商品", midRise, false},
	{"ZY", "竹韵苑", "zhu yun yuan", []string{"竹韵院", "竹运苑", "竺韵苑"}, "invented", 2, 1, 15, 20, 1440, "商品", lowRise, false},
	{"WH", "文卉苑", "wen hui yuan", []string{"文卉院", "文慧苑", "文汇苑", "纹卉苑"}, "report", 3, 2, 27, 37, 2640, "廉租", midRise, false},
	{"ZW", "紫薇苑", "zi wei yuan", []string{"紫薇院", "紫微苑", "子薇苑"}, "invented", 3, 2, 22, 30, 2160, "公租", tower, false},
	{"SL", "石榴苑", "shi liu yuan", []string{"石榴院", "石留苑", "石溜苑"}, "invented", 3, 1, 17, 24, 1680, "还建", lowRise, false},
	{"LC", "立春园", "li chun yuan", []string{"立春院", "丽春园", "立春圆"}, "public", 4, 3, 36, 49, 3480, "商品", tower, false},
	{"GY", "谷雨园", "gu yu yuan", []string{"谷雨院", "古雨园", "谷雨圆"}, "invented", 4, 2, 27, 37, 2640, "商品", tower, false},
	{"XM", "小满园", "xiao man yuan", []string{"小满院", "晓满园", "小满圆"}, "invented", 4, 1, 19, 25, 1800, "商品", tower, false},
	{"GX", "桂香苑", "gui xiang yuan", []string{"桂香院", "贵香苑", "桂湘苑", "挂香苑"}, "invented", 5, 2, 32, 44, 3120, "商品", lowRise, false},
	{"DG", "丹桂苑", "dan gui yuan", []string{"丹桂院", "丹贵苑", "单桂苑"}, "invented", 5, 2, 26, 35, 2520, "商品", midRise, false},
	{"HF", "荷风苑", "he feng yuan", []string{"荷风院", "河风苑", "荷丰苑", "和风苑"}, "invented", 6, 2, 31, 42, 3000, "商品", tower, true},
	{"MY", "梅影苑", "mei ying yuan", []string{"梅影院", "梅映苑", "美影苑"}, "invented", 6, 2, 22, 30, 2160, "商品", lowRise, false},
	{"FL", "枫林苑", "feng lin yuan", []string{"枫林院", "风林苑", "丰林苑"}, "invented", 6, 1, 16, 22, 1560, "还建", lowRise, false},
	{"YX", "银杏苑", "yin xing yuan", []string{"银杏院", "银幸苑", "银兴苑"}, "invented", 7, 2, 35, 47, 3360, "商品", tower, false},
	{"WT", "梧桐苑", "wu tong yuan", []string{"梧桐院", "吾桐苑", "梧同苑"}, "invented", 7, 2, 24, 32, 2280, "商品", midRise, false},
	{"ST", "松涛苑", "song tao yuan", []string{"松涛院", "松淘苑", "松桃苑"}, "invented", 8, 2, 31, 42, 3000, "商品", tower, false},
	{"YY", "榆荫苑", "yu yin yuan", []string{"榆荫院", "榆阴苑", "鱼荫苑"}, "invented", 8, 2, 24, 32, 2280, "还建", midRise, false},
	{"MZ", "芒种园", "mang zhong yuan", []string{"芒种院", "忙种园", "芒种圆"}, "invented", 8, 1, 15, 20, 1440, "商品", tower, false},
	{"HT", "海棠苑", "hai tang yuan", []string{"海棠院", "海堂苑", "海唐苑"}, "invented", 9, 2, 33, 45, 3180, "商品", tower, false},
	{"YL", "玉兰苑", "yu lan yuan", []string{"玉兰院", "玉蓝苑", "遇兰苑"}, "invented", 9, 2, 23, 31, 2220, "商品", midRise, false},
}

// careEstate is the estate the report gives figures of; they hold at full size.
const careEstate = "WH"

// careFigures are those figures: persons, except keys and pairs.
var careFigures = struct{ disabled, wheelchairs, alone, keys int }{340, 22, 104, 52}

// Size names how much of the community there is.
type Size string

// The sizes. S is for unit and browser tests, M for a demonstration on a laptop, L
// the whole community, for load tests.
const (
	S Size = "S" // 3 estates, 28 buildings, 2,000 households, 6,000 people
	M Size = "M" // 8 estates, 210 buildings, 15,000 households, 45,000 people
	L Size = "L" // 24 estates, 840 buildings, 60,000 households, 180,000 people
)

// sizeSpec is what a size consists of.
type sizeSpec struct {
	buildings, households, people int

	estates []string // codes, nil for all
	counts  []int    // buildings of each, nil for shares of the full size
}

// The smallest keeps the estate with fixed figures near its share of the whole,
// because a tenth of all households hold their flat from the public and it is
// where they live.
var sizes = map[Size]sizeSpec{
	S: {28, 2_000, 6_000, []string{"WH", "GX", "HF"}, []int{3, 14, 11}},
	M: {210, 15_000, 45_000, []string{"AJ", "LT", "WH", "LC", "GX", "HF", "FL", "YX"}, nil},
	L: {840, 60_000, 180_000, nil, nil},
}

// fullPeople and fullHouseholds are what the figures of the plan are of.
const fullPeople, fullHouseholds = 180_000, 60_000
