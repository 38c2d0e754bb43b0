import test from 'ava'
import * as psutil from 'psutil-native'
import * as promises from 'psutil-native/promises'
import { lookAtFixture } from '../helpers/made-up-machine.ts'

const PAIRS: readonly [() => Promise<unknown>, () => unknown][] = [
  [promises.sensorsTemperatures, psutil.sensorsTemperatures],
  [promises.sensorsFans, psutil.sensorsFans],
  [promises.sensorsPower, psutil.sensorsPower],
  [promises.sensorsIsOnAcPower, psutil.sensorsIsOnAcPower],
  [promises.sensorsBattery, psutil.sensorsBattery],
  [promises.sensorsBatteryTotal, psutil.sensorsBatteryTotal],
]

for (const machine of [undefined, 'linux-6.18-laptop', 'linux-6.18-two-batteries', 'linux-6.18-server']) {
  test.serial(`the same as the main file gives for ${machine ?? 'this machine'}`, async (t) => {
    if (machine !== undefined) lookAtFixture(t, machine)
    for (const [ours, theirs] of PAIRS) {
      const [answer, expected] = [await ours(), theirs()]
      // A temperature may change between two looks.
      if (machine === undefined) t.is(typeof answer, typeof expected, theirs.name)
      else t.deepEqual(answer, expected, theirs.name)
    }
  })
}

test.serial('there is something to compare', async (t) => {
  lookAtFixture(t, 'linux-6.18-laptop')
  t.true(Object.keys(await promises.sensorsTemperatures()).length > 0)
  t.true((await promises.sensorsPower()).batteries.length > 0)
  t.is(Object.getPrototypeOf(await promises.sensorsFans()), null)
})
