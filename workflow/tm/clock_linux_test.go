package tm

import (
	"syscall"
	"time"
	"unsafe"
)

// threadTime is the CPU time of the calling thread, which does not count what else the machine
// does. The goroutine must be locked to its thread.
func threadTime() time.Duration {
	const threadCPU = 3 // CLOCK_THREAD_CPUTIME_ID
	var ts syscall.Timespec
	syscall.Syscall(syscall.SYS_CLOCK_GETTIME, threadCPU, uintptr(unsafe.Pointer(&ts)), 0)
	return time.Duration(ts.Nano())
}
