/** A Trino server, installed at the first run into the user's cache and used again by later ones. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { said } from '../bench/python.ts';
import { madeOnce } from '../services/installed.ts';

const HERE = new URL('.', import.meta.url).pathname;
const SOURCES = ['pom.xml', 'java/LocalHive.java', 'java/Start.java'];

export interface Installed {
  /** As the server says it: `435`. */
  version: string;
  /** The Java that runs it, as it says itself: `openjdk version "17.0.15" …`. */
  java: string;
  /** Class path of the server. */
  classPath: string;
  /** The folder whose folders are its plugins. */
  plugins: string;
}

/**
 * Fetches what a server is made of (some 260 MB) and compiles what starts it. It needs a JDK, 17 or later, and Maven.
 * @throws Error where they are missing, or an artifact cannot be had
 */
export async function installedTrino(): Promise<Installed> {
  const texts = await Promise.all(SOURCES.map((file) => readFile(join(HERE, file), 'utf8')));
  const version = /<version>(\d+)<\/version>/.exec(texts[0]!)![1]!;
  const hash = createHash('sha256').update(texts.join()).digest('hex').slice(0, 12);
  const folder = await madeOnce(`trino-${version}-${hash}`, (made) => install(made, version));
  return {
    version,
    java: await javaVersion(),
    classPath: [join(folder, 'start'), join(folder, 'lib', '*')].join(':'),
    plugins: join(folder, 'plugin'),
  };
}

async function install(folder: string, version: string): Promise<void> {
  const pom = join(HERE, 'pom.xml');
  await said('mvn', ['-B', '-q', '--strict-checksums', '-f', pom, `-Dfolder=${folder}`, 'package'], folder);
  const hive = join(folder, 'plugin', `trino-hive-${version}`);
  const compile = (source: string, into: string, ...classes: string[]): Promise<string> =>
    said('javac', ['-proc:none', '-cp', classes.join(':'), '-d', into, join(HERE, 'java', source)], folder);
  await compile('Start.java', join(folder, 'start'), join(folder, 'lib', '*'));
  // The server reads a plugin's folder as it stands: archives, and this folder of classes among them.
  const local = join(hive, 'local');
  await compile('LocalHive.java', local, join(folder, 'lib', '*'), join(hive, '*'));
  await mkdir(join(local, 'META-INF', 'services'), { recursive: true });
  await writeFile(join(local, 'META-INF', 'services', 'io.trino.spi.Plugin'), 'LocalHive\n');
}

/** @throws Error where there is no Java, or an older one */
async function javaVersion(): Promise<string> {
  const [first = ''] = (await said('java', ['--version'], HERE)).split('\n');
  const major = Number(/ (\d+)/.exec(first)?.[1]);
  if (!(major >= 17)) throw new Error(`it needs Java 17 or later, and here is ${first}`);
  return first;
}
