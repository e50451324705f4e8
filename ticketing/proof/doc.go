// Package proof holds the tests that the claim engine does what section 2 of its
// design promises, on a real redis-server and a real document store: histories that
// are checked for being linearizable, each guard taken away by itself, processes
// killed at named points, and the matrix of faults that make soak prints.
//
// There is nothing here but tests; no program imports it.
package proof
