package engine

import (
	"errors"
	"os"
	"syscall"
)

// networkFileSystem names the network file system that dir is on; "" means a local one.
func networkFileSystem(dir string) (string, error) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return "", err
	}
	return networkFileSystemName(uint32(s.Type)), nil
}

// freeSpace is how many bytes of the file system of dir the program may still write.
func freeSpace(dir string) (int64, error) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return -1, err
	}
	return int64(s.Bavail) * s.Bsize, nil
}

// networkFileSystemName names the file system of a magic number of statfs(2).
func networkFileSystemName(magic uint32) string {
	switch magic {
	case 0x6969:
		return "NFS"
	case 0x517B, 0xFF534D42, 0xFE534D42:
		return "SMB"
	case 0x5346414F, 0x6B414653:
		return "AFS"
	case 0x564C:
		return "NCP"
	case 0x73757245:
		return "Coda"
	}
	return ""
}

func lock(f *os.File) bool    { return flock(f, syscall.LOCK_EX) }
func tryLock(f *os.File) bool { return flock(f, syscall.LOCK_EX|syscall.LOCK_NB) }
func unlock(f *os.File)       { flock(f, syscall.LOCK_UN) }

// tryLockShared is for many holders, which keep out those of lock.
func tryLockShared(f *os.File) bool { return flock(f, syscall.LOCK_SH|syscall.LOCK_NB) }

func flock(f *os.File, how int) bool {
	for {
		err := syscall.Flock(int(f.Fd()), how)
		if !errors.Is(err, syscall.EINTR) {
			return err == nil
		}
	}
}
