package intake

import (
	"errors"
	"time"

	"wanjia/events/community"
)

// entry is what a row says of a person, read and checked.
type entry struct {
	name, other string
	sex         string
	born        community.Day
	phone       string
	role        string
	door        door
}

// reader reads rows of one list.
type reader struct {
	fields []Field
	sheet  bool
	places *places
	within func(community.NodeID) bool
	now    time.Time
}

// read returns what the row says, or the code of why it is refused.
func (r *reader) read(row Row) (entry, string) {
	if row.Fault != "" {
		return entry{}, row.Fault
	}
	cells := make(map[Field]string, len(r.fields))
	for i, f := range r.fields {
		if f != "" && i < len(row.Cells) {
			cells[f] = row.Cells[i]
		}
	}
	e, code := r.person(cells)
	if code != "" {
		return entry{}, code
	}
	if e.door, code = r.places.addressOf(cells); code != "" {
		return entry{}, code
	}
	if !r.within(e.door.building) {
		return entry{}, "out_of_reach"
	}
	return e, ""
}

func (r *reader) person(cells map[Field]string) (entry, string) {
	var e entry
	name := tidy(cells[FieldName])
	if nothing(name) {
		return e, "no_name"
	}
	var err error
	if e.name, err = community.CleanName(name); errors.Is(err, community.ErrName) {
		return e, "name"
	}
	if other := tidy(cells[FieldOther]); !nothing(other) {
		if e.other, err = community.CleanName(other); err != nil {
			return e, "name"
		}
	}
	var ok bool
	if e.sex, ok = sexOf(cells[FieldSex]); !ok {
		return e, "sex"
	}
	if e.born, ok = bornOf(cells[FieldBorn], r.sheet, r.now); !ok {
		return e, "born"
	}
	var code string
	if e.phone, code = phoneOf(cells[FieldPhone]); code != "" {
		return e, code
	}
	e.role = roleOf(cells[FieldRole])
	return e, ""
}

// reasons are why a row was refused, in the words a list of them has.
var reasons = map[string]string{
	faultCell:          "一格里的字超过一千个，请删短。",
	faultColumns:       "这一行超过一百列。",
	faultFormula:       "这一行有公式。请把公式换成它的值再导入。",
	"no_name":          "没有写姓名。",
	"name":             "姓名里有数字、表情或标点，或者超过六十个字。",
	"sex":              "性别请写“男”或“女”。",
	"born":             "出生日期看不懂，或者不可能是这一天。可以写 1988-05-04，或只写年份。",
	"phone":            "电话不是一个号码。手机写十一位数字，座机写区号加号码，一格只写一个。",
	"phone_cut":        "电话被表格变成了科学计数（如 1.54E+10），后面的数字丢了。请把这一列改成文本再填。",
	"no_address":       "没有写住址。",
	"address_unread":   "住址看不懂，或者没有这样的门牌号。可以写：桂香苑12栋2单元501。",
	"no_estate":        "住址里没有写苑区。",
	"no_such_estate":   "没有这个苑区。",
	"no_such_building": "这个苑区没有这一栋。",
	"no_unit":          "没有写单元，这一栋不止一个单元。",
	"no_room":          "没有写房号。",
	"no_such_address":  "这一栋没有这个单元或这间房。",
	"out_of_reach":     "这一栋不归您管，这一行没有导入。",
}

// Reason is the sentence for the code of a refused row.
func Reason(code string) string {
	if s, ok := reasons[code]; ok {
		return s
	}
	return code
}
