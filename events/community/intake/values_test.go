package intake

import (
	"archive/zip"
	"bytes"
	"errors"
	"testing"
)

func zipped(tb testing.TB, parts map[string]string) []byte {
	tb.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, body := range parts {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(body))
		}
		if err != nil {
			tb.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// announcing is a zip with a sheet that says it unpacks into so many bytes.
func announcing(tb testing.TB, size uint64) []byte {
	tb.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.CreateRaw(&zip.FileHeader{Name: "xl/worksheets/sheet1.xml", Method: zip.Deflate, CompressedSize64: 3, UncompressedSize64: size})
	if err == nil {
		_, err = w.Write([]byte("xyz"))
	}
	if err = errors.Join(err, z.Close()); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func TestPhoneOf(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string]string{
		"15400000001": "15400000001", " 154 0000 0001 ": "15400000001", "154-0000-0001": "15400000001",
		"+86 15400000001": "15400000001", "008615400000001": "15400000001", "１５４００００００01": "15400000001",
		"'15400000001": "15400000001", "15400000001.0": "15400000001", "1.5400000001E+10": "15400000001", "1.5400000001E10": "15400000001",
		"027-82345678": "02782345678", "无": "", "": "", "-": "",
		"1.54E+10": "!phone_cut", "1.5E10": "!phone_cut", "12": "!phone", "15400000001/15400000002": "!phone",
		"1540000000a": "!phone", "82345678": "82345678", "15400000001.5": "!phone_cut", "0": "!phone", "12345": "!phone",
	} {
		got, code := phoneOf(cell)
		if code != "" {
			got = "!" + code
		}
		if got != want {
			t.Errorf("phoneOf(%q) = %q, want %q", cell, got, want)
		}
	}
}

func TestBornOf(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string]string{
		"1988-05-04": "1988-05-04", "1988/5/4": "1988-05-04", "1988.5.4": "1988-05-04", "1988年5月4日": "1988-05-04",
		"１９８８年５月４日": "1988-05-04", "19880504": "1988-05-04", "1988-05-04 00:00:00": "1988-05-04", "1988-05-04T00:00:00Z": "1988-05-04",
		"1988": "1988", "1988年": "1988", "1988年5月": "1988", "198805": "1988", "1988-05": "1988", "1950年生": "1950",
		"32267": "1988-05-04", "32267.5": "1988-05-04", "": "", "不详": "",
		"1988-13-04": "!", "1988-02-30": "!", "2088-01-01": "!", "1799": "!", "明天": "!", "88-5-4": "!", "198813": "!", "5": "!",
	} {
		day, ok := bornOf(cell, true, seedTime)
		got := string(day)
		if !ok {
			got = "!"
		}
		if got != want {
			t.Errorf("bornOf(%q) = %q, want %q", cell, got, want)
		}
	}
	if _, ok := bornOf("32267", false, seedTime); ok {
		t.Error("a text file's number was taken for a spreadsheet's day")
	}
}

func TestFieldOf(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]Field{
		"姓名": FieldName, "姓 名*": FieldName, "名字（必填）": FieldName, "NAME": FieldName, "Full Name": FieldName,
		"联系电话": FieldPhone, "手机号码:": FieldPhone, "電話號碼": FieldPhone, "出生年月": FieldBorn, "Date of birth": FieldBorn,
		"现住址": FieldAddress, "苑区": FieldEstate, "栋": FieldBuilding, "单元号": FieldUnit, "室": FieldRoom, "与户主关系": FieldRole,
		"备注": "", "身份证号": "", "": "", "序号": "",
	} {
		if got := fieldOf(header); got != want {
			t.Errorf("fieldOf(%q) = %q, want %q", header, got, want)
		}
	}
}
