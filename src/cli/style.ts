/** Colours, or none. */
export interface Style {
  dim(text: string): string
  bold(text: string): string
  /** Green, yellow or red, by how much of something is used. */
  load(text: string, percent: number): string
}

const paint = (code: number) => (text: string) => (text === '' ? '' : `\u001B[${code}m${text}\u001B[0m`)
const plain = (text: string) => text

export const PLAIN: Style = { dim: plain, bold: plain, load: plain }

export const COLOURED: Style = {
  dim: paint(2),
  bold: paint(1),
  load: (text, percent) => paint(percent >= 90 ? 31 : percent >= 60 ? 33 : 32)(text),
}

/** Colour is for terminals, unless the user says otherwise (no-color.org). */
export function styleFor(isTerminal: boolean, environment: NodeJS.ProcessEnv): Style {
  const isSet = (name: string) => (environment[name] ?? '') !== ''
  if (isSet('NO_COLOR')) return PLAIN
  return isTerminal || isSet('FORCE_COLOR') ? COLOURED : PLAIN
}
