package api

import (
	"context"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"wanjia/streaming"
)

// Live is what is on air.
type Live interface {
	// Open opens a public object by its path below /live/{channel}/. The caller
	// closes it. With streaming.ErrNoChannel it may come with how long that holds.
	// A list with parts of segments waits until it has what r asks for.
	Open(ctx context.Context, channel streaming.ChannelID, path string, r streaming.Reload) (*streaming.Object, error)
	// Showings are the channels that there are, asked for by somebody who may
	// want to watch.
	Showings(ctx context.Context) ([]streaming.Showing, error)
}

// maxMedia bounds what is read into memory to be served, in bytes: a cell of a few
// seconds.
const maxMedia = 32 << 20

// getLive answers GET /live/{channel}/...: 200 or 206 the object | 304 | 400
// live_reload | 404 not_found | 416 | 503 live_crowded. Everything is the same for everybody, so that any cache may
// stand in between; no cookie is read or set.
func (a *API) getLive(c *fiber.Ctx) error {
	shareWithAll(c)
	if a.Live == nil {
		return streaming.ErrNoChannel
	}
	path := c.Params("file")
	if track := c.Params("track"); track != "" {
		path = track + "/" + path
	}
	r, err := reload(c)
	if err != nil {
		return err
	}
	o, err := a.Live.Open(c.UserContext(), streaming.ChannelID(c.Params("channel")), path, r)
	if err != nil {
		if o != nil && o.Keep != streaming.KeepNot && errors.Is(err, streaming.ErrNoChannel) {
			err = a.onError(c, err)
			c.Set(fiber.HeaderCacheControl, cacheFor(o.Keep))
		}
		return err
	}
	defer o.Close()
	if o.Size > maxMedia {
		return errors.New("a public object is too large to be served from memory")
	}
	tag := `"` + o.Tag + `"`
	c.Set(fiber.HeaderCacheControl, cacheFor(o.Keep))
	c.Set(fiber.HeaderETag, tag)
	if tagged(c.Get(fiber.HeaderIfNoneMatch), tag) {
		return c.SendStatus(fiber.StatusNotModified)
	}
	c.Set(fiber.HeaderContentType, o.ContentType)
	return sendRange(c, o, tag)
}

// reload reads what players of low latency ask for: _HLS_msn and _HLS_part.
func reload(c *fiber.Ctx) (streaming.Reload, error) {
	r := streaming.Reload{Part: -1}
	cell, part := c.Query("_HLS_msn"), c.Query("_HLS_part")
	if cell == "" && part == "" {
		return r, nil
	}
	var err, err2 error
	r.Asked = true
	r.Cell, err = strconv.ParseInt(cell, 10, 64)
	if part != "" {
		r.Part, err2 = strconv.Atoi(part)
	}
	if err != nil || err2 != nil || r.Cell < 0 || part != "" && (r.Part < 0 || r.Part > 1000) {
		return r, streaming.ErrReload
	}
	return r, nil
}

// shareWithAll lets pages of any origin read what is public anyway. The value is
// constant: an echo of who asks would split every cache.
func shareWithAll(c *fiber.Ctx) {
	c.Set(fiber.HeaderAccessControlAllowOrigin, "*")
	c.Set(fiber.HeaderAccessControlExposeHeaders, "Date, ETag, Content-Range")
	c.Set("Cross-Origin-Resource-Policy", "cross-origin")
	c.Set("Timing-Allow-Origin", "*")
}

// cacheFor is the Cache-Control of what keeps so long.
func cacheFor(k streaming.Keep) string {
	switch k {
	case streaming.KeepForever:
		return "public, max-age=31536000, immutable"
	case streaming.KeepShortly:
		return "public, max-age=1, stale-while-revalidate=2"
	case streaming.KeepAMinute:
		return "public, max-age=60"
	}
	return "no-store"
}

// sendRange sends the object, or the one range of it that is asked for. Several
// ranges in one request get all of it, as the standard allows.
func sendRange(c *fiber.Ctx, o *streaming.Object, tag string) error {
	c.Set(fiber.HeaderAcceptRanges, "bytes")
	start, end, asked, ok := byteRange(c.Get(fiber.HeaderRange), o.Size)
	if given := c.Get(fiber.HeaderIfRange); given != "" && given != tag {
		asked = false
	}
	if asked && !ok {
		c.Set(fiber.HeaderContentRange, "bytes */"+strconv.FormatInt(o.Size, 10))
		c.Set(fiber.HeaderCacheControl, "no-store")
		return c.SendStatus(fiber.StatusRequestedRangeNotSatisfiable)
	}
	if !asked {
		start, end = 0, o.Size-1
	} else {
		c.Set(fiber.HeaderContentRange, "bytes "+strconv.FormatInt(start, 10)+"-"+strconv.FormatInt(end, 10)+"/"+strconv.FormatInt(o.Size, 10))
		c.Status(fiber.StatusPartialContent)
	}
	if _, err := o.Seek(start, io.SeekStart); err != nil {
		return err
	}
	body := make([]byte, end-start+1)
	if _, err := io.ReadFull(o, body); err != nil {
		return err
	}
	c.Response().SetBodyRaw(body)
	return nil
}

// byteRange reads a Range header: whether it asks for one range of bytes, and
// whether there is such a range in size bytes.
func byteRange(header string, size int64) (start, end int64, asked, ok bool) {
	list, found := strings.CutPrefix(header, "bytes=")
	first, last, dashed := strings.Cut(strings.TrimSpace(list), "-")
	if !found || !dashed || size == 0 || strings.Contains(list, ",") {
		return 0, 0, false, false
	}
	if first == "" { // the last so many
		n, err := strconv.ParseUint(last, 10, 63)
		if err != nil {
			return 0, 0, false, false
		}
		return max(0, size-int64(n)), size - 1, true, n > 0
	}
	from, err := strconv.ParseUint(first, 10, 63)
	if err != nil {
		return 0, 0, false, false
	}
	until := uint64(size - 1)
	if last != "" {
		to, err := strconv.ParseUint(last, 10, 63)
		if err != nil || to < from {
			return 0, 0, false, false
		}
		until = min(until, to)
	}
	return int64(from), int64(until), true, int64(from) < size
}
