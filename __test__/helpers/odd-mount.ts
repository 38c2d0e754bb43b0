// Run where a file system of odd names is mounted: what we say of it, as JSON.
import { diskPartitions, diskPartitionsAll, diskUsage } from 'psutil-native'

const mountpoint = process.argv[2] ?? ''
const isIt = (each: { mountpoint: string }) => each.mountpoint === mountpoint
const result = {
  partition: diskPartitionsAll().find(isIt),
  isReal: diskPartitions().some(isIt),
  usage: diskUsage(mountpoint),
}
process.stdout.write(JSON.stringify(result))
