package intake

import (
	"slices"
	"strings"

	"wanjia/events/search/hanzi"
)

// Field is what a column says of a person.
type Field string

// The fields.
const (
	FieldName     Field = "name"
	FieldOther    Field = "other_name"
	FieldSex      Field = "sex"
	FieldBorn     Field = "born"
	FieldPhone    Field = "phone"
	FieldRole     Field = "role"
	FieldAddress  Field = "address" // all of it in one cell, in any form
	FieldEstate   Field = "estate"
	FieldBuilding Field = "building"
	FieldUnit     Field = "unit"
	FieldRoom     Field = "room"
)

// headers are the names people give to columns, folded. The first word of a row
// is the one a template would use.
var headers = map[Field][]string{
	FieldName:     {"姓名", "名字", "居民姓名", "人员姓名", "成员姓名", "name", "fullname"},
	FieldOther:    {"曾用名", "别名", "称呼", "小名", "昵称", "othername", "nickname", "alias"},
	FieldSex:      {"性别", "男女", "sex", "gender"},
	FieldBorn:     {"出生日期", "出生年月", "出生年月日", "出生时间", "出生年份", "出生", "生日", "生年", "born", "birthday", "birthdate", "dateofbirth", "dob", "birthyear"},
	FieldPhone:    {"电话", "手机", "手机号", "手机号码", "手机电话", "电话号码", "联系电话", "联系方式", "联系号码", "本人电话", "phone", "mobile", "tel", "telephone", "phonenumber", "mobilephone", "cellphone"},
	FieldRole:     {"关系", "与户主关系", "家庭关系", "户内关系", "成员关系", "relation", "role"},
	FieldAddress:  {"地址", "住址", "家庭住址", "家庭地址", "居住地址", "详细地址", "现住址", "现住地址", "门牌", "门牌号", "门牌地址", "address", "homeaddress"},
	FieldEstate:   {"苑区", "小区", "苑", "小区名称", "所属小区", "所在小区", "小区名", "estate", "community", "compound"},
	FieldBuilding: {"楼栋", "栋", "楼号", "栋号", "楼栋号", "幢", "幢号", "楼", "号楼", "楼幢", "building", "buildingno", "block"},
	FieldUnit:     {"单元", "单元号", "门栋", "门洞", "unit", "entrance"},
	FieldRoom:     {"房号", "室", "房间号", "室号", "房间", "户号", "房屋号", "room", "flat", "roomno", "apartment"},
}

// Fields lists every field.
func Fields() []Field {
	return []Field{FieldName, FieldOther, FieldSex, FieldBorn, FieldPhone, FieldRole, FieldAddress, FieldEstate, FieldBuilding, FieldUnit, FieldRoom}
}

// fieldOf recognises a column by its header, "" if it says nothing to us. What
// stands in brackets, stars and signs do not count: 姓名*, 电话（手机）.
func fieldOf(header string) Field {
	folded := hanzi.Fold(header)
	if i := strings.IndexAny(folded, "([（【"); i > 0 {
		folded = folded[:i]
	}
	key := strings.Map(func(r rune) rune {
		if strings.ContainsRune(" *_-:：.、/\u3000", r) {
			return -1
		}
		return r
	}, folded)
	for field, names := range headers {
		if slices.Contains(names, key) {
			return field
		}
	}
	return ""
}

// columns says which column holds which field. Of two that claim one field the
// first has it: a person's telephone stands before that of those to be called.
func columns(header []string) []Field {
	found := make([]Field, len(header))
	for i, h := range header {
		if f := fieldOf(h); f != "" && !slices.Contains(found, f) {
			found[i] = f
		}
	}
	return found
}

// missing lists the fields without which no row could be taken.
func missing(found []Field) []Field {
	lacks := []Field{}
	has := func(f Field) bool { return slices.Contains(found, f) }
	if !has(FieldName) {
		lacks = append(lacks, FieldName)
	}
	switch {
	case has(FieldAddress):
	case !has(FieldBuilding) && !has(FieldRoom):
		lacks = append(lacks, FieldAddress)
	case !has(FieldBuilding):
		lacks = append(lacks, FieldBuilding)
	case !has(FieldRoom):
		lacks = append(lacks, FieldRoom)
	}
	return lacks
}

// corrected is the mapping with what a person changed in it: header to field, ""
// for a column that is to be left out. [ErrColumns] names what is wrong with it.
func corrected(header []string, found []Field, changes map[string]string) ([]Field, error) {
	out := slices.Clone(found)
	for name, field := range changes {
		if field != "" && !slices.Contains(Fields(), Field(field)) {
			return nil, ErrColumns.With("unknown_field", field)
		}
		at := -1
		for i, h := range header {
			if h == name && (at < 0 || out[i] != "") {
				at = i
			}
		}
		if at < 0 {
			return nil, ErrColumns.With("unknown_header", name)
		}
		out[at] = Field(field)
	}
	for i, f := range out {
		if f == "" || slices.Index(out, f) == i {
			continue
		}
		// The change counts against what was only guessed.
		first := slices.Index(out, f)
		switch _, a := changes[header[first]]; {
		case !a:
			out[first] = ""
		case changes[header[i]] == "":
			out[i] = ""
		default:
			return nil, ErrColumns.With("twice", string(f))
		}
	}
	if lacks := missing(out); len(lacks) > 0 {
		return nil, ErrColumns.With("missing", lacks)
	}
	return out, nil
}
