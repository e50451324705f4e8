package api

import (
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"slices"
	"strings"
	"testing"
	"time"

	"wanjia/events/banquet"
	"wanjia/events/community/communitytest"
)

// TestSheets: a photograph of a list is kept without what the camera wrote, typed row by
// row, seen by nobody beyond the building's reach, and gone after its time.
func TestSheets(t *testing.T) {
	t.Parallel()
	h := feasting(t)
	pictures := &album{kept: map[string][]byte{}}
	h.Banquet.Pictures = pictures
	head, other, wan := h.standing(t, "15400000006", communitytest.Tong), h.standing(t, "15400000010", communitytest.Luo), h.standing(t, "15400000008", communitytest.Wan)
	const at = "/v1/banquets/banquet-2027/sheets"
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, image.NewGray(image.Rect(0, 0, 2400, 1200)), nil); err != nil {
		t.Fatal(err)
	}
	exif := "Exif\x00\x00MM\x00*\x00\x00\x00\x08 where it was taken"
	body := "\xff\xd8\xff\xe1\x00" + string(rune(len(exif)+2)) + exif + photo.String()[2:]

	h.refused(t, other, "POST", at+"?building=GX-12", body, 404, "no_such_building")
	h.refused(t, wan, "GET", at+"?building=GX-12", "", 403, "forbidden")
	h.refused(t, head, "POST", at+"?building=GX-12", "no picture", 400, "picture")
	made := decoded[BanquetSheet](t, h.do(t, "POST", at+"?building=GX-12", body, bearer(head)))
	if made.ID == "" || made.Until.Before(time.Now().AddDate(0, 0, 50)) || len(pictures.kept) != 1 {
		t.Fatalf("%+v, %d pictures", made, len(pictures.kept))
	}
	one := at + "/" + string(made.ID)
	picture := h.as(t, head, "GET", one+"/picture.jpg", "", 200).text
	if c, err := jpeg.DecodeConfig(strings.NewReader(picture)); err != nil || c.Width != 1800 || c.Height != 900 || strings.Contains(picture, "where it was taken") {
		t.Errorf("the picture: %+v, %v", c, err)
	}
	for _, path := range []string{one, one + "/picture.jpg"} {
		h.refused(t, other, "GET", path, "", 404, "no_such_sheet")
	}
	h.refused(t, other, "PUT", one+"/rows/GX-12-2-501", `{"state":"typed"}`, 404, "no_such_sheet")
	h.refused(t, other, "DELETE", one, "", 404, "no_such_sheet")
	h.refused(t, head, "PUT", one+"/rows/GX-12-2-501", `{"state":"perhaps"}`, 400, "sheet_row")
	h.refused(t, head, "PUT", one+"/rows/HF-1-1-101", `{"state":"typed"}`, 400, "wish_door")

	h.pressed(t, head, "POST", "/v1/banquets/banquet-2027/registration", `{"people":[{"person":"p-gong","way":"home"}],"for":"p-gong","confirm":true,`+voice+`}`, 201, "")
	view := decoded[BanquetSheetView](t, h.do(t, "PUT", one+"/rows/GX-12-2-501", `{"state":"typed","by_hand":true,"note":" 划掉一位 "}`, bearer(head)))
	found := false
	for _, r := range view.Rows {
		switch r.Door {
		case "GX-12-2-501":
			found = r.State == banquet.RowTyped && r.ByHand && r.Note == "划掉一位" && r.At != nil && r.Registered == "confirmed" && len(r.Names) > 0 && r.Person != ""
		default:
			if r.State != banquet.RowToDo {
				t.Errorf("a row nobody has looked at: %+v", r)
			}
		}
	}
	if !found || view.Typed != 1 {
		t.Errorf("%+v", view)
	}
	var said []string
	for _, l := range h.auditLines(t, "building/GX-12") {
		said = append(said, l.What)
	}
	slices.Sort(said)
	if got := strings.Join(slices.Compact(said), " "); got != "banquet.sheet banquet.sheet_row" {
		t.Errorf("the log: %s", got)
	}

	// It goes thirty days after the banquet, and so does one that was never stored whole.
	if n, err := h.Banquet.SweepSheets(t.Context(), time.Now().AddDate(0, 0, 59)); n != 0 || err != nil {
		t.Errorf("before its time: %d, %v", n, err)
	}
	if _, err := h.Banquet.Store.Sheets.Add(t.Context(), banquet.Sheet{ID: "cut-short", Edition: "banquet-2027", Building: "GX-12", Key: "sheets/cut-short.jpg", At: time.Now().Add(-2 * time.Hour)}); err != nil {
		t.Fatal(err)
	}
	h.refused(t, head, "GET", at+"/cut-short", "", 404, "no_such_sheet")
	if n, err := h.Banquet.SweepSheets(t.Context(), time.Now()); n != 1 || err != nil || len(pictures.kept) != 1 {
		t.Errorf("cut short: %d, %v", n, err)
	}
	if n, err := h.Banquet.SweepSheets(t.Context(), time.Now().AddDate(0, 0, 61)); n != 1 || err != nil || len(pictures.kept) != 0 {
		t.Errorf("after its time: %d, %v, %d pictures", n, err, len(pictures.kept))
	}
	if _, err := h.Banquet.Sheet(t.Context(), "banquet-2027", made.ID); !errors.Is(err, banquet.ErrNoSheet) {
		t.Errorf("after its time: %v", err)
	}
}
