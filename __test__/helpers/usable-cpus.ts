// How many CPUs this program may use, as JSON: run in a cgroup, or with an affinity.
import { usableCpuCount } from 'psutil-native'

process.stdout.write(JSON.stringify(usableCpuCount()))
