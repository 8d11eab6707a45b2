//go:build !linux

package engine

import "os"

// networkFileSystem knows the file systems of Linux alone.
func networkFileSystem(string) (string, error) { return "", nil }

func freeSpace(string) (int64, error) { return -1, nil }

// Elsewhere processes share SQLite's own lock, which is safe though not fair.
func lock(*os.File) bool    { return true }
func tryLock(*os.File) bool { return true }
func unlock(*os.File)       {}

func tryLockShared(*os.File) bool { return true }
