package api

import (
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"path"
	"strings"
	"sync"

	"github.com/gofiber/fiber/v2"
)

// pages serves the built web from memory, each file read at its first use.
type pages struct {
	files sync.Map // string -> *file
}

type file struct {
	plain, brotli, gzip []byte // the packed ones are nil where the build made none
	contentType, tag    string
}

// entries are the pages that live below a path of their own; the rest is the
// residents'.
var entries = []string{"gala", "console", "gate", "doors", "stage"}

// apart says whether a path belongs to programs, so that a mistake there is an
// error and not a page.
func apart(p string) bool {
	for _, root := range []string{"/v1", "/docs", "/live", "/console/queues"} {
		if p == root || strings.HasPrefix(p, root+"/") {
			return true
		}
	}
	return false
}

// serveWeb answers everything that is not in the route table: the files of the
// web, and its pages for the addresses that only they know.
func (a *API) serveWeb(c *fiber.Ctx) error {
	name := c.Path()
	if (c.Method() != fiber.MethodGet && c.Method() != fiber.MethodHead) || a.Web == nil || apart(name) {
		return c.Next() // Fiber's own 404 or 405
	}
	if name == "/gate" || strings.HasPrefix(name, "/gate/") {
		c.Response().Header.SetCanonical(headerPolicy, gatePolicy)
	}
	f, err := a.pages.file(a.Web, strings.Trim(name, "/"))
	hashed := strings.HasPrefix(name, "/assets/")
	if errors.Is(err, fs.ErrNotExist) && path.Ext(name) == "" && !hashed {
		f, err = a.pages.file(a.Web, entryOf(name))
	}
	if errors.Is(err, fs.ErrNotExist) {
		return errNoRoute
	}
	if err != nil {
		return err
	}
	if hashed {
		c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable") // named after their content
	} else {
		c.Set(fiber.HeaderCacheControl, "no-cache")
	}
	if a.Line2 != "" && entryOf(name) == "gala/index.html" {
		c.Response().Header.SetCanonical(headerPolicy, stagePolicy(strings.TrimSuffix(a.Line2, "/")))
	}
	if entry := entryOf(name); a.StageAt != "" && (entry == "console/index.html" || entry == "stage/index.html") {
		c.Response().Header.SetCanonical(headerPolicy, stagePolicy(a.StageAt))
	}
	return f.send(c)
}

// entryOf is the page that knows what to show at an address.
func entryOf(name string) string {
	first, _, _ := strings.Cut(strings.TrimPrefix(name, "/"), "/")
	for _, e := range entries {
		if first == e {
			return e + "/index.html"
		}
	}
	return "index.html"
}

func (p *pages) file(web fs.FS, name string) (*file, error) {
	if known, ok := p.files.Load(name); ok {
		return known.(*file), nil
	}
	if !fs.ValidPath(name) || name == "." || strings.HasPrefix(name, ".") || strings.Contains(name, "/.") {
		return nil, fs.ErrNotExist
	}
	if info, err := fs.Stat(web, name); err != nil || info.IsDir() {
		return nil, fs.ErrNotExist
	}
	plain, err := fs.ReadFile(web, name)
	if err != nil {
		return nil, fmt.Errorf("read web file: %w", err)
	}
	f := &file{plain: plain, contentType: typeOf(name), tag: tagOf(plain)}
	f.brotli, _ = fs.ReadFile(web, name+".br") // most builds pack, none has to
	f.gzip, _ = fs.ReadFile(web, name+".gz")
	if f.brotli == nil && f.gzip == nil && strings.HasPrefix(f.contentType, "text/html") {
		f.gzip = gzipped(plain) // the build packs no pages
	}
	p.files.Store(name, f)
	return f, nil
}

func (f *file) send(c *fiber.Ctx) error {
	if f.brotli == nil && f.gzip == nil {
		return sendTagged(c, f.tag, f.contentType, f.plain)
	}
	c.Vary(fiber.HeaderAcceptEncoding)
	accepted := c.Get(fiber.HeaderAcceptEncoding)
	body, tag := f.plain, f.tag
	switch {
	case f.brotli != nil && accepts(accepted, "br"):
		c.Set(fiber.HeaderContentEncoding, "br")
		body, tag = f.brotli, strings.TrimSuffix(f.tag, `"`)+`-br"`
	case f.gzip != nil && accepts(accepted, "gzip"):
		c.Set(fiber.HeaderContentEncoding, "gzip")
		body, tag = f.gzip, strings.TrimSuffix(f.tag, `"`)+`-gz"`
	}
	return sendTagged(c, tag, f.contentType, body)
}

// accepts says whether an Accept-Encoding names the coding and does not refuse it.
func accepts(header, coding string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, params, _ := strings.Cut(part, ";")
		if strings.EqualFold(strings.TrimSpace(name), coding) {
			q := strings.ReplaceAll(params, " ", "")
			return q != "q=0" && !strings.HasPrefix(q, "q=0.0")
		}
	}
	return false
}

// typeOf goes by our own list first: a machine's may be anything.
func typeOf(name string) string {
	switch ext := path.Ext(name); ext {
	case ".html":
		return "text/html; charset=utf-8"
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".json", ".map":
		return fiber.MIMEApplicationJSON
	case ".webmanifest":
		return "application/manifest+json"
	case ".svg":
		return "image/svg+xml"
	case ".woff2":
		return "font/woff2"
	case ".wasm":
		return "application/wasm"
	default:
		if t := mime.TypeByExtension(ext); t != "" {
			return t
		}
		return fiber.MIMEOctetStream
	}
}
