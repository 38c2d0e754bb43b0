import test from 'ava'
import { Answers } from '../src/answers.ts'

/** What each question came to. */
function asked(answers: Answers<string>, ...questions: number[]) {
  const came: Record<number, unknown> = {}
  const giveUp = questions.map((question) =>
    answers.await(question, (answer) => Object.assign(came, { [question]: answer })),
  )
  return { came, giveUp }
}

test('each answer goes to who asked, once', (t) => {
  const answers = new Answers<string>(() => t.fail('nobody gave up'))
  const { came } = asked(answers, 1, 2, 3)
  answers.told(2, 'two')
  answers.told(2, 'two again')
  answers.told(7, 'seven')
  answers.told(1, 'one')
  t.deepEqual(came, { 1: 'one', 2: 'two' })
})

test('who gives up is not told, and says so once', (t) => {
  const cancelled: number[] = []
  const answers = new Answers<string>((question) => cancelled.push(question))
  const { came, giveUp } = asked(answers, 1, 2)
  answers.told(1, 'one')
  for (const each of [...giveUp, ...giveUp]) each()
  answers.told(2, 'two')
  t.deepEqual(came, { 1: 'one' })
  t.deepEqual(cancelled, [2])
})
