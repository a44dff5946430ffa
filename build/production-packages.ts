/** The folders of the packages that run with the service, without those for development: from the lock file, as npm would install them. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Locked {
  readonly dev?: boolean
  readonly devOptional?: boolean
}

/** Paths from `root`. Those for other systems are in the lock file, too, but not there. */
export function productionPackages(root: string): readonly string[] {
  // The cast gives the shape that npm itself demands of the file.
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Readonly<Record<string, Locked>>
  }
  return (
    Object.entries(packages)
      .filter(
        ([path, { dev, devOptional }]) =>
          path !== '' && dev !== true && devOptional !== true && existsSync(join(root, path)),
      )
      .map(([path]) => path)
      // A package that lies in another one comes with it.
      .filter((path, _, all) => !all.some((other) => path.startsWith(`${other}/`)))
      .sort()
  )
}
