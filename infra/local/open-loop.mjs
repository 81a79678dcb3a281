// Sends requests on a fixed schedule, whether earlier ones were answered or not, and measures each from the time it was
// due: a server that stalls is charged for everyone who had to wait. The client's timer adds up to 1 ms.
// Usage: node open-loop.mjs URL BODY.json REQUESTS_PER_SECOND SECONDS [TEXT_COLUMN]
// With - for a body it gets the URL; with a file of ids and {id} in the URL it gets one after the other. With a text column every
// request brings a text that no other one has.
// Prints "requests errors p50 p99" (ms).
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'

const [url, file, rate, seconds, textColumn] = process.argv.slice(2)
const given = file === '-' ? '' : readFileSync(file, 'utf8')
const ids = url.includes('{id}') ? given.trim().split('\n') : []
const body = ids.length ? '' : given
const agent = new Agent({ keepAlive: true, maxSockets: 256 })
const colours = ['red', 'blue', 'green', 'black', 'white', 'yellow', 'striped', 'dotted']
const things = ['summer dress', 'winter coat', 'running shoes', 'silk scarf', 'leather bag', 'wool socks']

function bodyOf(i) {
  if (!textColumn) return body
  const text = `${colours[i % colours.length]} ${things[i % things.length]} size ${i}`
  return JSON.stringify({ ...JSON.parse(body), [textColumn]: text })
}

function send(i) {
  return new Promise((resolve) => {
    const content = bodyOf(i)
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) }
    const asked = ids.length ? url.replace('{id}', encodeURIComponent(ids[i % ids.length])) : url
    const call = request(asked, { method: body ? 'POST' : 'GET', agent, headers, timeout: 10_000 }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode === 200))
    })
    call.on('timeout', () => call.destroy())
    call.on('error', () => resolve(false))
    call.end(content)
  })
}

const total = rate * seconds
const millis = []
const pending = []
let errors = 0
const start = performance.now() + 50
for (let i = 0; i < total; ) {
  for (; i < total && start + (i * 1000) / rate <= performance.now(); i++) {
    const due = start + (i * 1000) / rate
    pending.push(send(i).then((good) => (good ? millis.push(performance.now() - due) : errors++)))
  }
  await new Promise((resolve) => setTimeout(resolve, 1))
}
await Promise.all(pending)
agent.destroy()
millis.sort((a, b) => a - b)
const quantile = (q) => (millis[Math.ceil(q * millis.length) - 1] ?? NaN).toFixed(2)
console.log(total, errors, quantile(0.5), quantile(0.99))
