package community_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"wanjia/events/community"
)

// TestReadChain reads lines as people really write them.
func TestReadChain(t *testing.T) {
	t.Parallel()
	text := `#接龙
元宵灯展 2月19日19:30，想去的往下接
例：1栋101 张三 3人
1. 邓海燕 12栋2单元501 3人
2、龚婆婆（要轮椅）1位
３．王玉梅一家 两大一小
4 万志强+2
5) 单雪，带2个孩子
6. 罗建国 四口人
7.
8：贺小军
9. 5人
大家抓紧`
	type line = community.ChainLine
	want := []line{
		{N: 1, Raw: "1. 邓海燕 12栋2单元501 3人", Who: "邓海燕 12栋2单元501", Party: 3, Said: true},
		{N: 2, Raw: "2、龚婆婆（要轮椅）1位", Who: "龚婆婆 要轮椅", Party: 1, Said: true},
		{N: 3, Raw: "３．王玉梅一家 两大一小", Who: "王玉梅一家", Party: 3, Children: 1, Said: true},
		{N: 4, Raw: "4 万志强+2", Who: "万志强", Party: 3, Said: true},
		{N: 5, Raw: "5) 单雪，带2个孩子", Who: "单雪", Party: 3, Children: 2, Said: true},
		{N: 6, Raw: "6. 罗建国 四口人", Who: "罗建国", Party: 4, Said: true},
		{N: 8, Raw: "8：贺小军", Who: "贺小军", Party: 1},
	}
	if d := cmp.Diff(want, community.ReadChain(text)); d != "" {
		t.Error(d)
	}
	if n := len(community.ReadChain(strings.Repeat("1. 邓海燕\n", 500))); n != community.MostChainLines {
		t.Errorf("of 500 lines %d are read", n)
	}
}

func FuzzReadChain(f *testing.F) {
	for _, seed := range []string{"", "1. 邓海燕 3人", "1.\x00", "１、两大两小", "99999 9大9小", "1. +99", "1 十大", "1. 0人", "1.3人3人3人"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, l := range community.ReadChain(text) {
			if l.Party < 1 || l.Children < 0 || l.Children >= l.Party || l.Who == "" || utf8.ValidString(text) && !utf8.ValidString(l.Raw) {
				t.Errorf("%q reads as %+v", text, l)
			}
		}
	})
}
