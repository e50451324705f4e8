package community_test

import (
	"testing"

	"wanjia/events/community"
	"wanjia/events/community/communitytest"
)

// TestNewNumber: a changed number reaches the record that counts where it was the
// account's, and nobody else's.
func TestNewNumber(t *testing.T) {
	t.Parallel()
	w := newVillage(t)
	w.mergedAway(t, "p-old", communitytest.Haiyan)
	for _, tt := range []struct {
		named, changed community.PersonID
		old, number    string
		want           string
	}{
		{communitytest.Haiyan, communitytest.Haiyan, "15400000001", "15400000031", "15400000031"},
		{communitytest.Haiyan, communitytest.Haiyan, "15400000001", "15400000031", "15400000031"}, // once more
		{"p-old", communitytest.Haiyan, "15400000031", "15400000033", "15400000033"},
		{communitytest.Luo, communitytest.Luo, "15400000001", "15400000032", "15400000010"}, // theirs is another
		{communitytest.Gong, communitytest.Gong, "", "15400000032", ""},                     // no number is not the old one
		{"", communitytest.Luo, "15400000010", "15400000032", "15400000010"},
		{"p-nobody", communitytest.Luo, "15400000010", "15400000032", "15400000010"},
	} {
		if err := w.NewNumber(t.Context(), tt.named, tt.old, tt.number); err != nil {
			t.Errorf("%+v: %v", tt, err)
		}
		if got := w.person(t, tt.changed).Phone; got != tt.want {
			t.Errorf("%+v: the record says %q", tt, got)
		}
	}
}
