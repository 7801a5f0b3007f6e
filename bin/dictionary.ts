/** Writes docs/tables.md from the contract. */
import { writeFile } from 'node:fs/promises';
import { dictionaryPage } from '../lib/contract/dictionary.ts';
import { TABLES } from '../lib/contract/tables.ts';

await writeFile(new URL('../docs/tables.md', import.meta.url), dictionaryPage(TABLES));
