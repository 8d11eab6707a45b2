//go:build unix

package storage

import (
	"os"
	"syscall"
)

// mapFile maps a file into memory for reading, for as long as the program runs: its pages are the
// machine's, not the heap's, and are read when they are looked at.
func mapFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() == 0 {
		return nil, nil
	}
	return syscall.Mmap(int(f.Fd()), 0, int(info.Size()), syscall.PROT_READ, syscall.MAP_SHARED)
}
