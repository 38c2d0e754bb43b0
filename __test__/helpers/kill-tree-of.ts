// Run as an ordinary user: ends the tree of the process whose number is given, and prints who is in which list.
import { killTree, Process } from 'psutil-native'

const { gone, alive, denied } = await killTree(new Process(Number(process.argv[2])))
const pids = [gone, alive, denied].map((list) => list.map(({ pid }) => pid))
process.stdout.write(JSON.stringify(pids))
