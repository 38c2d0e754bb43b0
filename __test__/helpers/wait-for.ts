// Prints how a process ended.
import { Process } from 'psutil-native'

console.log(JSON.stringify(await new Process(Number(process.argv[2])).wait()))
