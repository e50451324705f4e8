package main

import (
	"github.com/prometheus/client_golang/prometheus"

	"wanjia/ticketing"
)

// watchFigures shows what the last look at the pools found, of a process that works.
type watchFigures struct{ tickets *ticketing.Service }

var (
	poolsSeen   = prometheus.NewDesc("wanjia_pools_watched", "Pools whose stock was compared with their claims in the last look of this process.", nil, nil)
	poolsLook   = prometheus.NewDesc("wanjia_pools_watched_seconds", "When that look ended, in seconds since 1970; 0 before the first.", nil, nil)
	poolsMended = prometheus.NewDesc("wanjia_pools_mended", "Pools whose stock was written anew in the last look.", nil, nil)
	poolsPerson = prometheus.NewDesc("wanjia_pools_for_a_person", "Differences of pools in the last look that a person has to look at; see the log.", nil, nil)
)

// Describe implements [prometheus.Collector].
func (f watchFigures) Describe(out chan<- *prometheus.Desc) { prometheus.DescribeByCollect(f, out) }

// Collect implements [prometheus.Collector].
func (f watchFigures) Collect(out chan<- prometheus.Metric) {
	w := f.tickets.Watched()
	at := 0.0
	if !w.At.IsZero() {
		at = float64(w.At.Unix())
	}
	for desc, value := range map[*prometheus.Desc]float64{
		poolsSeen: float64(w.Pools), poolsLook: at, poolsMended: float64(len(w.Mended)), poolsPerson: float64(len(w.Person)),
	} {
		out <- prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, value)
	}
}
