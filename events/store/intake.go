package store

import (
	"wanjia/events/community"
	"wanjia/events/community/duplicates"
	"wanjia/events/community/intake"
	"wanjia/events/docstore"
)

// NewImports returns the lists on their way in that e keeps.
func NewImports(e docstore.Engine) community.Records[string, intake.Import] {
	return kept(e, "imports", intake.ErrNoImport, func(v intake.Import) (string, index) {
		x := index{"at": docstore.Stamp(v.Created)}
		if len(v.Errands) > 0 {
			x["errand"] = docstore.Stamp(v.Errands[0].At)
		}
		return v.ID, x
	})
}

// NewRefusals returns the refused rows of lists that e keeps.
func NewRefusals(e docstore.Engine) community.Records[string, intake.Refusals] {
	return kept(e, "import_refusals", intake.ErrNoImport, func(v intake.Refusals) (string, index) {
		return v.ID, index{"import": v.ID}
	})
}

// NewPairs returns the proposed duplicates that e keeps.
func NewPairs(e docstore.Engine) community.Records[string, duplicates.Pair] {
	return kept(e, "duplicates", duplicates.ErrNoPair, func(v duplicates.Pair) (string, index) {
		x := index{"left": under(string(v.Left), v.ID), "right": under(string(v.Right), v.ID)}
		if v.State == duplicates.Open {
			x["rank"] = v.Rank()
		}
		return v.ID, x
	})
}

// NewMarks returns how far the looking for duplicates has come, kept by e.
func NewMarks(e docstore.Engine) community.Records[string, duplicates.Mark] {
	return kept(e, "duplicate_marks", duplicates.ErrNoMark, func(v duplicates.Mark) (string, index) { return v.ID, nil })
}

// NewMerges returns the merges of people that e keeps. No two that are under way
// are about one person.
func NewMerges(e docstore.Engine) community.Records[string, community.PersonMerge] {
	r := kept(e, "merges", community.ErrNoMerge, func(v community.PersonMerge) (string, index) {
		x := index{"at": docstore.Stamp(v.At)}
		if len(v.Holds()) > 0 {
			x["open"] = docstore.Stamp(v.At)
		}
		return v.ID, x
	})
	r.kept.Unique = community.PersonMerge.Holds
	return r
}

// IntakeMigrators are the collections of this file.
func IntakeMigrators(e docstore.Engine) []docstore.Migrator {
	var list []docstore.Migrator
	for _, kept := range []any{NewImports(e), NewRefusals(e), NewPairs(e), NewMarks(e), NewMerges(e)} {
		list = append(list, kept.(docstore.Migrator)) // all of them are records
	}
	return list
}
