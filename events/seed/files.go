package seed

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"wanjia/events/fault"
)

// ErrNotEmpty is answered when the folder to write into holds something.
var ErrNotEmpty = fault.New(fault.Conflict, "folder_not_empty", "the folder is not empty; name a new one")

// Version of the files. It rises when the same options give other bytes.
const Version = 3

// ManifestName is the file that says what the others are. It is written last: a
// folder without it is no dataset.
const ManifestName = "manifest.json"

// Manifest says what a dataset consists of.
type Manifest struct {
	Version       int     `json:"version"`
	Synthetic     bool    `json:"synthetic"` // always true
	Size          Size    `json:"size"`
	RNG           uint64  `json:"rng"`
	Edition       int     `json:"edition"`
	Profile       Profile `json:"profile"`
	MeanHousehold float64 `json:"mean_household"`
	PhonePrefix   string  `json:"phone_prefix"`
	Counts        Counts  `json:"counts"` // rows by table
	Files         []File  `json:"files"`  // in the order a loader reads them
}

// File is one file of a dataset.
type File struct {
	Path   string `json:"path"` // with slashes, below the manifest
	Rows   int    `json:"rows"` // without the header
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// layout is every table's file, in the order of the rows.
var layout = []struct{ table, path string }{
	{"zongzhi", "org/zongzhi.csv"}, {"estates", "org/estates.csv"}, {"zhibu", "org/zhibu.csv"},
	{"dangxiaozu", "org/dangxiaozu.csv"}, {"buildings", "org/buildings.csv"},
	{"households", "people/households.csv"}, {"people", "people/people.csv"}, {"consents", "people/consents.csv"},
	{"agents", "people/agents.csv"}, {"roles", "org/roles.csv"}, {"needs", "people/needs.csv"},
	{"care_pairs", "people/care_pairs.csv"}, {"care_cards", "people/care_cards.enc"}, {"people_again", "people/people_again.csv"},
	{"volunteers", "teams/volunteers.csv"}, {"volunteer_teams", "teams/volunteer_teams.csv"}, {"cultural_teams", "teams/cultural_teams.csv"},
	{"members", "teams/members.csv"}, {"clubs", "teams/clubs.csv"}, {"shifts", "teams/shifts.csv"},
	{"sites", "org/sites.csv"}, {"venues", "banquet/venues.csv"}, {"tables", "banquet/tables.csv"}, {"sittings", "banquet/sittings.csv"},
	{"quotas", "banquet/quotas.csv"}, {"registrations", "banquet/registrations.csv"}, {"kin", "banquet/kin.csv"}, {"wishes", "banquet/wishes.csv"},
	{"library", "library/library.csv"}, {"dishes", "banquet/dishes.csv"}, {"dish_groups", "banquet/dish_groups.csv"},
	{"deliveries", "banquet/deliveries.csv"}, {"incidents", "banquet/incidents.csv"},
	{"zones", "lanterns/zones.csv"}, {"gates", "lanterns/gates.csv"}, {"paths", "lanterns/paths.csv"}, {"routes", "lanterns/routes.csv"},
	{"windows", "lanterns/windows.csv"}, {"lanterns", "lanterns/lanterns.csv"}, {"circuits", "lanterns/circuits.csv"},
	{"evenings", "lanterns/evenings.csv"}, {"lantern_incidents", "lanterns/lantern_incidents.csv"},
	{"duplicates_key", "people/duplicates_key.csv"}, {"address_key", "people/address_key.csv"},
	{"phones_key", "people/phones_key.csv"}, {"people_names_key", "people_names_key.csv"},
}

// WriteFiles writes the community into dir, which it makes if need be, as CSV files
// in UTF-8 with a header, and a manifest. The same options give the same bytes.
//
// It answers [ErrNotEmpty] for a folder that holds anything and [ErrOptions] for a
// community that cannot be. What it wrote before another error it takes away again.
func WriteFiles(ctx context.Context, dir string, opt Options) (m Manifest, err error) {
	if opt, err = opt.Filled(); err != nil {
		return m, err
	}
	made, err := emptyFolder(dir)
	if err != nil {
		return m, err
	}
	w := &writer{dir: dir, key: CareKey(opt.RNG), open: map[string]*sink{}}
	defer func() {
		err = errors.Join(err, w.close())
		if err != nil {
			err = errors.Join(err, w.remove(made))
		}
	}()
	counts, err := Generate(ctx, opt, w.put)
	if err != nil {
		return m, err
	}
	m = Manifest{
		Version: Version, Synthetic: true, Size: opt.Size, RNG: opt.RNG, Edition: opt.Edition, Profile: opt.Profile,
		MeanHousehold: opt.MeanHousehold, PhonePrefix: opt.PhonePrefix, Counts: counts,
	}
	if m.Files, err = w.finish(); err != nil {
		return m, err
	}
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return m, fmt.Errorf("encode the manifest: %w", err)
	}
	if err := os.WriteFile(filepath.Join(dir, ManifestName), append(text, '\n'), 0o644); err != nil {
		return m, fmt.Errorf("write the manifest: %w", err)
	}
	return m, nil
}

// emptyFolder makes dir if it is missing, says whether it did, and refuses one
// that holds something.
func emptyFolder(dir string) (made bool, err error) {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, os.ErrNotExist):
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return false, fmt.Errorf("make the folder: %w", err)
		}
		return true, nil
	case err != nil:
		return false, fmt.Errorf("look into the folder: %w", err)
	case len(entries) > 0:
		return false, ErrNotEmpty.With("folder", dir)
	}
	return false, nil
}

// writer puts rows into their files.
type writer struct {
	dir   string
	key   []byte
	open  map[string]*sink // by table
	cells []string
}

// sink is a file being written.
type sink struct {
	file   *os.File
	sum    hash.Hash
	size   counter
	buffer *bufio.Writer
	csv    *csv.Writer // nil for care cards
	cols   []column
	rows   int
}

type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

func (w *writer) put(row Row) error {
	table := row.Table()
	s, ok := w.open[table]
	if !ok {
		var err error
		if s, err = w.begin(table, row); err != nil {
			return err
		}
	}
	s.rows++
	if card, ok := row.(CareCard); ok {
		line, err := sealCard(w.key, card)
		if err != nil {
			return err
		}
		if _, err := s.buffer.WriteString(line + "\n"); err != nil {
			return fmt.Errorf("write %s: %w", table, err)
		}
		return nil
	}
	w.cells = fields(row, s.cols, w.cells[:0])
	if err := s.csv.Write(w.cells); err != nil {
		return fmt.Errorf("write %s: %w", table, err)
	}
	return nil
}

// begin makes the file of a table.
func (w *writer) begin(table string, row Row) (*sink, error) {
	for _, l := range layout {
		if l.table != table {
			continue
		}
		name := filepath.Join(w.dir, filepath.FromSlash(l.path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return nil, fmt.Errorf("make the folder of %s: %w", l.path, err)
		}
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if err != nil {
			return nil, fmt.Errorf("make %s: %w", l.path, err)
		}
		s := &sink{file: f, sum: sha256.New()}
		w.open[table] = s
		s.buffer = bufio.NewWriterSize(io.MultiWriter(f, s.sum, &s.size), 64<<10)
		if _, card := row.(CareCard); !card {
			s.csv, s.cols = csv.NewWriter(s.buffer), columns(reflect.TypeOf(row))
			return s, s.csv.Write(header(s.cols))
		}
		return s, nil
	}
	return nil, fmt.Errorf("table %s has no file", table) // a slip in this package
}

// finish writes out what is buffered and lists the files.
func (w *writer) finish() ([]File, error) {
	var files []File
	for _, l := range layout {
		s, ok := w.open[l.table]
		if !ok {
			continue
		}
		if s.csv != nil {
			s.csv.Flush()
			if err := s.csv.Error(); err != nil {
				return nil, fmt.Errorf("write %s: %w", l.path, err)
			}
		}
		if err := s.buffer.Flush(); err != nil {
			return nil, fmt.Errorf("write %s: %w", l.path, err)
		}
		files = append(files, File{Path: l.path, Rows: s.rows, Bytes: int64(s.size), SHA256: hex.EncodeToString(s.sum.Sum(nil))})
	}
	return files, nil
}

func (w *writer) close() error {
	var errs []error
	for _, l := range layout {
		if s, ok := w.open[l.table]; ok {
			errs = append(errs, s.file.Close())
		}
	}
	return errors.Join(errs...)
}

// remove takes away what was written, and the folder if it was made for it. It was
// empty before, so all that bears one of our names is ours.
func (w *writer) remove(folder bool) error {
	if folder {
		return os.RemoveAll(w.dir)
	}
	names := []string{ManifestName}
	for _, l := range layout {
		top, _, _ := strings.Cut(l.path, "/")
		names = append(names, top)
	}
	var errs []error
	for _, name := range names {
		errs = append(errs, os.RemoveAll(filepath.Join(w.dir, name)))
	}
	return errors.Join(errs...)
}
