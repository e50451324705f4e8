package hls

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/bluenviron/mediacommon/v2/pkg/codecs/mpeg4audio"
)

// entryIndex is what entry.json in an entry's folder says: where in each track's
// file its cells lie.
type entryIndex struct {
	Version int          `json:"v"`
	Grid    int64        `json:"grid"` // nanoseconds of a cell
	Tracks  []entryTrack `json:"tracks"`
}

type entryTrack struct {
	Name  string      `json:"name"`
	Codec string      `json:"codec"`
	Init  int         `json:"init"` // bytes at the beginning of the file
	Cells []entryCell `json:"cells"`
}

type entryCell struct {
	Offset   int64 `json:"at"`
	Size     int   `json:"size"`
	Start    int64 `json:"start"`    // nanoseconds from the entry's beginning
	Duration int64 `json:"duration"` // nanoseconds
}

const indexName = "entry.json"

// split packs the elementary streams in work as one fragmented file per track, cut
// on the grid, and removes them.
func (c *Conformer) split(work string, length time.Duration) error {
	index := entryIndex{Version: 1, Grid: int64(c.Clock.Every())}
	cells := int64(length / c.Clock.Every())
	for _, r := range c.Ladder {
		g := gate{width: r.Width, height: r.Height}
		raw := filepath.Join(work, r.Name+".h264")
		track, err := writeTrack(work, r.Name, func(put func(Part) error) error { return c.pictureCells(raw, g, cells, put) })
		if err != nil {
			return fmt.Errorf("%s: %w", r.Name, err)
		}
		index.Tracks = append(index.Tracks, track)
		if err := os.Remove(raw); err != nil {
			return err
		}
	}
	raw := filepath.Join(work, "sound.adts")
	track, err := writeTrack(work, "audio", func(put func(Part) error) error { return c.soundCells(raw, cells, put) })
	if err != nil {
		return fmt.Errorf("sound: %w", err)
	}
	index.Tracks = append(index.Tracks, track)
	if err := os.Remove(raw); err != nil {
		return err
	}
	b, err := json.Marshal(index)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(work, indexName), b, 0o600)
}

// writeTrack writes a track's file from the parts that make gives, one per cell.
func writeTrack(work, name string, make func(put func(Part) error) error) (entryTrack, error) {
	track := entryTrack{Name: name}
	file, err := os.OpenFile(filepath.Join(work, name+".mp4"), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return track, err
	}
	defer file.Close() // the one that counts is below
	at := int64(0)
	var init *Init
	err = make(func(p Part) error {
		if init == nil {
			init = p.Init
			track.Codec, track.Init, at = init.Codec, len(init.Bytes), int64(len(init.Bytes))
			if _, err := file.Write(init.Bytes); err != nil {
				return err
			}
		}
		if p.Init != init {
			return errors.New("the parameter sets change on the way")
		}
		track.Cells = append(track.Cells, entryCell{Offset: at, Size: len(p.Media), Start: int64(p.Start), Duration: int64(p.Duration)})
		at += int64(len(p.Media))
		_, err := file.Write(p.Media)
		return err
	})
	if err != nil {
		return track, err
	}
	if err := file.Sync(); err != nil {
		return track, err
	}
	return track, file.Close()
}

// pictureCells reads an elementary stream of the constant rate and gives its cells.
func (c *Conformer) pictureCells(path string, g gate, cells int64, put func(Part) error) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	perCell := int64(c.Clock.Every() * frameRate / time.Second)
	var waiting []picture
	n := int64(0)
	for nalus, err := range accessUnits(file) {
		if err != nil {
			return err
		}
		i := n*perCell + int64(len(waiting))
		p, ok := g.pass(Unit{At: time.Duration(i) * time.Second / frameRate, NALUs: nalus})
		if !ok || (len(waiting) == 0) != p.key {
			return fmt.Errorf("picture %d cannot be decoded or is not where the grid wants it", i)
		}
		if waiting = append(waiting, p); int64(len(waiting)) == perCell {
			if err := put(videoPart(n, waiting, c.Clock.Start(n+1))); err != nil {
				return err
			}
			n, waiting = n+1, nil
		}
	}
	if len(waiting) > 0 && n < cells { // the last picture stands until the cell is over
		if err := put(videoPart(n, waiting, c.Clock.Start(n+1))); err != nil {
			return err
		}
		n++
	}
	if n != cells {
		return fmt.Errorf("%d cells came of %d", n, cells)
	}
	return nil
}

// soundCells gives the cells of a stream of AAC frames.
func (c *Conformer) soundCells(path string, cells int64, put func(Part) error) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	var s sound
	i := int64(0)
	for frame, err := range adtsFrames(file) {
		if err != nil {
			return err
		}
		if i > 0 { // the first only sets the encoder going
			s.put(duration((i-1)*frameLength, audioScale), frame)
		}
		i++
	}
	for n := range cells {
		part, _ := s.cell(c.Clock, n)
		if err := put(part); err != nil {
			return err
		}
	}
	return nil
}

// adtsFrames reads a stream of AAC-LC frames, 48 kHz stereo, in ADTS.
func adtsFrames(r io.Reader) func(yield func([]byte, error) bool) {
	return func(yield func([]byte, error) bool) {
		in := bufio.NewReaderSize(r, 16<<10)
		for {
			frame, err := readADTS(in)
			if errors.Is(err, io.EOF) {
				return
			}
			if !yield(frame, err) || err != nil {
				return
			}
		}
	}
}

// readADTS reads one frame. It returns io.EOF at the end of the stream.
func readADTS(in *bufio.Reader) ([]byte, error) {
	head, err := in.Peek(7)
	if err != nil {
		if len(head) == 0 {
			return nil, io.EOF
		}
		return nil, io.ErrUnexpectedEOF
	}
	size := int(head[3]&3)<<11 | int(head[4])<<3 | int(head[5]>>5)
	if head[0] != 0xff || head[1]&0xf6 != 0xf0 || size < 7 {
		return nil, errors.New("this is no stream of AAC frames")
	}
	b := make([]byte, size)
	if _, err := io.ReadFull(in, b); err != nil {
		return nil, io.ErrUnexpectedEOF
	}
	var packets mpeg4audio.ADTSPackets
	if err := packets.Unmarshal(b); err != nil {
		return nil, fmt.Errorf("read an AAC frame: %w", err)
	}
	p := packets[0]
	if p.Type != mpeg4audio.ObjectTypeAACLC || p.SampleRate != audioScale || p.ChannelConfig != 2 {
		return nil, fmt.Errorf("AAC of type %d, %d Hz, %d channels", p.Type, p.SampleRate, p.ChannelConfig)
	}
	return p.AU, nil
}
