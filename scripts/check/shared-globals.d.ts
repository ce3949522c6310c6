// What shared/ may use beyond the language: globals that every process has. Read by tsconfig.shared.json only.
declare class URL {
  constructor(url: string, base?: string | URL)
  static canParse(url: string, base?: string | URL): boolean
  readonly protocol: string
  readonly hostname: string
  readonly host: string
  readonly href: string
  readonly username: string
  readonly password: string
  readonly pathname: string
  readonly search: string
}
