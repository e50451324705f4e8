package config

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
)

// Value is one setting as it stands after all sources were read.
type Value struct {
	Setting
	Text   string // as written; use Shown to print it
	Source string // "default", "environment", "flag", or the file and line
}

// Shown is the value fit for printing: secrets hidden, addresses without
// passwords.
func (v Value) Shown() string {
	switch {
	case v.Text == "":
		return ""
	case v.Secret:
		return "(hidden)"
	case v.show != nil:
		return v.show(v.Text)
	}
	return v.Text
}

// Loader gathers the sources. Register its flags on a command's flag set, parse
// that, then call Load.
type Loader struct {
	Environ []string // NAME=value, as os.Environ gives it

	// Check adds what others know to be wrong with a value, such as whoever
	// opens an address; it is called when each value by itself is good. nil adds
	// nothing.
	Check func(*Config) error

	file  string
	flags map[string]string // by Env
}

// Register adds a flag for each setting, and --config.
func (l *Loader) Register(fs *flag.FlagSet) {
	l.flags = map[string]string{}
	fs.StringVar(&l.file, "config", "", "file of settings, a NAME=value in each line")
	for _, s := range settings {
		fs.Func(s.Flag(), s.Doc, func(text string) error {
			l.flags[s.Env] = text
			return nil
		})
	}
}

// Load reads default, file, environment and flags, in this order, and returns the
// values with where each came from. The error names every fault, one in a line.
func (l *Loader) Load() (*Config, []Value, error) {
	values := make(map[string]Value, len(settings))
	for _, s := range settings {
		values[s.Env] = Value{Setting: s, Text: s.Default, Source: "default"}
	}
	var errs []error
	put := func(name, text, source string) {
		v, known := values[name]
		if !known {
			errs = append(errs, unknown(name, source))
			return
		}
		v.Text, v.Source = text, source
		values[name] = v
	}

	environ := l.environ()
	path := environ[fileEnv]
	if l.file != "" {
		path = l.file
	}
	if path != "" {
		lines, err := readFile(path)
		if err != nil {
			errs = append(errs, err)
		}
		for _, line := range lines {
			put(line.name, line.text, fmt.Sprintf("%s line %d", path, line.number))
		}
	}
	for _, entry := range l.Environ { // the slice, not the map: faults come in a stable order
		name, text, _ := strings.Cut(entry, "=")
		if environ[name] == text && strings.HasPrefix(name, prefix) && name != fileEnv && !strings.HasPrefix(name, testPrefix) {
			put(name, text, "environment")
		}
	}
	for _, s := range settings {
		if text, ok := l.flags[s.Env]; ok {
			put(s.Env, text, "flag")
		}
	}

	c := &Config{}
	effective := make([]Value, 0, len(settings))
	for _, s := range settings {
		v := values[s.Env]
		effective = append(effective, v)
		if err := s.set(c, v.Text); err != nil {
			errs = append(errs, fmt.Errorf("%s (from %s) %w", s.Env, v.Source, err))
		}
	}
	if len(errs) == 0 {
		errs = append(errs, c.check())
		if l.Check != nil {
			errs = append(errs, l.Check(c))
		}
	}
	return c, effective, errors.Join(errs...)
}

// environ is the environment by name; of a name given twice the last counts, as
// it does for os.Getenv.
func (l *Loader) environ() map[string]string {
	m := make(map[string]string, len(l.Environ))
	for _, entry := range l.Environ {
		name, text, _ := strings.Cut(entry, "=")
		m[name] = text
	}
	return m
}

func readFile(path string) ([]line, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the settings file: %w", err)
	}
	lines, faults := parseFile(string(content))
	for i, fault := range faults {
		faults[i] = fmt.Errorf("settings file %s: %w", path, fault)
	}
	return lines, errors.Join(faults...)
}

// unknown says that there is no such setting, and which one may be meant.
func unknown(name, source string) error {
	if source == "environment" {
		source = "the environment"
	}
	names := make([]string, len(settings))
	for i, s := range settings {
		names[i] = s.Env
	}
	if near := Nearest(name, names); near != "" {
		return fmt.Errorf("there is no setting %s (from %s); did you mean %s?", name, source, near)
	}
	return fmt.Errorf("there is no setting %s (from %s); `wanjia config` lists them all", name, source)
}

// Nearest returns the word closest to s by edits, or "" if none is close enough to
// be a slip of the finger. A word that only goes on where s ends is close: redis is
// meant for redis-url.
func Nearest(s string, words []string) string {
	best, least := "", 1+max(2, len(s)/4)
	for _, w := range words {
		d := distance(s, w)
		if strings.HasPrefix(w, s+"_") || strings.HasPrefix(w, s+"-") {
			d = 1
		}
		if d < least {
			best, least = w, d
		}
	}
	return best
}

// distance is how many letters must be put in, taken out or changed.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
