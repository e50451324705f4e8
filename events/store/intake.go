package store

import (
	"wanjia/events/community"
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
