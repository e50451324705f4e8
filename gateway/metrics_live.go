package main

import (
	"sync/atomic"

	"github.com/prometheus/client_golang/prometheus"

	"wanjia/streaming"
)

// liveFigures shows what this process knows of the channels that it broadcasts, and how
// often playlists were asked for here.
type liveFigures struct{ live *live }

var (
	liveLeads    = prometheus.NewDesc("wanjia_live_leads", "1 where this process is the one that publishes the channel, 0 where it stands by.", []string{"channel"}, nil)
	liveDelay    = prometheus.NewDesc("wanjia_live_delay_seconds", "Between a moment on the stage and its being public.", []string{"channel"}, nil)
	liveCells    = prometheus.NewDesc("wanjia_live_segments_total", "Segments that this process has published, counted once for all sizes; what: programme, or slate where the slate stood in for a source.", []string{"channel", "what"}, nil)
	liveGaps     = prometheus.NewDesc("wanjia_live_gaps_total", "Pieces of segments that were published as gaps; why: empty where the source had nothing, lost where it could not be stored.", []string{"channel", "why"}, nil)
	liveInside   = prometheus.NewDesc("wanjia_live_stage_heard", "1 while this process hears the stage.", []string{"channel"}, nil)
	liveLost     = prometheus.NewDesc("wanjia_live_lost_packets_total", "Packets of the stage that never came.", []string{"channel"}, nil)
	liveEncoders = prometheus.NewDesc("wanjia_live_encoder_starts_total", "Starts of the sound's encoder; the first of a show is one of them.", []string{"channel"}, nil)
	liveLevel    = prometheus.NewDesc("wanjia_live_level", "How loud the stage was a moment ago: its highest sample of 1.", []string{"channel"}, nil)
	liveSilent   = prometheus.NewDesc("wanjia_live_source_silent_seconds", "Since the last picture of a source; more than a second on air is a source that dies.", []string{"channel", "source"}, nil)
	liveRate     = prometheus.NewDesc("wanjia_live_source_bits", "Bits a second of a source's best size, as it was lately.", []string{"channel", "source"}, nil)
	liveDropped  = prometheus.NewDesc("wanjia_live_dropped_total", "Pictures and sounds of a source kept out; why: foreign of another size, broken not to be decoded, late out of order or of an impossible time.", []string{"channel", "source", "why"}, nil)
	liveLists    = prometheus.NewDesc("wanjia_live_playlists_total", "Media playlists served here. A player asks for one or two each two seconds; behind an edge or a CDN only that asks.", []string{"channel"}, nil)
)

// Describe implements [prometheus.Collector].
func (f liveFigures) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{liveLeads, liveDelay, liveCells, liveGaps, liveInside, liveLost, liveEncoders, liveLevel, liveSilent, liveRate, liveDropped, liveLists} {
		out <- d
	}
}

// Collect implements [prometheus.Collector].
func (f liveFigures) Collect(out chan<- prometheus.Metric) {
	f.live.lists.Range(func(id, n any) bool {
		out <- prometheus.MustNewConstMetric(liveLists, prometheus.CounterValue, float64(n.(*atomic.Int64).Load()), string(id.(streaming.ChannelID)))
		return true
	})
	for _, b := range f.live.broadcasts() {
		f.channel(out, b)
	}
}

// channel shows one channel.
func (f liveFigures) channel(out chan<- prometheus.Metric, b *broadcast) {
	channel := string(b.channel.ID)
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, append([]string{channel}, labels...)...)
	}
	count := func(d *prometheus.Desc, v int64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.CounterValue, float64(v), append([]string{channel}, labels...)...)
	}
	gauge(liveLeads, yes(b.leads.Load()))
	gauge(liveDelay, b.channel.Delay.Seconds())
	if p := b.packer.Load(); p != nil {
		n := p.Figures()
		count(liveCells, n.Cells-n.Slates, "programme")
		count(liveCells, n.Slates, "slate")
		count(liveGaps, n.Gaps-n.Lost, "empty")
		count(liveGaps, n.Lost, "lost")
	}
	cast := b.cast.Load()
	if cast == nil {
		return
	}
	states := cast.states()
	cast.mu.Lock()
	defer cast.mu.Unlock()
	if cast.tap != nil {
		_, inside := cast.tap.Inside()
		gauge(liveInside, yes(inside))
		count(liveLost, cast.tap.Lost())
	}
	if cast.sound != nil {
		count(liveEncoders, cast.sound.Starts())
		gauge(liveLevel, cast.sound.Level())
	}
	for identity, g := range cast.guests {
		s := g.live.Stats()
		gauge(liveSilent, max(0, states[identity].Silent.Seconds()), identity)
		gauge(liveRate, float64(states[identity].Rate), identity)
		count(liveDropped, s.Foreign, identity, "foreign")
		count(liveDropped, s.Broken, identity, "broken")
		count(liveDropped, s.Late, identity, "late")
	}
}

func yes(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// broadcasts are those of this process.
func (l *live) broadcasts() []*broadcast {
	var all []*broadcast
	if l.demo != nil && l.demo.busy.Load() {
		all = append(all, l.demo.broadcast)
	}
	l.studio.mu.Lock()
	defer l.studio.mu.Unlock()
	for _, r := range l.studio.runs {
		all = append(all, r.broadcast)
	}
	return all
}
