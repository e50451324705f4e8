package checkin

import (
	"context"
	"time"

	"wanjia/events"
)

// Said is what a device says of itself when it brings a piece of its log.
type Said struct {
	At      time.Time // by its clock
	Echo    time.Time // the moment in our last answer that it had when it put the piece together; zero for none
	Last    int64     // the last line of its log then
	Trained bool      // its holder has answered the questions
	// When it told the gate server that brings this that its log is shorter than before,
	// by that one's clock; zero for never.
	Rewound time.Time
}

// Sync stores what a device brings of its log, in any order and as often as it likes,
// and returns up to which line the log is here without a gap. A line whose seal is
// wrong is kept and counts nothing. It returns [ErrRecord], and then nothing is stored.
//
// A log that is whole up to the line the device was at is fresh as of the moment it
// echoes. The device put the piece together later than that, however long it was on
// the way and whatever the device's clock shows.
func (s *Service) Sync(ctx context.Context, d Device, said Said, records []Record) (Device, error) {
	now := s.Now()
	skew := said.At.Sub(now).Round(time.Millisecond)
	for i := range records {
		r := &records[i]
		if r.bad() {
			return d, ErrRecord
		}
		s.receive(r, d, now, skew)
	}
	if err := s.Store.AddRecords(ctx, records); err != nil {
		return d, err
	}
	s.feed(d.Event).came(records)
	s.letKnow(ctx, d.Event, records)
	seqs, err := s.Store.SeqsAfter(ctx, d.ID, d.Seq)
	if err != nil {
		return d, err
	}
	seq := Contiguous(d.Seq, seqs)
	return s.Store.ChangeDevice(ctx, d.ID, func(d *Device) error {
		d.Seq, d.Heard, d.Skew = max(d.Seq, seq), now, skew
		if d.Seq >= said.Last && said.Echo.After(d.Fresh) && !said.Echo.After(now) {
			d.Fresh = said.Echo
		}
		if said.Last < d.Last {
			d.Rewound = now
		}
		if said.Rewound.After(d.Rewound) { // a server at the gates has noticed
			d.Rewound = said.Rewound
		}
		d.Last = max(said.Last, d.Last)
		if said.Trained && d.Trained.IsZero() {
			d.Trained = now
		}
		return nil
	})
}

// receive fills in what a line does not say of itself.
func (s *Service) receive(r *Record, d Device, now time.Time, skew time.Duration) {
	r.Device, r.Event, r.Gate, r.Received, r.Skew = d.ID, d.Event, d.Gate, now, skew
	r.Broken = len(d.LogKey) > 0 && !r.sealedBy(d.LogKey)
}

// Others returns what other devices admitted since the cursor a device was given last,
// "" for the whole night, with the next cursor and whether to ask again at once. The
// same admission may be told twice.
func (s *Service) Others(ctx context.Context, d Device, cursor string) ([]Record, string, bool, error) {
	return s.Elsewhere(ctx, d.Event, func(id DeviceID) bool { return id == d.ID }, cursor)
}

// Elsewhere is [Service.Others] for whoever has several devices.
func (s *Service) Elsewhere(ctx context.Context, event events.ID, own func(DeviceID) bool, cursor string) ([]Record, string, bool, error) {
	return s.feed(event).since(ctx, s.Store, s.Now(), own, cursor)
}

// Hear notes admissions that happened elsewhere, as the main service tells an edge of
// them; the same one twice is noted once. They are no lines of a device's here.
func (s *Service) Hear(ctx context.Context, event events.ID, records []Record) error {
	now := s.Now()
	for i := range records {
		records[i].Event, records[i].Kind, records[i].Received = event, In, now
	}
	if err := s.Store.AddRecords(ctx, records); err != nil {
		return err
	}
	s.feed(event).came(records)
	s.letKnow(ctx, event, records)
	return nil
}
