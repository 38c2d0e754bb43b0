import type { Info } from './info.ts'
export function view(info: Info, _screen: { columns: number; colour: boolean; now: number }): string[] {
  return Object.keys(info.attributes)
}
