package duplicates

import (
	"slices"
	"testing"

	"wanjia/events/community"
)

// TestScore holds what a person would say of two records: who is proposed, and who
// must not be taken for one at a glance.
func TestScore(t *testing.T) {
	t.Parallel()
	rec := func(name, sex, born, phone, household string) Record {
		return New(community.Person{
			ID: community.PersonID(name + household + born), Name: name, Sex: sex, Born: community.Day(born), Phone: phone,
			Household: community.HouseholdID(household), Building: "GX-12",
		}, "GX")
	}
	const nothing, maybe, certainly = 0, 1, 2
	tests := map[string]struct {
		a, b      Record
		namesakes int
		want      int
		reason    string
	}{
		"written twice":                {rec("邓海燕", "F", "1988-05-04", "15400000001", "h1"), rec("邓海燕", "F", "1988-05-04", "", "h1"), 2, certainly, SameBorn},
		"in traditional characters":    {rec("邓海燕", "F", "1988-05-04", "", "h1"), rec("鄧海燕", "F", "1988", "", "h1"), 2, certainly, Traditional},
		"by ear":                       {rec("邓海燕", "F", "1988-05-04", "15400000001", "h1"), rec("邓海雁", "F", "1988-05-04", "15400000001", "h1"), 1, maybe, LikeSound},
		"in letters":                   {rec("单海燕", "F", "1988-05-04", "", "h1"), rec("Shan Haiyan", "F", "1988", "", "h1"), 1, maybe, InLetters},
		"in letters, surname last":     {rec("欧阳海", "M", "1988-05-04", "", "h1"), rec("Hai Ouyang", "M", "1988-05-04", "", "h1"), 1, maybe, InLetters},
		"as neighbours say":            {rec("龚秀英", "F", "1950-02-03", "", "h1"), rec("龚婆婆", "F", "1950", "", "h1"), 1, maybe, Nickname},
		"a title of the other sex":     {rec("龚建国", "M", "1950-02-03", "", "h1"), rec("龚婆婆", "F", "1950-02-03", "", "h1"), 1, nothing, ""},
		"twins who sound alike":        {rec("邓晓明", "M", "2015-06-01", "15400000001", "h1"), rec("邓小明", "M", "2015-06-01", "15400000001", "h1"), 1, maybe, LikeSound},
		"twins":                        {rec("邓子涵", "F", "2015-06-01", "15400000001", "h1"), rec("邓子萱", "F", "2015-06-01", "15400000001", "h1"), 1, nothing, ""},
		"father and son":               {rec("邓建国", "M", "1955-06-01", "15400000001", "h1"), rec("邓建军", "M", "1985-06-01", "15400000001", "h1"), 1, nothing, ""},
		"father and son, like names":   {rec("邓志", "M", "1955-06-01", "", "h1"), rec("邓智", "M", "1985-06-01", "", "h1"), 1, nothing, ""},
		"two 王芳 of a building":         {rec("王芳", "F", "1980-01-01", "15400000002", "h1"), rec("王芳", "F", "1971-08-01", "15400000003", "h2"), 5, nothing, ""},
		"two 王芳 of a year":             {rec("王芳", "F", "1980-01-01", "", "h1"), rec("王芳", "F", "1980", "", "h2"), 5, maybe, YearOnly},
		"a 王芳 who moved":               {rec("王芳", "F", "1980-01-01", "15400000002", "h1"), rec("王芳", "F", "1980-01-01", "15400000002", "h2"), 5, certainly, SamePhone},
		"a slip of a year":             {rec("邓海燕", "F", "1988-05-04", "15400000001", "h1"), rec("邓海燕", "F", "1987-05-05", "15400000001", "h1"), 2, certainly, BornNear},
		"husband and wife, a phone":    {rec("罗建国", "M", "1955-10-01", "15400000010", "h1"), rec("秦桂兰", "F", "1956-08-15", "15400000010", "h1"), 1, nothing, ""},
		"a year and a day, across two": {rec("邓海燕", "F", "1999-12-31", "15400000001", "h1"), rec("邓海燕", "F", "2001-01-01", "15400000001", "h1"), 2, certainly, BornNear},
		"initials":                     {rec("邓海燕", "F", "1988-05-04", "15400000001", "h1"), rec("dhy", "F", "1988-05-04", "15400000001", "h1"), 1, maybe, Initials},
	}
	for name, tt := range tests {
		score, reasons := Score(&tt.a, &tt.b, tt.namesakes)
		other, _ := Score(&tt.b, &tt.a, tt.namesakes)
		got := nothing
		switch {
		case score >= Sure:
			got = certainly
		case score >= Proposed:
			got = maybe
		}
		if got != tt.want || tt.reason != "" && !slices.Contains(reasons, tt.reason) || other != score {
			t.Errorf("%s: %.3f (%.3f the other way round) for %q, want %d with %q", name, score, other, reasons, tt.want, tt.reason)
		}
	}
}
