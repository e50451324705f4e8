package intake

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

const plainList = "姓名,电话,地址\n邓海燕,15400000001,桂香苑12栋2单元501\n\"龚,秀英\",,\"桂香苑\n12栋2单元501\"\n"

func encode(t *testing.T, e encoding.Encoding, s string) []byte {
	t.Helper()
	b, err := e.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestInspectText(t *testing.T) {
	t.Parallel()
	lines := func(end string) string { return strings.ReplaceAll(plainList, "\n", end) }
	tests := map[string]struct {
		file     []byte
		encoding string
	}{
		"utf-8":               {[]byte(plainList), encUTF8},
		"utf-8 with a mark":   {[]byte("\ufeff" + plainList), encUTF8},
		"gbk":                 {encode(t, simplifiedchinese.GBK, plainList), encGB18030},
		"gb18030":             {encode(t, simplifiedchinese.GB18030, strings.ReplaceAll(plainList, "燕", "䶮")), encGB18030},
		"utf-16le with mark":  {encode(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), plainList), encUTF16LE},
		"utf-16be with mark":  {encode(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), plainList), encUTF16BE},
		"utf-16le":            {encode(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), plainList), encUTF16LE},
		"cr lf":               {[]byte(lines("\r\n")), encUTF8},
		"cr":                  {[]byte(lines("\r")), encUTF8},
		"semicolons":          {[]byte(strings.NewReplacer("姓名,电话,", "姓名;电话;", "燕,15400000001,", "燕;15400000001;", "\",,\"", "\";;\"").Replace(plainList)), encUTF8},
		"tabs, gbk":           {encode(t, simplifiedchinese.GBK, strings.NewReplacer("姓名,电话,", "姓名\t电话\t", "燕,15400000001,", "燕\t15400000001\t", "\",,\"", "\"\t\t\"").Replace(plainList)), encGB18030},
		"sep= line":           {[]byte("sep=,\r\n" + plainList), encUTF8},
		"a title above":       {[]byte("百步亭居民名册,,\n二〇二六年,,\n" + plainList), encUTF8},
		"no end of line":      {[]byte(strings.TrimSuffix(plainList, "\n")), encUTF8},
		"empty lines between": {[]byte(strings.Replace(plainList, "\n邓", "\n\n,,\n邓", 1)), encUTF8},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, sample, err := Inspect(from(tt.file))
			if err != nil {
				t.Fatal(err)
			}
			if f.Encoding != tt.encoding || f.Rows != 2 || !slices.Equal(f.Fields, []Field{FieldName, FieldPhone, FieldAddress}) {
				t.Errorf("%+v", f)
			}
			if len(sample) != 2 || sample[1][0] != "龚,秀英" || strings.ReplaceAll(sample[1][2], "\r", "") != "桂香苑\n12栋2单元501" {
				t.Errorf("sample = %q", sample)
			}
		})
	}
}

func TestInspectRefuses(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		file []byte
		want error
	}{
		"nothing":             {nil, ErrEmpty},
		"only a header":       {[]byte("姓名,地址\n"), ErrEmpty},
		"an old .xls":         {[]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and so on"), ErrOldExcel},
		"a pdf":               {[]byte("%PDF-1.7\n1 0 obj"), ErrFormat},
		"a picture":           {[]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01"), ErrFormat},
		"a zip of else":       {zipped(t, map[string]string{"readme.txt": "hello"}), ErrFormat},
		"a broken zip":        {[]byte("PK\x03\x04 broken"), ErrDamaged},
		"no encoding of ours": {[]byte("\xff\x81\xff, \xff\x80\xff\n\xff,\xff"), ErrEncoding},
		"an open quote":       {[]byte("姓名,地址\n邓海燕,\"桂香苑\n12栋"), ErrQuote},
		"too many rows":       {bytes.Repeat([]byte("a,b\n"), MaxRows+headerWithin+1), ErrManyRows},
	}
	for name, tt := range tests {
		if f, _, err := Inspect(from(tt.file)); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v (%+v), want %v", name, err, f, tt.want)
		}
	}
}

// TestWrongColumns: what is missing is said, and a correction is taken.
func TestWrongColumns(t *testing.T) {
	t.Parallel()
	f, _, err := Inspect(from([]byte("称谓,号码,门\n甲,1,2\n")))
	if err != nil || !slices.Equal(f.Missing(), []Field{FieldName, FieldAddress}) {
		t.Fatalf("%+v misses %q, %v", f, f.Missing(), err)
	}
	tests := map[string]struct {
		changes map[string]string
		ok      bool
		detail  string
	}{
		"right":          {map[string]string{"称谓": "name", "门": "address"}, true, ""},
		"still missing":  {map[string]string{"称谓": "name"}, false, "missing"},
		"unknown field":  {map[string]string{"称谓": "salary"}, false, "unknown_field"},
		"unknown header": {map[string]string{"姓氏": "name"}, false, "unknown_header"},
		"one twice":      {map[string]string{"称谓": "name", "号码": "name", "门": "address"}, false, "twice"},
	}
	for name, tt := range tests {
		_, err := corrected(f.Header, f.Fields, tt.changes)
		if tt.ok != (err == nil) || !tt.ok && (!errors.Is(err, ErrColumns) || !strings.Contains(fmt.Sprint(reflect.ValueOf(err).Elem().FieldByName("Details")), tt.detail)) {
			t.Errorf("%s: %v", name, err)
		}
	}
	// A correction beats what was guessed.
	got, err := corrected([]string{"姓名", "本名", "地址"}, []Field{FieldName, "", FieldAddress}, map[string]string{"本名": "name"})
	if err != nil || !slices.Equal(got, []Field{"", FieldName, FieldAddress}) {
		t.Errorf("%q, %v", got, err)
	}
}

// workbook is an .xlsx of cells; a string that begins with = is a formula.
func workbook(t *testing.T, rows ...[]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for r, row := range rows {
		for c, v := range row {
			at, err := excelize.CoordinatesToCellName(c+1, r+1)
			if err != nil {
				t.Fatal(err)
			}
			if s, ok := v.(string); ok && strings.HasPrefix(s, "=") {
				err = f.SetCellFormula("Sheet1", at, s[1:])
			} else {
				err = f.SetCellValue("Sheet1", at, v)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestSheet(t *testing.T) {
	t.Parallel()
	book := workbook(t,
		[]any{"居民名册"},
		[]any{"姓名", "出生日期", "电话", "楼栋", "单元", "房号", "小区"},
		[]any{"邓海燕", 32267, 15400000001.0, 12, 2, 501, "桂香苑"},
		[]any{"龚秀英", "=DATE(1950,1,1)", "15400000002", 12, 2, 501, "桂香苑"},
		[]any{},
		[]any{"邓立", seedTime.AddDate(-40, 0, 0), "'１５４００００００03", "12栋", "二单元", "501室", "桂香苑"},
	)
	f, sample, err := Inspect(from(book))
	if err != nil {
		t.Fatal(err)
	}
	if f.Format != formatSheet || f.HeaderRow != 2 || f.Rows != 3 || len(f.Missing()) > 0 || sample[0][2] != "15400000001" {
		t.Errorf("%+v %q", f, sample)
	}
	rows, err := f.below(from(book))
	if err != nil {
		t.Fatal(err)
	}
	r := &reader{fields: f.Fields, sheet: true, now: seedTime}
	var got []string
	for row, err := range rows {
		if err != nil {
			t.Fatal(err)
		}
		if row.Fault != "" {
			got = append(got, fmt.Sprint(row.Number, row.Fault))
			continue
		}
		cells := map[Field]string{}
		for i, field := range f.Fields {
			cells[field] = row.Cells[i]
		}
		e, code := r.person(cells)
		got = append(got, fmt.Sprint(row.Number, e.name, e.born, e.phone, code))
	}
	if want := []string{"3邓海燕1988-05-0415400000001", "4formula", "6邓立1986-11-2315400000003"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestSheetBombs: what would unpack into too much, or holds what no spreadsheet
// writes, is refused before it is in memory.
func TestSheetBombs(t *testing.T) {
	// Not parallel: it looks at how much memory is taken.
	const book = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`
	const relations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="t" Target="worksheets/sheet1.xml"/></Relationships>`
	made := func(sheet string, more ...string) []byte {
		parts := map[string]string{"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": relations, "xl/worksheets/sheet1.xml": sheet}
		for i := 0; i < len(more); i += 2 {
			parts[more[i]] = more[i+1]
		}
		return zipped(t, parts)
	}
	tests := map[string]struct {
		file []byte
		want error
	}{
		"a cell of 20 MB":      {made("<sheetData><row r=\"1\"><c t=\"inlineStr\"><is><t>" + strings.Repeat("x", 20<<20) + "</t></is></c></row></sheetData>"), ErrDamaged},
		"a tag of 1 MB":        {made("<sheetData " + strings.Repeat("x", 1<<20) + "></sheetData>"), ErrDamaged},
		"rows out of order":    {made(`<sheetData><row r="5"></row><row r="3"></row></sheetData>`), ErrDamaged},
		"a row beyond the end": {made(`<sheetData><row r="99999999999"></row></sheetData>`), ErrDamaged},
		"300 MB of sheet":      {announcing(t, 300<<20), ErrTooMuch},
		"20 MB of styles":      {made("<sheetData/>", "xl/styles.xml", strings.Repeat(" ", 20<<20)), ErrTooMuch},
		"a comment":            {made(`<sheetData><!-- <row r="1"> --></sheetData>`), ErrDamaged},
	}
	for name, tt := range tests {
		runtime.GC()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, _, err := Inspect(from(tt.file))
		runtime.ReadMemStats(&after)
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
		if took := (after.TotalAlloc - before.TotalAlloc) >> 20; took > 16 {
			t.Errorf("%s of %d packed bytes took %d MiB", name, len(tt.file), took)
		}
	}
}

// TestLongCells: a cell of ten megabytes is one refused row, and takes no memory.
func TestLongCells(t *testing.T) {
	// Not parallel: it looks at how much memory is taken.
	for name, cell := range map[string]string{"bare": strings.Repeat("长", 3<<20), "quoted": `"` + strings.Repeat("长\n", 2<<20) + `"`} {
		file := []byte("姓名,地址\n" + cell + ",桂香苑\n好的,桂香苑\n")
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		f, sample, err := Inspect(from(file))
		runtime.ReadMemStats(&after)
		if err != nil || f.Rows != 2 || len(sample) != 2 || sample[1][0] != "好的" {
			t.Errorf("%s: %+v, %v", name, f, err)
		}
		if took := (after.TotalAlloc - before.TotalAlloc) >> 20; took > 2 {
			t.Errorf("%s: %d MiB", name, took)
		}
	}
	wide := strings.Repeat("x,", 1<<20) + "\n"
	rows := textRows(bufio.NewReader(strings.NewReader("姓名,地址\n"+wide)), ',')
	for row, err := range rows {
		if err != nil || row.Number == 2 && (row.Fault != faultColumns || len(row.Cells) != MaxColumns) {
			t.Errorf("%d cells, %q, %v", len(row.Cells), row.Fault, err)
		}
	}
}

// FuzzText holds the reader of text to encoding/csv wherever that can read.
func FuzzText(f *testing.F) {
	f.Add("a,b\nc,d\n")
	f.Add("a,\"b\"\"c\",\r\n\"x\ny\",,\n")
	f.Add("\"\",a\n")
	f.Fuzz(func(t *testing.T, text string) {
		if strings.ContainsAny(text, "\r\ufffd\ufeff") || strings.HasPrefix(text, "sep=") || len(text) > MaxCell {
			return // lone CRs and long cells are read otherwise on purpose
		}
		theirs := csv.NewReader(strings.NewReader(text))
		theirs.FieldsPerRecord = -1
		want, err := theirs.ReadAll()
		if err != nil || strings.ToValidUTF8(text, "") != text {
			_, _ = io.Copy(io.Discard, strings.NewReader(text))
			return
		}
		var got [][]string
		for row, err := range textRows(bufio.NewReader(strings.NewReader(text)), ',') {
			if err != nil {
				t.Fatalf("%q: %v", text, err)
			}
			if len(row.Cells) == 1 && row.Cells[0] == "" && !strings.Contains(text, `"`) {
				continue // encoding/csv leaves empty lines out
			}
			if row.Fault == "" {
				got = append(got, row.Cells)
			}
		}
		if strings.Contains(text, `"`) {
			blank := func(r []string) bool { return len(r) == 1 && r[0] == "" }
			got, want = slices.DeleteFunc(got, blank), slices.DeleteFunc(want, blank)
		}
		if len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	})
}
