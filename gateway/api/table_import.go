package api

import (
	"wanjia/events/audit"
	"wanjia/events/community"
	"wanjia/events/community/duplicates"
	"wanjia/events/community/intake"
	"wanjia/gateway/identity"
)

// importTable is lists brought in, and duplicates.
func (a *API) importTable() []Route {
	return []Route{
		row("POST", "/v1/imports", "add-import", holders, taking, 201, false, "Announce a list of people", typed(a.postImport), faults(intake.ErrFileName, intake.ErrFileSize)).needs(identity.ImportPeople),
		row("GET", "/v1/imports", "imports", holders, reading, 0, false, "Lists brought in, newest first", typed(a.getImports), faults(errCursor)).needs(identity.ImportPeople),
		row("GET", "/v1/imports/{import}", "get-import", holders, reading, 0, false, "How far a list has come", typed(a.getImport), faults(intake.ErrNoImport)).needs(identity.ImportPeople),
		row("PUT", "/v1/imports/{import}/parts/{n}", "put-import-part", holders, reading, 204, false, "Send a part of the file, at most 1 MiB, as it is", plain(a.putImportPart, "application/octet-stream", nil), faults(intake.ErrNoImport, intake.ErrPart, intake.ErrState)).needs(identity.ImportPeople),
		row("POST", "/v1/imports/{import}/check", "check-import", holders, taking, 0, false, "Read the whole file and say what it is", typed(a.checkImport), faults(intake.ErrNoImport, intake.ErrIncomplete, intake.ErrState, intake.ErrFormat, intake.ErrOldExcel, intake.ErrDamaged, intake.ErrTooMuch, intake.ErrEncoding, intake.ErrQuote, intake.ErrEmpty, intake.ErrManyRows)).needs(identity.ImportPeople),
		row("POST", "/v1/imports/{import}/start", "start-import", holders, taking, 202, false, "Bring the rows in", typed(a.startImport), faults(intake.ErrNoImport, intake.ErrColumns, intake.ErrState)).needs(identity.ImportPeople),
		row("POST", "/v1/imports/{import}/cancel", "cancel-import", holders, taking, 0, false, "End an import; rows that were taken stay", typed(a.cancelImport), faults(intake.ErrNoImport, intake.ErrState)).needs(identity.ImportPeople),
		row("GET", "/v1/imports/{import}/refused.csv", "refused-rows", holders, reading, 0, false, "The rows that were not taken, and why", plain(a.getRefused, "text/csv", nil), faults(intake.ErrNoImport, intake.ErrState, intake.ErrForgotten)).needs(identity.ImportPeople),
		row("GET", "/v1/duplicates", "duplicates", holders, reading, 0, false, "Records that may be of one person, the surest first", typed(a.getDuplicates), faults(errCursor)).needs(identity.MergePeople),
		row("POST", "/v1/duplicates/{pair}/merge", "merge-people", holders, taking, 201, false, "Make one record of two", typed(a.mergePair), faults(duplicates.ErrNoPair, duplicates.ErrDecided, errKeep, audit.ErrReason, community.ErrMergeTake, community.ErrMergeBusy, community.ErrMerged, community.ErrLiveClaims, community.ErrMergeMoved)).needs(identity.MergePeople),
		row("POST", "/v1/duplicates/{pair}/dismiss", "dismiss-duplicate", holders, taking, 204, false, "Say that two records are of two people", typed(a.dismissPair), faults(duplicates.ErrNoPair, duplicates.ErrDecided, audit.ErrReason)).needs(identity.MergePeople),
		row("GET", "/v1/merges", "merges", holders, reading, 0, false, "Merges of people, the latest first", typed(a.getMerges), faults(errCursor)).needs(identity.MergePeople),
		row("POST", "/v1/merges/{merge}/undo", "undo-merge", holders, taking, 0, false, "Make two records of one again", typed(a.undoMerge), faults(community.ErrNoMerge, community.ErrMergeBusy, community.ErrMergeMoved, community.ErrMergeOld, audit.ErrReason)).needs(identity.MergePeople),
	}
}
