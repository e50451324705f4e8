package seed

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// column is a field of a row as its file has it.
type column struct {
	name  string
	index []int
}

// columns of a row type: its fields that have a csv tag, those of embedded structs
// in their place.
func columns(row reflect.Type) []column {
	var all []column
	for i := range row.NumField() {
		f := row.Field(i)
		if f.Anonymous {
			for _, c := range columns(f.Type) {
				all = append(all, column{c.name, append([]int{i}, c.index...)})
			}
			continue
		}
		if name := f.Tag.Get("csv"); name != "" {
			all = append(all, column{name, []int{i}})
		}
	}
	return all
}

func header(cols []column) []string {
	names := make([]string, len(cols))
	for i, c := range cols {
		names[i] = c.name
	}
	return names
}

// fields writes the values of a row into out, one for each column. Lists are joined
// by |, which none of their values contains; what is empty or zero time is "".
func fields(row Row, cols []column, out []string) []string {
	v := reflect.ValueOf(row)
	for _, c := range cols {
		out = append(out, text(v.FieldByIndex(c.index)))
	}
	return out
}

func text(v reflect.Value) string {
	switch v.Kind() {
	case reflect.String:
		return v.String()
	case reflect.Int:
		return strconv.FormatInt(v.Int(), 10)
	case reflect.Bool:
		return strconv.FormatBool(v.Bool())
	}
	switch x := v.Interface().(type) {
	case []string:
		return strings.Join(x, "|")
	case time.Time:
		if x.IsZero() {
			return ""
		}
		return x.Format(time.RFC3339)
	}
	panic(fmt.Sprintf("a row has a field of %s", v.Type())) // a slip in this package
}
