import { HOSTILE } from './text.ts'

/**
 * JSON, indented. What could steer a terminal is written as `\uXXXX`, which `JSON.stringify` does for less than
 * the half of it and which every reader turns back into the same text.
 */
export function toJson(data: object): string {
  const text = JSON.stringify(data, null, 2)
  // Line feeds are those of the indentation: in strings they are `\n`.
  return `${text.replace(HOSTILE, (found) => (found === '\n' ? found : escaped(found)))}\n`
}

function escaped(text: string): string {
  return Array.from({ length: text.length }, (_, at) => {
    return `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`
  }).join('')
}
