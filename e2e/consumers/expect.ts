/** Throws with what is wrong unless it is as it should be. */
export function expect(isSo: boolean, otherwise: string): asserts isSo {
  if (!isSo) throw new Error(otherwise)
}

/** What an attempt that must fail said. */
export async function refusal(attempt: Promise<unknown>): Promise<string> {
  let answer: unknown
  try {
    answer = await attempt
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  throw new Error(`this should have failed: ${String(answer)}`)
}
