// What is said of the disks below other paths, by whoever runs this, as JSON.
import { diskIoCounters, diskPartitions, diskPartitionsAll, paths, perdiskIoCounters } from 'psutil-native'

const [procfs = '', sysfs = ''] = process.argv.slice(2)
Object.assign(paths, { procfs, sysfs })
const result = {
  partitions: diskPartitions(),
  all: diskPartitionsAll(),
  counters: diskIoCounters(),
  devices: Object.keys(perdiskIoCounters()),
}
process.stdout.write(JSON.stringify(result))
