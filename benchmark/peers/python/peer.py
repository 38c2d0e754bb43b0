"""psutil or pypsutil, asked to do what the package does: see ../peer.ts for what is said.

Objects of processes are kept between calls, as a program that looks every second keeps them: that is the
better case for these libraries. What a cache would answer instead of the kernel is cleared.
"""

import json
import sys
import time

STAT_FIELDS = ["pid", "ppid", "name", "status", "cpu_times", "num_threads", "create_time"]
FIELDS = [*STAT_FIELDS, "username", "memory_info", "cmdline"]


def psutil_workloads():
    import psutil

    kept = {}

    def again(pid):
        if pid not in kept:
            kept[pid] = psutil.Process(pid)
        return kept[pid]

    def cpu_and_memory(process):
        return process.cpu_times(), process.memory_info()

    def kinds(kind):
        return lambda pid: psutil.net_connections(kind)

    return psutil.__version__, {
        "pids": lambda pid: psutil.pids(),
        "processes": lambda pid: [each.info for each in psutil.process_iter(FIELDS)],
        "processesStat": lambda pid: [each.info for each in psutil.process_iter(STAT_FIELDS)],
        "cpuAndMemory": (psutil.Process, cpu_and_memory),
        "cpuAndMemoryAgain": (again, cpu_and_memory),
        "cpuClock": (again, lambda process: process.cpu_percent()),
        "uids": (again, lambda process: process.uids()),
        "memoryMaps": (again, lambda process: process.memory_maps(grouped=False)),
        "cpuTimes": lambda pid: psutil.cpu_times(),
        "percpuTimes": lambda pid: psutil.cpu_times(percpu=True),
        "virtualMemory": lambda pid: psutil.virtual_memory(),
        "swapMemory": lambda pid: psutil.swap_memory(),
        "diskIoCounters": lambda pid: psutil.disk_io_counters(perdisk=True),
        "netIoCounters": lambda pid: psutil.net_io_counters(pernic=True),
        "netIfAddrs": lambda pid: psutil.net_if_addrs(),
        "diskPartitions": lambda pid: psutil.disk_partitions(all=True),
        "bootTime": lambda pid: psutil.boot_time(),
        "diskUsage": lambda pid: psutil.disk_usage("/"),
        "connections": kinds("inet"),
    }, psutil.Process


def pypsutil_workloads():
    import pypsutil
    from importlib.metadata import version

    kept = {}

    def again(pid):
        if pid not in kept:
            kept[pid] = pypsutil.Process(pid)
        return kept[pid]

    def rows(read):
        def every(pid):
            found = []
            # Its own process_iter ends at the first process that ends meanwhile: that reads as an empty file,
            # which it cannot parse.
            for number in pypsutil.pids():
                try:
                    process = again(number)
                    with process.oneshot():
                        found.append(read(process))
                except (pypsutil.NoSuchProcess, pypsutil.AccessDenied, ProcessLookupError, ValueError):
                    kept.pop(number, None)
            return found

        return every

    def stat(process):
        times = process.cpu_times()
        names = [process.name(), process.status()]
        return [process.pid, process.ppid(), *names, times, process.num_threads(), process.create_time()]

    def command_line(process):
        try:
            return process.cmdline()
        except ProcessLookupError:
            return []

    def full(process):
        return stat(process) + [process.username(), process.memory_info(), command_line(process)]

    def cpu_and_memory(process):
        return process.cpu_times(), process.memory_info()

    return version("pypsutil"), {
        "pids": lambda pid: pypsutil.pids(),
        "processes": rows(full),
        "processesStat": rows(stat),
        "cpuAndMemory": (pypsutil.Process, cpu_and_memory),
        "cpuAndMemoryAgain": (again, cpu_and_memory),
        "uids": (again, lambda process: process.uids()),
        "memoryMaps": (again, lambda process: list(process.memory_maps())),
        "diskUsage": lambda pid: pypsutil.disk_usage("/"),
        "connections": lambda pid: list(pypsutil.net_connections("inet")),
        "cpuTimes": lambda pid: pypsutil.cpu_times(),
        "percpuTimes": lambda pid: pypsutil.percpu_times(),
        "virtualMemory": lambda pid: pypsutil.virtual_memory(),
        "swapMemory": lambda pid: pypsutil.swap_memory(),
        "netIoCounters": lambda pid: pypsutil.pernic_net_io_counters(),
        "netIfAddrs": lambda pid: pypsutil.net_if_addrs(),
        "bootTime": lambda pid: pypsutil.boot_time(),
    }, pypsutil.Process


def batch(work, times, pid):
    """Objects that a call begins with are made before the clock runs."""
    prepare, call = work if isinstance(work, tuple) else (lambda pid: pid, work)
    prepared = [prepare(pid) for _ in range(times)]
    answer = None
    begin = time.perf_counter_ns()
    for each in prepared:
        answer = call(each)
    elapsed = time.perf_counter_ns() - begin
    return {"nanoseconds": elapsed, **({"rows": len(answer)} if isinstance(answer, (list, dict)) else {})}


def wait(process_class, pid):
    process_class(pid).wait()
    return {"nanoseconds": time.monotonic_ns()}


def top(work, seconds):
    """Looks once a second."""
    cpu = 0
    for _ in range(seconds):
        time.sleep(1)
        begin = time.process_time_ns()
        work(0)
        cpu += time.process_time_ns() - begin
    return {"nanoseconds": cpu}


def main():
    name = sys.argv[1]
    version, workloads, process_class = psutil_workloads() if name == "psutil" else pypsutil_workloads()
    say({"name": name, "version": version, "workloads": [*workloads, "wait", "top"]})
    for line in sys.stdin:
        workload, times, pid = line.split()
        try:
            if workload == "wait":
                say(wait(process_class, int(pid)))
            elif workload == "top":
                say(top(workloads["processes"], int(times)))
            else:
                say(batch(workloads[workload], int(times), int(pid)))
        except Exception as error:
            say({"error": f"{type(error).__name__}: {error}"})


def say(answer):
    print(json.dumps(answer), flush=True)


main()
