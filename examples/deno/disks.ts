// How full the disks are: deno run --allow-ffi examples/deno/disks.ts
import { diskPartitions, diskUsage } from 'npm:psutil-native/promises'

const WIDTH = 24
const gib = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GiB`

// A dead network mount costs a second and holds up nobody else.
const disks = await Promise.allSettled(
  (await diskPartitions()).map(async ({ mountpoint, fstype }) => {
    return { mountpoint, fstype, ...(await diskUsage(mountpoint, { timeout: 1000 })) }
  }),
)

for (const disk of disks) {
  if (disk.status === 'rejected') {
    console.log(`  ${disk.reason}`)
    continue
  }
  const { mountpoint, fstype, percent, free, total } = disk.value
  const bar = '█'.repeat(Math.round((percent / 100) * WIDTH)).padEnd(WIDTH, '░')
  console.log(
    `${bar} ${percent.toFixed(0).padStart(3)} %  ${gib(free)} of ${gib(total)} free  ${mountpoint} (${fstype})`,
  )
}
if (disks.length === 0) console.log('No disks of its own, as in many containers.')
