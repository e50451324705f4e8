package api

import (
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"wanjia/events/docstore"
	"wanjia/events/fault"
	"wanjia/gateway/identity"
)

// getSpec answers GET /openapi.json: 200 the document.
func (a *API) getSpec(c *fiber.Ctx) error {
	c.Set(fiber.HeaderCacheControl, "no-cache")
	spec := a.spec()
	return sendTagged(c, tagOf(spec), fiber.MIMEApplicationJSON, spec)
}

// shapeOf is the schema of an answer; nil stands for bytes.
func shapeOf(spec *huma.OpenAPI, body any) *huma.Schema {
	if body == nil {
		return &huma.Schema{Type: huma.TypeString}
	}
	t := reflect.TypeOf(body)
	return spec.Components.Schemas.Schema(t, true, t.Name())
}

func pathParams(path string) []*huma.Param {
	var params []*huma.Param
	for part := range strings.SplitSeq(path, "/") {
		if name, ok := strings.CutPrefix(part, "{"); ok {
			params = append(params, &huma.Param{
				Name: strings.TrimSuffix(name, "}"), In: "path", Required: true,
				Schema: &huma.Schema{Type: huma.TypeString},
			})
		}
	}
	return params
}

// describeFaults gives every operation its errors: the shape they all have, and
// which codes to expect.
func describeFaults(spec *huma.OpenAPI, routes []Route) {
	problem := map[string]*huma.MediaType{problemType: {Schema: spec.Components.Schemas.Schema(reflect.TypeFor[Problem](), true, "Problem")}}
	for _, r := range routes {
		item := spec.Paths[r.Path]
		if item == nil {
			continue // mounted, not documented
		}
		op := map[string]*huma.Operation{"GET": item.Get, "POST": item.Post, "DELETE": item.Delete, "PATCH": item.Patch, "PUT": item.Put}[r.Method]
		byCode := map[int][]string{}
		for _, f := range r.allFaults() {
			status := statuses[f.Kind]
			byCode[status] = append(byCode[status], "`"+f.Code+"` "+f.Message)
		}
		delete(op.Responses, "default")
		for status, lines := range byCode {
			op.Responses[strconv.Itoa(status)] = &huma.Response{Description: strings.Join(lines, "\n"), Content: problem}
		}
		op.Responses["default"] = &huma.Response{Description: "Any other error", Content: problem}
	}
	spec.Extensions = map[string]any{"x-codes": codes(routes)}
}

// allFaults adds what the guard of a route may answer.
func (r Route) allFaults() []*fault.Error {
	list := slices.Clone(r.Faults)
	if r.Rate != free {
		list = append(list, errSlowDown)
	}
	if r.Who == signedIn || r.Who == holders {
		list = append(list, identity.ErrSignIn)
	}
	if r.Who == holders {
		list = append(list, errForbidden, identity.ErrFactor)
	}
	if r.Method != fiber.MethodGet {
		list = append(list, errCrossSite)
	}
	if r.Once {
		list = append(list, errKey, errKeyRunning, errKeyReused)
	}
	return list
}

// codes is every code the edge may answer with and its sentence, for whoever
// translates them.
func codes(routes []Route) map[string]string {
	all := map[string]string{}
	for _, r := range routes {
		for _, f := range r.allFaults() {
			all[f.Code] = f.Message
		}
	}
	others := append(slices.Collect(maps.Values(byStatus)), fault.ErrInternal, fault.ErrUnavailable,
		docstore.ErrUnavailable, docstore.ErrFull, docstore.ErrReadOnly, docstore.ErrDamaged, docstore.ErrInvalid)
	for _, f := range others {
		all[f.Code] = f.Message
	}
	return all
}
