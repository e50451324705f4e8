package hls

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// Card is a made-up film: a plain ground with words, a running clock in digits and
// the same clock as a bar of black and white blocks along the lower edge, which a
// program can read, and a tone each second.
type Card struct {
	Ground  string // a colour, "0x14304a"
	Words   string // without quotes, colons, percent signs and backslashes
	Length  time.Duration
	Upright bool // taller than wide, as telephones film
	Mute    bool
}

// The bar along the lower edge of a [Card]: BarBlocks blocks over the whole width,
// the first white, the second black, then the tenths of a second since the film's
// beginning, most significant bit first.
const (
	BarBlocks = 12
	barHeight = 60 // of 720 lines
)

// Draw writes the film to path as MP4. It needs ffmpeg.
func (c Card) Draw(ctx context.Context, path string) error {
	w, h := 1280, 720
	if c.Upright {
		w, h = 720, 1280
	}
	length := fmt.Sprintf("%.3f", c.Length.Seconds())
	args := []string{"-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", fmt.Sprintf("color=c=%s:s=%dx%d:r=%d:d=%s", c.Ground, w, h, frameRate, length)}
	if !c.Mute {
		args = append(args, "-f", "lavfi", "-i", "sine=frequency=220:beep_factor=4:sample_rate=48000:duration="+length, "-c:a", "aac", "-b:a", "128k", "-ac", "2")
	}
	args = append(args, "-vf", c.drawing(w, h), "-c:v", "libx264", "-preset", "ultrafast", "-crf", "14", "-t", length, "-f", "mp4", path)
	if err := run(ctx, time.Minute+20*c.Length, nil, "ffmpeg", args...); err != nil {
		return fmt.Errorf("draw a test card: %w", err)
	}
	return nil
}

func (c Card) drawing(w, h int) string {
	const font = "drawtext=font='Noto Serif CJK SC':fontcolor=white:x=(w-tw)/2:"
	top, block := h-barHeight, float64(w)/BarBlocks
	f := []string{
		font + fmt.Sprintf("y=%d:fontsize=%d:text='%s'", h/5, w/16, c.Words),
		font + fmt.Sprintf("y=%d:fontsize=%d:text='%%{pts\\:hms}'", h*2/5, w/9),
		fmt.Sprintf("drawbox=x=0:y=%d:w=iw:h=%d:color=black:t=fill", top, barHeight),
		fmt.Sprintf("drawbox=x=0:y=%d:w=%.0f:h=%d:color=white:t=fill", top, block, barHeight),
	}
	for bit := range BarBlocks - 2 {
		f = append(f, fmt.Sprintf("drawbox=x=%.0f:y=%d:w=%.0f:h=%d:color=white:t=fill:enable='mod(floor(floor(t*10+0.001)/%d),2)'",
			block*float64(BarBlocks-1-bit), top, block, barHeight, 1<<bit))
	}
	return strings.Join(f, ",")
}
