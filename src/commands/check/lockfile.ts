/**
 * A lockfile serves every platform only if each optional dependency that it names has an entry.
 *
 * @module
 */
interface LockedPackage {
  optionalDependencies?: Record<string, string>;
}

/** Optional dependencies that the lockfile names without an entry: on their platform `npm ci` fails, or leaves them out. */
export function incompletePlatforms(lockfile: string): string[] {
  const { packages } = JSON.parse(lockfile) as { packages: Record<string, LockedPackage> };
  return Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
    Object.keys(optionalDependencies ?? {}).filter((name) => !resolves(path, name, packages)).map((name) =>
      `${path} needs ${name}`
    )
  );
}

function resolves(from: string, name: string, packages: Record<string, LockedPackage>): boolean {
  for (let folder = from;; folder = folder.slice(0, Math.max(folder.lastIndexOf("/node_modules/"), 0))) {
    if (packages[`${folder === "" ? "" : `${folder}/`}node_modules/${name}`] !== undefined) return true;
    if (folder === "") return false;
  }
}
