package livekitroom

import (
	"sync"

	"github.com/pion/interceptor"
	"github.com/pion/interceptor/pkg/report"
	"github.com/pion/rtcp"
)

// lines are the ways on which a participant can ask for packets again. The library's
// own way asks the moment that a number is missing and does not see what comes in
// answer; the rest of what it puts between the network and us is for those who send.
type lines struct {
	mu      sync.Mutex
	writers map[uint32]interceptor.RTCPWriter // by the stream that comes on it
}

// factories are what a connection is made with: this, and the reports that every
// receiver owes.
func (l *lines) factories() ([]interceptor.Factory, error) {
	reports, err := report.NewReceiverInterceptor()
	if err != nil {
		return nil, err
	}
	return []interceptor.Factory{l, reports}, nil
}

// NewInterceptor implements [interceptor.Factory].
func (l *lines) NewInterceptor(string) (interceptor.Interceptor, error) {
	return &line{lines: l}, nil
}

// ask asks for packets of a stream.
func (l *lines) ask(ssrc uint32, numbers []uint16) {
	if len(numbers) == 0 {
		return
	}
	l.mu.Lock()
	w := l.writers[ssrc]
	l.mu.Unlock()
	if w == nil {
		return // it has just ended
	}
	_, _ = w.Write([]rtcp.Packet{&rtcp.TransportLayerNack{SenderSSRC: ssrc, MediaSSRC: ssrc, Nacks: rtcp.NackPairsFromSequenceNumbers(numbers)}}, nil) // what is not heard is asked again
}

// line is one connection's part of [lines].
type line struct {
	interceptor.NoOp
	lines *lines

	mu     sync.Mutex
	writer interceptor.RTCPWriter
}

// BindRTCPWriter implements [interceptor.Interceptor].
func (l *line) BindRTCPWriter(w interceptor.RTCPWriter) interceptor.RTCPWriter {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.writer = w
	return w
}

// BindRemoteStream implements [interceptor.Interceptor].
func (l *line) BindRemoteStream(info *interceptor.StreamInfo, r interceptor.RTPReader) interceptor.RTPReader {
	l.mu.Lock()
	w := l.writer
	l.mu.Unlock()
	l.lines.mu.Lock()
	defer l.lines.mu.Unlock()
	if l.lines.writers == nil {
		l.lines.writers = map[uint32]interceptor.RTCPWriter{}
	}
	l.lines.writers[info.SSRC] = w
	return r
}

// UnbindRemoteStream implements [interceptor.Interceptor].
func (l *line) UnbindRemoteStream(info *interceptor.StreamInfo) {
	l.lines.mu.Lock()
	defer l.lines.mu.Unlock()
	delete(l.lines.writers, info.SSRC)
}
