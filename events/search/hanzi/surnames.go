package hanzi

import "strings"

// surnameReadings are the characters that sound different, or may, when they
// are a surname: the character, then its readings as a surname, the usual first.
const surnameReadings = `
单 shan | 解 xie | 仇 qiu | 曾 zeng | 查 zha | 翟 zhai di | 乐 yue le | 覃 qin tan | 盖 ge gai | 区 ou | 朴 piao pu | 员 yun yuan
召 shao zhao | 种 chong | 冼 xian | 洗 xian | 繁 po | 尉 wei yu | 尹 yin | 缪 miao mou | 隗 wei kui | 郇 xun huan | 折 she | 黑 he hei
那 na | 秘 bi mi | 牟 mu mou | 纪 ji | 任 ren | 宁 ning | 应 ying | 葛 ge | 哈 ha | 柏 bai bo | 薄 bo | 车 che
谌 chen shen | 褚 chu | 啜 chuai | 都 du | 费 fei bi | 句 gou ju | 缑 gou | 炅 gui | 过 guo | 华 hua | 佴 nai | 亓 qi
祭 zhai ji | 占 zhan | 訾 zi | 俞 yu shu | 於 yu | 于 yu | 乜 nie | 宓 mi fu | 幺 yao | 要 yao | 曲 qu | 冯 feng
逄 pang | 番 pan | 溥 pu | 强 qiang jiang | 撒 sa | 少 shao | 佘 she | 厍 she | 莘 shen xin | 盛 sheng | 眭 sui | 澹 tan
宛 wan yuan | 行 xing hang | 燕 yan | 郁 yu | 臧 zang | 迮 ze zuo | 长 chang zhang | 重 chong | 殳 shu | 隽 juan jun | 圈 juan | 角 jue jiao
阚 kan han | 适 kuo shi | 能 nai | 粘 nian | 逯 lu | 禄 lu | 万 wan mo | 贲 ben | 卜 bu | 晁 chao | 郗 xi chi | 呙 guo
妫 gui | 郐 kuai | 幸 xing | 哥 ge | 剌 la | 赖 lai | 藏 zang | 贾 jia gu | 降 jiang | 矫 jiao | 禚 zhuo | 仉 zhang
酆 feng | 恽 yun | 钭 tou dou | 厉 li | 蔚 yu wei | 祝 zhu | 褟 ta | 郏 jia | 邸 di | 祖 zu | 相 xiang | 尧 yao
叶 ye | 闫 yan | 佟 tong | 仝 tong | 亢 kang | 戢 ji | 麴 qu | 宿 su | 郧 yun | 瞿 qu | 璩 qu | 涂 tu
颉 xie jie | 揭 jie | 藉 ji | 夹 jia | 朝 chao | 乘 sheng cheng | 鲜 xian | 鲍 bao | 柘 zhe | 谷 gu | 卓 zhuo | 令 ling
呼 hu
`

// compoundSurnames are the surnames of two characters, each with how they are
// read together.
const compoundSurnames = `
尉迟 yu chi | 万俟 mo qi | 长孙 zhang sun | 单于 chan yu | 澹台 tan tai | 令狐 ling hu | 夏侯 xia hou | 皇甫 huang fu | 独孤 du gu | 乐正 yue zheng
子车 zi ju | 淳于 chun yu | 太叔 tai shu | 申屠 shen tu | 公冶 gong ye | 宗政 zong zheng | 濮阳 pu yang | 赫连 he lian | 钟离 zhong li | 宇文 yu wen
鲜于 xian yu | 闾丘 lv qiu | 呼延 hu yan | 慕容 mu rong | 司徒 si tu | 司空 si kong | 司马 si ma | 司寇 si kou | 亓官 qi guan | 颛孙 zhuan sun | 端木 duan mu
巫马 wu ma | 漆雕 qi diao | 公西 gong xi | 拓跋 tuo ba | 夹谷 jia gu | 谷梁 gu liang | 百里 bai li | 东郭 dong guo | 南宫 nan gong | 欧阳 ou yang
上官 shang guan | 诸葛 zhu ge | 闻人 wen ren | 东方 dong fang | 尔朱 er zhu | 公孙 gong sun | 仲孙 zhong sun | 轩辕 xuan yuan | 西门 xi men | 南门 nan men
左丘 zuo qiu | 梁丘 liang qiu | 公羊 gong yang | 第五 di wu | 羊舌 yang she | 微生 wei sheng | 呼邪 hu ye | 乌雅 wu ya | 完颜 wan yan | 耶律 ye lv
纳兰 na lan | 叶赫 ye he | 那拉 na la | 爱新 ai xin | 段干 duan gan | 东门 dong men | 子书 zi shu | 车正 che zheng | 相里 xiang li | 哥舒 ge shu
`

type compound struct{ first, second rune }

// surnameTable holds the readings of surnames; of a compound, of both parts.
type surnameTable struct {
	single   map[rune][]Reading
	compound map[compound][2]Reading
}

func newSurnames() surnameTable {
	t := surnameTable{single: map[rune][]Reading{}, compound: map[compound][2]Reading{}}
	for _, f := range rows(surnameReadings) {
		r := []rune(f[0])[0]
		for i, sound := range f[1:] {
			t.single[r] = append(t.single[r], Reading{syllableOf(sound), Level(min(i, 1))})
		}
	}
	for _, f := range rows(compoundSurnames) {
		r := []rune(f[0])
		t.compound[compound{r[0], r[1]}] = [2]Reading{{syllableOf(f[1]), Usual}, {syllableOf(f[2]), Usual}}
	}
	return t
}

// rows splits a table written as fields between bars and line ends.
func rows(table string) [][]string {
	var out [][]string
	for row := range strings.FieldsFuncSeq(table, func(r rune) bool { return r == '|' || r == '\n' }) {
		if f := strings.Fields(row); len(f) > 1 {
			out = append(out, f)
		}
	}
	return out
}
