/** What is on the global object, the prototypes of its built-ins and `process`: what a package might change. */
export function globalDescriptors() {
  const found = []
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    found.push(name)
    const { value } = Object.getOwnPropertyDescriptor(globalThis, name)
    if (typeof value !== 'function' || value.prototype === undefined || value.prototype === null) continue
    for (const key of Reflect.ownKeys(value.prototype)) found.push(`${name}.prototype.${String(key)}`)
    for (const key of Reflect.ownKeys(value)) found.push(`${name}.${String(key)}`)
  }
  for (const event of process.eventNames()) found.push(`on ${String(event)}`)
  return found
}
