package intake

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"wanjia/events/community"
)

// Report writes the rows that were refused as a CSV that spreadsheets open: the
// row's number, the code and the sentence, then its cells as they stood, at most
// MaxCell characters of each. Mended, it can be brought in again.
func (s *Service) Report(ctx context.Context, i Import, w io.Writer) error {
	if i.Found == nil {
		return ErrState
	}
	codes, err := s.refused(ctx, i.ID)
	if err != nil {
		return err
	}
	rows, err := i.Found.below(s.opener(ctx, i))
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, "\ufeff"); err != nil { // or Excel takes it for GBK
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write(append([]string{"行号", "原因代码", "没有导入的原因"}, safe(i.Found.Header)...)); err != nil {
		return err
	}
	left := len(codes)
	for row, err := range rows {
		if err != nil {
			return err
		}
		code, ok := codes[row.Number]
		if !ok {
			continue
		}
		if err := out.Write(append([]string{fmt.Sprint(row.Number), code, Reason(code)}, safe(row.Cells)...)); err != nil {
			return err
		}
		if left--; left == 0 {
			break
		}
	}
	out.Flush()
	return out.Error()
}

// safe keeps cells from being taken for formulas by the program that opens them.
func safe(cells []string) []string {
	out := slices.Clone(cells)
	for i, c := range out {
		if c != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(c)[0]) {
			out[i] = "'" + c
		}
	}
	return out
}

// refused reads which rows were refused, and why.
func (s *Service) refused(ctx context.Context, id string) (map[int]string, error) {
	codes := map[int]string{}
	by := community.By{Index: "import", Prefix: id + "/", Limit: 100}
	for {
		found, next, err := s.Refusals.List(ctx, by)
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			for _, step := range f.Rows {
				codes[step.Row] = step.Code
			}
		}
		if next == "" {
			return codes, nil
		}
		by.After = next
	}
}

// How long files are kept: of an import that is over, for its report; of one that
// nobody started, in case somebody does.
const (
	keepOver    = 30 * 24 * time.Hour
	keepWaiting = 2 * 24 * time.Hour
)

// Tidy deletes the files of imports after their time and cancels those nobody
// started. Safe to repeat.
func (s *Service) Tidy(ctx context.Context) error {
	now := s.Now()
	for i, err := range s.Imports.All(ctx) {
		if err != nil {
			return err
		}
		over := i.Over() && now.Sub(i.Ended) > keepOver
		waited := (i.State == Uploading || i.State == Checked) && now.Sub(i.Created) > keepWaiting
		if i.Forgotten || !over && !waited {
			continue
		}
		if err := s.forget(ctx, i); err != nil {
			return err
		}
	}
	return nil
}

// forget deletes the file of an import that is over, or is so from now on. It is
// marked last, so that one cut short is done again.
func (s *Service) forget(ctx context.Context, i Import) error {
	i, err := s.Imports.Change(ctx, i.ID, func(i *Import) error {
		if i.State == Running {
			return errNothing // somebody started it just now
		}
		if !i.Over() {
			i.end(Cancelled, s.Now())
		}
		return nil
	})
	if errors.Is(err, errNothing) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, p := range i.Parts {
		if err := s.Files.Delete(ctx, partKey(i.ID, p.Number)); err != nil {
			return fmt.Errorf("delete part %d of import %s: %w", p.Number, i.ID, err)
		}
	}
	_, err = s.Imports.Change(ctx, i.ID, func(i *Import) error { i.Forgotten = true; return nil })
	return err
}
