package search

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseAddress(t *testing.T) {
	t.Parallel()
	full := Address{EstateName: "桂香苑", Building: "12", Unit: "2", Room: "501"}
	short := Address{EstateName: "桂香", Building: "12", Unit: "2", Room: "501"}
	code := Address{EstateCode: "GX", Building: "12", Unit: "2", Room: "501"}
	tests := map[string]Address{
		"桂香苑12栋2单元501":               full,
		"桂香苑 12栋 2单元 501室":           full,
		"桂香苑12幢2单元501号":              full,
		"桂香苑12号楼2门501":               full,
		"桂香苑12号2单元501":               full,
		"桂香苑12楼2单元501":               full,
		"桂香苑第12栋第2单元501":             full,
		"桂香苑12栋的2单元501":              full,
		"桂香苑１２栋２单元５０１":               full,
		"桂香苑，12栋，2单元，501":            full,
		"桂香苑（12栋2单元）501":             full,
		"桂香苑12#2-501":                full,
		"桂香苑12#楼2单元501":              full,
		"桂香苑12/2/501":                full,
		"桂香苑12.2.501":                full,
		"桂香苑12一2一501":                full,
		"桂香苑十二栋二单元五零一":               full,
		"桂香苑十二栋二单元五百零一":              full,
		"桂香苑十二栋二单元五〇一室":              full,
		"桂香苑一二栋两单元伍零壹":               full,
		"桂香苑12栋2门栋501":               full,
		"桂香苑12栋2门洞501房":              full,
		"桂香苑12栋乙单元501":               full,
		"桂香苑12栋B单元501":               full,
		"桂香苑12-乙-501":                full,
		"桂香苑12栋2单元5楼1号":              full,
		"桂香苑12栋2单元5楼501":             full,
		"桂香苑12-2-5-1":                full,
		"桂香苑十二栋二单元五楼一号":              full,
		"桂香苑12栋2单元501号家":             full,
		"武汉市江岸区百步亭花园桂香苑12栋2单元501":    full,
		"湖北省武汉市江岸区百步亭社区 桂香苑12-2-501": full,
		"百步亭桂香苑12栋2单元501":            full,
		"桂香苑壹拾贰栋贰单元伍佰零壹室":            full,
		"桂香12-2-501":                 short,
		"桂香 12 2 501":                short,
		"桂香—12—2—501":                short,
		"GX-12-2-501":                code,
		"gx12-2-501":                 code,
		"gx 12-2-501":                code,
		"gx12栋2单元501":                code,
		"ＧＸ－１２－２－５０１":                code,
		"12栋2单元501":                  {Building: "12", Unit: "2", Room: "501"},
		"12号楼2门501室":                 {Building: "12", Unit: "2", Room: "501"},
		"12-2-501":                   {Building: "12", Unit: "2", Room: "501"},
		"12 2 501":                   {Building: "12", Unit: "2", Room: "501"},
		"12幢甲单元":                     {Building: "12", Unit: "1"},
		"十二栋二单元五楼左边":                 {Building: "12", Unit: "2", Floor: 5, Side: Left},
		"十二栋二单元五楼靠右手边":               {Building: "12", Unit: "2", Floor: 5, Side: Right},
		"12栋2单元5层中间":                 {Building: "12", Unit: "2", Floor: 5, Side: Middle},
		"12栋501":                     {Building: "12", Room: "501"},
		"12栋-501":                    {Building: "12", Room: "501"},
		"12-501":                     {Building: "12", Room: "501"},
		"桂香苑2-501":                   {EstateName: "桂香苑", Building: "2", Room: "501"},
		"2-501":                      {Unit: "2", Room: "501"},
		"2单元501":                     {Unit: "2", Room: "501"},
		"1-2703":                     {Unit: "1", Room: "2703"},
		"12栋1-2703":                  {Building: "12", Unit: "1", Room: "2703"},
		"12楼1201":                    {Floor: 0, Room: "1201"},
		"12楼501":                     {Building: "12", Room: "501"},
		"5楼":                         {Floor: 5},
		"501室":                       {Room: "501"},
		"501A室":                      {Room: "501A"},
		"A栋2单元501":                   {Building: "A", Unit: "2", Room: "501"},
		"B2座1203":                    {Building: "B2", Room: "1203"},
		"12A栋501":                    {Building: "12A", Room: "501"},
		"桂香苑12栋":                     {EstateName: "桂香苑", Building: "12"},
		"桂香苑12":                      {EstateName: "桂香苑", Building: "12"},
		"桂香苑十二栋":                     {EstateName: "桂香苑", Building: "12"},
		"桂香苑二十三号楼":                   {EstateName: "桂香苑", Building: "23"},
		"桂香苑廿三栋":                     {EstateName: "桂香苑", Building: "23"},
		"小满园三栋":                      {EstateName: "小满园", Building: "3"},
		"二七小区3栋":                     {EstateName: "二七小区", Building: "3"},
		"立春园一百零一栋":                   {EstateName: "立春园", Building: "101"},
		"101-2-501":                  {Building: "101", Unit: "2", Room: "501"},
		"桂香苑12号":                     {EstateName: "桂香苑", Building: "12"},
		"桂香苑501号":                    {EstateName: "桂香苑", Room: "501"},
		"guixiang12-2-501":           {EstateName: "guixiang", Building: "12", Unit: "2", Room: "501"},
		"桂香苑05栋01单元501":              {EstateName: "桂香苑", Building: "5", Unit: "1", Room: "501"},
	}
	for s, want := range tests {
		got, ok := ParseAddress(s)
		if !ok {
			t.Errorf("ParseAddress(%q) is no address", s)
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("ParseAddress(%q): -want +got\n%s", s, diff)
		}
	}
}

func TestParseAddressRefuses(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"", " ", "-", "栋", "单元", "桂香苑", "龚海燕", "501", "12", "13812345678", "+86 138 1234 5678", "138-1234-5678", "027-82345678",
		"2027-01-31", "5501 1234", "138****1234", "龚海燕 桂香苑12栋", "12栋龚海燕", "桂香苑12栋3栋", "12栋99单元", "12栋2单元5楼601",
		"0-0-0", "000栋", "1-2-3-4-5", "小满园", "万三妹", "1234567890123456789012栋", "栋12", "🏠", "12栋000", "12栋2单元700",
	} {
		if a, ok := ParseAddress(s); ok {
			t.Errorf("ParseAddress(%q) = %+v, want none", s, a)
		}
	}
}

// spoken writes n as a quantity, digit by digit, or in digits.
func spoken(r *rand.Rand, n int) string {
	const digits = "零一二三四五六七八九"
	digit := func(d int) string { return string([]rune(digits)[d]) }
	switch r.IntN(4) {
	case 0:
		return strconv.Itoa(n)
	case 1:
		return fullWidth(strconv.Itoa(n))
	case 2:
		var b strings.Builder
		for _, c := range strconv.Itoa(n) {
			b.WriteString(digit(int(c - '0')))
		}
		return b.String()
	}
	return quantity(n, digit)
}

func quantity(n int, digit func(int) string) string {
	var b strings.Builder
	if n >= 100 {
		b.WriteString(digit(n/100) + "百")
		if n%100 == 0 {
			return b.String()
		}
		if n%100 < 10 {
			return b.String() + "零" + digit(n%10)
		}
		n %= 100
		b.WriteString(digit(n / 10))
	} else if n >= 20 {
		b.WriteString(digit(n / 10))
	}
	if n >= 10 {
		b.WriteString("十")
	}
	if n%10 > 0 {
		b.WriteString(digit(n % 10))
	}
	return b.String()
}

func fullWidth(s string) string {
	return strings.Map(func(r rune) rune {
		if '!' <= r && r <= '~' {
			return r - '!' + '！'
		}
		return r
	}, s)
}

// Whatever address is written in whatever form, reading gives it back.
func TestAddressFormsComeBack(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(27, 1))
	pick := func(words ...string) string { return words[r.IntN(len(words))] }
	for range 20000 {
		building, unit, floor, door := 1+r.IntN(60), 1+r.IntN(6), 1+r.IntN(9), 1+r.IntN(6)
		want := Address{Building: strconv.Itoa(building), Unit: strconv.Itoa(unit), Room: strconv.Itoa(floor*100 + door)}
		head := ""
		switch r.IntN(4) {
		case 0:
			want.EstateName = pick("桂香苑", "小满园", "立春园", "安居苑", "二七小区", "桂香")
			head = want.EstateName
		case 1:
			want.EstateCode = pick("GX", "AJ", "WH")
			head = pick(want.EstateCode, strings.ToLower(want.EstateCode))
		}
		var s string
		if r.IntN(2) == 0 {
			dash := pick("-", "－", "—", "/", " ", "一", " - ", ".", "、")
			sep := dash
			if head == "" || r.IntN(2) == 0 {
				sep = ""
			}
			if sep == "一" {
				sep = "-"
			}
			if missing := r.IntN(5) == 0 && building > 9; missing {
				want.Unit = ""
				s = fmt.Sprint(head, sep, building, dash, want.Room)
			} else {
				s = fmt.Sprint(head, sep, building, dash, unit, dash, want.Room)
			}
		} else {
			gap := pick("", "", " ", "，", "-")
			s = head + gap + spoken(r, building) + pick("栋", "号楼", "幢", "号栋", "座", "栋楼")
			if r.IntN(5) == 0 {
				want.Unit = ""
			} else if r.IntN(5) == 0 {
				s += gap + string([]rune("甲乙丙丁戊己")[unit-1]) + "单元"
			} else {
				s += gap + spoken(r, unit) + pick("单元", "门", "门栋", "门洞")
			}
			switch r.IntN(3) {
			case 0:
				s += gap + spoken(r, floor*100+door) + pick("室", "号", "房", "", "户")
			case 1:
				s += gap + spoken(r, floor) + pick("楼", "层") + spoken(r, door) + pick("号", "室", "户")
			case 2:
				want.Room, want.Floor = "", floor
				s += gap + spoken(r, floor) + pick("楼", "层")
				if side := r.IntN(4); side > 0 {
					want.Side = Side(side)
					s += [...]string{"", "左边", "中间", "右手边"}[side]
				}
			}
		}
		got, ok := ParseAddress(s)
		if diff := cmp.Diff(want, got); !ok || diff != "" {
			t.Fatalf("ParseAddress(%q) = %v: -want +got\n%s", s, ok, diff)
		}
	}
}

func TestAddressWritten(t *testing.T) {
	t.Parallel()
	a := Address{EstateName: "桂香苑", EstateCode: "GX", Building: "12", Unit: "2", Room: "501"}
	if got := a.String(); got != "桂香苑12栋2单元501" {
		t.Errorf("String() = %q", got)
	}
	if got := a.Code(); got != "GX-12-2-501" {
		t.Errorf("Code() = %q", got)
	}
	a.Unit = ""
	if got := a.Code(); got != "GX-12" {
		t.Errorf("Code() without a unit = %q", got)
	}
	if got := (Address{Building: "12", Floor: 5, Side: Left}).String(); got != "12栋5楼左边" {
		t.Errorf("String() = %q", got)
	}
}

func ambiguous(r rune) bool {
	return isLetter(r) || isNumeral(r) || strings.ContainsRune(stems+"第的", r)
}

// FuzzParseAddress: no text breaks the parser, and what it reads, written out
// and read again, is the same.
func FuzzParseAddress(f *testing.F) {
	for _, s := range []string{
		"桂香苑12栋2单元501", "gx12-2-501", "十二栋二单元五楼左边", "１２幢甲单元", "12一2一501", "第十二栋的二门五百零一", "\xff12栋", "廿廿栋", "2-501", "A栋",
		"桂香苑12楼1201", "12栋2501", "千栋", "501a室",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, ok := ParseAddress(s)
		if !ok {
			if diff := cmp.Diff(Address{}, a); diff != "" {
				t.Errorf("no address, but %+v", a)
			}
			return
		}
		if a.Building == "" && a.Unit == "" && a.Room == "" && a.Floor == 0 {
			t.Errorf("ParseAddress(%q) found an address with nothing in it", s)
		}
		if a.EstateCode != "" || a.Building == "" || len(a.Room) == 4 && a.Unit == "" || strings.ContainsFunc(a.EstateName, ambiguous) {
			return // String writes names, 2501 may be two things, and x12栋 too
		}
		again, ok := ParseAddress(a.String())
		if diff := cmp.Diff(a, again); !ok || diff != "" {
			t.Errorf("%q is read as %+v, and its %q as: -want +got\n%s", s, a, a, diff)
		}
	})
}
