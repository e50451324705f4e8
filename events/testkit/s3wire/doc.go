// Package s3wire runs the contract of object storage over the wire of S3,
// against a server of another maker inside the test. It is a module of its own so
// that this server stays out of the product's dependencies.
package s3wire
