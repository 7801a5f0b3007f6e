/** What is uploaded to AWS Lambda: one folder that holds every function and all they need, made without Docker. */
import { chmod, cp, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { DECIDING } from '../warehouse/code.ts';
import { type Architecture, layDuckdb } from './duckdb.ts';

export interface BundleOptions {
  architecture: Architecture;
  /** Path of patronage.yaml. */
  configuration: string;
  /** The folder to make; what it held before is removed. */
  into: string;
}

const ROOT = new URL('../../', import.meta.url).pathname;

/** Each is `functions/<name>.ts` here, and `app/functions/<name>.handler` there. */
export const FUNCTIONS = ['intake', 'start', 'refresh'];

/** Lambda takes 250 MB with all layers. The rest is room to grow, and a big bundle starts slowly. */
const MOST_BYTES = 150_000_000;

/**
 * Bundles the functions for `lambda.Code.fromAsset`. They share one folder: DuckDB is nearly all of it, so it is uploaded once.
 * The same sources, configuration and architecture give the same bytes.
 * @returns the folder
 * @throws Error where the bundle grew over its limit, or DuckDB cannot be had
 */
export async function bundleFunctions({ architecture, configuration, into }: BundleOptions): Promise<string> {
  await rm(into, { recursive: true, force: true });
  await mkdir(into, { recursive: true });
  const app = join(into, 'app/functions');
  await compile(app);
  // The id of a release hashes these as they stand here, SQL among them; the code finds them two folders up.
  for (const room of DECIDING) await cp(join(ROOT, room), join(into, room), { recursive: true });
  await cp(join(ROOT, 'lib/report/browser'), join(app, 'browser'), { recursive: true });
  await cp(configuration, join(into, 'patronage.yaml'));
  await layDuckdb(ROOT, architecture, join(into, 'node_modules'));
  const bytes = await settle(into);
  if (bytes > MOST_BYTES) {
    throw new Error(`${into} holds ${bytes} bytes, and functions may have ${MOST_BYTES}: see what grew`);
  }
  return into;
}

async function compile(outdir: string): Promise<void> {
  await build({
    entryPoints: FUNCTIONS.map((name) => join(ROOT, 'functions', `${name}.ts`)),
    outdir,
    // The names of CommonJS modules stay in the text: told from here they are the same on every machine.
    absWorkingDir: ROOT,
    preserveSymlinks: true,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    external: ['@duckdb/*'],
    // Packages that still are CommonJS ask for Node's own modules by `require`, which a module does not have.
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
    },
    // Names stay, so that a stack trace can be read.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
}

/** Gives every file the same rights, whatever those here are: Lambda runs as somebody else. @returns the size in bytes */
async function settle(folder: string): Promise<number> {
  let bytes = 0;
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) bytes += await settle(path);
    else {
      await chmod(path, 0o644);
      bytes += (await stat(path)).size;
    }
  }
  return bytes;
}
