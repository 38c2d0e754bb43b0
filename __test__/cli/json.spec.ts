import test from 'ava'
import { toJson } from '../../src/cli/json.ts'
import { HOSTILE } from '../../src/cli/text.ts'
import { overview, row } from './rows.ts'

test('hostile text comes back unchanged, but does not reach the terminal', (t) => {
  const data = overview({
    processes: [row({ cmdline: ['\x1b[2J', '\x9b\x7f\u202e\u2028\n"\\', '\u{E0041}日本', '\ud800'] })],
  })
  const text = toJson(data)
  t.deepEqual(JSON.parse(text), data)
  t.is(text.replaceAll('\n', '').match(HOSTILE), null)
  t.true(text.endsWith('}\n'))
})
