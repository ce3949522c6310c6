import type { Handlers } from '../../../shared/contract/index.ts'
import type { PosterService } from './poster-service.ts'

type PosterChannel = 'posters.clear' | 'loader.poster' | 'loader.posterStatus' | 'loader.stopPosters'

/** The loader's answers about posters. `isHeld`: the folder is being moved, and nothing may be written to it. */
export function posterChannels(posters: PosterService, isHeld: () => boolean): Handlers<PosterChannel> {
  return {
    'posters.clear': () => posters.clear(),
    'loader.poster': ({ movieId, rules }) => (isHeld() ? null : posters.picture(movieId, rules)),
    'loader.posterStatus': () => posters.status(),
    'loader.stopPosters': () => posters.stop(),
  }
}
