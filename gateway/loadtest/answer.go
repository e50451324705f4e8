package loadtest

import (
	"bytes"
	"errors"
)

var (
	endOfHead    = []byte("\r\n\r\n")
	lengthHeader = []byte("\r\nContent-Length: ")
	errAnswer    = errors.New("that is no answer of HTTP/1.1 with a length")
)

// answer reads the first answer in b. size is 0 while it is not all there.
func answer(b []byte) (status, size int, body []byte, err error) {
	if len(b) < 13 {
		return 0, 0, nil, nil
	}
	if string(b[:9]) != "HTTP/1.1 " {
		return 0, 0, nil, errAnswer
	}
	if status = number(b[9:12]); status < 100 {
		return 0, 0, nil, errAnswer
	}
	head := bytes.Index(b, endOfHead)
	if head < 0 {
		return status, 0, nil, nil
	}
	start := head + len(endOfHead)
	if status == 304 || status == 204 {
		return status, start, b[start:start], nil
	}
	at := bytes.Index(b[:head], lengthHeader)
	if at < 0 {
		return 0, 0, nil, errAnswer
	}
	at += len(lengthHeader)
	end := at
	for end < head && b[end] != '\r' {
		end++
	}
	length := number(b[at:end])
	if length < 0 {
		return 0, 0, nil, errAnswer
	}
	if len(b) < start+length {
		return status, 0, nil, nil
	}
	return status, start + length, b[start : start+length], nil
}

// number reads digits, -1 where there is anything else.
func number(digits []byte) int {
	n := 0
	for _, d := range digits {
		if d < '0' || d > '9' || n > 1<<40 {
			return -1
		}
		n = n*10 + int(d-'0')
	}
	if len(digits) == 0 {
		return -1
	}
	return n
}
