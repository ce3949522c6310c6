/** Runs asynchronous tasks one after the other. */
export class TaskQueue {
  #last: Promise<unknown> = Promise.resolve()

  /** Runs the task when all before it have ended, well or not; settles as it does. */
  run<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(task, task)
    this.#last = result.catch(() => {})
    return result
  }
}
