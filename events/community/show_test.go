package community

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestCleanName(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("买", 60)
	good := map[string]string{
		"龚婆婆": "龚婆婆", "  王  芳 ": "王 芳", "买买提•艾力": "买买提·艾力", "䶮": "䶮",
		"Jean-Luc O'Neill": "Jean-Luc O'Neill", long: long, "José": "José",
	}
	for in, want := range good {
		if got, err := CleanName(in); err != nil || got != want {
			t.Errorf("CleanName(%q) = %q, %v, want %q", in, got, err, want)
		}
	}
	for _, in := range []string{"", "  ", "王😀", "张3", long + "买", "a\x00b", "=cmd()", "··", "<b>王</b>", "王\u202e芳", "\xff"} {
		if got, err := CleanName(in); !errors.Is(err, ErrName) {
			t.Errorf("CleanName(%q) = %q, %v, want ErrName", in, got, err)
		}
	}
}

func TestMasks(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"": "", "龚": "龚*", "夏菊": "夏*", "夏秋菊": "夏*菊", "买买提·艾力": "买*力"} {
		if got := MaskName(in); got != want {
			t.Errorf("MaskName(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"": "", "15412345678": "154****5678", "02712345678": "027****5678", "1234567": "*******"} {
		if got := MaskPhone(in); got != want {
			t.Errorf("MaskPhone(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestAgeBand(t *testing.T) {
	t.Parallel()
	now := time.Date(2027, 1, 31, 12, 0, 0, 0, time.UTC)
	for born, want := range map[Day]string{
		"": "", "x": "", "2027-01-31": "0-2", "2024-02-01": "0-2", "2024-01-31": "3-5", "1951": "70-79",
		"1947-01-31": "80+", "1947-02-01": "70-79", "2013-01-31": "14-17", "1840": "", "2030": "",
	} {
		if got := AgeBand(born, now); got != want {
			t.Errorf("AgeBand(%q) = %q, want %q", born, got, want)
		}
	}
}
