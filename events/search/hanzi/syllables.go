package hanzi

import (
	"hash/fnv"
	"slices"
	"strings"
	"sync"
)

// allSyllables are the syllables of Mandarin that a name may contain, without
// tone, ü written v after n and l.
const allSyllables = `
a ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu ca cai can cang cao ce cen ceng cha chai chan chang chao che chen cheng
chi chong chou chu chua chuai chuan chuang chui chun chuo ci cong cou cu cuan cui cun cuo da dai dan dang dao de dei den deng di dia dian diao die ding diu dong dou
du duan dui dun duo e ei en eng er fa fan fang fei fen feng fo fou fu ga gai gan gang gao ge gei gen geng gong gou gu gua guai guan guang gui gun guo ha hai
han hang hao he hei hen heng hong hou hu hua huai huan huang hui hun huo ji jia jian jiang jiao jie jin jing jiong jiu ju juan jue jun ka kai kan kang kao ke
kei ken keng kong kou ku kua kuai kuan kuang kui kun kuo la lai lan lang lao le lei leng li lia lian liang liao lie lin ling liu lo long lou lu luan lun luo lv lve ma
mai man mang mao me mei men meng mi mian miao mie min ming miu mo mou mu na nai nan nang nao ne nei nen neng ni nia nian niang niao nie nin ning niu nong nou nu
nuan nun nuo nv nve o ou pa pai pan pang pao pei pen peng pi pian piao pie pin ping po pou pu qi qia qian qiang qiao qie qin qing qiong qiu qu quan que qun ran
rang rao re ren reng ri rong rou ru rua ruan rui run ruo sa sai san sang sao se sen seng sha shai shan shang shao she shei shen sheng shi shou shu shua shuai shuan
shuang shui shun shuo si song sou su suan sui sun suo ta tai tan tang tao te tei teng ti tian tiao tie ting tong tou tu tuan tui tun tuo wa wai wan wang wei wen weng wo wu
xi xia xian xiang xiao xie xin xing xiong xiu xu xuan xue xun ya yan yang yao ye yi yin ying yo yong you yu yuan yue yun za zai zan zang zao ze zei zen zeng zha
zhai zhan zhang zhao zhe zhei zhen zheng zhi zhong zhou zhu zhua zhuai zhuan zhuang zhui zhun zhuo zi zong zou zu zuan zui zun zuo
`

// Syllable is one of the syllables of Mandarin, without its tone. There is one
// of each, so pointers to them compare.
type Syllable struct {
	spellings []string
	near      []string
	like      []*Syllable
	class     uint8
}

// Classes is how many classes of syllables there are.
const Classes = 128

var syllables = sync.OnceValue(func() map[string]*Syllable {
	table := map[string]*Syllable{}
	for name := range strings.FieldsSeq(allSyllables) {
		own := spellings(name)
		table[name] = &Syllable{spellings: own, near: nearSpellings(own)}
	}
	for name, s := range table {
		for _, near := range nearSpellings([]string{name}) {
			if other, ok := table[near]; ok {
				s.liken(other)
				other.liken(s)
			}
		}
		s.class = classOf(blur(name))
	}
	return table
})

// inNames are the syllables most names are made of. Each has a class of its own
// with those it is mixed up with, so that a class says much.
var inNames = classes(`
wang li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang song zheng xie tang feng yu dong xiao cao cai pan yuan deng
su lv jiang jia xue ye yan tian xia jun hua min ping gang jie qian qin juan mei xiu ying lan gui shan shi hai bo bin wen chun dan lei tao
chao peng hui ya yi xin xiang qiang ting long ke kun kai rui ru xuan yun you yao yue zuo du di da bai ding gong qi qiu shang shao chang tong mao mu meng
lian liao lu ou rong ren hao wei zi zong jian jing guang kang fu
`)

// classes numbers the syllables listed, as they are when blurred.
func classes(list string) map[string]uint8 {
	numbers := map[string]uint8{}
	for name := range strings.FieldsSeq(list) {
		if _, ok := numbers[blur(name)]; !ok {
			numbers[blur(name)] = uint8(len(numbers))
		}
	}
	return numbers
}

// classOf returns the number of a blurred syllable: its own, or one of the few
// that all the others share.
func classOf(blurred string) uint8 {
	if n, ok := inNames[blurred]; ok {
		return n
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(blurred)) // a hash takes everything
	own := uint32(len(inNames))
	return uint8(own + h.Sum32()%(Classes-own))
}

// syllableOf returns the syllable spelt s, which one of our own tables names.
func syllableOf(s string) *Syllable {
	found, ok := syllables()[s]
	if !ok {
		panic("hanzi: no syllable " + s)
	}
	return found
}

// String spells the syllable as a keyboard types it: lv for lǚ.
func (s *Syllable) String() string { return s.spellings[0] }

// Spellings returns every right way people type the syllable, its own first:
// lv, lu, lyu. The slice is shared: do not change it.
func (s *Syllable) Spellings() []string { return s.spellings }

// Near returns how the syllable is typed by those who mix n and l, zh and z, ch
// and c, sh and s, in and ing, en and eng, h and f. Its own spellings are not
// among them. The slice is shared: do not change it.
func (s *Syllable) Near() []string { return s.near }

// SoundsLike says whether s and other are taken for one another; no syllable is
// taken for itself.
func (s *Syllable) SoundsLike(other *Syllable) bool { return slices.Contains(s.like, other) }

func (s *Syllable) liken(other *Syllable) {
	if !slices.Contains(s.like, other) {
		s.like = append(s.like, other)
	}
}

// Class returns a number below [Classes] that s shares with every syllable it
// sounds like, and with some others.
func (s *Syllable) Class() uint8 { return s.class }

// EachSpelling calls f with every way any syllable is typed; with near, also by
// those who mix sounds up. A spelling may stand for several syllables.
func EachSpelling(near bool, f func(spelling string, of *Syllable)) {
	for _, s := range syllables() {
		for _, own := range s.spellings {
			f(own, s)
		}
		if near {
			for _, other := range s.near {
				f(other, s)
			}
		}
	}
}

// blur writes syllables that are mixed up as one.
func blur(s string) string {
	for _, pair := range [][2]string{{"zh", "z"}, {"ch", "c"}, {"sh", "s"}, {"n", "l"}, {"f", "h"}} {
		if rest, ok := strings.CutPrefix(s, pair[0]); ok {
			s = pair[1] + rest
			break
		}
	}
	if len(s) > 2 && s[0] == 'h' && s[1] == 'u' {
		s = "h" + s[2:] // huang with fang
	}
	switch s {
	case "hi":
		s = "hei" // hui with fei
	case "hn", "hong":
		s = "hen" // hun with fen, hong with feng
	}
	if strings.HasSuffix(s, "ing") || strings.HasSuffix(s, "eng") {
		s = s[:len(s)-1]
	}
	return s
}

func spellings(s string) []string {
	switch s {
	case "lv", "nv":
		return []string{s, s[:1] + "u", s[:1] + "yu"}
	case "lve", "nve":
		return []string{s, s[:1] + "ue", s[:1] + "yue"}
	}
	if strings.ContainsRune("jqxy", rune(s[0])) && len(s) > 1 && s[1] == 'u' {
		return []string{s, s[:1] + "v" + s[2:]} // ü all the same, and some type it so
	}
	return []string{s}
}

// nearSpellings swaps the beginnings and the ends that are mixed up.
func nearSpellings(own []string) []string {
	var out []string
	for _, s := range own {
		for _, begun := range append(swapInitial(s), s) {
			for _, ended := range append(swapFinal(begun), begun) {
				if !slices.Contains(own, ended) && !slices.Contains(out, ended) {
					out = append(out, ended)
				}
			}
		}
	}
	return out
}

func swapInitial(s string) []string {
	for _, pair := range [][2]string{{"zh", "z"}, {"ch", "c"}, {"sh", "s"}, {"n", "l"}, {"l", "n"}} {
		if rest, ok := strings.CutPrefix(s, pair[0]); ok {
			return []string{pair[1] + rest}
		}
	}
	if strings.ContainsRune("zcs", rune(s[0])) {
		return []string{s[:1] + "h" + s[1:]}
	}
	switch s[0] {
	case 'h':
		swapped := []string{"f" + s[1:]} // han, fan; and letter for letter huang, fuang
		switch {
		case s == "hong":
			swapped = append(swapped, "feng")
		case s == "hui", s == "hun":
			swapped = append(swapped, "fe"+s[2:])
		case len(s) > 2 && s[1] == 'u':
			swapped = append(swapped, "f"+s[2:]) // huang, fang
		}
		return swapped
	case 'f':
		swapped := []string{"h" + s[1:]}
		switch {
		case s == "feng":
			swapped = append(swapped, "hong")
		case s == "fei", s == "fen":
			swapped = append(swapped, "hu"+s[2:])
		case s[1] == 'a':
			swapped = append(swapped, "hu"+s[1:]) // fang, huang
		}
		return swapped
	}
	return nil
}

func swapFinal(s string) []string {
	for _, pair := range [][2]string{{"ing", "in"}, {"eng", "en"}, {"in", "ing"}, {"en", "eng"}} {
		if rest, ok := strings.CutSuffix(s, pair[0]); ok {
			return []string{rest + pair[1]}
		}
	}
	return nil
}
