import type { DiskUsages, NativeError, Stream } from '../../index.js'
import { Answers } from '../answers.ts'
import { Cells } from '../cells.ts'
import { checkPath, type DiskPartition, type DiskUsage, partitionsFrom, usageFrom } from '../disk.ts'
import { unwrap } from '../errors.ts'
import { native } from '../native.ts'
import { pathsId } from '../paths.ts'
import { checkPatience, type PatienceOptions, patiently } from '../patience.ts'
import { unlessAborted } from './answer.ts'

/**
 * What is mounted from devices, as `diskPartitions` of `psutil-native` gives it.
 *
 * It reads what the kernel knows and asks no server: a network file system that does not answer is no matter to it.
 *
 * The Promise rejects with
 * - a `TimeoutExpiredError` if it takes longer than `options.timeout`
 * - `options.signal.reason` if that is aborted
 * - a `SystemError` if there is no `/proc/self/mountinfo`
 * - a `TypeError` or `RangeError` if an option is wrong
 *
 * Availability: Linux, macOS, FreeBSD, OpenBSD, NetBSD.
 */
export async function diskPartitions(options: PatienceOptions = {}): Promise<DiskPartition[]> {
  return await listed(options, native.diskPartitionsAsync)
}

/**
 * All that is mounted, as `diskPartitionsAll` of `psutil-native` gives it. Asks no server either.
 *
 * The Promise rejects as that of `diskPartitions` does.
 *
 * Availability: Linux, macOS, FreeBSD, OpenBSD, NetBSD.
 */
export async function diskPartitionsAll(options: PatienceOptions = {}): Promise<DiskPartition[]> {
  return await listed(options, native.diskPartitionsAllAsync)
}

async function listed(
  options: PatienceOptions,
  read: (paths: number) => Promise<Stream | NativeError>,
): Promise<DiskPartition[]> {
  const patience = checkPatience(options)
  return partitionsFrom(Cells.of(unwrap(await unlessAborted(patience, () => read(pathsId())))))
}

/**
 * How full the file system is that a file or folder is on, as `diskUsage` of `psutil-native` gives it.
 *
 * A network file system whose server does not answer keeps neither the event loop nor a thread of Node's waiting,
 * but one of ours: one for each file system, however often and by whatever path it is asked. What is asked of it
 * meanwhile waits for its turn, and is answered when it answers again. Nobody waits for it who asks another.
 *
 * Unless `options.timeout` says otherwise it takes as long as it takes. What times out goes unheard; the thread ends
 * with the answer. A relative path begins at the folder that is the current one at the time of the call.
 *
 * The Promise rejects with
 * - a `TimeoutExpiredError` if it takes longer than `options.timeout`
 * - `options.signal.reason` if that is aborted
 * - a `SystemError` if there is no such file (`ENOENT`)
 * - an `AccessDeniedError` if a folder on the way to it may not be searched
 * - a `TypeError` or `RangeError` if the path or an option is wrong
 *
 * Availability: Linux (`statvfs(3)`, `/proc/self/mountinfo`), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export async function diskUsage(path: string, options: PatienceOptions = {}): Promise<DiskUsage> {
  checkPath(path)
  const patience = checkPatience(options)
  // Here, so that an error has the stack of who asked.
  const numbers = unwrap(
    await patiently<Float64Array | NativeError>(patience, undefined, ({ resolve }) => ask(path, resolve)),
  )
  return usageFrom(new Cells(numbers))
}

const answers = new Answers<Float64Array>((question) => native.diskUsageCancel(question))
let usages: DiskUsages | undefined

function ask(path: string, tell: (answer: Float64Array | NativeError) => void): () => void {
  usages ??= new native.DiskUsages(answers.told)
  return answers.await(unwrap(usages.ask(pathsId(), path)), tell)
}
