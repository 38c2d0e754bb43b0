// What is said of a path now and later, as JSON. Plain JavaScript, for tsx wants a folder that it may search.
import { diskUsage } from 'psutil-native'
import * as promises from 'psutil-native/promises'

const [, , path] = process.argv
const told = (error) => ({ code: error.code, message: error.message })
const twin = () => {
  try {
    return { total: diskUsage(path).total }
  } catch (error) {
    return told(error)
  }
}
const { code, ...rest } = await promises.diskUsage(path).then(({ total }) => ({ total }), told)
const same = JSON.stringify({ code, ...rest }) === JSON.stringify(twin())
const { total } = await promises.diskUsage('/')
process.stdout.write(JSON.stringify({ code, same, root: total > 0 }))
