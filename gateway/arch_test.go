package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The rooms of the house and what each may import of ours, most particular
// first. A room not listed may import nothing of ours, so a new one needs a line.
var arrows = []struct {
	room string
	may  []string // a trailing /... takes the rooms below too
}{
	{"gateway/api", []string{"gateway/identity", "events", "events/fault", "events/docstore", "events/objects", "events/audit", "events/banquet", "events/community/...", "events/directory", "events/paper", "events/plainjson", "ticketing", "ticketing/checkin", "ticketing/pass", "ticketing/crowd", "ticketing/slots", "ticketing/seating", "ticketing/seating/...", "ticketing/edge", "streaming"}},
	{"gateway/identity/store", []string{"gateway/identity", "events", "events/fault", "events/docstore"}},
	{"gateway/identity", []string{"events", "events/fault"}},
	{"gateway/redisstore", []string{"events/fault"}},
	{"gateway/config", []string{"events/fault"}},
	{"gateway/web", nil},
	{"gateway/loadtest", nil},
	{"gateway", []string{"gateway/...", "workers", "ticketing/...", "streaming/...", "events/..."}},
	{"workers", []string{"ticketing", "ticketing/seating/runs", "streaming", "events", "events/audit", "events/banquet", "events/community/...", "events/objects", "events/fault"}},
	{"ticketing/checkorder", nil},
	{"ticketing/checkseating", nil},
	{"ticketing/ticketingtest", []string{"ticketing", "ticketing/seating", "events"}},
	{"ticketing/store", []string{"ticketing", "ticketing/checkin", "ticketing/crowd", "ticketing/edge", "ticketing/pass", "ticketing/slots", "ticketing/seating", "ticketing/seating/floor", "ticketing/seating/runs", "ticketing/seating/tables", "events", "events/docstore", "events/plainjson", "events/fault"}},
	{"ticketing/redisstore", []string{"ticketing", "ticketing/checkin", "ticketing/seating", "events", "events/fault"}},
	{"ticketing/seating/tables", nil},
	{"ticketing/seating/floor", []string{"ticketing/seating", "events/fault"}},
	{"ticketing/seating/runs", []string{"ticketing/checkseating", "ticketing/seating/floor", "ticketing/seating/tables", "events", "events/fault"}},
	{"ticketing/seating/town", []string{"ticketing/seating/tables", "events/seed"}},
	{"ticketing/seating", []string{"events/fault"}},
	{"ticketing/crowd", []string{"ticketing", "ticketing/checkin", "ticketing/edge", "ticketing/pass", "ticketing/slots", "events", "events/fault"}},
	{"ticketing/slots", []string{"events", "events/fault"}},
	{"ticketing/pass", []string{"ticketing", "events", "events/fault"}},
	{"ticketing/edge", []string{"ticketing", "ticketing/checkin", "ticketing/pass", "events", "events/fault"}},
	{"ticketing/checkin", []string{"ticketing", "ticketing/pass", "events", "events/fault"}},
	{"ticketing", []string{"ticketing/seating", "events", "events/fault"}},
	{"streaming/checkplaylist", nil},
	{"streaming/streamingtest", []string{"streaming", "events"}},
	{"streaming/hls", []string{"streaming", "events/fault", "events/objects"}},
	{"streaming/livekitroom/livekittest", []string{"streaming"}},
	{"streaming/livekitroom", []string{"streaming", "events/fault"}},
	{"streaming/redisstore", []string{"streaming", "events/fault"}},
	{"streaming/store", []string{"streaming", "events", "events/docstore", "events/fault"}},
	{"streaming", []string{"events", "events/fault"}},
	{"events/testkit", []string{"events/fault", "events/docstore/...", "events/embedded", "events/objects/..."}},
	{"events/store", []string{"events", "events/audit", "events/banquet", "events/community/...", "events/docstore", "events/fault"}},
	{"events/audit", []string{"events/fault"}},
	{"events/banquet", []string{"events", "events/community", "events/community/portrait", "events/fault"}},
	{"events/community/intake", []string{"events", "events/audit", "events/community", "events/objects", "events/search/...", "events/fault"}},
	{"events/community/duplicates", []string{"events/community", "events/search/...", "events/fault"}},
	{"events/community/portrait", []string{"events/fault"}},
	{"events/community", []string{"events/community/...", "events/search/hanzi", "events/fault"}},
	{"events/directory", []string{"events/community", "events/search", "events/fault"}},
	{"events/paper", []string{"events/community", "events/fault"}},
	{"events/seed", []string{"events", "events/banquet", "events/fault"}},
	{"events/search", []string{"events/search/...", "events", "events/fault"}},
	{"events/docstore", []string{"events/docstore/...", "events/filelock", "events/fault"}},
	{"events/embedded", []string{"events/filelock", "events/fault", "events/docstore/...", "events/objects/..."}},
	{"events/filelock", nil},
	{"events/plainjson", nil},
	{"events/objects", []string{"events/objects/...", "events/fault"}},
	{"events/fault", nil},
	{"events", []string{"events/fault"}},
}

// One technology, one home: who may import the drivers, tests included.
var homes = map[string][]string{
	"github.com/gofiber/fiber/v2":       {"gateway/api"},
	"github.com/valyala/fasthttp":       {"gateway/api"},
	"github.com/danielgtaylor/huma/v2":  {"gateway/api"},
	"github.com/hibiken/asynq":          {"workers"},
	"github.com/hibiken/asynqmon":       {"workers"},
	"go.mongodb.org/mongo-driver":       {"events/docstore/mongodoc"},
	"modernc.org/sqlite":                {"events/docstore/sqlitedoc"},
	"github.com/pquerna/otp":            {"gateway/identity"},
	"github.com/mozillazg/go-pinyin":    {"events/search/hanzi"},
	"golang.org/x/image":                {"events/paper"},
	"rsc.io/qr":                         {"events/paper", "gateway/identity"},
	"github.com/xuri/excelize/v2":       {"events/community/intake"},
	"github.com/minio/minio-go/v7":      {"events/objects/s3objects"},
	"github.com/alicebob/miniredis/v2":  {"events/embedded", "events/testkit"},
	"github.com/anishathalye/porcupine": {"ticketing/proof"},
	"github.com/redis/go-redis/v9":      {"ticketing/redisstore", "ticketing/proof", "streaming/redisstore", "gateway/redisstore", "gateway", "events/embedded", "events/testkit"},
	"github.com/bluenviron/mediacommon": {"streaming/hls"},
	"github.com/bluenviron/gohlslib":    {"streaming/hls"},
	"github.com/Eyevinn/mp4ff":          {"streaming/hls"},
	"github.com/livekit/server-sdk-go":  {"streaming/livekitroom", "streaming/livekitroom/livekittest"},
	"github.com/livekit/livekit-server": {"streaming/livekitroom"},
	"github.com/livekit/protocol":       {"streaming/livekitroom", "streaming/livekitroom/livekittest"},
	"github.com/pion":                   {"streaming/livekitroom", "streaming/livekitroom/livekittest"},
	"github.com/twitchtv/twirp":         {"streaming/livekitroom"},
	"github.com/go-logr/logr":           {"streaming/livekitroom"},
	"gonum.org/v1/gonum":                {"ticketing/slots"},
	"github.com/FerretDB/FerretDB":      nil, // only in nested test modules
	"github.com/johannesboyne/gofakes3": nil,
}

// What the top level holds, and nothing else.
var topLevel = []string{
	"gateway", "events", "ticketing", "streaming", "workers", "charts", "go.mod", "go.sum", "README.md",
	"LICENSE", "Makefile", ".ci", ".gitignore", ".golangci.yml", ".github", ".git", "data",
}

func TestTopLevelIsClosed(t *testing.T) {
	t.Parallel()
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !slices.Contains(topLevel, e.Name()) {
			t.Errorf("%s does not belong at the top level", e.Name())
		}
	}
}

func TestArrows(t *testing.T) {
	t.Parallel()
	files := 0
	err := filepath.WalkDir("..", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if d.Name() == "node_modules" || d.Name() == "data" || d.Name() == ".git" || file != ".." && nested(file) {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(file, ".go") {
			return nil
		}
		files++
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		name := filepath.ToSlash(strings.TrimPrefix(file, ".."+string(filepath.Separator)))
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if why := forbidden(name, imported); why != "" {
				t.Errorf("%s must not import %s: %s", name, imported, why)
			}
			if spec.Name != nil && spec.Name.Name != "_" {
				t.Errorf("%s gives %s another name: the house has no import aliases", name, imported)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 20 {
		t.Errorf("only %d files were looked at", files)
	}
}

// nested says whether dir is a module of its own, which is only a test's.
func nested(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "go.mod"))
	return err == nil
}

// forbidden says why a file must not import a path, "" when it may.
func forbidden(file, imported string) string {
	dir := path.Dir(file)
	for driver, rooms := range homes {
		if (imported == driver || strings.HasPrefix(imported, driver+"/")) && !slices.Contains(rooms, dir) {
			return "its home is elsewhere"
		}
	}
	ours, ok := strings.CutPrefix(imported, "wanjia/")
	if !ok || ours == dir {
		return ""
	}
	if strings.HasSuffix(file, "_test.go") {
		// A test may stand on any room below it, and on the test's own kits.
		if strings.HasPrefix(ours, "events/") || ours == "events" || strings.HasSuffix(ours, "test") {
			return ""
		}
		if room(ours) == room(dir) {
			return ""
		}
	}
	for _, a := range arrows {
		if dir != a.room && !(strings.Contains(a.room, "/") && strings.HasPrefix(dir, a.room+"/")) {
			continue
		}
		for _, may := range a.may {
			if below, all := strings.CutSuffix(may, "/..."); ours == may || all && (ours == below || strings.HasPrefix(ours, below+"/")) {
				return ""
			}
		}
		return "no arrow leads there"
	}
	return "its room is not in the list"
}

func room(dir string) string {
	first, _, _ := strings.Cut(dir, "/")
	return first
}

func TestForbidden(t *testing.T) {
	t.Parallel()
	tests := []struct {
		file, imported string
		ok             bool
	}{
		{"ticketing/claim.go", "wanjia/events", true},
		{"ticketing/claim.go", "wanjia/ticketing/store", false},
		{"ticketing/claim.go", "wanjia/gateway/api", false},
		{"ticketing/claim.go", "github.com/redis/go-redis/v9", false},
		{"ticketing/redisstore/stock.go", "github.com/redis/go-redis/v9", true},
		{"events/event.go", "wanjia/ticketing", false},
		{"events/event.go", "wanjia/events/store", false},
		{"workers/worker.go", "github.com/gofiber/fiber/v2", false},
		{"workers/worker.go", "wanjia/gateway/api", false},
		{"workers/worker.go", "github.com/hibiken/asynq", true},
		{"gateway/wire.go", "wanjia/workers", true},
		{"gateway/api/api.go", "github.com/danielgtaylor/huma/v2/adapters/humafiber", true},
		{"gateway/api/api.go", "github.com/hibiken/asynq", false},
		{"gateway/api/api.go", "wanjia/ticketing/store", false},
		{"events/docstore/sqlitedoc/store.go", "go.mongodb.org/mongo-driver/v2/mongo", false},
		{"events/newroom/x.go", "wanjia/events/fault", false},
		{"streaming/stage.go", "wanjia/events", true},
		{"streaming/stage.go", "wanjia/ticketing", false},
		{"streaming/hls/cell.go", "wanjia/streaming/redisstore", false},
		{"ticketing/store/claims_test.go", "wanjia/events/testkit", true},
		{"ticketing/store/claims_test.go", "wanjia/gateway", false},
	}
	for _, tt := range tests {
		if why := forbidden(tt.file, tt.imported); (why == "") != tt.ok {
			t.Errorf("%s importing %s: %q, want allowed %v", tt.file, tt.imported, why, tt.ok)
		}
	}
}
