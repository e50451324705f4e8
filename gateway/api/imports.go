package api

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"wanjia/events/community/intake"
	"wanjia/events/community/portrait"
	"wanjia/events/fault"
	"wanjia/gateway/identity"
)

var errNoImports = fault.New(fault.Unavailable, "imports_closed", "lists cannot be brought in here")

// ImportJob is a list on its way in.
type ImportJob struct {
	ID       string       `json:"id"`
	Name     string       `json:"name" doc:"Of the file"`
	State    intake.State `json:"state" enum:"uploading,checked,running,done,cancelled,failed"`
	Rows     int          `json:"rows" doc:"Below the header; 0 before the check"`
	Done     int          `json:"done" doc:"Rows looked at"`
	Added    int          `json:"added"`
	Changed  int          `json:"changed" doc:"Known people of whom something was filled in that was empty"`
	Same     int          `json:"same"`
	Refused  int          `json:"refused" doc:"See refused.csv"`
	Fault    string       `json:"fault" doc:"Code of why it failed"`
	Started  *time.Time   `json:"started,omitempty"`
	Finished *time.Time   `json:"finished,omitempty"`
	ByName   string       `json:"by_name"`
	At       time.Time    `json:"at"`
}

// ImportPage is a piece of the list of imports.
type ImportPage struct {
	Items []ImportJob `json:"items" nullable:"false"`
	Next  string      `json:"next" doc:"Cursor for ?after=; empty at the end"`
}

// NewImport announces a list.
type NewImport struct {
	Body struct {
		Name string `json:"name" maxLength:"200" example:"桂香苑.xlsx"`
		Size int64  `json:"size" doc:"Bytes, at most 32 MiB"`
	}
}

// ImportID names an import.
type ImportID struct {
	Import string `path:"import" maxLength:"64"`
}

// ImportStart begins an import.
type ImportStart struct {
	Import string `path:"import" maxLength:"64"`
	Body   struct {
		Columns map[string]string `json:"columns,omitempty" doc:"Corrections: header to field, empty to leave the column out"`
	}
}

// ImportCheck is what a file was found to be.
type ImportCheck struct {
	Format    string         `json:"format" enum:"csv,xlsx"`
	Encoding  string         `json:"encoding" doc:"Of a text file"`
	Sheet     string         `json:"sheet" doc:"Of a workbook: the first that is not hidden"`
	HeaderRow int            `json:"header_row"`
	Rows      int            `json:"rows"`
	Columns   []ImportColumn `json:"columns" nullable:"false"`
	Sample    [][]string     `json:"sample" nullable:"false" doc:"The first five rows"`
	Missing   []intake.Field `json:"missing" nullable:"false" doc:"Fields without which no row can be taken"`
	Fields    []intake.Field `json:"fields" nullable:"false" doc:"All fields a column can be"`
}

// ImportColumn is a column and what it is taken for.
type ImportColumn struct {
	Header string       `json:"header"`
	Field  intake.Field `json:"field" doc:"Empty where it is left out"`
}

// importAnswer is one import.
type importAnswer struct{ Body ImportJob }

func (a *API) postImport(ctx context.Context, in *NewImport) (*importAnswer, error) {
	if a.Imports == nil {
		return nil, errNoImports
	}
	account := actor(ctx).Account
	i, err := a.Imports.Create(ctx, intake.Who{
		Account: string(account.ID), Name: account.Name, Reach: a.reach(ctx, identity.ImportPeople),
	}, in.Body.Name, in.Body.Size)
	if err != nil {
		return nil, err
	}
	return &importAnswer{wireImport(i)}, nil
}

// importPageInput asks for a piece of the list.
type importPageInput struct {
	After string `query:"after" maxLength:"512"`
	Limit int    `query:"limit" minimum:"1" maximum:"100" default:"20"`
}

func (a *API) getImports(ctx context.Context, in *importPageInput) (*struct{ Body ImportPage }, error) {
	if a.Imports == nil {
		return nil, errNoImports
	}
	list, next, err := a.Imports.List(ctx, a.reach(ctx, identity.ImportPeople), in.After, in.Limit)
	if err != nil {
		return nil, err
	}
	out := ImportPage{Items: make([]ImportJob, len(list)), Next: next}
	for n, i := range list {
		out.Items[n] = wireImport(i)
	}
	return &struct{ Body ImportPage }{out}, nil
}

func (a *API) getImport(ctx context.Context, in *ImportID) (*importAnswer, error) {
	i, err := a.findImport(ctx, in.Import)
	if err != nil {
		return nil, err
	}
	return &importAnswer{wireImport(i)}, nil
}

func (a *API) findImport(ctx context.Context, id string) (intake.Import, error) {
	if a.Imports == nil {
		return intake.Import{}, errNoImports
	}
	return a.Imports.Get(ctx, a.reach(ctx, identity.ImportPeople), id)
}

// putImportPart answers PUT /v1/imports/{import}/parts/{n}: 204. The body is the
// bytes of the file as they are.
func (a *API) putImportPart(c *fiber.Ctx) error {
	if a.Imports == nil {
		return errNoImports
	}
	n, err := strconv.Atoi(c.Params("n"))
	if err != nil {
		return intake.ErrPart
	}
	ctx := c.UserContext()
	if err := a.Imports.PutPart(ctx, a.reach(ctx, identity.ImportPeople), c.Params("import"), n, c.Body()); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}

// checkFor is how long the reading of a whole file may take.
const checkFor = 60 * time.Second

func (a *API) checkImport(ctx context.Context, in *ImportID) (*struct{ Body ImportCheck }, error) {
	if a.Imports == nil {
		return nil, errNoImports
	}
	reach := a.reach(ctx, identity.ImportPeople)
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), checkFor)
	defer cancel()
	i, sample, err := a.Imports.Check(ctx, reach, in.Import)
	if err != nil {
		return nil, err
	}
	f := i.Found
	out := ImportCheck{
		Format: f.Format, Encoding: f.Encoding, Sheet: f.Sheet, HeaderRow: f.HeaderRow, Rows: f.Rows,
		Columns: make([]ImportColumn, len(f.Header)), Sample: sample, Missing: f.Missing(), Fields: intake.Fields(),
	}
	for n, h := range f.Header {
		out.Columns[n] = ImportColumn{h, f.Fields[n]}
	}
	return &struct{ Body ImportCheck }{out}, nil
}

func (a *API) startImport(ctx context.Context, in *ImportStart) (*importAnswer, error) {
	i, err := a.findImport(ctx, in.Import)
	if err != nil {
		return nil, err
	}
	detail := map[string]string{"file": i.Name}
	if i.Found != nil {
		detail["rows"] = strconv.Itoa(i.Found.Rows)
	}
	err = a.audited(ctx, "import.start", "import/"+i.ID, i.Scope(), "", "", detail, func(ctx context.Context) error {
		i, err = a.Imports.Start(ctx, a.reach(ctx, identity.ImportPeople), i.ID, in.Body.Columns)
		return err
	})
	if err != nil {
		return nil, err
	}
	return &importAnswer{wireImport(i)}, nil
}

func (a *API) cancelImport(ctx context.Context, in *ImportID) (*importAnswer, error) {
	i, err := a.findImport(ctx, in.Import)
	if err != nil {
		return nil, err
	}
	err = a.audited(ctx, "import.cancel", "import/"+i.ID, i.Scope(), "", "", nil, func(ctx context.Context) error {
		i, err = a.Imports.Cancel(ctx, a.reach(ctx, identity.ImportPeople), i.ID)
		return err
	})
	if err != nil {
		return nil, err
	}
	return &importAnswer{wireImport(i)}, nil
}

// reportFor is how long the writing of a report may take.
const reportFor = 2 * time.Minute

// getRefused answers GET /v1/imports/{import}/refused.csv. It is written as it is
// read, so what fails after the beginning ends the file early.
func (a *API) getRefused(c *fiber.Ctx) error {
	ctx := c.UserContext()
	i, err := a.findImport(ctx, c.Params("import"))
	switch {
	case err != nil:
		return err
	case i.Forgotten:
		return intake.ErrForgotten
	case i.Found == nil:
		return intake.ErrState
	}
	c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
	c.Set(fiber.HeaderContentDisposition, fmt.Sprintf(`attachment; filename="refused-%s.csv"`, i.ID))
	if c.Method() == fiber.MethodHead {
		return nil
	}
	c.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
		bounded, cancel := context.WithTimeout(context.WithoutCancel(ctx), reportFor)
		defer cancel()
		if err := a.Imports.Report(bounded, i, w); err != nil {
			a.Log.ErrorContext(bounded, "report cut short", "import", i.ID, "err", err)
		}
	})
	return nil
}

func wireImport(i intake.Import) ImportJob {
	w := ImportJob{
		ID: i.ID, Name: i.Name, State: i.State, Done: i.Counts.Rows, Added: i.Counts.Added, Changed: i.Counts.Changed,
		Same: i.Counts.Same, Refused: i.Counts.Refused, Fault: i.Fault, ByName: i.ByName, At: here(i.Created),
	}
	if i.Found != nil {
		w.Rows = i.Found.Rows
	}
	if !i.Started.IsZero() {
		w.Started = new(here(i.Started))
	}
	if !i.Ended.IsZero() {
		w.Finished = new(here(i.Ended))
	}
	return w
}

// partLimit and partTime are what a request with a part of a list may have more
// than others.
const (
	partLimit = intake.MaxPart
	partTime  = 60 * time.Second
)

// requestBounds widens the bounds of a request whose header says that it brings a
// part of a list or of a film, a seating plan or a photo, and of no other. It runs before anything else of the edge.
func requestBounds(h *fasthttp.RequestHeader) fasthttp.RequestConfig {
	path, _, _ := bytes.Cut(h.RequestURI(), []byte("?"))
	if h.IsPost() && (string(path) == "/v1/plans" || isHallPlan(path)) {
		return fasthttp.RequestConfig{MaxRequestBodySize: planLimit, ReadTimeout: partTime}
	}
	if h.IsPost() && isSheets(path) {
		return fasthttp.RequestConfig{MaxRequestBodySize: portrait.MostBytes, ReadTimeout: partTime}
	}
	if !h.IsPut() {
		return fasthttp.RequestConfig{}
	}
	if isPortrait(path) {
		return fasthttp.RequestConfig{MaxRequestBodySize: portrait.MostBytes, ReadTimeout: partTime}
	}
	rest, ok := bytes.CutPrefix(path, []byte("/v1/imports/"))
	if !ok { // parts of films are as long
		rest, ok = bytes.CutPrefix(path, []byte("/v1/films/"))
	}
	if parts := bytes.Split(rest, []byte("/")); !ok || len(parts) != 3 || string(parts[1]) != "parts" {
		return fasthttp.RequestConfig{}
	}
	return fasthttp.RequestConfig{MaxRequestBodySize: partLimit, ReadTimeout: partTime}
}

// isSheets says whether a path is one that photographs of lists are sent to.
func isSheets(path []byte) bool {
	rest, ok := bytes.CutPrefix(path, []byte("/v1/banquets/"))
	event, sheets, _ := bytes.Cut(rest, []byte("/"))
	return ok && len(event) > 0 && string(sheets) == "sheets"
}

// isPortrait says whether a path is one a photo is sent to.
func isPortrait(path []byte) bool {
	if string(path) == "/v1/me/portrait" {
		return true
	}
	rest, ok := bytes.CutPrefix(path, []byte("/v1/posts/"))
	post, portrait, _ := bytes.Cut(rest, []byte("/"))
	return ok && len(post) > 0 && string(portrait) == "portrait"
}
