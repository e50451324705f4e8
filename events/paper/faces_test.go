package paper_test

import (
	"bytes"
	"compress/zlib"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"wanjia/events/community"
	"wanjia/events/community/portrait"
	"wanjia/events/paper"
)

// face is a portrait as the rest of the house makes them.
func face(t *testing.T, shirt color.Color) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 300, 400))
	for y := range 400 {
		for x := range 300 {
			m.Set(x, y, shirt)
		}
	}
	var raw bytes.Buffer
	if err := jpeg.Encode(&raw, m, nil); err != nil {
		t.Fatal(err)
	}
	body, err := portrait.Make(t.Context(), raw.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// withFaces is a roster on which some agreed to a photo and some did not, the longest
// names among them.
func withFaces(t *testing.T) (community.Roster, [][]byte) {
	r := roster()
	faces := make([][]byte, len(r.Duties))
	for i, c := range map[int]color.Color{0: color.RGBA{70, 90, 120, 255}, 4: color.RGBA{40, 110, 60, 255}, 5: color.RGBA{150, 60, 60, 255}} {
		faces[i] = face(t, c)
	}
	return r, faces
}

// TestRosterWithFaces: the photos stand in the rows of whom they show, and neither name
// nor number runs into one.
func TestRosterWithFaces(t *testing.T) {
	t.Parallel()
	r, faces := withFaces(t)
	body, missing, err := paper.Roster(fonts(t), r, faces, link, printed)
	if err != nil || len(missing) > 0 {
		t.Fatalf("Roster: missing %q, %v", string(missing), err)
	}
	file := filepath.Join(t.TempDir(), "roster.pdf")
	if err := os.WriteFile(file, body, 0o600); err != nil {
		t.Fatal(err)
	}
	if out := os.Getenv("WANJIA_TEST_ROSTER"); out != "" { // to be looked at
		if err := os.WriteFile(out, body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	text, _ := read(t, file)
	for _, want := range []string{"周喆堃", "买买提·艾力江·", "阿卜杜热合曼", "154 0000 0064", "待公布", "暂缺"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on the roster:\n%s", want, text)
		}
	}
	list, err := exec.CommandContext(t.Context(), "pdfimages", "-list", file).Output()
	if err != nil || strings.Count(string(list), " 480 ") != 3 || strings.Count(string(list), " 640 ") != 3 {
		t.Errorf("its pictures are %v\n%s", err, list)
	}
	// Where each row's words and pictures lie, in points.
	boxes, err := exec.CommandContext(t.Context(), "pdftotext", "-bbox", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	right := 0.0 // where the photos end
	for _, m := range regexp.MustCompile(`q ([\d.]+) 0 0 ([\d.]+) ([\d.]+) ([\d.]+) cm /I`).FindAllStringSubmatch(content(t, body), -1) {
		right = max(right, number(t, m[1])+number(t, m[3]))
	}
	if right == 0 {
		t.Fatal("no picture is placed")
	}
	numbers := 1e9 // where the numbers begin
	for _, m := range word.FindAllStringSubmatch(string(boxes), -1) {
		if m[3] == "154" || strings.HasPrefix(m[3], "027-") {
			numbers = min(numbers, number(t, m[1]))
		}
	}
	for _, m := range word.FindAllStringSubmatch(string(boxes), -1) {
		for _, name := range []string{"周喆堃", "买买提", "阿卜杜", "李昇珺", "龚䶮"} {
			if strings.HasPrefix(m[3], name) && (number(t, m[1]) < right+5 || number(t, m[2]) > numbers-10) {
				t.Errorf("%s stands from %s to %s, the photos end at %.1f, the numbers begin at %.1f", m[3], m[1], m[2], right, numbers)
			}
		}
	}
}

// word is one of those pdftotext -bbox lists: from where to where, and what.
var word = regexp.MustCompile(`xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">([^<]+)<`)

// content is what the streams of a PDF of ours say.
func content(t *testing.T, body []byte) string {
	t.Helper()
	var out bytes.Buffer
	for _, at := range regexp.MustCompile(`/Length (\d+) /Filter /FlateDecode >>\nstream\n`).FindAllSubmatchIndex(body, -1) {
		length := int(number(t, string(body[at[2]:at[3]])))
		r, err := zlib.NewReader(bytes.NewReader(body[at[1] : at[1]+length]))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&out, r); err != nil {
			t.Fatal(err)
		}
	}
	return out.String()
}

func number(t *testing.T, text string) float64 {
	t.Helper()
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
