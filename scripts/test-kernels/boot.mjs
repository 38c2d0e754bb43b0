// One machine in QEMU: what the tests printed there.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** More than any run has ever needed: only a machine that hangs is ended by it. */
const MINUTES = 20

/** Boots a kernel with an initramfs; what came through its two serial ports. */
export async function boot(kernel, initramfs) {
  const [messages, results] = ['messages', 'results'].map((name) => join(kernel.folder, name))
  const ended = await end(
    spawn('qemu-system-x86_64', [
      // Emulated, so that it is the same wherever this runs; a /dev/kvm need not work where there is one.
      ...['-accel', 'tcg', '-cpu', 'max', '-smp', '2', '-m', '1024'],
      ...['-nodefaults', '-display', 'none', '-no-reboot'],
      ...['-serial', `file:${messages}`, '-serial', `file:${results}`],
      ...['-kernel', kernel.image, '-initrd', initramfs],
      // A panic ends QEMU: it restarts the machine at once, and that is not allowed.
      ...['-append', 'console=ttyS0 quiet panic=-1'],
    ]),
  )
  return { ended, messages: read(messages), results: read(results) }
}

const read = (path) => (existsSync(path) ? readFileSync(path, 'utf8').replaceAll('\r', '') : '')

/** How a machine ended, if not by turning itself off. */
function end(qemu) {
  process.on('exit', () => qemu.kill('SIGKILL'))
  const timeout = setTimeout(() => qemu.kill('SIGKILL'), MINUTES * 60_000)
  let errors = ''
  qemu.stderr.on('data', (text) => {
    errors += text
  })
  return new Promise((resolve, reject) => {
    qemu.on('error', reject)
    qemu.on('close', (status, signal) => {
      clearTimeout(timeout)
      if (signal !== null) resolve(`QEMU was ended by ${signal}, after ${MINUTES} minutes if by us`)
      else resolve(status === 0 ? undefined : `QEMU failed: ${errors}`)
    })
  })
}
