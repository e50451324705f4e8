package testkit

import (
	"os"
	"strconv"
	"syscall"
	"testing"
)

// SmallDisk is a folder on a disk of its own with room for size bytes, for tests
// of a full disk. Mounting one takes root: without it the test is skipped, except
// where CI is set.
func SmallDisk(t testing.TB, size int64) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+strconv.FormatInt(size, 10)); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("mount a small disk: %v; CI runs this test as root", err)
		}
		t.Skipf("mount a small disk: %v; run this test as root", err)
	}
	t.Cleanup(func() {
		// Lazily, because a failed test may have left files open.
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// ReadOnlyDisk is a folder that root may not write either, with the content of
// dir. It takes root like [SmallDisk].
func ReadOnlyDisk(t testing.TB, dir string) string {
	t.Helper()
	view := t.TempDir()
	err := syscall.Mount(dir, view, "", syscall.MS_BIND, "")
	if err == nil {
		t.Cleanup(func() {
			if err := syscall.Unmount(view, syscall.MNT_DETACH); err != nil {
				t.Error(err)
			}
		})
		err = syscall.Mount("", view, "", syscall.MS_REMOUNT|syscall.MS_BIND|syscall.MS_RDONLY, "")
	}
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("mount a read-only view: %v; CI runs this test as root", err)
		}
		t.Skipf("mount a read-only view: %v; run this test as root", err)
	}
	return view
}
