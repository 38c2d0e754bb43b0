#!/usr/bin/env node
import { main } from './main.ts'

// Not process.exit(): that would cut off what a pipe has not taken yet.
process.exitCode = await main(process.argv.slice(2), process)
