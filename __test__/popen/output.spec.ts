import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import test from 'ava'
import { Output } from '../../src/popen/output.ts'
import { eventually } from '../helpers/eventually.ts'

const MIB = 2 ** 20

test('bytes are collected in order until the end, and the end is told', async (t) => {
  const stream = new PassThrough()
  const output = await new Promise<Output>((resolve) => {
    const collecting = new Output(stream, () => collecting.isOver && resolve(collecting))
    collecting.read()
    stream.write('a')
    stream.write(Buffer.of(0xff, 0))
    stream.end('b')
  })
  t.deepEqual(output.bytes(), Buffer.of(0x61, 0xff, 0, 0x62))
})

test('at rest nothing is read, and nothing is lost', async (t) => {
  const stream = new PassThrough()
  const output = new Output(stream, () => {})
  output.read()
  stream.write('one ')
  await eventually('the first', () => output.bytes().length === 4)
  output.rest()
  stream.end('two')
  await setImmediate()
  t.is(output.bytes().toString(), 'one ')
  output.read()
  await once(stream, 'end')
  t.is(output.bytes().toString(), 'one two')
})

test('what nobody has touched is kept', async (t) => {
  const stream = new PassThrough()
  const output = new Output(stream, () => {})
  stream.end('kept')
  output.keep()
  stream.resume()
  await once(stream, 'end')
  t.is(output.bytes().toString(), 'kept')
})

test('what somebody else reads is left to them', async (t) => {
  const theirs: unknown[] = []
  const flowing = new PassThrough()
  flowing.on('data', (chunk) => theirs.push(String(chunk)))
  const waited = new PassThrough()
  waited.on('readable', () => theirs.push(String(waited.read())))
  for (const stream of [flowing, waited]) {
    const output = new Output(stream, () => {})
    output.keep()
    stream.write('x')
    await setImmediate()
    t.is(output.bytes().length, 0)
  }
  t.deepEqual(theirs, ['x', 'x'])
})

test('what nobody asks for does not fill the memory, and is there when it is asked for', async (t) => {
  const stream = new PassThrough()
  const output = new Output(stream, () => {})
  output.keep()
  for (let count = 0; count < 64; count += 1) stream.write(Buffer.alloc(MIB / 8, count))
  stream.end()
  await eventually('a pause', () => stream.isPaused())
  await setImmediate()
  t.true(output.bytes().length <= MIB + MIB / 8)
  output.read()
  await once(stream, 'end')
  const bytes = output.bytes()
  t.is(bytes.length, 8 * MIB)
  for (let count = 0; count < 64; count += 1) t.is(bytes[count * (MIB / 8)], count)
})

test('text, if somebody has asked the stream for it, is bytes again', async (t) => {
  const stream = new PassThrough()
  stream.setEncoding('latin1')
  const output = new Output(stream, () => {})
  output.read()
  stream.end(Buffer.of(0xe9))
  await once(stream, 'end')
  t.deepEqual(output.bytes(), Buffer.of(0xe9))
})

test('a failure is told', async (t) => {
  const stream = new PassThrough()
  const failure = new Error('EIO')
  const told = await new Promise((resolve) => {
    const output = new Output(stream, (error) => error !== undefined && resolve(error))
    output.read()
    stream.destroy(failure)
  })
  t.is(told, failure)
})

test('a stream that was closed is over', async (t) => {
  const stream = new PassThrough()
  const output = new Output(stream, () => {})
  stream.destroy()
  t.true(output.isOver)
  t.notThrows(() => output.read())
  t.is(output.bytes().length, 0)
})

test('what somebody throws away goes on being thrown away, save a little', async (t) => {
  const stream = new PassThrough()
  stream.resume()
  const output = new Output(stream, () => {})
  output.keep()
  for (let count = 0; count < 64; count += 1) stream.write(Buffer.alloc(MIB / 8, count))
  stream.end()
  await once(stream, 'end')
  t.is(output.bytes().length, MIB)
})

test('what somebody has paused stays where it is', async (t) => {
  const stream = new PassThrough()
  stream.pause()
  const output = new Output(stream, () => {})
  output.keep()
  stream.end('x')
  await setImmediate()
  t.is(stream.readableLength, 1)
  t.is(output.bytes().length, 0)
})
