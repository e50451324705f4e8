package docstoretest

import (
	"slices"
	"strings"
	"testing"

	"wanjia/events/docstore"
)

func TestMemory(t *testing.T) {
	t.Parallel()
	Run(t, func(*testing.T) docstore.Engine { return new(Memory) })
}

// TestControls takes one guard after the other out of the model and wants the
// contract to notice, in the checks that are about it.
func TestControls(t *testing.T) {
	t.Parallel()
	for lacks, noticed := range map[guard][]string{
		guardUnique: {"a taken key", "the first taken key, the id before", "replace into a taken key", "one winner of a key",
			"one winner of all its keys", "one winner of a key by replace", "agrees with the model", "agrees with the model while many write"},
		guardID:      {"a taken id", "load keeps versions", "one winner of an id", "agrees with the model"},
		guardVersion: {"replace", "delete", "one winner of a version", "no change is lost", "agrees with the model"},
		guardFreeing: {"replace moves keys", "delete"},
		guardOrder:   {"list in order of bytes"},
		guardCopies:  {"documents are the caller's own"},
		guardCursor:  {"list in pages", "a cursor is a place"},
		guardTaken:   {"a refused document leaves no key", "replace into a taken key"},
		guardClose:   {"closed"},
	} {
		t.Run(string(lacks), func(t *testing.T) {
			t.Parallel()
			for _, c := range checks {
				if slices.Contains(noticed, c.name) && len(c.try(t, &Memory{lacks: lacks}, nil)) == 0 {
					t.Errorf("without %s, %q still passes", lacks, c.name)
				}
			}
		})
	}
}

// TestDeviations: an unlisted deviation is a failure, and so is a listed one that
// does not deviate.
func TestDeviations(t *testing.T) {
	t.Parallel()
	i := slices.IndexFunc(checks, func(c check) bool { return c.excuse == UniqueKeys })
	for name, tt := range map[string]struct {
		lacks  guard
		listed []Deviation
		want   string
	}{
		"kept":                   {"", nil, ""},
		"broken, unlisted":       {guardUnique, nil, "got answer"},
		"broken, listed":         {guardUnique, []Deviation{UniqueKeys}, ""},
		"kept, listed":           {"", []Deviation{UniqueKeys}, "strike it off"},
		"broken, another listed": {guardUnique, []Deviation{AtomicReplace}, "got answer"},
	} {
		t.Run(name, func(t *testing.T) {
			got := strings.Join(checks[i].judge(checks[i].try(t, &Memory{lacks: tt.lacks}, tt.listed), tt.listed, t.Logf), "\n")
			if (tt.want == "") != (got == "") || !strings.Contains(got, tt.want) {
				t.Errorf("reported %q, want %q", got, tt.want)
			}
		})
	}
}
