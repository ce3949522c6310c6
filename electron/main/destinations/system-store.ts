import { safeStorage } from 'electron'
import type { SystemStore } from './secret-store.ts'

/** The store of the system that the app runs on; an older Electron, which lacks these calls, has none. */
export const systemStore: SystemStore = {
  isAvailable: async () => safeStorage.isAsyncEncryptionAvailable(),
  backend: () => (process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : null),
  encrypt: async (text) => safeStorage.encryptStringAsync(text),
  decrypt: async (bytes) => (await safeStorage.decryptStringAsync(Buffer.from(bytes))).result,
}
