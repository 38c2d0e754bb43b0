"""Runs a program that the kernel kills as soon as it, or any thread of it, starts another: no-children.py PROGRAM [ARG...]

The filter is the kernel's (seccomp). The one execve that it lets pass is the one below, known by the address of its path.
"""

import ctypes
import os
import platform
import struct
import sys

PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, SECCOMP_MODE_FILTER = 22, 38, 2
KILL, ALLOW, NOT_THERE = 0x80000000, 0x7FFF0000, 0x00050000 | 38
CLONE_THREAD, X32 = 0x10000, 0x40000000
# AUDIT_ARCH, execve, execveat, clone, clone3, and what forks besides.
SYSTEMS = {
    "x86_64": (0xC000003E, 59, 322, 56, 435, (57, 58)),
    "aarch64": (0xC00000B7, 221, 281, 220, 435, ()),
}
NUMBER, ARCHITECTURE, FIRST_LOW, FIRST_HIGH = 0, 4, 16, 20


def instruction(code, value, yes=0, no=0):
    return struct.pack("HBBI", code, yes, no, value)


def load(offset):
    return instruction(0x20, offset)


def unless_equal(value, skip):
    return instruction(0x15, value, 0, skip)


def answer(value):
    return instruction(0x06, value)


def program(allowed):
    architecture, execve, execveat, clone, clone3, forks = SYSTEMS[platform.machine()]
    lines = [load(ARCHITECTURE), instruction(0x15, architecture, 1, 0), answer(KILL), load(NUMBER)]
    lines += [instruction(0x35, X32, 0, 1), answer(KILL)]
    for number in (execveat, *forks):
        lines += [unless_equal(number, 1), answer(KILL)]
    # A C library that hears that there is no clone3 takes clone, whose flags a filter can see.
    lines += [unless_equal(clone3, 1), answer(NOT_THERE)]
    # A thread is no process.
    lines += [unless_equal(clone, 4), load(FIRST_LOW), instruction(0x45, CLONE_THREAD, 0, 1), answer(ALLOW), answer(KILL)]
    low, high = allowed & 0xFFFFFFFF, allowed >> 32
    lines += [unless_equal(execve, 5), load(FIRST_LOW), unless_equal(low, 2), load(FIRST_HIGH)]
    lines += [instruction(0x15, high, 1, 0), answer(KILL), answer(ALLOW)]
    return b"".join(lines)


def main():
    libc = ctypes.CDLL(None, use_errno=True)
    path = ctypes.create_string_buffer(os.fsencode(sys.argv[1]))
    arguments = (ctypes.c_char_p * len(sys.argv))(*map(os.fsencode, sys.argv[1:]), None)
    code = program(ctypes.addressof(path))
    buffer = ctypes.create_string_buffer(code, len(code))
    header = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(code) // 8, ctypes.addressof(buffer)))
    for call in ((PR_SET_NO_NEW_PRIVS, 1), (PR_SET_SECCOMP, SECCOMP_MODE_FILTER)):
        rest = (ctypes.c_void_p(ctypes.addressof(header)),) if call[0] == PR_SET_SECCOMP else (0, 0, 0)
        if libc.prctl(*call, *rest) != 0:
            sys.exit(f"prctl: {os.strerror(ctypes.get_errno())}")
    environment = ctypes.c_void_p.in_dll(libc, "environ")
    libc.execve(path, arguments, environment)
    sys.exit(f"execve: {os.strerror(ctypes.get_errno())}")


main()
