/** A workbook for each account manager: the own tasks, most money first, to work through away from the report. */
import { accountManagerTasks } from '../../contract/tables/tasks.ts';
import type { Ask } from '../page.ts';
import type { Release } from '../section.ts';
import { aboutSheet } from './about.ts';
import { fileNames } from './file-names.ts';
import { formatOf } from './formats.ts';
import { partsOf } from './parts.ts';
import { pagesOf } from './rows.ts';
import type { Cells, Sheet } from './sheet.ts';
import { type Chosen, chosenFor } from './subjects.ts';
import { zipOf } from './zip.ts';

/** The folder of these workbooks, beside the page. */
export const MANAGERS_FOLDER = 'account-managers/';

/** So many account managers have a workbook at most: all are made in one go, and each is a file to put. */
export const MOST_MANAGERS = 300;

/** Those with the most at stake, each customer counted once. */
const managersOf = (most: number): string => `
with once as (
  select account_manager, customer_id, max(money_at_stake) as money_at_stake
  from account_manager_tasks
  where account_manager is not null
  group by account_manager, customer_id
)

select account_manager
from once
group by account_manager
order by sum(money_at_stake) desc, account_manager
limit ${most}`;

/**
 * Asks for the tasks of everybody once, and writes those of each account manager as a workbook. The same release gives
 * the same bytes.
 * @param most account managers who get one
 * @returns the workbooks by their file's name; none for a release from before there were tasks
 */
export async function managerWorkbooksOf(
  ask: Ask,
  release: Release,
  most = MOST_MANAGERS,
): Promise<Record<string, Uint8Array>> {
  const chosen = chosenFor(release).find(({ table }) => table.name === accountManagerTasks.name);
  if (!chosen) return {};
  const names = (await ask(managersOf(most))).map((row) => String(row.account_manager));
  const files = fileNames(names);
  const workbooks: Record<string, Uint8Array> = {};
  for await (const { manager, tasks } of byManager(ask, chosen)) {
    const file = files.get(manager);
    if (file === undefined) continue;
    workbooks[`${MANAGERS_FOLDER}${file}.xlsx`] = await zipOf(
      partsOf(sheetsOf(chosen, release, tasks), release),
    );
  }
  return workbooks;
}

/** The rows come in the order of account managers, those of nobody last: one after the other is held in memory. */
async function* byManager(ask: Ask, chosen: Chosen): AsyncGenerator<{ manager: string; tasks: Cells[] }> {
  const column = chosen.columns.findIndex(({ field }) => field.name === 'account_manager');
  let tasks: Cells[] = [];
  const managerOf = (row: Cells | undefined) => row?.[column] ?? null;
  for await (const page of pagesOf(ask, chosen, chosen.rows)) {
    for (const row of page) {
      const manager = managerOf(tasks[0]);
      if (manager !== null && manager !== managerOf(row)) {
        yield { manager: String(manager), tasks };
        tasks = [];
      }
      if (managerOf(row) === null) return;
      tasks.push(row);
    }
  }
  if (tasks.length > 0) yield { manager: String(managerOf(tasks[0])), tasks };
}

/** The tasks come first: they are what the workbook is opened for. */
function sheetsOf(chosen: Chosen, release: Release, tasks: readonly Cells[]): Sheet[] {
  const own = { ...chosen, rows: tasks.length };
  return [
    {
      name: chosen.sheet,
      columns: chosen.columns.map(({ field }) => ({ name: field.name, format: formatOf(field) })),
      rows: tasks.length,
      pages: [tasks],
    },
    aboutSheet(release, [own], tasks.length, OWN),
  ];
}

const OWN =
  'what one account manager is to do with whom and why, in order of the money at stake. The sheet Tasks is that part of the published table';
