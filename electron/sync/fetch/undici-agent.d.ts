/** The one part of undici that is used without a proxy, by its own path: the whole of it takes 25 ms longer to load. */
declare module 'undici/lib/dispatcher/agent.js' {
  import { Agent } from 'undici'
  export default Agent
}
