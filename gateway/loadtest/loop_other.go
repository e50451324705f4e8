//go:build !linux

package loadtest

import (
	"context"
	"errors"
)

// Run does the job, on Linux only: the load is made with epoll.
func Run(context.Context, *Job) (*Result, error) {
	return nil, errors.New("the load generator runs on Linux only")
}
