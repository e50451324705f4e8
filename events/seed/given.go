package seed

import (
	"fmt"
	"unicode"
)

// given is how people of one generation and sex were named: a first and a second
// character, or one alone. Each character stands before its reading.
type given struct {
	first, second, alone []character
	oneOf                int // of a hundred have a single character
}

// The names people were given before 1960, to 1979, to 1999 and since, of men and
// of women.
var givenNames = [4][2]given{
	{
		names(12, "建jian国guo志zhi德de明ming永yong文wen世shi家jia正zheng光guang金jin玉yu大da汉han水shui春chun荣rong福fu", "国guo平ping华hua明ming生sheng林lin祥xiang富fu贵gui财cai山shan海hai清qing义yi礼li康kang发fa", "平ping明ming华hua义yi康kang清qing"),
		names(10, "秀xiu桂gui玉yu春chun淑shu凤feng腊la金jin银yin翠cui月yue菊ju兰lan冬dong水shui莲lian素su绿lü", "英ying兰lan珍zhen梅mei香xiang芳fang华hua云yun莲lian娥e枝zhi姣jiao清qing荣rong贞zhen", "英ying兰lan珍zhen芳fang云yun"),
	}, {
		names(38, "志zhi建jian国guo卫wei红hong爱ai新xin学xue汉han宏hong立li永yong海hai正zheng晓xiao小xiao", "强qiang军jun勇yong斌bin平ping华hua明ming波bo伟wei涛tao林lin兵bing民min钢gang生sheng东dong峰feng", "勇yong军jun强qiang斌bin伟wei波bo涛tao刚gang辉hui兵bing峰feng俊jun"),
		names(36, "红hong丽li秀xiu玉yu爱ai小xiao晓xiao春chun惠hui美mei艳yan海hai建jian汉han亚ya慧hui", "艳yan红hong霞xia萍ping玲ling琴qin芳fang敏min莉li兰lan华hua英ying丽li云yun娟juan珍zhen", "红hong艳yan丽li霞xia萍ping玲ling芳fang敏min莉li琴qin燕yan琼qiong"),
	}, {
		names(36, "俊jun晨chen鹏peng志zhi文wen子zi浩hao宇yu嘉jia明ming天tian思si少shao亚ya", "杰jie伟wei磊lei鹏peng飞fei龙long浩hao宇yu涛tao斌bin辉hui凯kai阳yang博bo毅yi威wei翔xiang帆fan", "磊lei晨chen鹏peng涛tao杰jie超chao飞fei凯kai浩hao伟wei斌bin毅yi威wei翔xiang帆fan锐rui"),
		names(34, "婷ting雪xue思si晓xiao雅ya梦meng佳jia静jing文wen嘉jia诗shi丹dan倩qian慧hui", "婷ting雪xue雯wen静jing娜na琳lin洁jie莹ying倩qian琪qi颖ying蕾lei慧hui瑶yao璐lu薇wei", "婷ting雪xue静jing倩qian娜na莹ying丹dan颖ying洁jie蕾lei璐lu琳lin"),
	}, {
		names(6, "子zi梓zi浩hao宇yu俊jun沐mu泽ze奕yi辰chen铭ming睿rui嘉jia皓hao逸yi一yi", "轩xuan辰chen涵han宇yu泽ze睿rui豪hao杰jie然ran诺nuo博bo霖lin阳yang昊hao航hang恒heng律lü", "睿rui昊hao宸chen铭ming"),
		names(5, "子zi梓zi欣xin雨yu诗shi梦meng一yi语yu可ke思si佳jia若ruo沐mu芷zhi", "涵han萱xuan诺nuo怡yi彤tong琪qi桐tong瑶yao妍yan曦xi雯wen溪xi然ran宁ning玥yue芮rui", "彤tong玥yue妍yan曦xi"),
	},
}

// rareCharacters are of the names that fonts and tables often lack.
var rareCharacters = chars("喆zhe堃kun淼miao彧yu䶮yan昇sheng珺jun")

// character is one of a given name with how it is read, ü as ü.
type character struct {
	char    rune
	reading string
}

// names reads the three lists of [given].
func names(oneOf int, first, second, alone string) given {
	return given{chars(first), chars(second), chars(alone), oneOf}
}

// chars splits a list of characters, each before its reading.
func chars(list string) []character {
	var all []character
	for _, r := range list {
		if unicode.Is(unicode.Han, r) {
			all = append(all, character{char: r})
		} else {
			all[len(all)-1].reading += string(r)
		}
	}
	return all
}

// readings says how each character of a given name is read. No character is read
// in two ways here.
var readings = func() map[rune]string {
	m := map[rune]string{}
	keep := func(list []character) {
		for _, c := range list {
			if known, ok := m[c.char]; ok && known != c.reading || c.reading == "" {
				panic(fmt.Sprintf("%c is read %q and %q", c.char, known, c.reading)) // a slip in this file
			}
			m[c.char] = c.reading
		}
	}
	for _, sexes := range givenNames {
		for _, g := range sexes {
			keep(g.first)
			keep(g.second)
			keep(g.alone)
		}
	}
	keep(rareCharacters)
	return m
}()

// Names that are not Han Chinese: a name of one's own and the father's, with a dot
// between; and names of neighbours from abroad.
var (
	dotFirst = []string{"阿依努尔", "古丽娜尔", "热依汗", "帕提曼", "阿迪力", "艾尼瓦尔", "买买提", "努尔兰", "叶尔肯", "巴合提", "阿曼", "玛依拉", "图尔荪", "库尔班", "其其格", "卓玛"}
	dotLast  = []string{"艾合买提", "吐尔逊", "阿不都拉", "玉素甫", "依明", "赛买提", "卡德尔", "托合提", "哈力克", "木沙", "巴特尔", "扎西", "叶斯木", "马木提"}

	foreignFirst = []string{"Elena", "Marta", "Ivan", "Pavel", "Amina", "Fatou", "Thomas", "Julien", "Sofia", "Carlos", "Nadia", "Henrik", "Priya", "Arjun", "Yuki", "Haruto", "Minh", "Linh", "Olga", "Samuel", "Grace", "Kwame", "Leila", "Jonas"}
	foreignLast  = []string{"Petrova", "Novak", "Kovacs", "Diallo", "Mensah", "Lindqvist", "Moreau", "Fontaine", "Santos", "Ferreira", "Haddad", "Okafor", "Sharma", "Iyer", "Tanaka", "Mori", "Nguyen", "Pham", "Weber", "Keller", "Baker", "Osei", "Rahimi", "Larsen"}
)
