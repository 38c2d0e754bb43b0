// gopsutil, asked to do what the package does: see ../peer.ts for what is said.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"github.com/shirou/gopsutil/v4/cpu"
	"github.com/shirou/gopsutil/v4/disk"
	"github.com/shirou/gopsutil/v4/host"
	"github.com/shirou/gopsutil/v4/mem"
	"github.com/shirou/gopsutil/v4/net"
	"github.com/shirou/gopsutil/v4/process"
)

// work does it once and gives how many rows that made.
type work func(pid int32) (int, error)

func rows[T any](found []T, err error) (int, error) { return len(found), err }

func keys[K comparable, V any](found map[K]V, err error) (int, error) { return len(found), err }

func one[T any](_ T, err error) (int, error) { return 1, err }

var kept = map[int32]*process.Process{}

func again(pid int32) (*process.Process, error) {
	if found, ok := kept[pid]; ok {
		return found, nil
	}
	found, err := process.NewProcess(pid)
	if err == nil {
		kept[pid] = found
	}
	return found, err
}

// row is what is asked of every process.
type row struct {
	pid, ppid  int32
	name, user string
	status     []string
	times      *cpu.TimesStat
	memory     *process.MemoryInfoStat
	threads    int32
	created    int64
	cmdline    []string
}

func listed(full bool) (int, error) {
	all, err := process.Processes()
	if err != nil {
		return 0, err
	}
	found := make([]row, 0, len(all))
	for _, each := range all {
		one := row{pid: each.Pid}
		var errs [9]error
		one.ppid, errs[0] = each.Ppid()
		one.name, errs[1] = each.Name()
		one.status, errs[2] = each.Status()
		one.times, errs[3] = each.Times()
		one.threads, errs[4] = each.NumThreads()
		one.created, errs[5] = each.CreateTime()
		if full {
			one.user, errs[6] = each.Username()
			one.memory, errs[7] = each.MemoryInfo()
			one.cmdline, errs[8] = each.CmdlineSlice()
		}
		if errors.Join(errs[:6]...) == nil {
			found = append(found, one)
		}
	}
	return len(found), nil
}

func cpuAndMemory(find func(int32) (*process.Process, error)) work {
	return func(pid int32) (int, error) {
		found, err := find(pid)
		if err != nil {
			return 0, err
		}
		_, cpuError := found.Times()
		_, memoryError := found.MemoryInfo()
		return 1, errors.Join(cpuError, memoryError)
	}
}

var workloads = map[string]work{
	"pids":              func(int32) (int, error) { return rows(process.Pids()) },
	"processes":         func(int32) (int, error) { return listed(true) },
	"processesStat":     func(int32) (int, error) { return listed(false) },
	"cpuAndMemoryAgain": cpuAndMemory(again),
	"uids": func(pid int32) (int, error) {
		found, err := again(pid)
		if err != nil {
			return 0, err
		}
		return rows(found.Uids())
	},
	"memoryMaps": func(pid int32) (int, error) {
		found, err := again(pid)
		if err != nil {
			return 0, err
		}
		maps, err := found.MemoryMaps(false)
		if err != nil {
			return 0, err
		}
		return len(*maps), nil
	},
	"cpuTimes":       func(int32) (int, error) { return rows(cpu.Times(false)) },
	"percpuTimes":    func(int32) (int, error) { return rows(cpu.Times(true)) },
	"virtualMemory":  func(int32) (int, error) { return one(mem.VirtualMemory()) },
	"swapMemory":     func(int32) (int, error) { return one(mem.SwapMemory()) },
	"diskIoCounters": func(int32) (int, error) { return keys(disk.IOCounters()) },
	"netIoCounters":  func(int32) (int, error) { return rows(net.IOCounters(true)) },
	"netIfAddrs":     func(int32) (int, error) { return rows(net.Interfaces()) },
	"diskPartitions": func(int32) (int, error) { return rows(disk.Partitions(true)) },
	"bootTime":       func(int32) (int, error) { return one(host.BootTime()) },
	"diskUsage":      func(int32) (int, error) { return one(disk.Usage("/")) },
	"connections":    func(int32) (int, error) { return rows(net.Connections("inet")) },
}

// batch does it so many times and gives how long that took.
func batch(do work, times int, pid int32) (map[string]any, error) {
	count := 0
	var err error
	begin := time.Now()
	for range times {
		if count, err = do(pid); err != nil {
			return nil, err
		}
	}
	return map[string]any{"nanoseconds": time.Since(begin).Nanoseconds(), "rows": count}, nil
}

// top looks once a second and gives the time on CPUs of all looks.
func top(seconds int) (map[string]any, error) {
	var spent time.Duration
	for range seconds {
		time.Sleep(time.Second)
		begin := used()
		if _, err := listed(true); err != nil {
			return nil, err
		}
		spent += used() - begin
	}
	return map[string]any{"nanoseconds": spent.Nanoseconds()}, nil
}

func used() time.Duration {
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &usage) != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func answer(line string) (map[string]any, error) {
	var workload string
	var times int
	var pid int32
	if _, err := fmt.Sscan(line, &workload, &times, &pid); err != nil {
		return nil, err
	}
	if workload == "top" {
		return top(times)
	}
	do, ok := workloads[workload]
	if !ok {
		return nil, errors.New("no such workload")
	}
	return batch(do, times, pid)
}

func version() string {
	info, ok := debug.ReadBuildInfo()
	if ok {
		for _, module := range info.Deps {
			if strings.HasPrefix(module.Path, "github.com/shirou/gopsutil/") {
				return strings.TrimPrefix(module.Version, "v")
			}
		}
	}
	return "unknown"
}

func main() {
	names := []string{"top"}
	for name := range workloads {
		names = append(names, name)
	}
	say := json.NewEncoder(os.Stdout)
	hello := map[string]any{"name": "gopsutil", "version": version(), "workloads": names}
	if say.Encode(hello) != nil {
		return
	}
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		said, err := answer(lines.Text())
		if err != nil {
			said = map[string]any{"error": err.Error()}
		}
		if say.Encode(said) != nil {
			return
		}
	}
}
