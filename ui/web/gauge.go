package web

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"truchement/workflow/status"
)

// gauges are the figures of the storage and the backups, asked for whenever the metrics are read.
type gauges struct {
	look status.Look
	of   []gauge
}

// gauge is one of them. Its function reports false where the figure is not known.
type gauge struct {
	desc *prometheus.Desc
	read func(status.Desk) (float64, bool)
}

func newGauges(look status.Look) *gauges {
	g := &gauges{look: look}
	add := func(name, help string, read func(status.Desk) (float64, bool), labels ...string) {
		fixed := prometheus.Labels{}
		for i := 0; i < len(labels); i += 2 {
			fixed[labels[i]] = labels[i+1]
		}
		g.of = append(g.of, gauge{prometheus.NewDesc("truchement_"+name, help, nil, fixed), read})
	}
	add("storage_bytes", "Size of the database.", func(d status.Desk) (float64, bool) { return known(d.Storage.Size) })
	add("storage_log_bytes", "Size of the write-ahead log.",
		func(d status.Desk) (float64, bool) { return known(d.Storage.Log) })
	add("disk_free_bytes", "What the disk of the data has left.",
		func(d status.Desk) (float64, bool) { return known(d.Storage.Free) })
	add("writer_queue", "Saves that wait for their turn.",
		func(d status.Desk) (float64, bool) { return float64(d.Storage.Waiting), true })
	add("writing_stopped", "1: nothing is written until a restart.",
		func(d status.Desk) (float64, bool) { return oneIf(d.Storage.Broken), true })
	const took = "How long the last 1,000 saves took."
	add("save_seconds", took, func(d status.Desk) (float64, bool) { return d.Storage.Saves.P50.Seconds(), true },
		"quantile", "0.5")
	add("save_seconds", took, func(d status.Desk) (float64, bool) { return d.Storage.Saves.P99.Seconds(), true },
		"quantile", "0.99")
	add("backup_made_timestamp_seconds", "When the newest backup was made.",
		func(d status.Desk) (float64, bool) { return unix(d.Backup.Made) })
	add("backup_tried_timestamp_seconds", "When the newest backup was put back for trial.",
		func(d status.Desk) (float64, bool) { return unix(d.Backup.Tried) })
	add("backup_bytes", "Size of the newest backup.",
		func(d status.Desk) (float64, bool) { return float64(d.Backup.Size), d.Backup.Size > 0 })
	add("backup_failed", "1: the last backup, or its trial, failed.",
		func(d status.Desk) (float64, bool) { return oneIf(!d.Backup.Failed.IsZero()), d.Backups })
	return g
}

func known(size int64) (float64, bool) { return float64(size), size >= 0 }

func unix(t time.Time) (float64, bool) { return float64(t.Unix()), !t.IsZero() }

func oneIf(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// Describe tells the registry what there is.
func (g *gauges) Describe(to chan<- *prometheus.Desc) {
	for _, one := range g.of {
		to <- one.desc
	}
}

// Collect answers the figures that are known.
func (g *gauges) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), writeTimeout)
	defer cancel()
	desk, err := g.look(ctx)
	if err != nil {
		return // what cannot be read has no figure
	}
	for _, one := range g.of {
		if value, ok := one.read(desk); ok {
			to <- prometheus.MustNewConstMetric(one.desc, prometheus.GaugeValue, value)
		}
	}
}
