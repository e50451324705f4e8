package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"wanjia/events/fault"
	"wanjia/ticketing"
)

// Errors of the edge itself.
var (
	errForbidden   = fault.New(fault.Forbidden, "forbidden", "you are signed in, but this is not for you to see")
	errCrossSite   = fault.New(fault.Forbidden, "cross_site", "this came from another site's page and was not done")
	errSlowDown    = fault.New(fault.Limited, "slow_down", "too many requests; please wait a little")
	errNoCover     = fault.New(fault.NotFound, "no_cover", "this event has no picture")
	errCursor      = fault.New(fault.Invalid, "cursor", "that is no cursor of this list; begin again with its first page")
	errKey         = fault.New(fault.Invalid, "idempotency_key", "send an Idempotency-Key header of 8 to 64 letters, digits, '-' or '_'")
	errKeyRunning  = fault.New(fault.Conflict, "idempotency_running", "the first request with this key is still running")
	errKeyReused   = ticketing.ErrKeyReused // the same, whoever notices
	errNoRoute     = fault.New(fault.NotFound, "no_such_route", "there is nothing at this address")
	errInvalid     = fault.New(fault.Invalid, "invalid_request", "the request is not as this route needs it; details.fields says where")
	errMethod      = fault.New(fault.Invalid, "method_not_allowed", "this address does not answer that method")
	errAccept      = fault.New(fault.Invalid, "not_acceptable", "this address cannot answer in that format")
	errTimeout     = fault.New(fault.Invalid, "request_timeout", "the request took too long to arrive")
	errTooLarge    = fault.New(fault.Invalid, "too_large", "the request is larger than this address takes")
	errMediaType   = fault.New(fault.Invalid, "unsupported_media_type", "send application/json, not compressed")
	errHeaderLarge = fault.New(fault.Invalid, "headers_too_large", "the headers of the request are too large")
)

// statuses is the one map from whose problem it is to HTTP.
var statuses = map[fault.Kind]int{
	fault.Internal:        http.StatusInternalServerError,
	fault.Invalid:         http.StatusBadRequest,
	fault.Unauthenticated: http.StatusUnauthorized,
	fault.Forbidden:       http.StatusForbidden,
	fault.NotFound:        http.StatusNotFound,
	fault.Conflict:        http.StatusConflict,
	fault.Limited:         http.StatusTooManyRequests,
	fault.Unavailable:     http.StatusServiceUnavailable,
}

// byStatus is what huma and Fiber mean when they answer with a bare status.
var byStatus = map[int]*fault.Error{
	http.StatusBadRequest:                  errInvalid,
	http.StatusNotFound:                    errNoRoute,
	http.StatusMethodNotAllowed:            errMethod,
	http.StatusNotAcceptable:               errAccept,
	http.StatusRequestTimeout:              errTimeout,
	http.StatusRequestEntityTooLarge:       errTooLarge,
	http.StatusUnsupportedMediaType:        errMediaType,
	http.StatusUnprocessableEntity:         errInvalid,
	http.StatusRequestHeaderFieldsTooLarge: errHeaderLarge,
}

// Problem is every error's body, RFC 9457. Programs branch on code.
type Problem struct {
	Type      string         `json:"type" format:"uri-reference" doc:"Where the code is explained"`
	Title     string         `json:"title" doc:"The status in words"`
	Status    int            `json:"status" doc:"The HTTP status"`
	Detail    string         `json:"detail" doc:"One plain sentence for people"`
	Code      string         `json:"code" doc:"Stable, for programs"`
	Details   map[string]any `json:"details,omitempty" doc:"What is needed to act on it"`
	RequestID string         `json:"request_id" doc:"Quote it when asking for help; also in the X-Request-Id header"`

	retryAfter int // seconds, 0 for no header
}

// Field is one thing wrong with a request, under details.fields.
type Field struct {
	Where string `json:"where"` // body.party, query.limit
	Why   string `json:"why"`
}

// Error implements error.
func (p *Problem) Error() string { return p.Code + ": " + p.Detail }

// GetStatus implements [huma.StatusError].
func (p *Problem) GetStatus() int { return p.Status }

// ContentType implements [huma.ContentTypeFilter].
func (p *Problem) ContentType(string) string { return problemType }

// GetHeaders implements [huma.HeadersError].
func (p *Problem) GetHeaders() http.Header {
	if p.retryAfter == 0 {
		return nil
	}
	return http.Header{"Retry-After": {strconv.Itoa(p.retryAfter)}}
}

const problemType = "application/problem+json"

// problem is what a client may know of err. It is the one place an error is
// logged: bugs and broken dependencies are, with what the client does not see.
func (a *API) problem(ctx context.Context, err error) *Problem {
	if p, ok := errors.AsType[*Problem](err); ok {
		return p // huma hands our own back
	}
	f := fault.Of(err)
	if f.Kind == fault.Internal || f.Kind == fault.Unavailable {
		a.Log.ErrorContext(ctx, "request failed", "route", requestOf(ctx).Route, "code", f.Code, "err", err)
	}
	return newProblem(ctx, statuses[f.Kind], f)
}

func newProblem(ctx context.Context, status int, f *fault.Error) *Problem {
	p := &Problem{
		Type: "/docs#" + f.Code, Title: http.StatusText(status), Status: status,
		Detail: f.Message, Code: f.Code, Details: f.Details, RequestID: requestOf(ctx).ID,
	}
	switch f.Kind {
	case fault.Unavailable, fault.Limited:
		p.retryAfter = 1
	}
	if f.Code == errKeyRunning.Code {
		p.retryAfter = 5
	}
	if s, ok := f.Details["retry_after_s"].(int); ok {
		p.retryAfter = max(1, s)
	}
	return p
}

// onError is where errors of guards and bare handlers, of Fiber's router and of
// requests that could not be read become answers.
func (a *API) onError(c *fiber.Ctx, err error) error {
	ctx := c.UserContext()
	if requestOf(ctx) == noRequest { // fasthttp gave up before the edge was reached
		ctx = withRequest(ctx, &request{ID: newRequestID(), Secure: a.secure(c), api: a})
		setHeaders(c, requestOf(ctx))
		defer setPolicy(c)
	}
	var p *Problem
	if e, ok := errors.AsType[*fiber.Error](err); ok {
		f, known := byStatus[e.Code]
		if known {
			p = newProblem(ctx, e.Code, f)
		} else {
			p = a.problem(ctx, fmt.Errorf("unexpected answer of the router: %w", err))
		}
	} else {
		p = a.problem(ctx, err)
	}
	for name, values := range p.GetHeaders() {
		c.Set(name, values[0])
	}
	body, err := p.encode()
	if err != nil {
		return fmt.Errorf("encode problem %s: %w", p.Code, err)
	}
	c.Response().Header.SetContentType(problemType)
	c.Response().Header.SetCanonical(headerCacheControl, noStore)
	c.Status(p.Status).Response().SetBodyRaw(body)
	return nil
}

// problemStart is what all problems of one kind begin with.
type problemStart struct {
	status       int
	code, detail string
}

// problemStarts remembers the beginnings that were written, as bytes. There are as
// many as there are faults.
var problemStarts sync.Map // problemStart -> []byte

// encode writes the problem as JSON. In a rush most answers are one refusal, of which
// only the details and the request's id are new each time.
func (p *Problem) encode() ([]byte, error) {
	kind := problemStart{p.Status, p.Code, p.Detail}
	start, known := problemStarts.Load(kind)
	if !known {
		same := *p
		same.Details, same.RequestID = nil, ""
		whole, err := json.Marshal(same)
		if err != nil {
			return nil, err
		}
		start = bytes.TrimSuffix(whole, []byte(`,"request_id":""}`))
		problemStarts.Store(kind, start)
	}
	body := append(make([]byte, 0, 512), start.([]byte)...)
	if len(p.Details) > 0 {
		details, err := json.Marshal(p.Details)
		if err != nil {
			return nil, err
		}
		body = append(append(body, `,"details":`...), details...)
	}
	id, err := json.Marshal(p.RequestID)
	if err != nil {
		return nil, err
	}
	return append(append(append(body, `,"request_id":`...), id...), '}'), nil
}

var adopt sync.Once

// adoptErrors makes huma speak in Problems. huma never calls Fiber's error
// handler: what it finds wrong with a request it writes by itself.
func adoptErrors() {
	adopt.Do(func() {
		huma.NewErrorWithContext = func(c huma.Context, status int, message string, errs ...error) huma.StatusError {
			return humaProblem(c.Context(), status, message, errs)
		}
		huma.NewError = func(status int, message string, errs ...error) huma.StatusError {
			return humaProblem(context.Background(), status, message, errs)
		}
	})
}

func humaProblem(ctx context.Context, status int, message string, errs []error) *Problem {
	f, known := byStatus[status]
	if !known {
		if api := requestOf(ctx).api; api != nil {
			return api.problem(ctx, fmt.Errorf("huma: %s: %w", message, errors.Join(errs...)))
		}
		return newProblem(ctx, http.StatusInternalServerError, fault.ErrInternal)
	}
	if fields := fieldsOf(errs); len(fields) > 0 {
		f = f.With("fields", fields)
	}
	return newProblem(ctx, status, f)
}

// fieldsOf says what was wrong and where. The value itself is left out: it may be
// a code or a phone number, and the client has it anyway.
func fieldsOf(errs []error) []Field {
	fields := make([]Field, 0, len(errs))
	for _, err := range errs {
		if d, ok := errors.AsType[*huma.ErrorDetail](err); ok {
			fields = append(fields, Field{d.Location, d.Message})
		}
	}
	return fields
}
