package paper_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"wanjia/events/community"
	"wanjia/events/paper"
)

var printed = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

// roster is of six posts in every state, with names of rare characters.
func roster() community.Roster {
	duty := func(kind, title, name, phone string, state community.PostState) community.Duty {
		d := community.Duty{Kind: kind, Title: title, Name: name, Phone: phone, State: state}
		if state == community.PostHeld {
			d.From, d.Until = "2025-03-15", "2028-03-14"
		}
		return d
	}
	return community.Roster{
		Building: community.Building{Code: "GX-12"}, Name: "桂香苑 12栋", Committee: "五居委会",
		Duties: []community.Duty{
			duty("leader", "党小组长", "周喆堃", "15400000060", community.PostHeld),
			duty("head", "楼栋长", "龚䶮", "15400000061", community.PostHeld),
			duty("health", "卫生委员", "", "15400000062", community.PostHeld),
			duty("security", "治安委员", "", "", community.PostVacant),
			duty("culture", "文体委员", "买买提·艾力江·阿卜杜热合曼", "027-82345678", community.PostHeld),
			duty("property", "物业房管员", "李昇珺𠮷", "15400000064", community.PostHeld),
		},
	}
}

func fonts(t *testing.T) *paper.Fonts {
	t.Helper()
	f := &paper.Fonts{}
	names, err := f.Check()
	if err != nil {
		if os.Getenv("CI") == "" {
			t.Skip(err)
		}
		t.Fatal(err, "; run make setup-test")
	}
	t.Log("printing with", names)
	return f
}

const link = "https://wanjia.example/building/GX-12"

// TestRoster reads the printed roster back with a reader of another maker.
func TestRoster(t *testing.T) {
	t.Parallel()
	body, missing, err := paper.Roster(fonts(t), roster(), nil, link, printed)
	if err != nil || len(missing) > 0 {
		t.Fatalf("Roster: missing %q, %v", string(missing), err)
	}
	if len(body) > 300_000 {
		t.Errorf("a roster takes %d bytes, want at most 300,000", len(body))
	}
	t.Logf("%d bytes", len(body))
	if !bytes.Contains(body, []byte("/MediaBox [0 0 841.89 1190.55]")) {
		t.Error("the page is not A3 upright")
	}
	file := filepath.Join(t.TempDir(), "roster.pdf")
	if err := os.WriteFile(file, body, 0o600); err != nil {
		t.Fatal(err)
	}
	text, sizes := read(t, file)
	text = strings.Join(strings.Fields(text), " ")
	for _, want := range []string{
		"桂香苑 12栋", "党小组长", "周喆堃", "龚䶮", "买买提·艾力江·", "阿卜杜热合曼", "李昇珺𠮷", "154 0000 0060", "027-82345678",
		"待公布", "暂缺", "请问居委会", "任期 2025年3月15日 至 2028年3月14日", "五居委会", "打印于 2026年11月23日",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on the roster:\n%s", want, text)
		}
	}
	if !strings.Contains(sizes, "841.89 x 1190.55 pts (A3)") || !strings.Contains(sizes, "Pages:           1\n") {
		t.Errorf("the PDF says of itself:\n%s", sizes)
	}
	again, _, err := paper.Roster(fonts(t), roster(), nil, link, printed)
	if err != nil || !bytes.Equal(again, body) {
		t.Error("the same roster is printed in other bytes")
	}
}

// read returns the text of a PDF and what is said of its pages.
func read(t *testing.T, file string) (text, info string) {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		if os.Getenv("CI") == "" {
			t.Skip("apt-get install poppler-utils: ", err)
		}
		t.Fatal("apt-get install poppler-utils, or run make setup-test: ", err)
	}
	run := func(name string, args ...string) string {
		var complaints bytes.Buffer
		c := exec.CommandContext(t.Context(), name, args...)
		c.Stderr = &complaints
		out, err := c.Output()
		if err != nil || complaints.Len() > 0 {
			t.Errorf("%s: %v %s", name, err, complaints.String())
		}
		return string(out)
	}
	return run("pdftotext", "-layout", file, "-"), run("pdfinfo", file)
}

// TestMissing: what no font has is said, and the rest is printed all the same.
func TestMissing(t *testing.T) {
	t.Parallel()
	f := fonts(t)
	r := roster()
	r.Duties[0].Name = "王\U0002FFFDn" // no character
	body, missing, err := paper.Roster(f, r, nil, link, printed)
	if err != nil || len(body) == 0 || string(missing) != "\U0002FFFD" {
		t.Errorf("missing %q, %v", string(missing), err)
	}
}

func TestNoFont(t *testing.T) {
	t.Parallel()
	for name, files := range map[string]string{
		"none":       filepath.Join(t.TempDir(), "none.ttf"),
		"no font":    "roster_test.go",
		"no Chinese": "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
	} {
		if _, _, err := paper.Roster(&paper.Fonts{Files: files}, roster(), nil, link, printed); !errors.Is(err, paper.ErrNoFont) {
			t.Errorf("%s: %v, want ErrNoFont", name, err)
		}
	}
}

func TestLongLink(t *testing.T) {
	t.Parallel()
	if _, _, err := paper.Roster(fonts(t), roster(), nil, strings.Repeat("x", 5000), printed); err == nil {
		t.Error("a link that fits no QR code was printed")
	}
}

func BenchmarkRoster(b *testing.B) {
	f := &paper.Fonts{}
	if _, err := f.Check(); err != nil {
		b.Skip(err)
	}
	for b.Loop() {
		if _, _, err := paper.Roster(f, roster(), nil, link, printed); err != nil {
			b.Fatal(err)
		}
	}
}
