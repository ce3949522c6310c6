import { ActionableError } from '../lib/say.mjs'

/**
 * The notes of a release: the section of the changelog for its version.
 *
 * @param tag such as `v1.2.0`
 * @param version the one of package.json
 * @throws ActionableError when tag, version and changelog do not agree
 */
export function releaseNotes(tag: string, version: string, changelog: string): string {
  if (tag !== `v${version}`) {
    throw new ActionableError(
      `The tag ${tag} is not the version of package.json, ${version}.`,
      `set the version in package.json (npm version), or tag v${version}.`,
    )
  }
  const [, ...sections] = changelog.split(/^## /m)
  const section = sections.find((text) => text.split('\n', 1)[0]?.trim() === version)
  const notes = section?.split('\n').slice(1).join('\n').trim()
  if (!notes) {
    throw new ActionableError(
      `CHANGELOG.md has no section "## ${version}", or it is empty.`,
      'give what is under "Unreleased" the name of the version.',
    )
  }
  return `${notes}\n`
}
