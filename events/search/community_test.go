package search

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync"
)

// What the tests make a community of: surnames with how often they occur in a
// thousand, and characters of given names.
var (
	commonSurnames = strings.Fields(`王70 李66 张63 刘56 陈56 周31 杨30 黄28 胡26 吴25 徐22 熊16 余16 朱16 程15 郑14 何14 罗13 袁13 彭12 董11 万11 汪11 蔡10
		谢10 肖10 邓9 许9 高9 郭9 马9 林8 孙8 宋7 唐7 曹7 梁6 田6 韩6 龚5 童5 夏5 方5 潘5 杜4 石4 廖4 曾4 魏4 沈3 姚3 谭3 秦2 单1 解1 仇1 查1 翟1 乐1 覃1 盖1 区1 欧阳1 尉迟1`)
	givenNames = []rune(`秀英桂兰建国平红艳军勇志强婷磊晨雪子涵梓轩一诺沐辰海燕丽华明玉珍芳敏静伟洋涛超杰娟霞刚峰琴玲鹏飞宇浩然欣怡佳慧文博雅思雨萱俊豪春梅冬生金凤荣光耀德胜喜云喆堃淼彧昇珺`)
)

// community makes the same entries for the same seed: people, a third as many
// households, and a building for every 72 of those.
type community struct {
	random   *rand.Rand
	surnames []string
}

func newCommunity(seed uint64) *community {
	c := &community{random: rand.New(rand.NewPCG(seed, 1))}
	for _, f := range commonSurnames {
		name := strings.TrimRight(f, "0123456789")
		weight, _ := strconv.Atoi(f[len(name):])
		for range weight {
			c.surnames = append(c.surnames, name)
		}
	}
	return c
}

func (c *community) name() string {
	name := c.surnames[c.random.IntN(len(c.surnames))] + string(givenNames[c.random.IntN(len(givenNames))])
	if c.random.IntN(10) > 0 {
		name += string(givenNames[c.random.IntN(len(givenNames))])
	}
	return name
}

var madeEstates = strings.Fields("安居苑AJ 怡康苑YK 枇杷苑PP 景兰苑JL 兰亭苑LT 竹韵苑ZY 文卉苑WH 紫薇苑ZW 石榴苑SL 立春园LC 谷雨园GY 小满园XM 桂香苑GX 丹桂苑DG 荷风苑HF 梅影苑MY 枫林苑FL 银杏苑YX 梧桐苑WT 松涛苑ST 榆荫苑YY 芒种园MZ 海棠苑HT 玉兰苑YL")

// each calls f with every entry of a community of so many households.
func (c *community) each(households int, f func(Entry)) {
	buildings := (households + 71) / 72
	person := 0
	for b := range buildings {
		estate := madeEstates[b%len(madeEstates)]
		a := Address{EstateName: estate[:len(estate)-2], EstateCode: estate[len(estate)-2:], Building: strconv.Itoa(b/len(madeEstates) + 1)}
		scope := fmt.Sprintf("zz%02d/zb%02d/dxz%d/%s", b%9, b%44, b*3/4, a.Code())
		f(Entry{ID: "b-" + a.Code(), Kind: Building, Name: a.String(), Address: a, Scope: scope})
		for h := range min(72, households-b*72) {
			at := a
			at.Unit, at.Room = strconv.Itoa(h%3+1), fmt.Sprintf("%d%02d", h/6+1, h/3%2+1)
			head := ""
			for range 3 {
				p := Entry{ID: fmt.Sprintf("p-%06d", person), Kind: Person, Name: c.name(), Address: at, Scope: scope}
				if c.random.IntN(10) > 0 {
					p.Phone = fmt.Sprintf("1540000%04d", c.random.IntN(10000))
				}
				if c.random.IntN(50) == 0 {
					p.OtherNames = []string{string([]rune(p.Name)[:1]) + "婆婆"}
				}
				if head == "" {
					head = p.Name
				}
				f(p)
				person++
			}
			f(Entry{ID: "h-" + at.Code(), Kind: Household, Name: head + "家", Address: at, Scope: scope})
		}
	}
}

// large is a community of 180,000 people, made once for the tests that need it.
var large = sync.OnceValue(func() *Index {
	x := new(Index)
	newCommunity(1).each(60_000, x.Put)
	return x
})
