package config

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxFile bounds a settings file; the whole list is a few kilobytes.
const maxFile = 1 << 20

// line is one setting of a file.
type line struct {
	number     int
	name, text string
}

// parseFile reads the lines of a settings file: NAME = value, with blank lines
// and lines that begin with # left out. A value may stand in double quotes with
// Go's escapes, which is how one keeps spaces at its ends. It goes on after a
// fault and reports all of them.
func parseFile(content string) ([]line, []error) {
	if len(content) > maxFile {
		return nil, []error{errors.New("is larger than 1 MiB; that is no settings file")}
	}
	if !utf8.ValidString(content) {
		return nil, []error{errors.New("is not UTF-8 text")}
	}
	var (
		lines []line
		errs  []error
		seen  = map[string]int{}
	)
	number := 0
	for raw := range strings.Lines(strings.TrimPrefix(content, "\ufeff")) {
		number++
		raw = strings.TrimSpace(raw)
		if raw == "" || raw[0] == '#' {
			continue
		}
		name, value, ok := strings.Cut(raw, "=")
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		if !ok || name == "" {
			errs = append(errs, fmt.Errorf("line %d: is not NAME=value", number))
			continue
		}
		if first, twice := seen[name]; twice {
			errs = append(errs, fmt.Errorf("line %d: %s is already set in line %d", number, name, first))
			continue
		}
		seen[name] = number
		if strings.HasPrefix(value, `"`) {
			plain, err := strconv.Unquote(value)
			if err != nil {
				errs = append(errs, fmt.Errorf("line %d: the quotes around the value of %s do not fit", number, name))
				continue
			}
			value = plain
		}
		lines = append(lines, line{number, name, value})
	}
	return lines, errs
}
