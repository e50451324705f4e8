package api

import (
	"bytes"
	"context"
	"fmt"
	"html/template"
	"time"

	"github.com/gofiber/fiber/v2"

	"wanjia/events"
	"wanjia/ticketing/crowd"
)

// statusPage is how full a show is, as a page that needs no script and no sign-in.
type statusPage struct {
	Title, Level, LevelEN, Advice, AdviceEN string
	Shade                                   crowd.Level
	AsOf, Heard                             string
	Gates                                   []statusGate
	Zones                                   []statusZone
	Demo                                    bool
	Hotline                                 string
}

type statusGate struct{ Name, NameEN, State, StateEN, Mark string }
type statusZone struct {
	Name, NameEN, Level, LevelEN string
	Shade                        crowd.Level
}

// levelWords says how full something is, and what to do about it.
var levelWords = map[crowd.Level][4]string{
	crowd.Unknown: {"说不准", "Not known", "现在没有可靠的人数。出门前请再看一眼，或打热线问问。", "There is no figure to rely on just now. Please look again before you set out, or call the hotline."},
	crowd.Green:   {"不挤", "Plenty of room", "现在来正好。", "A good time to come."},
	crowd.Yellow:  {"人渐渐多了", "Filling up", "可以来，走路慢一点，看好老人和孩子。", "You can come. Walk slowly and stay with children and elders."},
	crowd.Orange:  {"很挤", "Crowded", "建议晚半小时再来，凭原来的码还能进。", "Better come half an hour later; your pass still opens the gate."},
	crowd.Red:     {"满了", "Full", "请先不要过来。已经到门口的，请听志愿者安排。", "Please do not come now. If you are at a gate, do as the volunteers say."},
}

var gateWords = map[string][3]string{
	"not yet": {"还没开", "Not open yet", "–"},
	"open":    {"开着", "Open", "○"}, "stop": {"停止入场", "Nobody is let in", "■"}, "out_only": {"只出不进", "Way out only", "▷"}, "in_only": {"只进不出", "Way in only", "◁"},
}

var statusTemplate = template.Must(template.New("status").Parse(`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="30"><title>{{.Title}} · {{.Level}}</title>
<style>
body{margin:0 auto;max-width:40rem;padding:1rem;font:1.15rem/1.6 system-ui,"Noto Sans CJK SC",sans-serif;background:#fffdf7;color:#241a14}
h1{font-size:1.5rem;margin:.5rem 0}h2{font-size:1.15rem;margin:1.5rem 0 .5rem}
.now{border-left:.75rem solid;padding:.75rem 1rem;background:#fff}.now strong{font-size:2rem;display:block;line-height:1.3}
.green{border-color:#2c7a3f}.yellow{border-color:#c99a00}.orange{border-color:#d2600c}.red{border-color:#b3261e}.unknown{border-color:#6b6b6b}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.5rem .25rem;border-bottom:1px solid #d9cfc0}th{font-weight:600}
.en{color:#5a4d42;font-size:.9em;display:block}.old{font-variant-numeric:tabular-nums}
</style></head><body>
{{if .Demo}}<p>演示数据 · Demonstration data</p>{{end}}<h1>{{.Title}}</h1>
<main><div class="now {{.Shade}}"><strong>{{.Level}}<span class="en">{{.LevelEN}}</span></strong><p>{{.Advice}}<span class="en">{{.AdviceEN}}</span></p></div>
<p class="old">{{if .Heard}}各门最久的一份数字是 {{.Heard}} 的。<span class="en">The oldest figure of a gate is of {{.Heard}}.</span>{{else}}各门还没有报过数。<span class="en">No gate has counted yet.</span>{{end}}页面做于 {{.AsOf}}，半分钟自动更新。<span class="en">Made at {{.AsOf}}; it renews itself every half minute.</span></p>
<h2>各个门<span class="en">Gates</span></h2><table>{{range .Gates}}<tr><th scope="row">{{.Name}}<span class="en">{{.NameEN}}</span></th><td>{{.Mark}} {{.State}}<span class="en">{{.StateEN}}</span></td></tr>{{end}}</table>
{{if .Zones}}<h2>各个区（估计）<span class="en">Zones, estimated</span></h2><table>{{range .Zones}}<tr><th scope="row">{{.Name}}<span class="en">{{.NameEN}}</span></th><td><span class="now {{.Shade}}">{{.Level}}</span><span class="en">{{.LevelEN}}</span></td></tr>{{end}}</table>{{end}}
{{if .Hotline}}<p>热线 Hotline <a href="tel:{{.Hotline}}">{{.Hotline}}</a></p>{{end}}
</main></body></html>
`))

// getStatus answers GET /status/{event}: 200 a page | 304 | 404 no_such_event, no_pass,
// no_site. The body is the same for all and made once a second at
// most.
func (a *API) getStatus(c *fiber.Ctx) error {
	page, err := a.statusOf(c.UserContext(), events.ID(c.Params("event")))
	if err != nil {
		return err
	}
	return page.send(c)
}

func (a *API) makeStatus(ctx context.Context, id events.ID) (hotBody, error) {
	event, err := a.Events.Event(ctx, id)
	if err != nil {
		return hotBody{}, err
	}
	o, err := a.occupancy(ctx, id)
	if err != nil {
		return hotBody{}, err
	}
	l := levelWords[o.Level]
	p := statusPage{
		Title: event.Title.ZH + " " + event.Title.EN, Level: l[0], LevelEN: l[1], Advice: l[2], AdviceEN: l[3], Shade: o.Level,
		AsOf: o.AsOf.Format(time.TimeOnly), Demo: a.Demo, Hotline: a.Hotline,
	}
	if a.Now().Before(o.Opens) {
		p.Level, p.LevelEN = "还没开门", "Not open yet"
		p.Advice = "下一次开门是 " + o.Opens.Format("1月2日 15:04") + "。"
		p.AdviceEN = "The gates open next on " + o.Opens.Format("2 January at 15:04") + "."
		o.Heard, o.Zones = nil, nil
		for i := range o.Gates {
			if o.Gates[i].State == "open" {
				o.Gates[i].State = "not yet"
			}
		}
	}
	if o.Heard != nil {
		p.Heard = o.Heard.Format("1月2日 15:04:05")
	}
	for _, g := range o.Gates {
		w := gateWords[g.State]
		p.Gates = append(p.Gates, statusGate{g.Title.ZH, g.Title.EN, w[0], w[1], w[2]})
	}
	for _, z := range o.Zones {
		w := levelWords[z.Level]
		p.Zones = append(p.Zones, statusZone{z.Title.ZH, z.Title.EN, w[0], w[1], z.Level})
	}
	var page bytes.Buffer
	if err := statusTemplate.Execute(&page, p); err != nil {
		return hotBody{}, fmt.Errorf("write the status page of event %s: %w", id, err)
	}
	return hotBody{bytes: page.Bytes(), tag: tagOf(page.Bytes())}, nil
}
