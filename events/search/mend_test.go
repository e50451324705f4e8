package search

import "testing"

// TestMend: what is put right in an address, and what is left as it is typed.
func TestMend(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"9栋5单元7o1": "9栋5单元701", "2栋1单元l403": "2栋1单元1403", "2栋1单元40l": "2栋1单元401", "12-2-5oi": "12-2-501",
		"12动2单元501": "12栋2单元501", "十二冻二单元五零一": "十二栋二单元五零一", "12栋2单员501": "12栋2单元501", "1号搂2单元302": "1号楼2单元302",
		"12东2单元501": "12栋2单元501", "12栋2单501": "12栋2单元501", "3栋5搂左边": "3栋5楼左边",

		"12栋2单元501": "", "桂香苑12号2单元501": "", "ol": "", "lili": "", "b2座": "", "12a栋": "", "li 12": "", "154oo1oooo1": "",
		"12东方": "", "龚海燕": "", "三动人": "", "": "", "15400000001": "", "2栋501龚海燕": "",
	} {
		got, ok := mend([]rune(text))
		if ok != (want != "") || ok && string(got) != want {
			t.Errorf("mend(%q) = %q, %v, want %q", text, string(got), ok, want)
		}
	}
}

// TestSlipsInAddresses: a slip leads to the one door it can mean, marked as nearly
// what was typed, and numbers whose words say which is which may stand in any order.
func TestSlipsInAddresses(t *testing.T) {
	t.Parallel()
	x := new(Index)
	for _, door := range []string{"501", "502", "701"} {
		for _, building := range []string{"2", "12"} {
			x.Put(Entry{ID: building + "-" + door, Kind: Household, Scope: "GX/" + building, Address: Address{
				EstateName: "桂香苑", EstateCode: "GX", Building: building, Unit: "2", Room: door,
			}})
		}
	}
	for text, fuzzy := range map[string]bool{
		"桂香苑12栋2单元5o1": true, "桂香苑12栋2单元50l": true, "桂香苑12动2单元501": true, "桂香苑12栋2单员501": true, "贵香苑12冻2单元501": true,
		"桂香苑2单元12栋501": false, "桂香苑2单元12栋5o1": true,
	} {
		hits := x.Search(Query{Text: text, Scope: []string{Everywhere}})
		if len(hits) == 0 || hits[0].ID != "12-501" || (hits[0].Score <= mostFuzzy) != fuzzy {
			t.Errorf("%s: %+v", text, hits)
		}
	}
	if hits := x.Search(Query{Text: "桂香苑12栋2单元6o1", Scope: []string{Everywhere}}); len(hits) != 0 {
		t.Errorf("a door that is not there: %+v", hits)
	}
}
