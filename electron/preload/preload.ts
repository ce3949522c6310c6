import { contextBridge, ipcRenderer } from 'electron'
import type { Bridge } from '../../shared/ipc/bridge.ts'
import { rendererChannels } from '../../shared/ipc/channel-names.ts'
import { eventChannel, invokePrefix } from '../../shared/ipc/channels.ts'
import type { AppEvent } from '../../shared/ipc/events.ts'

// The page gets a fixed list of functions. Neither ipcRenderer nor an event object ever reaches it.

const invoke = Object.fromEntries(
  rendererChannels.map((channel) => [channel, (input: unknown) => ipcRenderer.invoke(invokePrefix + channel, input)]),
) as Bridge['invoke']

const bridge: Bridge = {
  invoke: Object.freeze(invoke),
  onEvent: (listener) => {
    const forward = (_event: unknown, payload: AppEvent): void => listener(payload)
    ipcRenderer.on(eventChannel, forward)
    return () => {
      ipcRenderer.off(eventChannel, forward)
    }
  },
}

contextBridge.exposeInMainWorld('yts', Object.freeze(bridge))
